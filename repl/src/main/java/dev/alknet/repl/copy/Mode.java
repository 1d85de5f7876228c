package dev.alknet.repl.copy;

import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// The nine bits of rights that a tar keeps of a file.
final class Mode {
  /// From the highest bit to the lowest.
  private static final List<PosixFilePermission> ORDER = List.of(PosixFilePermission.OWNER_READ,
      PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE,
      PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_WRITE,
      PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.OTHERS_READ,
      PosixFilePermission.OTHERS_WRITE, PosixFilePermission.OTHERS_EXECUTE);

  private static final int HIGHEST = 0400;

  private Mode() {}

  static int bits(Set<PosixFilePermission> permissions) {
    int bits = 0;
    for (int i = 0; i < ORDER.size(); i++) {
      bits |= permissions.contains(ORDER.get(i)) ? HIGHEST >> i : 0;
    }
    return bits;
  }

  /// Of all other bits nothing is taken.
  static Set<PosixFilePermission> permissions(int bits) {
    var permissions = EnumSet.noneOf(PosixFilePermission.class);
    for (int i = 0; i < ORDER.size(); i++) {
      if ((bits & (HIGHEST >> i)) != 0) {
        permissions.add(ORDER.get(i));
      }
    }
    return permissions;
  }
}
