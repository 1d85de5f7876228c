package dev.alknet.repl.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.repl.render.Rendering;
import dev.alknet.runtime.promotion.Promotion;
import java.io.IOException;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `alk promotion list`: what there is to review.
@Command(name = "list", description = "Lists the operations that are kept for review in this home.",
    footer = "  alk promotion list")
final class PromotionListCommand implements Callable<Integer> {
  private final AlkCommand alk;

  @Option(names = "--json", description = "one JSON array on standard output")
  private boolean json;

  PromotionListCommand(AlkCommand alk) {
    this.alk = alk;
  }

  @Override
  public Integer call() throws IOException {
    var promotions = alk.assembly().promotions();
    var list = JsonNodeFactory.instance.arrayNode();
    for (var name : promotions.names()) {
      var promotion = Promotion.read(promotions.place(name));
      list.addObject()
          .put("promotion", name)
          .put("by", promotion.by())
          .put("at", promotion.at().toString())
          .put("scopes", String.join(" ", new TreeSet<>(promotion.scopes())))
          .put("calls", promotion.calls().size());
    }
    if (!json && list.isEmpty()) {
      alk.streams().err().println("nothing to review");
    } else {
      alk.streams().out().println(json ? list.toString() : Rendering.text(list, Screen.look()));
    }
    return ExitCode.FINE.number();
  }
}
