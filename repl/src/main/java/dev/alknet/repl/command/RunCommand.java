package dev.alknet.repl.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `alk run`: a script file, from its first line to its last.
@Command(name = "run", description = {"Runs a script.", "",
    "The script is an ES module; it may await at its top level. Its default export is the result,",
    "a number exported as exitCode the exit code. Without --json the result is shown only if the",
    "script has printed nothing itself."},
    footer = {
        "  alk run scripts/hello-fleet.mjs",
        "  alk run scripts/await-containers.mjs --input '{\"count\": 5}' --json",
        "  alk run deploy.mjs --input @deploy.json --timeout 5m",
        "  alk run --connect scripts/fleet-run.mjs"})
final class RunCommand implements Callable<Integer> {
  private final AlkCommand alk;

  @Parameters(paramLabel = "SCRIPT", description = "a JavaScript file")
  private Path script = Path.of("");

  @Option(names = "--input", paramLabel = "JSON|@FILE|-",
      description = "what the script finds in its global input: JSON, a file, or standard input")
  private String input = "";

  @Mixin
  private NodeOptions where = new NodeOptions();

  @Mixin
  private RunOptions options = new RunOptions();

  @Mixin
  private SandboxOptions sandbox = new SandboxOptions();

  RunCommand(AlkCommand alk) {
    this.alk = alk;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var file = script.toAbsolutePath().normalize();
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw alk.usage("cannot read the script: " + script);
    }
    var parsed = alk.input(input);
    return new ScriptRun(alk, where.place(alk), options, sandbox, true).run(file.resolveSibling(""),
        (session, deadline) -> session.run(file, parsed, deadline));
  }
}
