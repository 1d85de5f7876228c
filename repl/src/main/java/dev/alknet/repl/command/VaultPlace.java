package dev.alknet.repl.command;

import dev.alknet.runtime.node.NodeVault;
import dev.alknet.runtime.node.VaultAccess;
import dev.alknet.runtime.node.VaultClient;
import java.io.IOException;
import java.nio.file.Path;

/// The vault that a command works with: that of the node that runs in this home, or one that is opened
/// for the command alone.
final class VaultPlace {
  private final AlkCommand alk;
  private final Path home;

  private VaultPlace(AlkCommand alk, Path home) {
    this.alk = alk;
    this.home = home;
  }

  static VaultPlace of(AlkCommand alk) throws IOException {
    return new VaultPlace(alk, alk.assembly().prepared());
  }

  /// What to do with a vault.
  @FunctionalInterface
  interface Work<T> {
    T with(VaultAccess vault) throws IOException, InterruptedException;
  }

  Path home() {
    return home;
  }

  SecretInput input() {
    return new SecretInput(alk.streams().in(), alk.interrupts());
  }

  /// Works on the vault, locked or not.
  <T> T asItIs(Work<T> work) throws IOException, InterruptedException {
    var running = VaultClient.find(home);
    if (running.isPresent()) {
      return work.with(running.get());
    }
    try (var kept = alk.store();
        var vault = NodeVault.open(home, kept.credentials())) {
      return work.with(vault);
    }
  }

  /// Works on the unlocked vault of the running node, or unlocks one for this command alone. The words
  /// cannot be on standard input when that is `taken`.
  <T> T unlocked(MnemonicOptions mnemonic, boolean taken, Work<T> work)
      throws IOException, InterruptedException {
    var running = VaultClient.find(home);
    if (running.isPresent() && running.get().status().unlocked()) {
      return work.with(running.get());
    }
    try (var kept = alk.store();
        var vault = NodeVault.open(home, kept.credentials())) {
      if (taken && mnemonic.onInput()) {
        throw alk
            .usage("the words are wanted too, since no node with an unlocked vault runs here, and"
                + " standard input is taken: add --mnemonic-file");
      }
      var _ = mnemonic.use(input(), vault.status().passphrase(), vault::unlock);
      return work.with(vault);
    }
  }

  /// The vault of the running node; refuses when none runs here.
  VaultAccess running() throws IOException {
    var running = VaultClient.find(home);
    if (running.isPresent()) {
      return running.get();
    }
    if (!NodeVault.exists(home)) {
      throw new IOException("there is no vault in %s; make one with: alk vault init"
          .formatted(home));
    }
    throw new IOException(alk.assembly().served()
        ? "the node in %s was started before its vault was made; start it again".formatted(home)
        : "no node is running in %s; start one with: alk node --home %s".formatted(home, home));
  }
}
