package dev.alknet.repl.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `alk eval`: a line of JavaScript.
@Command(name = "eval", description = "Evaluates a line of JavaScript and prints its value.",
    footer = {
        "  alk eval '1 + 1'",
        "  alk eval 'await env.invoke(\"container/list\", {})' --json",
        "  alk eval 'await sleep(10_000)' --timeout 2s",
        "  alk eval --connect 'env.peers()'"})
final class EvalCommand implements Callable<Integer> {
  private final AlkCommand alk;

  @Parameters(paramLabel = "CODE", description = "JavaScript; it may await")
  private String code = "";

  @Mixin
  private NodeOptions where = new NodeOptions();

  @Mixin
  private RunOptions options = new RunOptions();

  @Mixin
  private SandboxOptions sandbox = new SandboxOptions();

  EvalCommand(AlkCommand alk) {
    this.alk = alk;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    return new ScriptRun(alk, where.place(alk), options, sandbox, false).run(
        Path.of("").toAbsolutePath(),
        (session, deadline) -> session.eval(code, "eval", deadline));
  }
}
