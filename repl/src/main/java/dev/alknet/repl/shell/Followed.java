package dev.alknet.repl.shell;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.repl.render.ItemText;
import dev.alknet.repl.render.ProgressBar;
import dev.alknet.runtime.script.LineItems;
import org.jspecify.annotations.Nullable;

/// Shows the items of a subscription as they come: how far something is as a bar that grows in its
/// place, everything else as lines.
record Followed(Lines lines, boolean inFront) implements LineItems {
  @Override
  public void item(@Nullable JsonNode json, String display) {
    if (json == null) {
      lines.print(display);
      return;
    }
    var bar = ProgressBar.of(json);
    if (bar.isPresent()) {
      if (inFront) {
        lines.status(bar.get().text(lines.look()));
      }
    } else {
      lines.print(ItemText.of(json, lines.look()));
    }
  }
}
