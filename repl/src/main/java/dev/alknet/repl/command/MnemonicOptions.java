package dev.alknet.repl.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where the words of a vault come from, and its passphrase: files that only their owner may use, or
/// standard input, a line each.
final class MnemonicOptions {
  private static final Path STANDARD_INPUT = Path.of("-");

  @Option(names = "--mnemonic-file", paramLabel = "FILE",
      description = "the words, in a file that only you can read, or - for standard input "
          + "(default: ask for them)")
  private @Nullable Path mnemonic;

  @Option(names = "--passphrase-file", paramLabel = "FILE",
      description = "the passphrase of the vault, in a file that only you can read")
  private @Nullable Path passphrase;

  /// What to do with words and passphrase, which are overwritten afterwards.
  @FunctionalInterface
  interface Use<T> {
    T with(char[] phrase, char[] passphrase) throws IOException, InterruptedException;
  }

  /// Whether the words come from standard input.
  boolean onInput() {
    return mnemonic == null || mnemonic.equals(STANDARD_INPUT);
  }

  /// Whether somebody said where the words are.
  boolean given() {
    return mnemonic != null;
  }

  /// The same, with the words in `file` when nobody said where they are and there is one.
  MnemonicOptions or(@Nullable Path file) {
    if (mnemonic == null) {
      mnemonic = file;
    }
    return this;
  }

  /// Reads the words, and the passphrase when it is in a file or `wanted`.
  <T> T use(SecretInput input, boolean wanted, Use<T> use)
      throws IOException, InterruptedException {
    var phrase = onInput() || mnemonic == null
        ? input.line("mnemonic")
        : input.privateFile(mnemonic);
    try {
      var secret = passphrase(input, wanted);
      try {
        return use.with(phrase, secret);
      } finally {
        Arrays.fill(secret, '\0');
      }
    } finally {
      Arrays.fill(phrase, '\0');
    }
  }

  /// The passphrase: what is in its file, else asked for when it is `wanted`, else none.
  char[] passphrase(SecretInput input, boolean wanted) throws IOException {
    if (passphrase != null) {
      var text = input.privateFile(passphrase);
      if (text.length == 0) {
        throw new IOException("there is no passphrase in " + passphrase);
      }
      return text;
    }
    return wanted ? input.line("passphrase") : new char[0];
  }
}
