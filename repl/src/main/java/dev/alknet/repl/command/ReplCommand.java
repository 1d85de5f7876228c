package dev.alknet.repl.command;

import dev.alknet.repl.shell.Shell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `alk repl`, and plain `alk`: the shell.
@Command(name = "repl", description = {"Opens the shell.", "",
    "From a pipe it evaluates line by line and prints the values and nothing else."},
    footer = {
        "  alk repl",
        "  printf '1 + 1\\n' | alk repl"})
final class ReplCommand implements Callable<Integer> {
  private final AlkCommand alk;

  ReplCommand(AlkCommand alk) {
    this.alk = alk;
  }

  @Override
  public Integer call() throws IOException {
    var assembly = alk.assembly();
    var settings = new Shell.Settings(assembly.prepared(), Path.of("").toAbsolutePath(),
        assembly::open);
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

  private Shell open(Shell.Settings settings) throws IOException {
    var streams = alk.streams();
    return Screen.attended()
        ? Shell.atTerminal(settings, Screen.colour())
        : Shell.piped(settings, streams.in(), streams.out(), streams.err());
  }
}
