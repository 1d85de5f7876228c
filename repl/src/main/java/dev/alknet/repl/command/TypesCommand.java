package dev.alknet.repl.command;

import dev.alknet.stdlib.ScriptTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `alk types`: what editors need to complete and check scripts.
@Command(name = "types",
    description = {"Prints or writes the TypeScript types of scripts.", "",
        "With a folder, alk.d.ts is written there, and a jsconfig.json when there is none; an editor that",
        "knows TypeScript then completes and checks the scripts in it."},
    footer = {
        "  alk types scripts",
        "  alk types > alk.d.ts"})
final class TypesCommand implements Callable<Integer> {
  private final AlkCommand alk;

  @Parameters(index = "0", arity = "0..1", paramLabel = "DIR",
      description = "the folder of the scripts (default: print)")
  private @Nullable Path folder;

  TypesCommand(AlkCommand alk) {
    this.alk = alk;
  }

  @Override
  public Integer call() throws IOException {
    if (folder == null) {
      alk.streams().out().print(ScriptTypes.text());
      return ExitCode.FINE.number();
    }
    if (!Files.isDirectory(folder)) {
      throw alk.usage("not a folder: " + folder);
    }
    ScriptTypes.write(folder).forEach(file -> alk.streams().out().println(file));
    return ExitCode.FINE.number();
  }
}
