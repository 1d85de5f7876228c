package dev.alknet.repl.shell;

import dev.alknet.repl.render.Plot;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// `.watch`, `.time` and `.plot`.
record CodeCommands(Lines lines, Evaluations evaluations) {
  private static final Pattern WATCH =
      Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m)\\s+(.+)", Pattern.DOTALL);
  private static final int MANY_MILLIS = 10_000;

  void run(Command command, String argument) throws IOException, InterruptedException {
    if (command == Command.WATCH) {
      watch(argument);
    } else if (command == Command.PLOT) {
      plot(argument);
    } else if (argument.isEmpty()) {
      lines.complain("what should be timed? .time EXPR");
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
      lines.complain("which numbers? .plot EXPR");
      return;
    }
    var seen = new ArrayList<Double>();
    var value = evaluations.value(code, (json, _) -> {
      if (json != null) {
        Plot.number(json).ifPresent(seen::add);
        lines.status(new Plot("", seen).line(lines.look()));
      }
    });
    var plots =
        value.map(Plot::of).orElse(seen.isEmpty() ? List.of() : List.of(new Plot("", seen)));
    plots.forEach(plot -> lines.print(plot.text(lines.look())));
    if (plots.isEmpty() && value.isPresent()) {
      lines.complain("there are no numbers in it; .plot wants an array of numbers or of objects");
    }
  }

  private void watch(String argument) throws IOException, InterruptedException {
    var parts = WATCH.matcher(argument);
    if (!parts.matches()) {
      lines.complain("how often, and what? .watch 2s EXPR (ms, s or m)");
      return;
    }
    var millis = (long) (Double.parseDouble(parts.group(1)) * switch (parts.group(2)) {
      case "ms" -> 1;
      case "s" -> 1000;
      default -> 60_000;
    });
    evaluations.repeat(parts.group(3), Math.max(millis, 1), () -> lines.print(lines.look()
        .faint("every " + parts.group(1) + parts.group(2) + ", Ctrl-C stops")));
  }

  /// `12 ms`, `12.3 s`.
  private static String text(Duration time) {
    return time.toMillis() < MANY_MILLIS
        ? time.toMillis() + " ms"
        : "%.1f s".formatted(time.toMillis() / 1000.0);
  }
}
