package dev.alknet.repl.render;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// How the layers of an image go that is pulled or pushed: what a Docker daemon says of them, item by item,
/// kept together. Only by one thread at a time.
public final class LayerProgress {
  private static final Pattern LAYER = Pattern.compile("[0-9a-f]{12}");
  private static final Pattern OVER =
      Pattern.compile("(?i)(?!download ).*complete|.*already exists|pushed|mounted from .*");
  private static final int MOST = 8;
  private static final int WIDEST = 30;
  private static final int NARROWEST = 4;
  private static final String GAP = "  ";

  /// What was said last of one: `current` of `total` is done, where they are not negative.
  private record Layer(String status, double current, double total) {
    boolean over() {
      return OVER.matcher(status).matches();
    }
  }

  private final Map<String, Layer> layers = new LinkedHashMap<>();
  private String news = "";

  /// Takes in what an item says of a layer; false for an item about anything else.
  public boolean take(JsonNode item) {
    news = "";
    var id = item.path("id").asText();
    var status = Scalar.visible(item.path("status").asText());
    var known = layers.containsKey(id);
    if (status.isEmpty() || !(known || LAYER.matcher(id).matches())) {
      return false;
    }
    var detail = item.path("progressDetail");
    var before = layers.put(id,
        new Layer(status, detail.path("current").asDouble(-1), detail.path("total").asDouble(-1)));
    if (before == null || !before.status.equals(status)) {
      news = id + ": " + status;
    }
    return true;
  }

  /// What has changed with the last item, where that is more than a number; else empty.
  public String news() {
    return news;
  }

  /// How many are over, and one line for each that is not, as many as are easily watched.
  public String text(Look look) {
    var open = layers.entrySet().stream().filter(each -> !each.getValue().over()).toList();
    var lines = new ArrayList<String>();
    lines.add(cut("%d of %d layers".formatted(layers.size() - open.size(), layers.size()), look));
    var column = open.stream()
        .limit(MOST)
        .mapToInt(each -> TextWidth.of(each.getValue().status))
        .max()
        .orElse(0);
    open.stream()
        .limit(MOST)
        .forEach(each -> lines.add(line(each.getKey(), each.getValue(), column, look)));
    if (open.size() > MOST) {
      lines.add(cut(GAP + "and " + (open.size() - MOST) + " more", look));
    }
    return String.join("\n", lines);
  }

  /// As much as there is room for; of a layer with figures these before the rest.
  private static String line(String id, Layer layer, int column, Look look) {
    var head = GAP + TextWidth.cut(id, Math.max(NARROWEST, look.width() / 3)) + GAP;
    if (layer.current < 0) {
      return cut(head + layer.status, look);
    }
    if (layer.total <= 0) {
      return cut(head + layer.status + GAP + Humane.size(layer.current), look);
    }
    var share = Math.clamp(layer.current / layer.total, 0, 1);
    var figures = "%3d %%".formatted(Math.round(share * 100));
    var size = GAP + Humane.size(layer.current) + " of " + Humane.size(layer.total);
    var padded =
        layer.status + " ".repeat(Math.max(0, column - TextWidth.of(layer.status))) + GAP;
    var room = look.width() - 1 - TextWidth.of(head + figures);
    var said = room >= TextWidth.of(padded) ? padded : "";
    room -= TextWidth.of(said);
    var sized = room >= size.length() ? size : "";
    var width = Math.min(WIDEST, room - sized.length() - GAP.length());
    return head + said
        + (width < NARROWEST ? "" : ProgressBar.drawn(share, width, look) + GAP)
        + figures + sized;
  }

  private static String cut(String line, Look look) {
    return TextWidth.cut(line, look.width() - 1);
  }
}
