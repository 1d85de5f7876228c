package dev.alknet.runtime.identity;

import java.util.Arrays;

/// A secret for a service elsewhere, as the vault has encrypted it: which version of the key, salt,
/// initialisation vector, and the ciphertext with its tag. Nothing here can read it, and it may be
/// logged. Source: vault-store-script.md §1.5; call.md §24.2.
public final class EncryptedCredential {
  private final int keyVersion;
  private final byte[] salt;
  private final byte[] iv;
  private final byte[] data;

  public EncryptedCredential(int keyVersion, byte[] salt, byte[] iv, byte[] data) {
    this.keyVersion = keyVersion;
    this.salt = salt.clone();
    this.iv = iv.clone();
    this.data = data.clone();
  }

  public int keyVersion() {
    return keyVersion;
  }

  public byte[] salt() {
    return salt.clone();
  }

  public byte[] iv() {
    return iv.clone();
  }

  public byte[] data() {
    return data.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EncryptedCredential that && keyVersion == that.keyVersion
        && Arrays.equals(salt, that.salt) && Arrays.equals(iv, that.iv)
        && Arrays.equals(data, that.data);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(data);
  }

  @Override
  public String toString() {
    return "EncryptedCredential[key version %d, %d bytes]".formatted(keyVersion, data.length);
  }
}
