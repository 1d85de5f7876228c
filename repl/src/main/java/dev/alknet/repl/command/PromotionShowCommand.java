package dev.alknet.repl.command;

import dev.alknet.runtime.promotion.Promotion;
import dev.alknet.runtime.script.RecordedCall;
import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `alk promotion show`: a promotion as a reviewer reads it.
@Command(name = "show",
    description = "Shows the module of an operation and the calls that are its test.",
    footer = "  alk promotion show report/daily/1")
final class PromotionShowCommand implements Callable<Integer> {
  private final AlkCommand alk;

  @Parameters(paramLabel = "PROMOTION", description = "a name that list shows, or a folder")
  private String name = "";

  PromotionShowCommand(AlkCommand alk) {
    this.alk = alk;
  }

  @Override
  public Integer call() throws IOException {
    var promotion = PromotionCommand.find(alk, name);
    var out = alk.streams().out();
    out.println("%s, kept for %s at %s; it ran there with %s".formatted(promotion.operation(),
        promotion.by(), promotion.at(), scopes(promotion)));
    out.println();
    out.print(promotion.module());
    for (var call : promotion.calls()) {
      out.println();
      show(call, "");
    }
    return ExitCode.FINE.number();
  }

  private static String scopes(Promotion promotion) {
    return promotion.scopes().isEmpty()
        ? "no scopes"
        : "the scopes " + String.join(" ", new TreeSet<>(promotion.scopes()));
  }

  private void show(RecordedCall call, String indent) {
    var json = call.toJson();
    alk.streams().out().println("%s%s %s".formatted(indent, call.name(), call.input()));
    call.calls().forEach(made -> show(made, indent + "  "));
    json.remove(List.of("name", "input", "calls"));
    alk.streams().out().println("%s-> %s".formatted(indent, json));
  }
}
