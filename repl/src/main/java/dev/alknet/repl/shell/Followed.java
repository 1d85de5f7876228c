package dev.alknet.repl.shell;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.repl.render.ItemText;
import dev.alknet.repl.render.LayerProgress;
import dev.alknet.repl.render.ProgressBar;
import dev.alknet.runtime.script.LineItems;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Shows the items of a subscription as they come: how far something is as bars that grow in their
/// place, or where there is no cursor as a line now and then; everything else as lines.
final class Followed implements LineItems {
  private final Lines lines;
  private final Bars bars;
  private final Supplier<String> mark;
  private final LayerProgress layers = new LayerProgress();
  private String said = "";

  /// `mark` says which job they are of, and is empty while the prompt waits for them.
  Followed(Lines lines, Bars bars, Supplier<String> mark) {
    this.lines = lines;
    this.bars = bars;
    this.mark = mark;
  }

  @Override
  public void item(@Nullable JsonNode json, String display) {
    var job = mark.get();
    if (json == null) {
      lines.print(lines.look().faint(job) + display);
    } else if (layers.take(json)) {
      show(job, layers.text(lines.look()), layers.news());
    } else {
      ProgressBar.of(json)
          .ifPresentOrElse(bar -> show(job, bar.text(lines.look()), bar.words()),
              () -> print(job, ItemText.of(json, lines.look())));
    }
  }

  /// Behind the prompt there is no place for it.
  private void show(String job, String text, String words) {
    if (job.isEmpty() && !bars.show(text) && !words.isEmpty() && !words.equals(said)) {
      said = words;
      lines.print(words);
    }
  }

  private void print(String job, String text) {
    if (!text.isEmpty()) {
      lines.print(lines.look().faint(job) + text);
    }
  }
}
