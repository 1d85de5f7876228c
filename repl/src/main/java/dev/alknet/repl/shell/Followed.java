package dev.alknet.repl.shell;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.repl.render.ItemText;
import dev.alknet.repl.render.ProgressBar;
import dev.alknet.runtime.script.LineItems;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Shows the items of a subscription as they come: how far something is as a bar that grows in its
/// place, everything else as lines.
/// `mark` says which job they are of, and is empty while the prompt waits for them.
record Followed(Lines lines, Supplier<String> mark) implements LineItems {
  @Override
  public void item(@Nullable JsonNode json, String display) {
    var job = mark.get();
    var before = lines.look().faint(job);
    if (json == null) {
      lines.print(before + display);
      return;
    }
    var bar = ProgressBar.of(json);
    if (bar.isEmpty()) {
      lines.print(before + ItemText.of(json, lines.look()));
    } else if (job.isEmpty()) {
      lines.status(bar.get().text(lines.look()));
    }
  }
}
