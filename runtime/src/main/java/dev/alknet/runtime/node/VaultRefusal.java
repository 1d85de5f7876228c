package dev.alknet.runtime.node;

import dev.alknet.runtime.vault.VaultException;
import java.io.IOException;

/// The vault of a home says no, with a sentence for people that holds no secret.
public final class VaultRefusal extends IOException {
  private static final long serialVersionUID = 1;

  VaultRefusal(String sentence) {
    super(sentence);
  }

  static VaultRefusal of(VaultException e) {
    return new VaultRefusal(switch (e.kind()) {
      case VAULT_LOCKED -> "the vault is locked; unlock it with: alk vault unlock";
      case MNEMONIC, ALREADY_UNLOCKED, DERIVATION, ENCRYPTION, INVALID_PATH,
          UNSUPPORTED_KEY_TYPE ->
        String.valueOf(e.getMessage());
    });
  }
}
