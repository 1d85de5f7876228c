package dev.alknet.stdlib.docker;

import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// What another process sees of a lock: `OtherProcess FILE` exits with 1 when somebody holds it.
final class OtherProcess {
  private OtherProcess() {}

  public static void main(String[] args) throws Exception {
    try (var channel = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE);
        var lock = channel.tryLock()) {
      System.exit(lock == null ? 1 : 0);
    }
  }

  static boolean locked(Path file) throws Exception {
    return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp", System.getProperty("java.class.path"), OtherProcess.class.getName(),
        file.toString()).inheritIO().start().waitFor() == 1;
  }
}
