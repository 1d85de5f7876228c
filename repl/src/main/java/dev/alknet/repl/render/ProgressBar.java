package dev.alknet.repl.render;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/// How far something is: `done` of `total`, and what that is called.
public record ProgressBar(String name, double done, double total) {
  private static final List<String> DONE = List.of("current", "done", "completed", "bytes");
  private static final List<String> NAME = List.of("name", "id", "image", "path", "status");
  private static final int WIDEST = 30;
  private static final int FIGURES = 6;

  /// What an item says about it: an object with a `total` and one of `current`, `done`, `completed`
  /// or `bytes`; absent for other items.
  public static Optional<ProgressBar> of(JsonNode item) {
    var total = item.path("total");
    return total.isNumber() && total.doubleValue() > 0
        ? DONE.stream()
            .map(item::path)
            .filter(JsonNode::isNumber)
            .findFirst()
            .map(done -> new ProgressBar(name(item), done.doubleValue(), total.doubleValue()))
        : Optional.empty();
  }

  /// One line that fits the screen: `web  ━━━━━━──────  50 %`.
  public String text(Look look) {
    var shown = TextWidth.cut(name, Math.max(4, look.width() / 3));
    var room = look.width() - 1 - TextWidth.of(shown) - 4 - FIGURES;
    var width = Math.max(0, Math.min(WIDEST, room));
    var share = Math.min(1, Math.max(0, done / total));
    var filled = (int) Math.round(share * width);
    return (shown.isEmpty() ? "" : shown + "  ") + "━".repeat(filled)
        + look.faint("─".repeat(width - filled)) + "  " + Math.round(share * 100) + " %";
  }

  private static String name(JsonNode item) {
    return NAME.stream()
        .map(item::path)
        .filter(JsonNode::isTextual)
        .findFirst()
        .map(JsonNode::textValue)
        .orElse("");
  }
}
