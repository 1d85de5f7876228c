package dev.alknet.repl.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `alk eval`: a line of JavaScript.
@Command(name = "eval",
    description = "Evaluates a line of JavaScript, or snippets of Java, and prints the value.",
    footer = {
        "  alk eval '1 + 1'",
        "  alk eval 'await env.invoke(\"container/list\", {})' --json",
        "  alk eval 'await sleep(10_000)' --timeout 2s",
        "  alk eval --connect 'env.peers()'",
        "  alk eval --language java 'env.peers().size()'"})
final class EvalCommand implements Callable<Integer> {
  private final AlkCommand alk;

  @Parameters(paramLabel = "CODE", description = "JavaScript, which may await; or Java")
  private String code = "";

  @Option(names = "--language", converter = Language.Reader.class, paramLabel = "LANGUAGE",
      description = "javascript (what holds otherwise) or java, for the operator's own code only")
  private Language language = Language.JAVASCRIPT;

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
    if (language == Language.JAVA) {
      if (sandbox.limited()) {
        throw alk.usage("--limit is for JavaScript; nothing limits what Java may use up");
      }
      return new JavaRun(alk, where.place(alk)).eval(sandbox.origin(), code, options);
    }
    return new ScriptRun(alk, where.place(alk), options, sandbox, false).run(
        Path.of("").toAbsolutePath(),
        (session, deadline) -> session.eval(code, "eval", deadline));
  }
}
