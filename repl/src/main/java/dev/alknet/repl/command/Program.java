package dev.alknet.repl.command;

import dev.alknet.repl.render.FailureText;
import dev.alknet.repl.render.ScreenText;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// The whole command: takes what was typed, answers the exit code.
public final class Program {
  /// Words that ask for all commands and all below them.
  private static final List<String> EVERYTHING =
      List.of("--help", "audit", "config", "vault", "peer", "apikey", "promotion");
  private static final Set<String> HELP = Set.of("-h", "--help");
  private static final Set<String> WITH_VALUE = Set.of("--home", "--provider");

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
      return arguments.length == 0 ? shell() : commandLine(List.of(arguments)).execute(arguments);
    } catch (RuntimeException | Error e) {
      return explainBug(e);
    } finally {
      stage.streams().out().flush();
      stage.streams().err().flush();
      stage.interrupts().end();
    }
  }

  /// What no words ask for, without picocli: that would take a good part of the time until the prompt, as
  /// its classes are too old for the start-up cache.
  private int shell() {
    try {
      return new AlkCommand(stage).call();
    } catch (IOException | InterruptedException e) {
      return explain(e);
    }
  }

  private CommandLine commandLine(List<String> words) {
    var alk = new AlkCommand(stage);
    var line = new CommandLine(alk);
    var all = commands(alk, words);
    var asked = asked(words);
    all.forEach((name, command) -> {
      if (name.equals(asked) || !(asked.isEmpty() || all.containsKey(asked))) {
        line.addSubcommand(name, command.get());
      }
    });
    return line
        .setExpandAtFiles(false) // @FILE is an input, and ours to read
        .setOut(writer(stage.streams().out()))
        .setErr(writer(stage.streams().err()))
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .setUsageHelpAutoWidth(false)
        .setUsageHelpWidth(100)
        .setParameterExceptionHandler((e, _) -> explainUsage(e))
        .setExecutionExceptionHandler((e, _, _) -> explain(e));
  }

  /// Every command by its name, in the order of the help, and the way to make it.
  private Map<String, Supplier<CommandLine>> commands(AlkCommand alk, List<String> words) {
    var all = new LinkedHashMap<String, Supplier<CommandLine>>();
    all.put("run", () -> new CommandLine(new RunCommand(alk)));
    all.put("eval", () -> new CommandLine(new EvalCommand(alk)));
    all.put("call", () -> new CommandLine(new CallCommand(alk)));
    all.put("ops", () -> new CommandLine(new OpsCommand(alk)));
    all.put("explain", () -> new CommandLine(new ExplainCommand(alk)));
    // what follows the container is the program's, also what looks like an option
    all.put("exec", () -> new CommandLine(new ExecCommand(alk)).setStopAtPositional(true));
    all.put("attach", () -> new CommandLine(new AttachCommand(alk)));
    all.put("cp", () -> new CommandLine(new CopyCommand(alk)));
    all.put("logs", () -> new CommandLine(new LogsCommand(alk)));
    all.put("repl", () -> new CommandLine(new ReplCommand(alk)));
    all.put("node", () -> new CommandLine(new NodeCommand(alk)));
    all.put("key", () -> new CommandLine(new KeyCommand(alk)));
    all.put("types", () -> new CommandLine(new TypesCommand(alk)));
    all.put("audit", () -> AuditCommand.of(alk).in(words));
    all.put("config", () -> ConfigCommand.of(alk).in(words));
    all.put("vault", () -> VaultCommand.of(alk).in(words));
    all.put("peer", () -> PeerCommand.of(alk).in(words));
    all.put("apikey", () -> ApiKeyCommand.of(alk).in(words));
    all.put("promotion", () -> PromotionCommand.of(alk).in(words));
    all.put("escape-test", () -> new CommandLine(new EscapeTestCommand(alk)));
    all.put("completion", () -> new CommandLine(new CompletionCommand(alk,
        () -> commandLine(EVERYTHING))));
    all.put("warm-up", () -> new CommandLine(new WarmUpCommand(alk)));
    return all;
  }

  /// The command that somebody asks for, or for help; empty when it is the shell. To make all commands
  /// would take picocli a good part of the time of a quick start; who names none that there is gets all.
  private static String asked(List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      var word = words.get(i);
      if (HELP.contains(word) || !word.startsWith("-")) {
        return word;
      }
      if (WITH_VALUE.contains(word)) {
        i++;
      }
    }
    return "";
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
        err.println("alk: there is no file " + safe(missing.getFile()));
        yield ExitCode.ENVIRONMENT.number();
      }
      case AccessDeniedException denied -> {
        err.println("alk: permission denied: " + safe(denied.getFile()));
        yield ExitCode.ENVIRONMENT.number();
      }
      case IOException environment -> {
        err.println("alk: " + safe(environment.getMessage()));
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

  /// The message may name a file of somebody else.
  private static String safe(@Nullable String message) {
    return ScreenText.safe(String.valueOf(message));
  }

  /// The one edge where a bug of ours becomes words.
  private int explainBug(Throwable bug) {
    System.getLogger(Program.class.getName()).log(Level.DEBUG, "a command has a bug", bug);
    stage.streams().err().println("alk: " + FailureText.ofBug(bug));
    return ExitCode.FAILED.number();
  }
}
