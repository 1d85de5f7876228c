package dev.alknet.bench.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// A program at a pseudo-terminal of 24 rows and 120 columns: its keys, and what it has written.
final class Pty implements AutoCloseable {
  private static final int REMEMBERED = 1 << 18;
  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final OutputStream keys;
  private final StringBuilder written = new StringBuilder();
  private long count;

  private Pty(Process process) {
    this.process = process;
    this.keys = process.getOutputStream();
  }

  static Pty open(List<String> command) throws IOException {
    var words = command.stream()
        .map(word -> "'" + word.replace("'", "'\\''") + "'")
        .reduce((a, b) -> a + " " + b)
        .orElseThrow();
    var builder = new ProcessBuilder("script", "-qfc",
        "stty rows 24 columns 120; exec " + words, "/dev/null").redirectErrorStream(true);
    builder.environment().put("TERM", "xterm-256color");
    var pty = new Pty(builder.start());
    Thread.ofPlatform().daemon().name("pty").start(pty::read);
    return pty;
  }

  /// Types this, and answers when that was, in nanoseconds.
  long type(String text) throws IOException {
    var now = System.nanoTime();
    keys.write(text.getBytes(StandardCharsets.UTF_8));
    keys.flush();
    return now;
  }

  /// How many characters have been written.
  synchronized long count() {
    return count;
  }

  /// Waits until what was written since `from` is as wanted, and answers when that was.
  synchronized long await(long from, Predicate<String> wanted) throws IOException, InterruptedException {
    var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!wanted.test(since(from))) {
      var left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        throw new IOException("the terminal does not show it: " + since(Math.max(from, count - 2000)));
      }
      wait(left);
    }
    return System.nanoTime();
  }

  /// The same for a text.
  long await(long from, String wanted) throws IOException, InterruptedException {
    return await(from, text -> text.contains(wanted));
  }

  /// What was written since then, as far as it is remembered.
  synchronized String since(long from) {
    return written.substring(Math.clamp(from - (count - written.length()), 0, written.length()));
  }

  /// The memory of the program and what it has started, in MiB.
  double memory() throws IOException {
    long kibibytes = 0;
    for (var child : (Iterable<ProcessHandle>) process.descendants()::iterator) {
      try (Stream<String> status = Files.lines(Path.of("/proc/" + child.pid() + "/status"))) {
        kibibytes += status.filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .sum();
      }
    }
    return kibibytes / 1024.0;
  }

  @Override
  public void close() {
    var children = process.descendants().toList();
    children.forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    children.forEach(child -> child.onExit().join());
  }

  private void read() {
    var piece = new byte[1 << 16];
    try (InputStream out = process.getInputStream()) {
      for (int n = out.read(piece); n >= 0; n = out.read(piece)) {
        add(new String(piece, 0, n, StandardCharsets.ISO_8859_1));
      }
    } catch (IOException _) {
      // it was closed
    }
  }

  private synchronized void add(String text) {
    written.append(text);
    count += text.length();
    if (written.length() > 2 * REMEMBERED) {
      written.delete(0, written.length() - REMEMBERED);
    }
    notifyAll();
  }
}
