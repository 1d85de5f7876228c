package dev.alknet.repl.copy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallOptions;
import dev.alknet.runtime.call.Env;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// Copies files and folders between this machine and the containers that `env` reaches. Where they end up is
/// as with `cp -r`: in a folder that is there under their own name, else under the name that was given.
public record ContainerCopy(Env env, CopyProgress progress) {
  private static final String OUT = "docker/container/copy-out";
  private static final String IN = "docker/container/copy-in";
  private static final int LINKS = 10;

  /// From one to the other; exactly one of them is a container.
  public void copy(CopyPlace from, CopyPlace to) throws IOException, InterruptedException {
    if (from instanceof CopyPlace.There there && to instanceof CopyPlace.Here here) {
      out(there, here);
    } else if (from instanceof CopyPlace.Here here && to instanceof CopyPlace.There there) {
      in(here, there);
    } else {
      throw new IllegalArgumentException("one of both has to be CONTAINER:PATH");
    }
  }

  private void out(CopyPlace.There from, CopyPlace.Here to)
      throws IOException, InterruptedException {
    var target = target(from, to);
    try (
        var channel = env.openRaw(OUT, input(from.container(), from.path()), CallOptions.DEFAULT)) {
      new Unpacking(target, progress).from(new ChannelTar(channel).in());
    }
  }

  private static Path target(CopyPlace.There from, CopyPlace.Here to) throws IOException {
    var folder = Files.isDirectory(to.path());
    if (to.folder() && !folder) {
      throw new IOException(to.path() + " is no folder");
    }
    var target = folder && !from.contents() && !from.name().isEmpty()
        ? to.path().resolve(from.name())
        : to.path();
    var above = target.toAbsolutePath().getParent();
    if (above != null && !Files.isDirectory(above)) {
      throw new IOException(above + " is no folder");
    }
    return target;
  }

  private void in(CopyPlace.Here from, CopyPlace.There to)
      throws IOException, InterruptedException {
    if (!Files.exists(from.path())) {
      throw new NoSuchFileException(from.path().toString());
    }
    var source = from.path().toRealPath();
    var name = String.valueOf(from.path().toAbsolutePath().getFileName());
    var folder = to.folder() || to.contents() ? Optional.of(to.path()) : folder(to);
    if (folder.isEmpty() && from.contents()) {
      throw new IOException(to.container() + " has no folder " + to.path());
    }
    var packing = new Packing(source,
        from.contents() ? "" : folder.isPresent() ? name : to.name(), progress);
    packing.measure();
    var place = folder.orElse(to.parent());
    try (var channel = env.openRaw(IN, input(to.container(), place), CallOptions.DEFAULT)) {
      var tar = new ChannelTar(channel);
      try {
        packing.to(tar.out());
      } catch (IOException e) {
        refused(tar, e);
      }
      tar.finish();
    }
  }

  /// Whoever takes no more says why.
  private static void refused(ChannelTar tar, IOException broken)
      throws IOException, InterruptedException {
    try {
      tar.finish();
    } catch (IOException e) {
      broken.addSuppressed(e);
    }
    throw broken;
  }

  /// The path if there is a folder, behind whatever links; absent if there is a file or nothing.
  private Optional<String> folder(CopyPlace.There place) throws IOException, InterruptedException {
    var path = place.path();
    for (int i = 0; i < LINKS; i++) {
      var entry = first(place.container(), path);
      if (entry.isEmpty() || !entry.get().isSymbolicLink()) {
        return entry.filter(TarArchiveEntry::isDirectory).isPresent()
            ? Optional.of(path)
            : Optional.empty();
      }
      path = Path.of(path).resolveSibling(entry.get().getLinkName()).normalize().toString();
    }
    throw new IOException("too many links: " + place.path());
  }

  /// What is at this path of a container: the first entry of its tar; no more of that is taken.
  private Optional<TarArchiveEntry> first(String container, String path)
      throws IOException, InterruptedException {
    try (var channel = env.openRaw(OUT, input(container, path), CallOptions.DEFAULT);
        var tar = new TarArchiveInputStream(new ChannelTar(channel).in())) {
      return Optional.ofNullable(tar.getNextEntry());
    } catch (CallException e) {
      if (e.error().code().equals("PATH_NOT_FOUND")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static JsonNode input(String container, String path) {
    return JsonNodeFactory.instance.objectNode().put("containerId", container).put("path", path);
  }
}
