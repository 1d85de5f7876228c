package dev.alknet.runtime.vault;

/// The vault cannot do what it was asked. No message, and nothing that caused one, holds a secret.
/// Source: vault-store-script.md §1.6.
public final class VaultException extends Exception {
  private static final long serialVersionUID = 1;

  /// Why.
  public enum Kind {
    /// It has no seed.
    VAULT_LOCKED,
    /// It has one already.
    ALREADY_UNLOCKED,
    /// The words are no mnemonic: their number, one of them, or their checksum.
    MNEMONIC,
    /// A key cannot be derived at a path that is well formed.
    DERIVATION,
    /// A text cannot be encrypted, decrypted or decoded.
    ENCRYPTION,
    /// No path, or a key version that has none.
    INVALID_PATH,
    /// Nothing here computes keys of this type.
    UNSUPPORTED_KEY_TYPE
  }

  private final Kind kind;

  VaultException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  static VaultException locked() {
    return new VaultException(Kind.VAULT_LOCKED, "the vault is locked");
  }

  /// A wrong key, a changed byte, a lost tag, no text: one cannot be told from the other.
  static VaultException notDecrypted() {
    return new VaultException(Kind.ENCRYPTION, "decryption failed");
  }

  /// The form is wrong, before any key is tried.
  static VaultException notDecoded(String reason) {
    return new VaultException(Kind.ENCRYPTION, "cannot decode encrypted data: " + reason);
  }

  public Kind kind() {
    return kind;
  }
}
