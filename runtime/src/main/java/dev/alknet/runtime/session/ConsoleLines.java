package dev.alknet.runtime.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alknet.runtime.script.ScriptConsole;
import java.util.Locale;

/// What the code of a session has printed and nobody has fetched yet, as `{level, text}`; so much of it,
/// and no more.
final class ConsoleLines implements ScriptConsole {
  private static final int MOST = 10_000;

  private ArrayNode lines = JsonNodeFactory.instance.arrayNode();

  @Override
  public synchronized void print(Level level, String text) {
    if (lines.size() < MOST) {
      lines.add(line(level, text));
    } else if (lines.size() == MOST) {
      lines.add(line(Level.WARN, "more was printed, which is not kept"));
    }
  }

  /// Everything since the last time.
  synchronized JsonNode fetch() {
    var fetched = lines;
    lines = JsonNodeFactory.instance.arrayNode();
    return fetched;
  }

  static ObjectNode line(Level level, String text) {
    return JsonNodeFactory.instance.objectNode()
        .put("level", level.name().toLowerCase(Locale.ROOT))
        .put("text", text);
  }
}
