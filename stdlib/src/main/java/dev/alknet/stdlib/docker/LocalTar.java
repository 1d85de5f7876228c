package dev.alknet.stdlib.docker;

import dev.alknet.runtime.call.CallException;
import dev.alknet.stdlib.InputParts;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file of this machine on its way to the daemon. That it cannot be read is the caller's mistake
/// and must not look like a daemon that went away, which every other [IOException] does.
final class LocalTar extends FilterInputStream {
  private final Path file;

  private LocalTar(Path file) throws IOException {
    super(Files.newInputStream(file));
    this.file = file;
  }

  /// Opens the file; fails with `INVALID_INPUT` when that does not work, as reading does later.
  static LocalTar open(Path file) {
    if (!Files.isRegularFile(file)) {
      throw InputParts.invalid("/path", "is not a file of this machine: " + file);
    }
    try {
      return new LocalTar(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    try {
      return super.read(target, offset, length);
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static CallException unreadable(Path file, IOException why) {
    var failure = InputParts.invalid("/path", "cannot be read: " + file + " (" + why.getMessage()
        + ")");
    failure.addSuppressed(why);
    return failure;
  }
}
