package dev.alknet.repl.copy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallOptions;
import dev.alknet.runtime.call.Env;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
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
      throw new IllegalArgumentException(CopyPlace.ONE_OF_BOTH);
    }
  }

  private void out(CopyPlace.There from, CopyPlace.Here to)
      throws IOException, InterruptedException {
    var target = target(from, to);
    var path = (from.contents() ? from : find(from).place).path();
    try (var channel = env.openRaw(OUT, input(from.container(), path), CallOptions.DEFAULT)) {
      new Unpacking(target, progress).from(new ChannelTar(channel).in());
    }
  }

  /// A link that was typed is followed. One that is in the folder under the name of what comes is not: an
  /// earlier copy may have brought it.
  private static Path target(CopyPlace.There from, CopyPlace.Here to) throws IOException {
    var typed = Files.exists(to.path()) ? to.path().toRealPath() : to.path();
    var folder = Files.isDirectory(typed);
    if ((to.folder() || to.contents()) && !folder) {
      throw new IOException(to.path() + " is no folder");
    }
    var below = folder && !from.contents() && !from.name().isEmpty();
    var target = below ? typed.resolve(from.name()) : typed;
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
    var found = to.folder() || to.contents() ? new Found(to, true) : find(to);
    if (!found.folder && from.contents()) {
      throw new IOException(to.container() + " has no folder " + to.path());
    }
    var packing = new Packing(source, name(from, found), progress);
    packing.measure();
    var place = found.folder ? found.place.path() : found.place.parent();
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

  /// What the file or folder is called in the tar.
  private static String name(CopyPlace.Here from, Found to) {
    if (from.contents()) {
      return "";
    }
    return to.folder ? String.valueOf(from.path().toAbsolutePath().getFileName()) : to.place.name();
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

  /// Where something in a container goes, and whether a folder is there.
  private record Found(CopyPlace.There place, boolean folder) {}

  /// The place behind whatever links there are; a file may be there, or nothing.
  private Found find(CopyPlace.There typed) throws IOException, InterruptedException {
    var place = typed;
    for (int i = 0; i < LINKS; i++) {
      var entry = first(place.container(), place.path());
      if (entry.isEmpty() || !entry.get().isSymbolicLink()) {
        return new Found(place, entry.filter(TarArchiveEntry::isDirectory).isPresent());
      }
      place = new CopyPlace.There(place.container(), behind(place, entry.get().getLinkName()));
    }
    throw new IOException("too many links: " + typed.path());
  }

  private static String behind(CopyPlace.There link, String name) throws IOException {
    try {
      return Path.of(link.path()).resolveSibling(name).normalize().toString();
    } catch (InvalidPathException e) {
      throw Unpacking.malformed(e);
    }
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
