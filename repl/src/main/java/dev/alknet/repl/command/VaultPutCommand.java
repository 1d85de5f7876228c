package dev.alknet.repl.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `alk vault put`: keeps a secret.
@Command(name = "put", description = {"Encrypts a secret for a service elsewhere and keeps it.", "",
    "The secret is the whole of standard input or of a file, without the line break at its end. Uses",
    "the vault of the running node when that is unlocked, else the words."},
    footer = {
        "  alk vault put github                              asks for the secret",
        "  alk vault put github < token.txt",
        "  alk vault put registry --secret-file token.txt --mnemonic-file ~/words"})
final class VaultPutCommand implements Callable<Integer> {
  private final AlkCommand alk;

  @Parameters(paramLabel = "NAME", description = "what it is for, such as github")
  private String name = "";

  @Option(names = "--secret-file", paramLabel = "FILE",
      description = "the secret (default: standard input)")
  private @Nullable Path secretFile;

  @Mixin
  private MnemonicOptions mnemonic = new MnemonicOptions();

  VaultPutCommand(AlkCommand alk) {
    this.alk = alk;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var place = VaultPlace.of(alk);
    return place.unlocked(mnemonic, secretFile == null && !Screen.attended(), vault -> {
      var secret = secretFile == null
          ? place.input().all("secret for " + name)
          : place.input().file(secretFile);
      if (secret.length == 0) {
        throw new IOException("there is no secret in "
            + (secretFile == null ? "standard input" : secretFile));
      }
      try {
        vault.put(name, secret);
      } finally {
        Arrays.fill(secret, '\0');
      }
      alk.streams().err().println("kept " + name);
      return ExitCode.FINE.number();
    });
  }
}
