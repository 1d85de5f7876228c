package dev.alknet.tests.wire;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The virtual threads of this process, by name: what `jcmd Thread.dump_to_file` shows.
public final class VirtualThreads {
  private static final Pattern VIRTUAL = Pattern.compile("#\\d+ \"(.*)\" virtual.*");

  private VirtualThreads() {}

  /// Waits until there is no thread whose name begins like one of these.
  public static void awaitNone(String... prefixes) throws IOException {
    while (names().stream().anyMatch(name -> Stream.of(prefixes).anyMatch(name::startsWith))) {
      if (Thread.interrupted()) {
        throw new AssertionError("gave up waiting");
      }
      Thread.onSpinWait();
    }
  }

  /// The names of all of them.
  static List<String> names() throws IOException {
    var folder = Files.createTempDirectory("threads");
    var file = folder.resolve("dump.txt");
    try {
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .dumpThreads(file.toString(), ThreadDumpFormat.TEXT_PLAIN);
      return parse(file);
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }

  private static List<String> parse(Path dump) throws IOException {
    try (var lines = Files.lines(dump)) {
      return lines.map(VIRTUAL::matcher)
          .filter(found -> found.matches())
          .map(found -> found.group(1))
          .toList();
    }
  }
}
