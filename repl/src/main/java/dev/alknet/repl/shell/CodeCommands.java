package dev.alknet.repl.shell;

import dev.alknet.repl.render.Plot;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// `.watch`, `.time` and `.plot`.
record CodeCommands(Lines lines, Evaluations evaluations) {
  private static final Pattern WATCH =
      Pattern.compile("(?:(\\d+(?:\\.\\d+)?)(ms|s|m)\\s+)?(\\S.*)", Pattern.DOTALL);
  private static final String OFTEN = "2";
  private static final int MANY_MILLIS = 10_000;

  void run(Command command, String argument) throws IOException, InterruptedException {
    if (command == Command.WATCH) {
      watch(argument);
    } else if (command == Command.PLOT) {
      plot(argument);
    } else if (argument.isEmpty()) {
      lines.warn("what should be timed? .time EXPR");
    } else {
      time(argument);
    }
  }

  private void time(String code) throws IOException, InterruptedException {
    var begun = System.nanoTime();
    if (evaluations.run(code)) {
      lines.print(lines.look().faint("took " + text(Duration.ofNanos(System.nanoTime() - begun))));
    }
  }

  private void plot(String code) throws IOException, InterruptedException {
    if (code.isEmpty()) {
      lines.warn("which numbers? .plot EXPR");
      return;
    }
    var seen = new ArrayList<Double>();
    var value = evaluations.value(code, (json, _) -> {
      if (json != null) {
        Plot.number(json).ifPresent(seen::add);
        evaluations.bars().show(new Plot("", seen).line(lines.look()));
      }
    });
    var plots =
        value.map(Plot::of).orElse(seen.isEmpty() ? List.of() : List.of(new Plot("", seen)));
    plots.forEach(plot -> lines.print(plot.text(lines.look())));
    if (plots.isEmpty() && value.isPresent()) {
      lines.warn("there are no numbers in it; .plot wants an array of numbers or of objects");
    }
  }

  private void watch(String argument) throws IOException, InterruptedException {
    var parts = WATCH.matcher(argument);
    if (!parts.matches()) {
      lines.warn("what, and how often? " + Command.WATCH.usage());
      return;
    }
    var often = Optional.ofNullable(parts.group(1)).orElse(OFTEN);
    var unit = Optional.ofNullable(parts.group(2)).orElse("s");
    var millis = (long) (Double.parseDouble(often) * switch (unit) {
      case "ms" -> 1;
      case "s" -> 1000;
      default -> 60_000;
    });
    evaluations.repeat(parts.group(3), Math.max(millis, 1),
        lines.look().faint("every " + often + unit + ", Ctrl-C stops"));
  }

  /// `12 ms`, `12.3 s`.
  private static String text(Duration time) {
    return time.toMillis() < MANY_MILLIS
        ? time.toMillis() + " ms"
        : "%.1f s".formatted(time.toMillis() / 1000.0);
  }
}
