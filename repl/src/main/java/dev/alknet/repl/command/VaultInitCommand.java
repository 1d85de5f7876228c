package dev.alknet.repl.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.identity.Fingerprint;
import dev.alknet.runtime.node.VaultSetup;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `alk vault init`: gives this home its vault.
@Command(name = "init", description = {
    "Makes the words of a vault and takes the node's key from them.", "",
    "The words are printed once, on standard output, and are kept nowhere: write them down. With",
    "--restore they are yours already, from standard input or --mnemonic-file. The node's key is kept",
    "in node.key as before, so that the node starts without the words."},
    footer = {
        "  alk vault init",
        "  alk vault init --words 12 --passphrase-file ~/passphrase",
        "  alk vault init --restore --mnemonic-file ~/words",
        "  alk vault init --replace-key                      a node that others know by another key"})
final class VaultInitCommand implements Callable<Integer> {
  private static final int USUAL_WORDS = 24;

  private final AlkCommand alk;

  @Option(names = "--words", paramLabel = "N",
      description = "how many: 12, 15, 18, 21 or 24 (default: 24)")
  private @Nullable Integer words;

  @Option(names = "--restore",
      description = "take words that exist already; --mnemonic-file says so too")
  private boolean restore;

  @Mixin
  private MnemonicOptions mnemonic = new MnemonicOptions();

  @Option(names = "--replace-key",
      description = "the node has another key: keep that as node.key.old")
  private boolean replaceKey;

  @Option(names = "--json", description = "one JSON document on standard output")
  private boolean json;

  VaultInitCommand(AlkCommand alk) {
    this.alk = alk;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var place = VaultPlace.of(alk);
    var setup = VaultSetup.of(place.home(), replaceKey);
    if (restore || mnemonic.given()) {
      if (words != null) {
        throw alk.usage("--words is for new words");
      }
      restored(mnemonic.use(place.input(), false, setup::restore));
    } else {
      var passphrase = mnemonic.passphrase(place.input(), false);
      try {
        created(setup.create(words == null ? USUAL_WORDS : words, passphrase, this::show));
      } finally {
        Arrays.fill(passphrase, '\0');
      }
    }
    return ExitCode.FINE.number();
  }

  /// Standard output gets the words and nothing else.
  private void show(char[] phrase, Fingerprint identity) throws IOException {
    var out = alk.streams().out();
    if (json) {
      out.print("{\"identity\":\"" + identity + "\",\"mnemonic\":\"");
      out.print(phrase);
      out.println("\"}");
    } else {
      out.println(phrase);
    }
    if (out.checkError()) {
      throw new IOException("nobody could read the words; nothing was kept");
    }
  }

  private void created(Fingerprint identity) {
    var err = alk.streams().err();
    err.println(
        "write these words down, in this order, and keep them away from this machine: they are");
    err.println(
        "shown this once, kept nowhere, and whoever has them has the node's key and its secrets");
    kept(identity);
  }

  private void restored(Fingerprint identity) {
    if (json) {
      alk.streams()
          .out()
          .println(JsonNodeFactory.instance.objectNode().put("identity", identity.text()));
    } else {
      alk.streams().out().println(identity);
    }
    kept(identity);
  }

  private void kept(Fingerprint identity) {
    alk.streams()
        .err()
        .println("the node is %s now; one that runs already is when it is started again"
            .formatted(identity));
  }
}
