package dev.alknet.stdlib.process;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;

/// Starts a program and moves what it writes into a queue, line by line, and its exit too.
///
/// Reading from a pipe holds its carrier, so each pipe has a platform thread of its own. Closing
/// ends them all.
final class OutputPipes implements AutoCloseable {
  private static final Logger LOG = System.getLogger(OutputPipes.class.getName());

  private final BlockingQueue<OutputEvent> events;
  private final List<Thread> threads = new ArrayList<>();

  OutputPipes(BlockingQueue<OutputEvent> events) {
    this.events = events;
  }

  /// Starts the program, gives it `stdin` to read and begins to listen.
  Process open(ProcessBuilder builder, String stdin) throws IOException {
    try (var pipes = NamedPipes.make()) {
      builder.redirectOutput(pipes.writingEnd(OutputName.STDOUT));
      builder.redirectError(pipes.writingEnd(OutputName.STDERR));
      for (var stream : OutputName.values()) {
        var channel = pipes.readingEnd(stream);
        pipe(stream.text() + " of a process", () -> read(stream, channel));
      }
      var process = builder.start();
      threads.add(Thread.ofVirtual()
          .name("exit of process " + process.pid())
          .start(() -> awaitExit(process)));
      if (!stdin.isEmpty()) {
        pipe("stdin of process " + process.pid(), () -> write(process, stdin));
      }
      return process;
    }
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
  }

  private void pipe(String name, Runnable body) {
    threads.add(Thread.ofPlatform().daemon().name(name).start(body));
  }

  private void read(OutputName stream, FileChannel channel) {
    try {
      try (var in = Channels.newInputStream(channel)) {
        new LineReader(text -> events.put(new OutputEvent.Line(stream, text))).read(in);
      } catch (ClosedByInterruptException _) {
        return;
      } catch (IOException e) {
        LOG.log(Level.WARNING, stream.text() + " of a process broke", e);
      }
      events.put(new OutputEvent.Ended(stream));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitExit(Process process) {
    try {
      events.put(new OutputEvent.Exited(process.waitFor()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void write(Process process, String text) {
    try (var out = process.getOutputStream()) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "process " + process.pid() + " did not read all of its input", e);
    }
  }
}
