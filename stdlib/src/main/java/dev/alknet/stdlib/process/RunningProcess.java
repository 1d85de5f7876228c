package dev.alknet.stdlib.process;

import dev.alknet.runtime.call.Deadline;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A program that runs, with everything it started.
///
/// One thread calls [#drain] once; any thread may call [#kill]. Closing ends whatever is left and
/// returns when it is gone.
public final class RunningProcess implements AutoCloseable {
  /// How long others may hold the output open after the program itself is over.
  static final Duration GRACE = Duration.ofSeconds(2);

  private static final Logger LOG = System.getLogger(RunningProcess.class.getName());
  private static final int EVENTS = 64;

  private final BlockingQueue<OutputEvent> events = new ArrayBlockingQueue<>(EVENTS);
  private final OutputPipes pipes = new OutputPipes(events);
  private final Set<OutputName> open = EnumSet.allOf(OutputName.class);
  private final Duration grace;
  private final Process process;
  private final ProcessGroup group;
  private @Nullable Integer exitCode;
  private Deadline patience = Deadline.NONE;
  private boolean ended;

  /// Starts what `builder` describes; `groupOf` knows what will belong to it.
  RunningProcess(ProcessBuilder builder, Function<Process, ProcessGroup> groupOf,
      Duration grace, String stdin) throws IOException {
    this.grace = grace;
    process = pipes.open(builder, stdin);
    group = groupOf.apply(process);
  }

  /// The process id of the program, which is also that of its group.
  long pid() {
    return process.pid();
  }

  /// Hands on every line and answers the exit code (128 + n after signal n) when nothing of the
  /// program is left.
  ///
  /// Processes that it left behind may go on writing for [#GRACE]; then they are ended.
  public int drain(LineSink sink) throws IOException, InterruptedException {
    while (exitCode == null || !open.isEmpty()) {
      switch (next()) {
        case OutputEvent.Line(var stream, var text) -> {
          sink.line(stream, text);
          if (ended) {
            patience = Deadline.after(GRACE);
          }
        }
        case OutputEvent.Ended(var stream) -> open.remove(stream);
        case OutputEvent.Exited(var code) -> {
          exitCode = code;
          patience = Deadline.after(grace);
        }
        case null -> graceIsOver();
      }
    }
    group.end();
    return exitCode;
  }

  /// Ends the program and everything it started; returns when that is gone.
  public void kill() {
    group.end();
  }

  @Override
  public void close() {
    group.end();
    pipes.close();
  }

  private @Nullable OutputEvent next() throws InterruptedException {
    return exitCode == null
        ? events.take()
        : events.poll(patience.remaining(TimeUnit.NANOSECONDS), TimeUnit.NANOSECONDS);
  }

  /// Whoever still holds the output is ended; if that does not close it, it is left to itself.
  private void graceIsOver() {
    if (ended) {
      LOG.log(Level.WARNING, "somebody beyond its group holds the output of process " + pid());
      open.clear();
      return;
    }
    group.end();
    ended = true;
    patience = Deadline.after(GRACE);
  }
}
