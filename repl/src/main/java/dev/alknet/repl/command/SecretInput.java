package dev.alknet.repl.command;

import dev.alknet.runtime.identity.OwnerOnly;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/// Reads what nobody else should see: from a file, from standard input, or from the keyboard without
/// showing it. Never from an argument or an environment variable. Each array is the caller's to
/// overwrite. Source: ruling 17.
record SecretInput(InputStream in, Interrupts interrupts) {
  /// What a file holds that nobody but its owner may use, without the line break at its end.
  char[] privateFile(Path file) throws IOException {
    try {
      OwnerOnly.require(file, file.toString());
    } catch (NoSuchFileException e) {
      throw new IOException("there is no file " + file, e);
    }
    return file(file);
  }

  /// What a file holds, without the line break at its end.
  char[] file(Path file) throws IOException {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new IOException("cannot read the file " + file);
    }
    return text(Files.readAllBytes(file), file.toString());
  }

  /// A line: typed after `prompt` at a terminal, else the next one of standard input.
  char[] line(String prompt) throws IOException {
    if (Screen.attended()) {
      return typed(prompt);
    }
    requireUnseen(prompt);
    var line = new ByteArray();
    for (var b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      line.write(b);
    }
    return line.text();
  }

  /// A line typed after `prompt` at a terminal, else all of standard input without the line break at
  /// its end.
  char[] all(String prompt) throws IOException {
    if (Screen.attended()) {
      return typed(prompt);
    }
    requireUnseen(prompt);
    return text(in.readAllBytes(), "standard input");
  }

  /// What is typed while standard output goes elsewhere would be shown: the echo is turned off only
  /// when both are a terminal.
  private void requireUnseen(String prompt) throws IOException {
    if (in.equals(System.in) && Screen.keyboard()) {
      throw new IOException("the %s would be seen while it is typed, because standard output is no "
          .formatted(prompt) + "terminal; put it into a file that only you can read and name that");
    }
  }

  /// Stopping at the prompt ends the process in order, which is what turns the echo on again.
  private char[] typed(String prompt) throws IOException {
    interrupts.stopBy(() -> System.exit(interrupts.raised()
        .orElse(ExitCode.INTERRUPTED)
        .number()));
    try {
      var line = Objects.requireNonNull(System.console()).readPassword("%s: ", prompt);
      if (line == null) {
        throw new IOException("nothing was typed");
      }
      return line;
    } finally {
      interrupts.stopBy(() -> {});
    }
  }

  private static char[] text(byte[] bytes, String origin) throws IOException {
    try {
      var length = bytes.length;
      if (length > 0 && bytes[length - 1] == '\n') {
        length--;
      }
      if (length > 0 && bytes[length - 1] == '\r') {
        length--;
      }
      var decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length));
      var text = Arrays.copyOf(decoded.array(), decoded.limit());
      Arrays.fill(decoded.array(), '\0');
      return text;
    } catch (CharacterCodingException e) {
      throw new IOException(origin + " is not UTF-8 text", e);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /// Bytes that are overwritten when they have become text.
  private static final class ByteArray extends ByteArrayOutputStream {
    char[] text() throws IOException {
      var bytes = toByteArray();
      Arrays.fill(buf, (byte) 0);
      return SecretInput.text(bytes, "standard input");
    }
  }
}
