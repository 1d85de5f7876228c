package dev.alknet.runtime.node;

import dev.alknet.runtime.vault.SecretText;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/// What a program of the user asks the vault of the running node: a byte that says what, and what it
/// takes. A text is its length in bytes (4) and its UTF-8.
sealed interface VaultRequest extends AutoCloseable {
  record Status() implements VaultRequest {}

  record Unlock(SecretText phrase, SecretText passphrase) implements VaultRequest {
    @Override
    public void close() {
      phrase.close();
      passphrase.close();
    }
  }

  record Lock() implements VaultRequest {}

  record Names() implements VaultRequest {}

  record Put(String name, SecretText secret) implements VaultRequest {
    @Override
    public void close() {
      secret.close();
    }
  }

  record Remove(String name) implements VaultRequest {}

  record Rotate(long version) implements VaultRequest {}

  record PublicKeys() implements VaultRequest {}

  /// Overwrites what is secret in it.
  @Override
  default void close() {}

  /// The longest text.
  int MAX_TEXT = 1 << 20;

  default void write(DataOutputStream out) throws IOException {
    switch (this) {
      case Status _ -> out.writeByte('s');
      case Unlock(var phrase, var passphrase) -> {
        out.writeByte('u');
        writeText(out, phrase);
        writeText(out, passphrase);
      }
      case Lock _ -> out.writeByte('l');
      case Names _ -> out.writeByte('n');
      case Put(var name, var secret) -> {
        out.writeByte('p');
        out.writeUTF(name);
        writeText(out, secret);
      }
      case Remove(var name) -> {
        out.writeByte('d');
        out.writeUTF(name);
      }
      case Rotate(var version) -> {
        out.writeByte('r');
        out.writeLong(version);
      }
      case PublicKeys _ -> out.writeByte('k');
    }
  }

  static VaultRequest read(DataInputStream in) throws IOException {
    var what = in.readByte();
    return switch (what) {
      case 's' -> new Status();
      case 'u' -> readUnlock(in);
      case 'l' -> new Lock();
      case 'n' -> new Names();
      case 'p' -> new Put(in.readUTF(), readText(in));
      case 'd' -> new Remove(in.readUTF());
      case 'r' -> new Rotate(in.readLong());
      case 'k' -> new PublicKeys();
      default -> throw new IOException("unknown request to the vault: " + what);
    };
  }

  private static Unlock readUnlock(DataInputStream in) throws IOException {
    var phrase = readText(in);
    try {
      return new Unlock(phrase, readText(in));
    } catch (IOException e) {
      phrase.close();
      throw e;
    }
  }

  private static void writeText(DataOutputStream out, SecretText text) throws IOException {
    var bytes = text.utf8();
    try {
      if (bytes.length > MAX_TEXT) {
        throw new VaultRefusal("a secret has %d bytes at most; this one has %d"
            .formatted(MAX_TEXT, bytes.length));
      }
      out.writeInt(bytes.length);
      out.write(bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static SecretText readText(DataInputStream in) throws IOException {
    var length = in.readInt();
    if (length < 0 || length > MAX_TEXT) {
      throw new IOException("a text of " + length + " bytes is too long for the vault");
    }
    var bytes = new byte[length];
    try {
      in.readFully(bytes);
      return SecretText.ofUtf8(bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
