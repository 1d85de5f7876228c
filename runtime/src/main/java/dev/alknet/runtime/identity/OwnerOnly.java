package dev.alknet.runtime.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/// Files with secrets, which nobody but their owner may use.
public final class OwnerOnly {
  private static final Set<PosixFilePermission> OWNER = EnumSet.of(PosixFilePermission.OWNER_READ,
      PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

  private OwnerOnly() {}

  /// Refuses a file that somebody else may read, write or run. `what` is what people call it:
  /// `the token in FILE`.
  public static void require(Path file, String what) throws IOException {
    if (!OWNER.containsAll(Files.getPosixFilePermissions(file))) {
      throw new IOException("others may use %s; run: chmod 600 %s".formatted(what, file));
    }
  }
}
