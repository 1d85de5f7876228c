package dev.alknet.repl.command;

import dev.alknet.repl.shell.NodeSource;
import dev.alknet.repl.shell.Shell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
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

  ReplCommand(AlkCommand alk) {
    this.alk = alk;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var place = where.place(alk);
    if (language == Language.JAVA) {
      return new JavaRun(alk, place).shell();
    }
    var scripts = alk.assembly().fixed().scripts();
    var settings = new Shell.Settings(alk.assembly().prepared(), Path.of("").toAbsolutePath(),
        where.connects() ? reached(place) : place.node(), place.name(),
        scripts.operator(), scripts.worker(), Screen.editor(), new HomeContacts(alk));
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
