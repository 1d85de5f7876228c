package dev.alknet.repl.shell;

import dev.alknet.repl.render.ReceiptText;
import dev.alknet.runtime.script.AbortReceipt;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/// Reads an input, evaluates it, shows what came of it, until nothing more comes.
///
/// [#run] occupies one thread; [#interrupt] and [#leave] are for others.
public final class Shell implements AutoCloseable {
  /// Where the shell keeps its history, where its imports come from, what it works on, how that is
  /// called, what each input may use up, and each call of what `.promote` tries, which editor `.edit`
  /// opens, and whom `.connect` reaches.
  public record Settings(Path home, Path folder, NodeSource node, String place,
      LimitSource limits, String editor, Contacts contacts) {
    /// Without limits, with the editor that every Unix has, and with nobody to reach.
    public Settings(Path home, Path folder, NodeSource node, String place) {
      this(home, folder, node, place, LimitSource.NONE, "vi", Contacts.NONE);
    }
  }

  private final Settings settings;
  private final Desk desk;
  private final Lines lines;
  private final Evaluations evaluations;
  private final Presses presses;
  private volatile boolean leaving;
  private @Nullable Thread runner;

  private Shell(Settings settings, Desk desk, Lines lines, Presses presses) {
    this.settings = settings;
    this.desk = desk;
    this.lines = lines;
    this.presses = presses;
    this.evaluations = new Evaluations(lines, desk.boot(), desk.jobs());
  }

  /// A shell for whoever sits at the terminal of this process.
  public static Shell atTerminal(Settings settings, boolean colour) throws IOException {
    var terminal = TerminalLines.ofProcess();
    var desk = Desk.in(settings.home(), settings.folder());
    return on(settings, desk, () -> lines(terminal, colour, desk));
  }

  /// What suits a terminal.
  static Lines lines(Terminal terminal, boolean colour, Desk desk) throws IOException {
    return DumbLines.suit(terminal)
        ? DumbLines.on(terminal, desk)
        : TerminalLines.on(terminal, colour, desk);
  }

  /// A shell for whatever comes in: no prompt, and answers only on `out`.
  public static Shell piped(Settings settings, InputStream in, PrintStream out, PrintStream err)
      throws IOException {
    var desk = Desk.in(settings.home(), settings.folder());
    return on(settings, desk, () -> PipedLines.open(in, out, err, desk.boot()));
  }

  /// Does quietly what a shell does for a person, so that the JVM can record which classes that needs.
  public static void rehearse(Settings settings) throws IOException {
    var desk = Desk.in(settings.home(), settings.folder());
    try (var shell = on(settings, desk, () -> TerminalLines.on(TerminalLines.inMemory(
        "1 + 1\r[{a: 1}]\r(await ops.services.list({})).operations.slice(0, 3)\rnull.x\r"
            + ".help services/list\r.exit\r"),
        true, desk))) {
      shell.run();
    }
  }

  /// Begins to read lines and to show them.
  @FunctionalInterface
  interface Opener {
    Lines open() throws IOException;
  }

  /// A shell on these lines, which greets; its node and session come up while they are being opened, and what
  /// the session prints comes below the greeting.
  static Shell on(Settings settings, Desk desk, Opener opener) throws IOException {
    return on(settings, desk, opener, System::nanoTime);
  }

  /// The same by this clock, which tells what is quick, in nanoseconds.
  static Shell on(Settings settings, Desk desk, Opener opener, LongSupplier nanos)
      throws IOException {
    var console = new ShellConsole();
    desk.boot().start(settings, console);
    try {
      var lines = opener.open();
      if (lines.attended()) {
        lines.print(Help.banner(settings.place(), lines.look()));
      }
      var shell = new Shell(settings, desk, lines, new Presses(nanos));
      console.showOn(lines, shell.evaluations.bars());
      return shell;
    } catch (IOException | RuntimeException | Error e) {
      desk.close();
      throw e;
    }
  }

  /// Runs to the end of the inputs, or until told to leave. False when a piped input failed.
  public boolean run() throws IOException {
    runs(Thread.currentThread());
    lines.onKeys(new Keys() {
      @Override
      public void reading() {
        evaluations.foreground().idle();
      }

      @Override
      public void interrupt() {
        Shell.this.interrupt();
      }

      @Override
      public void sendBehind() {
        evaluations.foreground().sendBehind();
      }
    });
    while (!leaving) {
      try {
        lines.drain();
        evaluations.foreground().idle();
        var line = lines.read(prompt());
        evaluations.foreground().begin();
        if (!answer(line)) {
          break;
        }
      } catch (InterruptedException _) {
        lines.complain("interrupted");
      }
    }
    end();
    return lines.attended() || !evaluations.failed();
  }

  /// Stops the evaluation, or the wait for the node; the shell goes on. Twice within a second it ends.
  public void interrupt() {
    if (presses.again()) {
      leave();
    } else {
      stop();
    }
  }

  /// Stops what runs and has [#run] return. May be called again.
  public void leave() {
    leaving = true;
    stop();
    synchronized (this) {
      if (runner != null) {
        runner.interrupt(); // it may be waiting for an input, or for a key between two pages
      }
    }
  }

  /// Whether a person is typing.
  public boolean attended() {
    return lines.attended();
  }

  @Override
  public void close() throws IOException {
    lines.close();
    try (settings.contacts) {
      desk.close();
    }
  }

  private void stop() {
    evaluations.foreground().stop();
  }

  private Prompt prompt() {
    return Prompt.of(evaluations.peer());
  }

  private synchronized void runs(@Nullable Thread thread) {
    runner = thread;
  }

  private void end() {
    runs(null);
    evaluations.stopAll();
    try {
      lines.drain();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean answer(Line line) throws IOException, InterruptedException {
    return switch (line) {
      case Line.End _ -> false;
      case Line.Dropped(var text) -> !dropped(text);
      case Line.Stopped _ -> {
        lines.complain(ReceiptText.of("interrupted", AbortReceipt.NOTHING));
        yield !presses.again();
      }
      case Line.Typed(var text) when text.isBlank() -> true;
      case Line.Typed(var text) -> {
        presses.forget();
        var command = DotCommand.parse(text);
        if (command.isPresent()) {
          yield new Commands(settings, desk, lines, evaluations).run(command.get());
        }
        evaluations.foreground().awaiting(desk.boot()::working);
        evaluations.answer(Code.parse(text));
        yield true;
      }
    };
  }

  /// A line was dropped with Ctrl-C; true when it was the second press, and nothing typed in between.
  private boolean dropped(String text) {
    var again = presses.again();
    if (!text.isEmpty()) {
      return false;
    }
    if (again) {
      return true;
    }
    if (!leaving) {
      lines.print(lines.look().faint("Ctrl-C once more leaves"));
    }
    return false;
  }
}
