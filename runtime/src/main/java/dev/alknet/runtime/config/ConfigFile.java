package dev.alknet.runtime.config;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;

/// The file a node is configured by. Relative paths in it start at the folder it is in. Who may write
/// it decides who may do what here; one that everybody may write is refused.
public final class ConfigFile {
  /// How it is called in the home folder.
  public static final String NAME = "alknet.yaml";

  private final Path path;
  private final Path folder;

  private ConfigFile(Path path, Path folder) {
    this.path = path;
    this.folder = folder;
  }

  /// The one of this home folder.
  public static ConfigFile in(Path home) {
    return at(home.resolve(NAME));
  }

  /// The one of this name, as it is said in problems.
  public static ConfigFile at(Path path) {
    var parent = path.toAbsolutePath().normalize().getParent();
    if (parent == null) {
      throw new IllegalArgumentException("not a file name: " + path);
    }
    return new ConfigFile(path, parent);
  }

  /// Its name.
  public Path path() {
    return path;
  }

  /// Whether there is one.
  public boolean exists() {
    return Files.exists(path);
  }

  Path folder() {
    return folder;
  }

  /// Reads it. When there is none, everything is as the schema's defaults say.
  public ConfigReading read() {
    try {
      return read(content().orElse(new byte[0]));
    } catch (IOException e) {
      return refused(e);
    }
  }

  ConfigReading read(byte[] content) {
    return ConfigText.read(ConfigSchema.current(), path.toString(), content, folder);
  }

  ConfigReading.Refused refused(String sentence) {
    return new ConfigReading.Refused(
        List.of(new Problem(path.toString(), Position.START, sentence)));
  }

  ConfigReading.Refused refused(IOException e) {
    return refused(switch (e) {
      case EverybodysException _ -> "everybody may change this file; run: chmod o-w " + path;
      case AccessDeniedException _ -> "the file cannot be read: permission denied";
      default -> "the file cannot be read: " + e.getMessage();
    });
  }

  /// The bytes, one more than the longest file at most; empty when there is no file.
  Optional<byte[]> content() throws IOException {
    try (var stream = Files.newInputStream(path)) {
      if (Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_WRITE)) {
        throw new EverybodysException();
      }
      return Optional.of(stream.readNBytes(ConfigText.LONGEST + 1));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  /// Everybody may write the file.
  private static final class EverybodysException extends IOException {
    private static final long serialVersionUID = 1;
  }
}
