package dev.alknet.runtime.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/// What proves to a database server who asks. Never printed.
public final class StorePassword {
  /// For a server that asks for none.
  public static final StorePassword NONE = new StorePassword("");

  private static final Set<PosixFilePermission> OWNERS =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private final String text;

  private StorePassword(String text) {
    this.text = text;
  }

  public static StorePassword of(String text) {
    return new StorePassword(text);
  }

  /// The first line of a file that only its owner can read.
  public static StorePassword of(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new IOException("there is no password file " + file);
    }
    if (!OWNERS.containsAll(Files.getPosixFilePermissions(file))) {
      throw new IOException("others may read the password in %s; run: chmod 600 %s"
          .formatted(file, file));
    }
    try (var reader = Files.newBufferedReader(file)) {
      var line = reader.readLine();
      if (line == null || line.isEmpty()) {
        throw new IOException("there is no password in the first line of " + file);
      }
      return new StorePassword(line);
    }
  }

  String text() {
    return text;
  }

  @Override
  public String toString() {
    return "StorePassword[[REDACTED]]";
  }
}
