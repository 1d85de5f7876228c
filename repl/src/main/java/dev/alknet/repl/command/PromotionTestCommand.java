package dev.alknet.repl.command;

import dev.alknet.runtime.node.Node;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `alk promotion test`: whether operations still do what they did when they were recorded.
@Command(name = "test", description = {
    "Calls operations as they were called when they were recorded.", "",
    "What they call is answered as it was then: nothing outside of the test is touched. They run in a",
    "process of their own. Ends with 1 when one of them goes otherwise."},
    footer = {
        "  alk promotion test report/daily/1",
        "  alk promotion test scripts/report-daily scripts/report-weekly"})
final class PromotionTestCommand implements Callable<Integer> {
  private final AlkCommand alk;

  @Parameters(paramLabel = "PROMOTION", arity = "1..*",
      description = "names that list shows, or folders")
  private List<String> names = List.of();

  PromotionTestCommand(AlkCommand alk) {
    this.alk = alk;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var wrong = new ArrayList<String>();
    try (var node = Node.open(List.of())) {
      var rehearsal = node.rehearsal(alk.assembly().fixed().scripts().worker());
      for (var name : names) {
        var promotion = PromotionCommand.find(alk, name);
        var differences = rehearsal.differences(promotion);
        differences.forEach(difference -> alk.streams().out().println(name + ": " + difference));
        if (differences.isEmpty()) {
          alk.streams()
              .out()
              .println("%s: %d calls went as they were recorded"
                  .formatted(name, promotion.calls().size()));
        }
        wrong.addAll(differences);
      }
    }
    return (wrong.isEmpty() ? ExitCode.FINE : ExitCode.FAILED).number();
  }
}
