package dev.alknet.runtime.script;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.DirectoryStream;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.graalvm.polyglot.io.FileSystem;

/// The files that `import` can see: regular files inside the script's folder, links followed and
/// checked, and the `alk:` modules that come with the node. Read only; nothing else exists.
final class ModuleFiles implements FileSystem {
  /// How `alk:streams` is called as a path; no disk has such a folder.
  private static final String BUILT_IN = "/alk:/";

  /// The names of the modules that come with the node, a line each; absent when none do.
  private static final String LIST = "/alk/modules.txt";

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:");
  private static final String NO_SUCH_MODULE = "the node has no such module";

  private final ModuleSource modules;
  private final ScriptSources sources;

  ModuleFiles(ModuleSource modules, ScriptSources sources) {
    this.modules = modules;
    this.sources = sources;
  }

  /// What is refused becomes a relative path, which nothing else is, and fails when it is looked at:
  /// an exception thrown here would reach the script as it is.
  @Override
  public Path parsePath(URI uri) {
    return "file".equals(uri.getScheme()) && uri.getAuthority() == null && uri.getPath() != null
        ? Path.of(uri)
        : parsePath(uri.toString());
  }

  /// What begins with a dot comes resolved against its importer; `path` is another name then.
  @Override
  public Path parsePath(String path) {
    return path.startsWith("alk:") && NAME.matcher(path.substring("alk:".length())).matches()
        ? Path.of(BUILT_IN + path.substring("alk:".length()) + ".mjs")
        : Path.of(path);
  }

  @Override
  public void checkAccess(Path path, Set<? extends AccessMode> modes, LinkOption... options)
      throws IOException {
    if (modes.contains(AccessMode.WRITE) || modes.contains(AccessMode.EXECUTE)) {
      throw new AccessDeniedException(path.toString());
    }
    if (!builtIn(path)) {
      inFolder(path);
    } else if (ModuleFiles.class.getResource(resource(path)) == null) {
      throw missing(path, NO_SUCH_MODULE + "; " + whatWorks());
    }
  }

  @Override
  public SeekableByteChannel newByteChannel(Path path, Set<? extends OpenOption> options,
      FileAttribute<?>... attributes) throws IOException {
    if (options.stream().anyMatch(option -> option != StandardOpenOption.READ)) {
      throw new AccessDeniedException(path.toString());
    }
    var content = read(path);
    var text = new String(content, StandardCharsets.UTF_8);
    sources.add(path.toString(), text, 0);
    return new ReadOnlyBytes(content);
  }

  @Override
  public Path toAbsolutePath(Path path) {
    return path.isAbsolute() ? path : modules.folder().resolve(path).normalize();
  }

  @Override
  public Path toRealPath(Path path, LinkOption... options) throws IOException {
    return builtIn(path) ? path : inFolder(path);
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
      throws IOException {
    return Map.of("isRegularFile", true, "isDirectory", false, "size", (long) read(path).length);
  }

  @Override
  public void createDirectory(Path path, FileAttribute<?>... attributes) throws IOException {
    throw new AccessDeniedException(path.toString());
  }

  @Override
  public void delete(Path path) throws IOException {
    throw new AccessDeniedException(path.toString());
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(Path path,
      DirectoryStream.Filter<? super Path> filter) throws IOException {
    throw new AccessDeniedException(path.toString());
  }

  private static boolean builtIn(Path path) {
    return path.startsWith(BUILT_IN);
  }

  private byte[] read(Path path) throws IOException {
    if (!builtIn(path)) {
      return modules.read(inFolder(path));
    }
    try (var in = ModuleFiles.class.getResourceAsStream(resource(path))) {
      if (in == null) {
        throw missing(path, NO_SUCH_MODULE + "; " + whatWorks());
      }
      return in.readAllBytes();
    }
  }

  private static String resource(Path path) {
    return "/alk/" + path.toString().substring(BUILT_IN.length());
  }

  private Path inFolder(Path path) throws IOException {
    if (!path.isAbsolute()) {
      throw missing(path, why(path.toString()) + "; " + whatWorks());
    }
    return modules.locate(path.normalize());
  }

  private static NoSuchFileException missing(Path path, String why) {
    return new NoSuchFileException(path.toString(), null, why);
  }

  private static String why(String name) {
    if (name.startsWith("alk:")) {
      return NO_SUCH_MODULE;
    }
    return SCHEME.matcher(name).lookingAt()
        ? "a script imports nothing from the network or another place"
        : "a name alone is no file";
  }

  private static String whatWorks() {
    var file = "import a file inside the script's folder ('./name.mjs')";
    return ModuleFiles.class.getResource(LIST) == null
        ? file
        : file + " or a module of the node ("
            + Resources.text(LIST).strip().replace("\n", ", ") + ")";
  }
}
