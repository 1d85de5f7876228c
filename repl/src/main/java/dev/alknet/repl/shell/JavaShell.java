package dev.alknet.repl.shell;

import dev.alknet.repl.jshell.Answer;
import dev.alknet.repl.jshell.JavaSession;
import dev.alknet.repl.render.Rendering;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.operation.CallError;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;

/// Reads snippets of Java, evaluates them, shows what came of them, until nothing more comes.
///
/// [#run] occupies one thread; [#interrupt] and [#leave] are for others.
public final class JavaShell implements AutoCloseable {
  private static final Prompt PROMPT = new Prompt("java> ", "....> ");
  private static final String HELP = """
      Type Java; env calls operations: env.invoke("services/list", Map.of()). Inputs are what Jackson
      makes JSON of, outputs are JsonNodes. Results are kept as $1, $2 and so on.
      Tab completes. Ctrl-C drops the line, or stops what runs. .exit or Ctrl-D leaves.""";

  private final JavaSession session;
  private final Lines lines;
  private volatile boolean leaving;
  private volatile boolean evaluating;

  private JavaShell(JavaSession session, Lines lines) {
    this.session = session;
    this.lines = lines;
  }

  /// A shell for whoever sits at the terminal of this process.
  public static JavaShell atTerminal(JavaSession session, boolean colour) throws IOException {
    var terminal = TerminalLines.ofProcess();
    return new JavaShell(session, DumbLines.suit(terminal)
        ? new DumbLines(terminal, session::incomplete, _ -> {})
        : TerminalLines.java(terminal, colour, session));
  }

  /// A shell for whatever comes in: no prompt, and answers only on `out`.
  public static JavaShell piped(JavaSession session, InputStream in, PrintStream out,
      PrintStream err) {
    return new JavaShell(session, PipedLines.open(in, out, err, session::incomplete));
  }

  /// Runs to the end of the inputs, or until told to leave. False when a piped input failed.
  public boolean run() throws IOException {
    if (lines.attended()) {
      lines.print(lines.look().strong("alknet") + lines.look().faint("  Java; .help helps"));
    }
    lines.onKeys(new Keys() {
      @Override
      public void reading() {}

      @Override
      public void interrupt() {
        JavaShell.this.interrupt();
      }

      @Override
      public void sendBehind() {}
    });
    var fine = true;
    while (!leaving) {
      try {
        lines.drain();
        switch (lines.read(PROMPT)) {
          case Line.End _ -> leaving = true;
          case Line.Dropped _, Line.Stopped _ -> {
          }
          case Line.Typed(var text) -> fine &= answer(text);
        }
      } catch (InterruptedException _) {
        lines.complain("interrupted");
      }
    }
    return lines.attended() || fine;
  }

  /// Stops what runs; the shell goes on.
  public void interrupt() {
    if (evaluating) {
      session.abort(CallError.cancelled());
    }
  }

  /// Stops what runs and has [#run] return after it.
  public void leave() {
    leaving = true;
    session.abort(CallError.cancelled());
  }

  /// Whether a person is typing.
  public boolean attended() {
    return lines.attended();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  private boolean answer(String text) {
    return switch (text.strip()) {
      case "" -> true;
      case ".exit", "/exit" -> {
        leaving = true;
        yield true;
      }
      case ".help", "/help" -> {
        lines.print(HELP);
        yield true;
      }
      default -> evaluated(text);
    };
  }

  private boolean evaluated(String text) {
    evaluating = true;
    try {
      return session.eval(text, Deadline.NONE).stream().allMatch(this::shown);
    } finally {
      evaluating = false;
    }
  }

  private boolean shown(Answer answer) {
    return switch (answer) {
      case Answer.Nothing _ -> true;
      case Answer.Value(var name, var text, _) -> {
        lines.print(named(name, text));
        yield true;
      }
      case Answer.Json(var name, var value) -> {
        lines.print(named(name, Rendering.text(value, lines.look())));
        yield true;
      }
      case Answer.Failed(var reason) -> {
        lines.complain(lines.look().alarming(reason));
        yield false;
      }
      case Answer.Stopped _ -> {
        lines.complain("interrupted");
        yield false;
      }
    };
  }

  private String named(String name, String text) {
    var known = lines.attended() && !name.isEmpty();
    return known ? lines.look().faint(name + " =") + (text.contains("\n") ? "\n" : " ") + text
        : text;
  }
}
