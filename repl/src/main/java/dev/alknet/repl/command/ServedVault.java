package dev.alknet.repl.command;

import dev.alknet.runtime.call.SecretSource;
import dev.alknet.runtime.identity.CredentialStore;
import dev.alknet.runtime.node.NodeVault;
import dev.alknet.runtime.node.VaultCredentials;
import dev.alknet.runtime.node.VaultSocket;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The vault of a node that runs: unlocked when the words were given with it, and reachable for
/// `alk vault` on the same machine. A home without a vault has nothing of this, and no secrets.
record ServedVault(Optional<VaultSocket> socket, Optional<VaultCredentials> credentials)
    implements
      AutoCloseable {
  private static final Logger LOG = System.getLogger(ServedVault.class.getName());

  static ServedVault open(VaultPlace place, CredentialStore store, MnemonicOptions mnemonic)
      throws IOException, InterruptedException {
    if (!NodeVault.exists(place.home()) && !mnemonic.given()) {
      return new ServedVault(Optional.empty(), Optional.empty());
    }
    var vault = NodeVault.open(place.home(), store);
    try {
      if (mnemonic.given()) {
        var _ = mnemonic.use(place.input(), vault.status().passphrase(), vault::unlock);
      }
      return new ServedVault(Optional.of(VaultSocket.open(place.home(), vault)),
          Optional.of(vault.credentials()));
    } catch (IOException | InterruptedException | RuntimeException e) {
      vault.close();
      throw e;
    }
  }

  /// What operations get their secrets from: nothing while the vault is locked.
  SecretSource secrets() {
    return credentials.<SecretSource>map(known -> name -> find(known, name))
        .orElse(SecretSource.NONE);
  }

  private static char @Nullable [] find(VaultCredentials known, String name) {
    if (!known.unlocked()) {
      return null;
    }
    try {
      return known.secret(name).orElse(null);
    } catch (IOException e) {
      LOG.log(Level.WARNING, e.getMessage());
      return null;
    }
  }

  @Override
  public void close() {
    socket.ifPresent(VaultSocket::close);
  }
}
