package dev.alknet.repl.render;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How far something is: `done` of `total`, what that is called, and how its parts go, if it has any.
public record ProgressBar(String name, double done, double total, List<Part> parts) {
  /// One of several things that go on at once: its name, and how it goes in a word or two.
  public record Part(String name, String state) {
    public Part {
      name = Scalar.visible(name);
      state = Scalar.visible(state);
    }
  }

  public ProgressBar {
    name = Scalar.visible(name);
    parts = List.copyOf(parts);
  }

  private static final List<String> DONE = List.of("current", "done", "completed", "bytes");
  private static final List<String> NAME = List.of("name", "id", "image", "path", "status");
  private static final int WIDEST = 30;
  private static final int FIGURES = 6;

  /// What an item says about it: an object with a `total` and one of `current`, `done`, `completed`
  /// or `bytes`; absent for other items. `parts` may be an array of `{name, state}`.
  public static Optional<ProgressBar> of(JsonNode item) {
    var total = item.path("total");
    return total.isNumber() && total.doubleValue() > 0
        ? DONE.stream()
            .map(item::path)
            .filter(JsonNode::isNumber)
            .findFirst()
            .map(done -> new ProgressBar(name(item), done.doubleValue(), total.doubleValue(),
                parts(item)))
        : Optional.empty();
  }

  /// A line that fits the screen, `web  ━━━━━━──────  50 %`, and one below it for each part.
  public String text(Look look) {
    var lines = new ArrayList<String>();
    lines.add(bar(look, look.width()));
    var column = parts.stream().mapToInt(part -> TextWidth.of(part.name)).max().orElse(0);
    for (var part : parts) {
      var name = TextWidth.cut(part.name, look.width() / 2);
      var padding =
          " ".repeat(Math.max(0, Math.min(column, look.width() / 2) - TextWidth.of(name)));
      lines.add(TextWidth.cut("  " + name + padding + "  " + part.state,
          look.width() - 1));
    }
    return String.join("\n", lines);
  }

  /// The bar with its name and figures in so many columns.
  public String bar(Look look, int columns) {
    var shown = TextWidth.cut(name, Math.max(4, columns / 3));
    var room = columns - 1 - TextWidth.of(shown) - 4 - FIGURES;
    var width = Math.max(0, Math.min(WIDEST, room));
    return (shown.isEmpty() ? "" : shown + "  ") + drawn(share(), width, look) + "  "
        + percent();
  }

  /// The bar alone.
  static String drawn(double share, int width, Look look) {
    var filled = (int) Math.round(share * width);
    return "━".repeat(filled) + look.faint("─".repeat(width - filled));
  }

  /// How far it is, from 0 to 1.
  double share() {
    return Math.clamp(done / total, 0, 1);
  }

  private String percent() {
    return Math.round(share() * 100) + " %";
  }

  /// The same in words, `web  50 %`, only that it says no more than every quarter.
  public String words() {
    return (name.isEmpty() ? "" : name + "  ") + 25 * (int) (share() * 4) + " %";
  }

  private static List<Part> parts(JsonNode item) {
    return item.path("parts")
        .valueStream()
        .map(part -> new Part(part.path("name").asText(), part.path("state").asText()))
        .toList();
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
