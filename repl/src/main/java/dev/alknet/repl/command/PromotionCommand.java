package dev.alknet.repl.command;

import dev.alknet.runtime.promotion.Promotion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;

/// `alk promotion`: operations that sessions have made, for people to review.
@Command(name = "promotion", description = {"Reviews operations that sessions have made.", "",
    "Whoever holds the scope promote keeps an operation of a session here (script/promote). Nothing of it",
    "runs by itself: read it, test it, and copy its folder to your scripts, where another one imports it."},
    footer = {
        "  alk promotion list",
        "  alk promotion show report/daily/1",
        "  alk promotion test report/daily/1",
        "  cp -r ~/.alknet/promotions/report/daily/1 scripts/report-daily",
        "  alk promotion test scripts/report-daily"})
final class PromotionCommand {
  private PromotionCommand() {}

  static CommandGroup of(AlkCommand alk) {
    return new CommandGroup(new PromotionCommand(), () -> List.of(new PromotionListCommand(alk),
        new PromotionShowCommand(alk),
        new PromotionTestCommand(alk)));
  }

  /// The promotion of this name in the home, or the one in this folder.
  static Promotion find(AlkCommand alk, String name) throws IOException {
    var kept = alk.assembly().promotions().place(name);
    return Promotion.read(Files.isDirectory(kept) ? kept : Path.of(name));
  }
}
