package dev.alknet.repl.shell;

import dev.alknet.repl.render.Look;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// Inputs from a pipe or a file: no prompt, no echo, nothing on standard output but answers.
///
/// A daemon thread reads ahead, because the read of a pipe cannot be interrupted and waiting for
/// a line must be.
final class PipedLines implements Lines {
  private static final int AHEAD = 64;

  private final BufferedReader in;
  private final PrintStream out;
  private final PrintStream err;
  private final Continuation continuation;
  private final BlockingQueue<Optional<String>> ahead = new ArrayBlockingQueue<>(AHEAD);

  private PipedLines(InputStream in, PrintStream out, PrintStream err, Continuation continuation) {
    this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    this.out = out;
    this.err = err;
    this.continuation = continuation;
  }

  static PipedLines open(InputStream in, PrintStream out, PrintStream err,
      Continuation continuation) {
    var lines = new PipedLines(in, out, err, continuation);
    Thread.ofPlatform().daemon().name("input").start(lines::readAhead);
    return lines;
  }

  @Override
  public boolean attended() {
    return false;
  }

  @Override
  public Line read(Prompt prompt) throws IOException, InterruptedException {
    var first = ahead.take();
    if (first.isEmpty()) {
      return new Line.End();
    }
    var input = new StringBuilder(first.get());
    while (continuation.expected(input.toString())) {
      var more = ahead.take();
      if (more.isEmpty()) {
        ahead.put(more);
        break;
      }
      input.append('\n').append(more.get());
    }
    return new Line.Typed(input.toString());
  }

  private void readAhead() {
    try {
      try {
        for (var line = in.readLine(); line != null; line = in.readLine()) {
          ahead.put(Optional.of(line));
        }
      } catch (IOException e) {
        complain("cannot read the input: " + e.getMessage());
      }
      ahead.put(Optional.empty());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void print(String text) {
    out.println(text);
  }

  @Override
  public void complain(String text) {
    err.println(text);
  }

  @Override
  public Look look() {
    return Look.PLAIN;
  }

  /// No prompt waits here, and what was stopped is to be told of before the next line.
  @Override
  public long patienceMillis() {
    return 1000;
  }

  @Override
  public void drain() {}

  @Override
  public void close() {}
}
