package dev.alknet.runtime.vault;

import dev.alknet.runtime.vault.VaultException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The way from the seed to a key: `m/74'/0'/0'/0'`. An index with `'` or `h` is hardened; here its
/// highest bit is set. `m` alone is the root. Source: vault-store-script.md §1.3, V-9 to V-12.
///
/// 74 is our coin type. Changing any of these paths gives every node other keys.
public record KeyPath(List<Integer> indices) {
  /// The node's identity.
  public static final KeyPath IDENTITY = hardened(74, 0, 0, 0);
  /// The SSH host key.
  public static final KeyPath SSH_HOST = hardened(74, 0, 1, 0);
  /// The first Ethereum key, where every Ethereum wallet has it.
  public static final KeyPath ETHEREUM =
      new KeyPath(List.of(44 | 1 << 31, 60 | 1 << 31, 1 << 31, 0, 0));
  /// The version of the encryption key for what is written now, unless somebody says otherwise. Version
  /// 1 belongs to another program, which derives its key from a password.
  public static final long FIRST_KEY_VERSION = 2;

  private static final int HARDENED = 1 << 31;
  private static final Pattern SEGMENT = Pattern.compile("([0-9]{1,19})(['h]?)");

  public KeyPath {
    indices = List.copyOf(indices);
  }

  /// The key of a device, from 1 on. 0 gives [#IDENTITY].
  public static KeyPath device(int number) throws VaultException {
    if (number < 0) {
      throw new VaultException(Kind.INVALID_PATH, "device number is negative: " + number);
    }
    return hardened(74, 0, 0, number);
  }

  /// The key of this version, from 2 on, that credentials are encrypted with.
  public static KeyPath encryption(long version) throws VaultException {
    var index = version - FIRST_KEY_VERSION;
    if (index < 0 || index > Integer.MAX_VALUE) {
      throw new VaultException(Kind.INVALID_PATH, "no key has version " + version
          + "; the vault's versions begin with " + FIRST_KEY_VERSION);
    }
    return hardened(74, 2, 0, (int) index);
  }

  /// Reads `m`, `m/0'`, `m/44h/60h/0h/0/0`.
  public static KeyPath parse(String text) throws VaultException {
    var segments = text.split("/", -1);
    if (!segments[0].equals("m")) {
      throw invalid(text, "does not begin with m");
    }
    var indices = new ArrayList<Integer>();
    for (var segment : List.of(segments).subList(1, segments.length)) {
      var parts = SEGMENT.matcher(segment);
      if (!parts.matches()) {
        throw invalid(text, "'" + segment + "' is no index (a number, or one followed by ' or h)");
      }
      var index = Long.parseLong(parts.group(1));
      if (index > Integer.MAX_VALUE) {
        throw invalid(text, "an index is 2147483647 at most: " + index);
      }
      indices.add(parts.group(2).isEmpty() ? (int) index : (int) index | HARDENED);
    }
    return new KeyPath(indices);
  }

  static boolean isHardened(int index) {
    return index < 0;
  }

  /// With `'`, however it was written.
  @Override
  public String toString() {
    return indices.stream()
        .map(index -> isHardened(index) ? "/" + (index & ~HARDENED) + "'" : "/" + index)
        .collect(Collectors.joining("", "m", ""));
  }

  private static KeyPath hardened(int... indices) {
    var path = new ArrayList<Integer>();
    for (var index : indices) {
      path.add(index | HARDENED);
    }
    return new KeyPath(path);
  }

  private static VaultException invalid(String text, String reason) {
    return new VaultException(Kind.INVALID_PATH, "not a key path: '" + text + "': " + reason);
  }
}
