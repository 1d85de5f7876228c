package dev.alknet.runtime.vault;

import java.util.Optional;
import java.util.ServiceLoader;

/// Arithmetic on the curve secp256k1, which somebody may provide as a service. Private keys are 32
/// bytes, most significant first; arrays that come in are not kept. Source: V-5.
public interface Secp256k1 {
  /// Whether it is a number from 1 to the order of the curve minus 1.
  boolean isPrivateKey(byte[] key);

  /// The sum of a private key and a number modulo the order of the curve; absent when the number is
  /// not below the order, or the sum is zero.
  Optional<byte[]> add(byte[] key, byte[] number);

  /// The public key, compressed: 33 bytes.
  byte[] publicKey(byte[] privateKey);

  /// The Ethereum address of a compressed public key: `0x` and 40 hex digits, whose case is their
  /// checksum (EIP-55).
  String ethereumAddress(byte[] publicKey);

  /// What `loader` can find.
  static Optional<Secp256k1> find(ClassLoader loader) {
    return ServiceLoader.load(Secp256k1.class, loader).findFirst();
  }
}
