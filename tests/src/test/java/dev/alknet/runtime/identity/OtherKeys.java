package dev.alknet.runtime.identity;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;

/// Keys that a node never makes for itself.
///
/// Lives in the runtime's package because nothing outside of it makes a node's key of a given pair.
public final class OtherKeys {
  private OtherKeys() {}

  /// A new P-256 key in a certificate it has signed itself.
  public static NodeKey p256() {
    try {
      var pairs = KeyPairGenerator.getInstance("EC");
      pairs.initialize(new ECGenParameterSpec("secp256r1"));
      return NodeKey.of(pairs.generateKeyPair(), "SHA256withECDSA");
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK makes P-256 keys", e);
    }
  }
}
