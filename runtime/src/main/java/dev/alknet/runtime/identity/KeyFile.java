package dev.alknet.runtime.identity;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Set;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;

/// A private key in a file of its owner's: PKCS#8 in PEM, as `openssl genpkey -algorithm ed25519`
/// writes it.
final class KeyFile {
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private KeyFile() {}

  static KeyPair loadOrCreate(Path file) throws IOException {
    if (!Files.exists(file)) {
      create(file);
    }
    return load(file);
  }

  /// Makes the file hold this key, at once and whole, whatever it held before.
  static KeyPair keep(Path file, byte[] seed) throws IOException {
    var draft = draft(file, privateKey(seed));
    try {
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
    return load(file);
  }

  /// Makes the file appear at once and whole, readable for nobody else at any time. When another
  /// process was faster its key stays.
  private static void create(Path file) throws IOException {
    var draft = draft(file, generate());
    try {
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException _) {
      // another process made a key meanwhile
    } finally {
      Files.delete(draft);
    }
  }

  private static Path draft(Path file, PrivateKey key) throws IOException {
    var folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException("not a file name: " + file);
    }
    Files.createDirectories(folder);
    var draft = Files.createTempFile(folder, ".key", "",
        PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    try {
      Files.writeString(draft, encode(key), StandardOpenOption.SYNC);
      return draft;
    } catch (IOException e) {
      Files.delete(draft);
      throw e;
    }
  }

  /// Refuses a file that others than its owner may use.
  static void requirePrivate(Path file) throws IOException {
    OwnerOnly.require(file, "the private key in " + file);
  }

  private static KeyPair load(Path file) throws IOException {
    requirePrivate(file);
    try {
      return decode(Files.readString(file));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException(
          "%s holds no Ed25519 private key (PKCS#8 in PEM); it is left as it is".formatted(file),
          e);
    }
  }

  private static PrivateKey generate() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate();
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK makes Ed25519 keys", e);
    }
  }

  private static PrivateKey privateKey(byte[] seed) {
    try {
      return KeyFactory.getInstance("Ed25519")
          .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not the seed of an Ed25519 key", e);
    }
  }

  private static String encode(PrivateKey key) {
    var base64 = Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(key.getEncoded());
    return "%s\n%s\n%s\n".formatted(BEGIN, base64, END);
  }

  private static PrivateKey secret(String pem) throws GeneralSecurityException {
    var begin = pem.indexOf(BEGIN);
    var end = pem.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException("no private key between BEGIN and END");
    }
    var der = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end));
    return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(der));
  }

  private static KeyPair decode(String pem) throws GeneralSecurityException {
    var secret = secret(pem);
    return new KeyPair(KeyFactory.getInstance("Ed25519").generatePublic(publicHalf(secret)),
        secret);
  }

  /// The JDK cannot compute a public key from a private one.
  private static X509EncodedKeySpec publicHalf(PrivateKey key) {
    var seed = key instanceof EdECPrivateKey ed ? ed.getBytes().orElse(new byte[0]) : new byte[0];
    var open = new Ed25519PrivateKeyParameters(seed).generatePublicKey().getEncoded();
    var spec = new byte[Fingerprint.ED25519.length + open.length];
    System.arraycopy(Fingerprint.ED25519, 0, spec, 0, Fingerprint.ED25519.length);
    System.arraycopy(open, 0, spec, Fingerprint.ED25519.length, open.length);
    return new X509EncodedKeySpec(spec);
  }
}
