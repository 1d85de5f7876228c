package dev.alknet.repl.command;

import dev.alknet.runtime.config.ConfigFile;
import dev.alknet.runtime.config.ConfigReading;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `alk config check`: what is wrong with a file, before a node reads it.
@Command(name = "check", description = {"Judges a configuration without using it.", "",
    "Says everything that is wrong, as FILE:LINE:COLUMN: what and what to do, and ends with 1 then;",
    "with 0 when a node would take the file, and with 3 when there is no such file."},
    footer = {
        "  alk config check",
        "  alk config check draft.yaml && mv draft.yaml ~/.alknet/alknet.yaml"})
final class ConfigCheckCommand implements Callable<Integer> {
  private final AlkCommand alk;

  @Parameters(arity = "0..1", paramLabel = "FILE",
      description = "the file (default: alknet.yaml in the home folder)")
  private @Nullable Path named;

  ConfigCheckCommand(AlkCommand alk) {
    this.alk = alk;
  }

  @Override
  public Integer call() throws IOException {
    var file = named == null ? alk.assembly().configFile() : ConfigFile.at(named);
    if (!file.exists()) {
      if (named != null) {
        throw new IOException("no such file: " + named);
      }
      alk.streams().out().println("there is no %s; the defaults hold".formatted(file.path()));
      return ExitCode.FINE.number();
    }
    return switch (file.read()) {
      case ConfigReading.Accepted _ -> {
        alk.streams().out().println(file.path() + ": no problems");
        yield ExitCode.FINE.number();
      }
      case ConfigReading.Refused(var problems) -> {
        problems.forEach(alk.streams().err()::println);
        yield ExitCode.FAILED.number();
      }
    };
  }
}
