package dev.alknet.runtime.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alknet.runtime.vault.VaultException.Kind;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class VaultLifeTest {
  private static final long HOUR = 3_600_000_000_000L;

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - HOUR / 2);

  @Test
  void v18_aLockedVaultAnswersNothingElse() throws Exception {
    var vault = new Vault();
    var encrypted = new EncryptedData(1, new byte[3], new byte[3], new byte[3]);
    var questions = List.<ThrowingCallable>of(
        () -> vault.derive(KeyType.ED25519, KeyPath.IDENTITY),
        () -> vault.derive(KeyType.ED25519, "no path"),
        () -> vault.derive(KeyType.SECP256K1, "m"),
        () -> vault.device(-1),
        vault::ethereumAddress,
        () -> vault.encrypt(Vectors.secret("x"), 2),
        () -> vault.encrypt(Vectors.secret("x"), 1),
        () -> vault.decrypt(encrypted),
        () -> vault.rotate(encrypted, 0));

    for (var question : questions) {
      Refused.as(Kind.VAULT_LOCKED, question);
    }
    vault.unlock(Vectors.secret(Vectors.ABOUT), SecretText.empty());
    vault.lock();
    for (var question : questions) {
      Refused.as(Kind.VAULT_LOCKED, question);
    }
  }

  @Test
  void v18_whatWasEncryptedIsReadableAfterUnlockingAgain() throws Exception {
    var vault = Vectors.unlocked();
    var encrypted = vault.encrypt(Vectors.secret("secret"), 2);
    vault.lock();

    vault.unlock(Vectors.secret(Vectors.ABOUT), Vectors.secret("another"));
    Refused.as(Kind.ENCRYPTION, () -> vault.decrypt(encrypted));
    vault.lock();
    vault.unlock(Vectors.secret(Vectors.ABOUT), SecretText.empty());
    assertThat(vault.decrypt(encrypted).chars()).containsExactly("secret".toCharArray());
  }

  @Test
  void v19_unlocksOnce() throws Exception {
    var vault = Vectors.unlocked();
    var before = vault.derive(KeyType.ED25519, KeyPath.IDENTITY).publicKey();

    Refused.as(Kind.ALREADY_UNLOCKED,
        () -> vault.unlock(Vectors.secret(Vectors.ABOUT), Vectors.secret("another")));
    Refused.as(Kind.ALREADY_UNLOCKED,
        () -> vault.unlock(Vectors.secret("no mnemonic"), SecretText.empty()));
    Refused.as(Kind.ALREADY_UNLOCKED, () -> vault.unlockNew(12, SecretText.empty()));
    Refused.as(Kind.ALREADY_UNLOCKED, () -> vault.unlockNew(13, SecretText.empty()));

    assertThat(vault.derive(KeyType.ED25519, KeyPath.IDENTITY).publicKey()).isEqualTo(before);
    vault.lock();
    vault.lock();
    assertThat(vault.unlocked()).isFalse();
  }

  @Test
  void v20_lockingOverwritesWhatTheVaultHeld() throws Exception {
    var vault = Vectors.unlocked();
    vault.derive(KeyType.ED25519, KeyPath.IDENTITY).close();
    vault.derive(KeyType.SECP256K1, KeyPath.ETHEREUM).close();
    vault.encrypt(Vectors.secret("secret"), 3);
    var held = HeldSecrets.of(vault);
    var secrets = held.bytes().stream().filter(bytes -> bytes.length == 64 || isSecret(bytes));
    assertThat(held.chars()).as("the mnemonic is forgotten already").isEmpty();
    assertThat(secrets).as("the seed and three private keys").hasSize(4);

    vault.lock();

    assertThat(held.bytes().stream().filter(VaultLifeTest::isSecret)).isEmpty();
    assertThat(HeldSecrets.of(vault).bytes()).isEmpty();
  }

  /// Public keys are no secret; they are what is left of a key that was overwritten.
  private static boolean isSecret(byte[] bytes) {
    var text = Vectors.hex(bytes);
    return bytes.length > 0 && !text.equals("0".repeat(text.length()))
        && !text.equals("e78c2766a792f09bfccb51493968ac322283e8d021a30063784d806929762ecc")
        && !text.equals("0237b0bb7a8288d38ed49a524b5dc98cff3eb5ca824c9f9dc0dfdb3d9cd600f299");
  }

  @Test
  void v20_aFailedUnlockLeavesNothing() throws Exception {
    var vault = new Vault();

    Refused.as(Kind.MNEMONIC,
        () -> vault.unlock(Vectors.secret(Vectors.ABOUT), Vectors.secret("\ud800")));

    assertThat(HeldSecrets.of(vault).bytes()).isEmpty();
    assertThat(vault.unlocked()).isFalse();
  }

  @Test
  void v21_computesAKeyOnceAnHour() throws Exception {
    var vault = timed();
    vault.derive(KeyType.ED25519, "m/1'");

    now.addAndGet(HOUR - 1);
    vault.derive(KeyType.ED25519, "m/1h");
    assertThat(vault.derivations()).isEqualTo(1);
    now.addAndGet(1);
    vault.derive(KeyType.ED25519, "m/1'");
    assertThat(vault.derivations()).isEqualTo(2);
  }

  @Test
  void v21_wipesWhatExpired() throws Exception {
    var vault = timed();
    vault.derive(KeyType.AES_256_GCM, "m/1'");
    var keys = HeldSecrets.of(vault).bytes().stream().filter(bytes -> bytes.length == 32).toList();
    assertThat(keys).hasSize(1);

    now.addAndGet(HOUR);
    vault.evictExpired();

    assertThat(keys.getFirst()).containsOnly(0);
    assertThat(HeldSecrets.of(vault).bytes()).noneMatch(bytes -> bytes.length == 32);
  }

  @Test
  void v21_wipesWhatExpiredWhenAnotherKeyIsAskedFor() throws Exception {
    var vault = timed();
    vault.derive(KeyType.AES_256_GCM, "m/1'");
    var keys = HeldSecrets.of(vault).bytes().stream().filter(bytes -> bytes.length == 32).toList();
    assertThat(keys).hasSize(1);

    now.addAndGet(HOUR);
    vault.derive(KeyType.AES_256_GCM, "m/2'");

    assertThat(keys.getFirst()).containsOnly(0);
  }

  @Test
  void v21_keeps64KeysAndDropsTheLeastRecentlyUsed() throws Exception {
    var vault = timed();
    for (int i = 0; i < KeyCache.CAPACITY; i++) {
      vault.derive(KeyType.AES_256_GCM, "m/" + i + "'");
    }
    vault.derive(KeyType.AES_256_GCM, "m/0'");
    assertThat(vault.derivations()).isEqualTo(64);
    var before = HeldSecrets.of(vault).bytes();

    vault.derive(KeyType.AES_256_GCM, "m/64'");

    assertThat(before.stream().filter(key -> Vectors.hex(key).equals("0".repeat(64)))).hasSize(1);
    vault.derive(KeyType.AES_256_GCM, "m/0'");
    assertThat(vault.derivations()).as("0 was used after 1").isEqualTo(65);
    vault.derive(KeyType.AES_256_GCM, "m/1'");
    assertThat(vault.derivations()).isEqualTo(66);
  }

  @Test
  void v22_onePathHasAKeyOfEachType() throws Exception {
    try (var vault = Vectors.unlocked()) {
      var path = KeyPath.encryption(2);
      for (int round = 0; round < 2; round++) {
        for (var type : KeyType.values()) {
          assertThat(vault.derive(type, path).type()).isEqualTo(type);
        }
      }
      assertThat(vault.derive(KeyType.ED25519, path).publicKey()).hasSize(32);
      assertThat(vault.derive(KeyType.AES_256_GCM, path).publicKey()).isEmpty();
      assertThat(vault.derive(KeyType.SECP256K1, path).publicKey()).hasSize(33);
    }
  }

  @Test
  void v23_closingAKeyClosesNoOther() throws Exception {
    var vault = Vectors.unlocked();
    var first = vault.derive(KeyType.ED25519, KeyPath.IDENTITY);
    var second = vault.derive(KeyType.ED25519, KeyPath.IDENTITY);
    var bytes = second.privateKey();

    first.close();
    first.close();

    assertThatThrownBy(first::privateKey).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(first::publicKey).isInstanceOf(IllegalStateException.class);
    assertThat(second.privateKey()).isEqualTo(bytes);
    assertThat(vault.derive(KeyType.ED25519, KeyPath.IDENTITY).privateKey()).isEqualTo(bytes);
    vault.lock();
    assertThat(second.privateKey()).isEqualTo(bytes);
  }

  @Test
  void v27_aFailureInsideLeavesTheVaultUsable() throws Exception {
    var vault = new Vault(new BrokenRandom(), now::get, Optional.empty());
    assertThatThrownBy(() -> vault.unlockNew(12, SecretText.empty())).hasMessage("no entropy");
    assertThat(vault.unlocked()).isFalse();

    vault.unlock(Vectors.secret(Vectors.ABOUT), SecretText.empty());
    assertThatThrownBy(() -> vault.encrypt(Vectors.secret("x"), 2)).hasMessage("no entropy");

    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(pool.submit(() -> vault.derive(KeyType.ED25519, KeyPath.IDENTITY)).get().type())
          .isEqualTo(KeyType.ED25519);
    }
  }

  @Test
  void v27_eightThreadsNeverSeeAWrongKey() throws Exception {
    var vault = Vectors.unlocked();
    var expected = new ArrayList<String>();
    for (int i = 0; i < 8; i++) {
      expected.add(Vectors.hex(vault.device(i).privateKey()));
    }
    var start = new CountDownLatch(1);
    var answers = new ArrayList<Future<Integer>>();

    try (var pool = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 8; i++) {
        var number = i;
        Callable<Integer> work = () -> {
          start.await();
          return work(vault, number, expected);
        };
        answers.add(pool.submit(work));
      }
      start.countDown();
    }

    var keys = 0;
    for (var answer : answers) {
      keys += answer.get();
    }
    assertThat(keys).isPositive();
  }

  /// Derives, and now and then locks and unlocks; answers how many keys it got.
  private static int work(Vault vault, int number, List<String> expected) throws VaultException {
    var keys = 0;
    for (int round = 0; round < 200; round++) {
      try (var key = vault.device((number + round) % 8)) {
        assertThat(Vectors.hex(key.privateKey())).isEqualTo(expected.get((number + round) % 8));
        keys++;
      } catch (VaultException e) {
        assertThat(e.kind()).isEqualTo(Kind.VAULT_LOCKED);
      }
      if (number < 2 && round % 20 == 0) {
        vault.lock();
        try {
          vault.unlock(Vectors.secret(Vectors.ABOUT), SecretText.empty());
        } catch (VaultException e) {
          assertThat(e.kind()).isEqualTo(Kind.ALREADY_UNLOCKED);
        }
      }
    }
    return keys;
  }

  private Vault timed() throws VaultException {
    var vault = new Vault(new SecureRandom(), now::get, Optional.empty());
    vault.unlock(Vectors.secret(Vectors.ABOUT), SecretText.empty());
    return vault;
  }

  /// A machine without entropy.
  private static final class BrokenRandom extends SecureRandom {
    private static final long serialVersionUID = 1;

    @Override
    public void nextBytes(byte[] bytes) {
      throw new IllegalStateException("no entropy");
    }
  }
}
