package dev.alknet.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Where and when it was measured.
public record Machine(String date, String processor, int cores, String os, String jdk, String node,
    double load) {

  /// This machine, now.
  public static Machine here() throws IOException {
    var os = ManagementFactory.getOperatingSystemMXBean();
    var node = new ProcessBuilder("node", "--version").start();
    try (var reader = node.inputReader()) {
      return new Machine(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(), model(),
          os.getAvailableProcessors(), os.getName() + " " + os.getVersion() + " " + os.getArch(),
          System.getProperty("java.vm.vendor") + " " + Runtime.version(),
          String.valueOf(reader.readLine()), os.getSystemLoadAverage());
    }
  }

  private static String model() throws IOException {
    var file = Path.of("/proc/cpuinfo");
    if (!Files.exists(file)) {
      return "unknown";
    }
    try (var lines = Files.lines(file)) {
      return lines.filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    }
  }
}
