package dev.alknet.repl.command;

import dev.alknet.repl.shell.LimitSource;
import dev.alknet.repl.shell.NodeSource;
import dev.alknet.repl.shell.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `alk repl`, and plain `alk`: the shell.
@Command(name = "repl", description = {"Opens the shell.", "",
    "From a pipe it evaluates line by line and prints the values and nothing else."},
    footer = {
        "  alk repl",
        "  printf '1 + 1\\n' | alk repl",
        "  alk repl --connect",
        "  alk repl --language java"})
final class ReplCommand implements Callable<Integer> {
  private final AlkCommand alk;

  @Option(names = "--language", converter = Language.Reader.class, paramLabel = "LANGUAGE",
      description = "javascript (what holds otherwise) or java")
  private Language language = Language.JAVASCRIPT;

  @Mixin
  private NodeOptions where = new NodeOptions();

  private LimitSource.@Nullable Limits limits;

  ReplCommand(AlkCommand alk) {
    this.alk = alk;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var place = where.place(alk);
    if (language == Language.JAVA) {
      return new JavaRun(alk, place).shell();
    }
    if (!Files.notExists(alk.assembly().configFile().path())) {
      var _ = limits(); // what is wrong in it is said instead of a prompt
    }
    var settings = new Shell.Settings(alk.assembly().prepared(), Path.of("").toAbsolutePath(),
        where.connects() ? reached(place) : place.node(), place.name(),
        this::limits, Screen.editor(), new HomeContacts(alk));
    try (var shell = open(settings)) {
      alk.interrupts().stopBy(shell::leave);
      if (shell.attended()) {
        alk.interrupts().keyBelongsTo(shell::interrupt);
      }
      var fine = shell.run();
      return alk.interrupts()
          .raised()
          .orElse(fine ? ExitCode.FINE : ExitCode.FAILED)
          .number();
    }
  }

  /// As the configuration has them when it is first read, until the shell ends.
  private synchronized LimitSource.Limits limits() throws IOException {
    var known = limits;
    if (known == null) {
      var scripts = alk.assembly().fixed().scripts();
      known = new LimitSource.Limits(scripts.operator(), scripts.worker());
      limits = known;
    }
    return known;
  }

  /// A running node is reached before the shell says that it works there; one of our own comes up
  /// behind the prompt.
  private static NodeSource reached(Workplace place) throws IOException, InterruptedException {
    var node = place.node().open();
    return () -> node;
  }

  private Shell open(Shell.Settings settings) throws IOException {
    var streams = alk.streams();
    return Screen.attended()
        ? Shell.atTerminal(settings, Screen.colour())
        : Shell.piped(settings, streams.in(), streams.out(), streams.err());
  }
}
