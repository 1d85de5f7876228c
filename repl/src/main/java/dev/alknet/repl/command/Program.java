package dev.alknet.repl.command;

import dev.alknet.repl.render.FailureText;
import dev.alknet.runtime.config.ConfigException;
import dev.alknet.runtime.identity.StoreException;
import dev.alknet.runtime.node.VaultRefusal;
import dev.alknet.stdlib.Stdlib;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// The whole command: takes what was typed, answers the exit code.
public final class Program {
  private static final List<String> GROUPS =
      List.of("audit", "config", "vault", "peer", "apikey", "promotion");

  private final Stage stage;

  private Program(Stage stage) {
    this.stage = stage;
  }

  /// The program of this process: its streams and its signals.
  public static Program ofProcess() {
    Logging.install();
    var interrupts = new Interrupts(Runtime.getRuntime()::halt);
    Signals.install(interrupts);
    return new Program(new Stage(Streams.ofProcess(), Stdlib::families, interrupts));
  }

  /// A program inside another one, which keeps its signals.
  public static Program embedded(InputStream in, PrintStream out, PrintStream err) {
    return of(new Streams(in, out, err), Stdlib::families, new Interrupts(_ -> {}));
  }

  static Program of(Streams streams, Families families, Interrupts interrupts) {
    return of(new Stage(streams, families, interrupts));
  }

  static Program of(Stage stage) {
    return new Program(stage);
  }

  /// Runs one command line.
  public int run(String... arguments) {
    try {
      return commandLine(List.of(arguments)).execute(arguments);
    } catch (RuntimeException | Error e) {
      return explainBug(e);
    } finally {
      stage.streams().out().flush();
      stage.streams().err().flush();
      stage.interrupts().end();
    }
  }

  private CommandLine commandLine(List<String> words) {
    var alk = new AlkCommand(stage);
    return new CommandLine(alk)
        .addSubcommand(new RunCommand(alk))
        .addSubcommand(new EvalCommand(alk))
        .addSubcommand(new CallCommand(alk))
        .addSubcommand(new OpsCommand(alk))
        .addSubcommand(new ExplainCommand(alk))
        // what follows the container is the program's, also what looks like an option
        .addSubcommand(new CommandLine(new ExecCommand(alk)).setStopAtPositional(true))
        .addSubcommand(new AttachCommand(alk))
        .addSubcommand(new LogsCommand(alk))
        .addSubcommand(new ReplCommand(alk))
        .addSubcommand(new NodeCommand(alk))
        .addSubcommand(new KeyCommand(alk))
        .addSubcommand(new TypesCommand(alk))
        .addSubcommand(AuditCommand.of(alk).in(words))
        .addSubcommand(ConfigCommand.of(alk).in(words))
        .addSubcommand(VaultCommand.of(alk).in(words))
        .addSubcommand(PeerCommand.of(alk).in(words))
        .addSubcommand(ApiKeyCommand.of(alk).in(words))
        .addSubcommand(PromotionCommand.of(alk).in(words))
        .addSubcommand(new EscapeTestCommand(alk))
        .addSubcommand(new CompletionCommand(alk, () -> commandLine(GROUPS)))
        .addSubcommand(new WarmUpCommand(alk))
        .setExpandAtFiles(false) // @FILE is an input, and ours to read
        .setOut(writer(stage.streams().out()))
        .setErr(writer(stage.streams().err()))
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .setUsageHelpAutoWidth(false)
        .setUsageHelpWidth(100)
        .setParameterExceptionHandler((e, _) -> explainUsage(e))
        .setExecutionExceptionHandler((e, _, _) -> explain(e));
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  private int explainUsage(ParameterException e) {
    var command = e.getCommandLine();
    var name = command.getCommandSpec().qualifiedName();
    var err = command.getErr();
    err.println(name + ": " + sentence(e));
    UnmatchedArgumentException.printSuggestions(e, err);
    err.println("try '" + name + " --help'");
    return ExitCode.USAGE.number();
  }

  private static String sentence(ParameterException e) {
    if (e instanceof UnmatchedArgumentException extra && !extra.isUnknownOption()) {
      var grouped = !e.getCommandLine().getSubcommands().isEmpty();
      return (grouped ? "no such command: " : "too many arguments: ")
          + String.join(" ", extra.getUnmatched());
    }
    return String.valueOf(e.getMessage());
  }

  private int explain(Exception e) {
    var err = stage.streams().err();
    return switch (e) {
      case ConfigException config -> {
        err.println(config.getMessage());
        yield ExitCode.ENVIRONMENT.number();
      }
      case VaultRefusal refusal -> {
        err.println("alk: " + refusal.getMessage());
        yield ExitCode.FAILED.number();
      }
      case NoSuchFileException missing -> {
        err.println("alk: there is no file " + missing.getFile());
        yield ExitCode.ENVIRONMENT.number();
      }
      case AccessDeniedException denied -> {
        err.println("alk: permission denied: " + denied.getFile());
        yield ExitCode.ENVIRONMENT.number();
      }
      case IOException environment -> {
        err.println("alk: " + environment.getMessage());
        yield ExitCode.ENVIRONMENT.number();
      }
      case StoreException store -> {
        err.println("alk: the store of this home: " + store.getMessage());
        yield ExitCode.ENVIRONMENT.number();
      }
      case InterruptedException _ -> stage.interrupts()
          .raised()
          .orElse(ExitCode.INTERRUPTED)
          .number();
      default -> explainBug(e);
    };
  }

  /// The one edge where a bug of ours becomes words.
  private int explainBug(Throwable bug) {
    System.getLogger(Program.class.getName()).log(Level.DEBUG, "a command has a bug", bug);
    stage.streams().err().println("alk: " + FailureText.ofBug(bug));
    return ExitCode.FAILED.number();
  }
}
