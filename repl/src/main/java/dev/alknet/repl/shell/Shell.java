package dev.alknet.repl.shell;

import dev.alknet.repl.render.FailureText;
import dev.alknet.repl.render.ReceiptText;
import dev.alknet.repl.render.Rendering;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.ResourceLimits;
import dev.alknet.runtime.script.AbortReceipt;
import dev.alknet.runtime.script.Evaluation;
import dev.alknet.runtime.script.ScriptConsole;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Reads an input, evaluates it, shows what came of it, until nothing more comes.
///
/// [#run] occupies one thread; [#interrupt] and [#leave] are for others.
public final class Shell implements AutoCloseable {
  /// Where the shell keeps its history, where its imports come from, what it works on, how that is
  /// called, and what each input may use up.
  public record Settings(Path home, Path folder, NodeSource node, String place,
      ResourceLimits limits) {}

  private static final Logger LOG = System.getLogger(Shell.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Settings settings;
  private final Boot boot;
  private final Lines lines;
  private boolean failed;
  private volatile boolean leaving;
  private @Nullable Thread waiting;

  Shell(Settings settings, Boot boot, Lines lines) {
    this.settings = settings;
    this.boot = boot;
    this.lines = lines;
  }

  /// A shell for whoever sits at the terminal of this process.
  public static Shell atTerminal(Settings settings, boolean colour) throws IOException {
    var boot = new Boot();
    return new Shell(settings, boot, TerminalLines.on(TerminalLines.ofProcess(),
        settings.home().resolve("history"), colour, boot));
  }

  /// A shell for whatever comes in: no prompt, and answers only on `out`.
  public static Shell piped(Settings settings, InputStream in, PrintStream out, PrintStream err) {
    var boot = new Boot();
    return new Shell(settings, boot, PipedLines.open(in, out, err, boot));
  }

  /// Runs to the end of the inputs, or until told to leave. False when a piped input failed.
  public boolean run() throws IOException {
    if (lines.attended()) {
      lines.print(Help.banner(settings.place(), lines.look()));
    }
    lines.onInterrupt(this::interrupt);
    boot.start(settings.node(), settings.folder(), console(), settings.limits());
    while (!leaving) {
      try {
        if (!answer(awaiting(lines::read))) {
          break;
        }
      } catch (InterruptedException _) {
        lines.complain("interrupted");
      }
    }
    return lines.attended() || !failed;
  }

  /// Stops the evaluation, or the wait for an input or for the node; the shell goes on.
  public void interrupt() {
    synchronized (this) {
      if (waiting != null) {
        waiting.interrupt();
        return;
      }
    }
    try {
      var session = boot.ready();
      if (session.isPresent()) {
        session.get().abort(PATIENCE);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Stops what runs and has [#run] return. May be called again.
  public void leave() {
    leaving = true;
    interrupt();
  }

  /// Whether a person is typing.
  public boolean attended() {
    return lines.attended();
  }

  @Override
  public void close() throws IOException {
    lines.close();
    boot.close();
  }

  private boolean answer(Line line) throws IOException, InterruptedException {
    return switch (line) {
      case Line.End _ -> false;
      case Line.Dropped _ -> true;
      case Line.Typed(var text) when text.isBlank() -> true;
      case Line.Typed(var text) -> {
        var command = DotCommand.parse(text);
        if (command.isPresent()) {
          yield new Commands(lines, boot).run(command.get());
        }
        evaluate(text);
        yield true;
      }
    };
  }

  /// A bug met on the way is shown like a failure, and the shell goes on.
  private void evaluate(String code) throws IOException, InterruptedException {
    var session = awaiting(boot::session);
    try {
      show(session.eval(code, "repl", Deadline.NONE));
    } catch (RuntimeException | Error e) {
      failed = true;
      LOG.log(Level.DEBUG, "an evaluation has met a bug", e);
      lines.complain(FailureText.ofBug(e));
    }
  }

  private void show(Evaluation evaluation) {
    switch (evaluation) {
      case Evaluation.Finished done when done.undefined() -> {
      }
      case Evaluation.Finished(var json, var display, _) ->
        lines.print(json == null ? display : Rendering.text(json, lines.look()));
      case Evaluation.Failed(var failure, var receipt) -> {
        failed = true;
        lines.complain(FailureText.of(failure, lines.look()));
        if (!receipt.equals(AbortReceipt.NOTHING)) {
          lines.complain(ReceiptText.of("cleaned up", receipt));
        }
      }
      case Evaluation.Aborted(var reason, var receipt) -> {
        var limited = reason.code().equals(CallError.RESOURCE_LIMIT);
        failed |= limited;
        lines.complain(ReceiptText.of(limited ? reason.message() : "interrupted", receipt));
      }
    }
  }

  private ScriptConsole console() {
    return (level, text) -> {
      switch (level) {
        case DEBUG, LOG, INFO -> lines.print(text);
        case WARN, ERROR -> lines.complain(text);
      }
    };
  }

  /// Something worth waiting for.
  @FunctionalInterface
  private interface Wait<T> {
    T done() throws IOException, InterruptedException;
  }

  private <T> T awaiting(Wait<T> wait) throws IOException, InterruptedException {
    synchronized (this) {
      waiting = Thread.currentThread();
    }
    try {
      return wait.done();
    } finally {
      endWait();
    }
  }

  /// An interrupt that came too late to end the wait must not hit what follows.
  private synchronized void endWait() {
    waiting = null;
    Thread.interrupted();
  }
}
