package dev.alknet.repl.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `alk call`: one operation, without any JavaScript.
@Command(name = "call", description = {"Calls one operation and prints its output.", "",
    "A subscription prints one JSON document a line, as they come, until it ends."},
    footer = {
        "  alk call services/list",
        "  alk call services/schema '{\"name\": \"container/run\"}'",
        "  alk call container/run @run.json --json",
        "  echo '{\"name\": \"web\"}' | alk call container/logs -",
        "  alk call --connect --peer worker-1 container/list"})
final class CallCommand implements Callable<Integer> {
  private final AlkCommand alk;

  @Parameters(index = "0", paramLabel = "OPERATION", description = "such as container/list")
  private String operation = "";

  @Parameters(index = "1", arity = "0..1", paramLabel = "INPUT",
      description = "JSON, @FILE, or - for standard input (default: {})")
  private String input = "";

  @Mixin
  private PeerOptions where = new PeerOptions();

  @Mixin
  private RunOptions options = new RunOptions();

  CallCommand(AlkCommand alk) {
    this.alk = alk;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var parsed = alk.input(input);
    return new OperationCall(alk.interrupts(), options.report(alk.streams()), options.timeout())
        .run(where.place(alk), operation, parsed);
  }
}
