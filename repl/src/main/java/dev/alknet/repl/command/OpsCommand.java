package dev.alknet.repl.command;

import dev.alknet.repl.render.Look;
import dev.alknet.repl.render.OperationList;
import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.Deadline;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `alk ops`: what can be called.
@Command(name = "ops", description = "Lists the operations that can be called.", footer = {
    "  alk ops",
    "  alk ops container",
    "  alk ops 'docker/*/list' --json",
    "  alk ops --connect --peer worker-1"})
final class OpsCommand implements Callable<Integer> {
  private final AlkCommand alk;

  @Parameters(arity = "0..1", paramLabel = "PATTERN",
      description = "a part of the name, or a whole name with * and ?")
  private String pattern = "";

  @Mixin
  private PeerOptions where = new PeerOptions();

  @Option(names = "--json", description = "one JSON array on standard output")
  private boolean json;

  OpsCommand(AlkCommand alk) {
    this.alk = alk;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var place = where.place(alk);
    try (var node = place.node().open()) {
      var env = place.env(node, Call.root(CallId.random(), Deadline.NONE));
      var list = new OperationList(env.operations()).matching(pattern);
      if (json) {
        alk.streams().out().println(list.json());
      } else if (list.operations().isEmpty()) {
        alk.streams().err().println("no operation matches " + pattern);
      } else {
        alk.streams().out().println(list.text(Screen.look()));
      }
    } catch (CallException e) {
      new PeopleReport(alk.streams(), Look.PLAIN).failed(e.error(), "");
      return ExitCode.FAILED.number();
    }
    return ExitCode.FINE.number();
  }
}
