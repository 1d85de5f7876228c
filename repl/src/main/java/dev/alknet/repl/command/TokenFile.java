package dev.alknet.repl.command;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/// A bearer token: the first line of a file that only its owner can read, or of standard input. Never
/// an argument, which every user of the machine can see.
final class TokenFile {
  private static final Set<PosixFilePermission> OWNER = EnumSet.of(PosixFilePermission.OWNER_READ,
      PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

  private TokenFile() {}

  /// The token in `file`; `-` is standard input.
  static String read(String file, InputStream in) throws IOException {
    var token = file.equals("-") ? FirstLine.of(in) : ofFile(Path.of(file));
    if (token.isEmpty()) {
      throw new IOException("there is no token in " + (file.equals("-") ? "standard input" : file));
    }
    return token;
  }

  private static String ofFile(Path file) throws IOException {
    try {
      if (!OWNER.containsAll(Files.getPosixFilePermissions(file))) {
        throw new IOException(
            "others may read the token in %s; run: chmod 600 %s".formatted(file, file));
      }
      return FirstLine.of(new ByteArrayInputStream(Files.readAllBytes(file)));
    } catch (NoSuchFileException e) {
      throw new IOException("there is no token file " + file, e);
    }
  }
}
