package dev.alknet.repl.command;

import dev.alknet.runtime.node.NodeVault;
import dev.alknet.runtime.node.VaultSocket;
import java.io.IOException;
import java.util.Optional;

/// The vault of a node that runs: unlocked when the words were given with it, and reachable for
/// `alk vault` on the same machine. A home without a vault has nothing of this.
record ServedVault(Optional<VaultSocket> socket, Optional<HomeCredentials.Kept> kept)
    implements
      AutoCloseable {

  static ServedVault open(VaultPlace place, MnemonicOptions mnemonic)
      throws IOException, InterruptedException {
    if (!NodeVault.exists(place.home()) && !mnemonic.given()) {
      return new ServedVault(Optional.empty(), Optional.empty());
    }
    var kept = place.keep();
    try {
      var vault = NodeVault.open(place.home(), kept.store());
      if (mnemonic.given()) {
        var _ = mnemonic.use(place.input(), vault.status().passphrase(), vault::unlock);
      }
      return new ServedVault(Optional.of(VaultSocket.open(place.home(), vault)),
          Optional.of(kept));
    } catch (IOException | InterruptedException | RuntimeException e) {
      kept.close();
      throw e;
    }
  }

  @Override
  public void close() {
    socket.ifPresent(VaultSocket::close);
    kept.ifPresent(HomeCredentials.Kept::close);
  }
}
