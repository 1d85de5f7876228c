package dev.alknet.runtime.store;

import dev.alknet.runtime.identity.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What proves to a database server who asks. Never printed.
public final class StorePassword {
  /// For a server that asks for none.
  public static final StorePassword NONE = new StorePassword("");

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
    OwnerOnly.require(file, "the password in " + file);
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
