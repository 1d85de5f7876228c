package dev.alknet.runtime.vault;

import dev.alknet.runtime.vault.VaultException.Kind;
import java.util.Arrays;

/// Goes from the seed to the key at a path: SLIP-0010 for Ed25519, BIP-32 for secp256k1. Never skips
/// to another index when there is no key at one. Source: vault-store-script.md §1.3.
sealed interface Derivation {
  ExtendedKey root(Seed seed) throws VaultException;

  ExtendedKey child(ExtendedKey parent, int index) throws VaultException;

  default ExtendedKey derive(Seed seed, KeyPath path) throws VaultException {
    var key = root(seed);
    for (var index : path.indices()) {
      try (var parent = key) {
        key = child(parent, index);
      }
    }
    return key;
  }

  /// Hardened steps only.
  record Ed25519() implements Derivation {
    @Override
    public ExtendedKey root(Seed seed) {
      return ExtendedKey.root("ed25519 seed", seed);
    }

    @Override
    public ExtendedKey child(ExtendedKey parent, int index) throws VaultException {
      if (!KeyPath.isHardened(index)) {
        throw new VaultException(Kind.DERIVATION,
            "Ed25519 keys have hardened indices only: write " + index + "' for " + index);
      }
      var data = parent.padded();
      try {
        return parent.next(data, index);
      } finally {
        Arrays.fill(data, (byte) 0);
      }
    }
  }

  record Bip32(Secp256k1 curve) implements Derivation {
    @Override
    public ExtendedKey root(Seed seed) throws VaultException {
      var root = ExtendedKey.root("Bitcoin seed", seed);
      if (!curve.isPrivateKey(root.key())) {
        root.close();
        throw new VaultException(Kind.DERIVATION, "this seed has no secp256k1 key");
      }
      return root;
    }

    @Override
    public ExtendedKey child(ExtendedKey parent, int index) throws VaultException {
      var data = KeyPath.isHardened(index) ? parent.padded() : curve.publicKey(parent.key());
      try (var step = parent.next(data, index)) {
        return step.withKey(curve.add(parent.key(), step.key())
            .orElseThrow(() -> new VaultException(Kind.DERIVATION,
                "there is no secp256k1 key at index " + (index & Integer.MAX_VALUE))));
      } finally {
        Arrays.fill(data, (byte) 0);
      }
    }
  }
}
