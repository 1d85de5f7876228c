package dev.alknet.runtime.audit;

import dev.alknet.runtime.identity.Fingerprint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;

/// How a log is kept: in which folder, by which node, how large a file becomes before the next one
/// is begun, how much room on the disk must be left for something to be changed, by which clock.
public record AuditOptions(AuditFolder folder, Writer node, long fileBytes, long roomBytes,
    InstantSource clock) {
  /// How large a file becomes, unless said otherwise.
  public static final long FILE_BYTES = 64L << 20;

  /// How much room must be left, unless said otherwise: for the lines of a thousand calls under way.
  public static final long ROOM_BYTES = 1L << 20;

  /// Who writes. Asked when a file is begun, and not before: a key may have to be made for it.
  @FunctionalInterface
  public interface Writer {
    Fingerprint key() throws IOException;
  }

  /// A log in this folder, which exists.
  public static AuditOptions in(Path folder, Writer node) {
    return new AuditOptions(new AuditFolder(folder), node, FILE_BYTES, ROOM_BYTES,
        InstantSource.system());
  }

  /// The same with files of this size.
  AuditOptions files(long bytes) {
    return new AuditOptions(folder, node, bytes, roomBytes, clock);
  }

  /// The same with this much room.
  AuditOptions room(long bytes) {
    return new AuditOptions(folder, node, fileBytes, bytes, clock);
  }
}
