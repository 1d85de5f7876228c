package dev.alknet.runtime.vault.secp256k1;

import dev.alknet.runtime.vault.Secp256k1;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.KeccakDigest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

/// secp256k1 with Bouncy Castle. Its numbers cannot be overwritten ([BigInteger] never changes).
public final class BouncyCastleSecp256k1 implements Secp256k1 {
  private static final int KEY_LENGTH = 32;
  private static final int ADDRESS_LENGTH = 20;

  private final X9ECParameters curve =
      CustomNamedCurves.getByName("secp256k1");

  @Override
  public boolean isPrivateKey(byte[] key) {
    var number = BigIntegers.fromUnsignedByteArray(key);
    return number.signum() > 0 && number.compareTo(curve.getN()) < 0;
  }

  @Override
  public Optional<byte[]> add(byte[] key, byte[] number) {
    var step = BigIntegers.fromUnsignedByteArray(number);
    if (step.compareTo(curve.getN()) >= 0) {
      return Optional.empty();
    }
    var sum = step.add(BigIntegers.fromUnsignedByteArray(key)).mod(curve.getN());
    return sum.signum() == 0
        ? Optional.empty()
        : Optional.of(BigIntegers.asUnsignedByteArray(KEY_LENGTH, sum));
  }

  @Override
  public byte[] publicKey(byte[] privateKey) {
    var number = BigIntegers.fromUnsignedByteArray(privateKey);
    return new FixedPointCombMultiplier().multiply(curve.getG(), number)
        .normalize()
        .getEncoded(true);
  }

  @Override
  public String ethereumAddress(byte[] publicKey) {
    var point = curve.getCurve().decodePoint(publicKey).getEncoded(false);
    var hash = keccak(point, 1, point.length);
    var digits =
        HexFormat.of().formatHex(hash, hash.length - ADDRESS_LENGTH, hash.length).toCharArray();
    var checksum = HexFormat.of()
        .formatHex(keccak(new String(digits).getBytes(StandardCharsets.US_ASCII), 0,
            digits.length));
    for (int i = 0; i < digits.length; i++) {
      if (Character.digit(checksum.charAt(i), 16) >= 8) {
        digits[i] = Character.toUpperCase(digits[i]);
      }
    }
    return "0x" + new String(digits);
  }

  private static byte[] keccak(byte[] data, int from, int to) {
    var digest = new KeccakDigest(256);
    digest.update(data, from, to - from);
    var hash = new byte[digest.getDigestSize()];
    var length = digest.doFinal(hash, 0);
    return Arrays.copyOf(hash, length);
  }
}
