package dev.alknet.tests.store;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/// [WriterMain] in a process of its own, started and waiting for its number.
final class WriterProcess {
  private final Process process;
  private final BufferedReader lines;

  private WriterProcess(Process process) {
    this.process = process;
    this.lines = process.inputReader(StandardCharsets.UTF_8);
  }

  /// Makes starts quick: what is on the class path becomes jars in `folder`, and their classes are
  /// laid up as a short run leaves them.
  static void prepare(Path folder, String... arguments) throws IOException, InterruptedException {
    var jar = ToolProvider.findFirst("jar").orElseThrow();
    var jars = new ArrayList<String>();
    for (var entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (!entry.isEmpty() && Files.isDirectory(Path.of(entry))) {
        var packed = folder.resolve(jars.size() + ".jar").toString();
        jar.run(System.out, System.err, "cf0", packed, "-C", entry, ".");
        jars.add(packed);
      } else {
        jars.add(entry);
      }
    }
    Files.writeString(folder.resolve("classpath"), String.join(File.pathSeparator, jars));
    Files.createDirectory(folder.resolve("tmp"));
    var rehearsal = start(folder, "-XX:ArchiveClassesAtExit=", arguments);
    rehearsal.end();
  }

  /// Starts one in a folder that is [prepared][#prepare]; its temporary files are there in `tmp`.
  static WriterProcess start(Path folder, String... arguments) throws IOException {
    return start(folder, "-XX:SharedArchiveFile=", arguments);
  }

  private static WriterProcess start(Path folder, String archive, String... arguments)
      throws IOException {
    var command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
        archive + folder.resolve("classes.jsa"), "-Xlog:disable", "-Xlog:all=off",
        "-Djava.io.tmpdir=" + folder.resolve("tmp"), "-cp",
        Files.readString(folder.resolve("classpath")), WriterMain.class.getName()));
    command.addAll(List.of(arguments));
    return new WriterProcess(new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start());
  }

  /// Tells it where to begin.
  void begin(int number) throws IOException {
    var line = lines.readLine();
    if (!"ready".equals(line)) {
      throw new IOException("the writer could not open its store: " + line);
    }
    try (var orders = process.outputWriter(StandardCharsets.UTF_8)) {
      orders.write(number + "\n");
    }
  }

  /// Lets it end by itself, with nothing written.
  void end() throws IOException, InterruptedException {
    process.getOutputStream().close();
    process.waitFor();
  }

  /// The next number that was stored; -1 when there will be no more.
  int next() throws IOException {
    var line = lines.readLine();
    return line == null || line.startsWith("failed: ") ? -1 : Integer.parseInt(line);
  }

  /// Kills it as `kill -9` does. What it has printed can still be read.
  void kill() throws InterruptedException {
    process.toHandle().destroyForcibly();
    process.waitFor();
  }
}
