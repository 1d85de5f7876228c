package dev.alknet.runtime.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.runtime.vault.VaultException.Kind;
import java.io.IOException;
import java.net.URL;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.Enumeration;
import org.junit.jupiter.api.Test;

class Secp256k1Test {
  @Test
  void v26_withoutSecp256k1OnlyItsKeysAreMissing() throws Exception {
    var bare = new ClassLoader(getClass().getClassLoader()) {
      @Override
      public Enumeration<URL> getResources(String name)
          throws IOException {
        return name.equals("META-INF/services/" + Secp256k1.class.getName())
            ? Collections.emptyEnumeration()
            : super.getResources(name);
      }
    };
    var curve = Secp256k1.find(bare);
    assertThat(curve).isEmpty();

    try (var vault = new Vault(new SecureRandom(), System::nanoTime, curve)) {
      vault.unlock(Vectors.secret(Vectors.ABOUT), SecretText.empty());

      Refused.as(Kind.UNSUPPORTED_KEY_TYPE,
          () -> vault.derive(KeyType.SECP256K1, KeyPath.ETHEREUM));
      Refused.as(Kind.UNSUPPORTED_KEY_TYPE, vault::ethereumAddress);
      assertThat(vault.derive(KeyType.ED25519, KeyPath.IDENTITY).publicKey()).hasSize(32);
      assertThat(vault.decrypt(vault.encrypt(Vectors.secret("secret"), 2)).chars())
          .containsExactly("secret".toCharArray());
    }
  }

  @Test
  void v26_withItThereAreEthereumKeys() throws Exception {
    try (var vault = Vectors.unlocked();
        var key = vault.derive(KeyType.SECP256K1,
            KeyPath.ETHEREUM)) {
      assertThat(key.privateKey()).hasSize(32);
      assertThat(key.publicKey()).hasSize(33).startsWith(2);
      assertThat(vault.ethereumAddress())
          .as("the first account of this mnemonic in every Ethereum wallet")
          .isEqualTo("0x9858EfFD232B4033E47d90003D41EC34EcaEda94");
    }
  }
}
