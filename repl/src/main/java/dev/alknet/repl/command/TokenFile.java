package dev.alknet.repl.command;

import dev.alknet.runtime.identity.OwnerOnly;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// A bearer token: the first line of a file that only its owner can read, or of standard input. Never
/// an argument, which every user of the machine can see.
final class TokenFile {
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
      OwnerOnly.require(file, "the token in " + file);
      return FirstLine.of(new ByteArrayInputStream(Files.readAllBytes(file)));
    } catch (NoSuchFileException e) {
      throw new IOException("there is no token file " + file, e);
    }
  }
}
