package dev.alknet.repl.command;

import dev.alknet.runtime.config.ConfigSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `alk config schema`: what may stand in the file, for editors.
@Command(name = "schema", description = {"Prints the JSON Schema of alknet.yaml (draft 2020-12).",
    "",
    "Editors with a YAML language server complete and explain keys with it when the file begins with",
    "# yaml-language-server: $schema=alknet.schema.json"},
    footer = "  alk config schema > ~/.alknet/alknet.schema.json")
final class ConfigSchemaCommand implements Callable<Integer> {
  private final AlkCommand alk;

  ConfigSchemaCommand(AlkCommand alk) {
    this.alk = alk;
  }

  @Override
  public Integer call() {
    alk.streams().out().print(ConfigSchema.current().text());
    return ExitCode.FINE.number();
  }
}
