package dev.alknet.repl.shell;

import dev.alknet.repl.render.Definition;
import dev.alknet.repl.render.Look;
import dev.alknet.repl.render.ScreenText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What the shell says about itself.
final class Help {
  private static final List<String> EXAMPLES = List.of("ops.services.list({})",
      "await env.invoke('services/list', {})", "ops.container.logs({id: 'web', follow: true}) &");
  private static final int COLUMN = 20;

  private Help() {}

  static String banner(String place, Look look) {
    var name = "alknet";
    var words = "  JavaScript on " + place + "; .help shows what else, Ctrl-D leaves";
    return ScreenText.width(name + words) <= look.width()
        ? look.strong(name) + look.faint(words)
        : look.strong(name) + look.faint("  .help helps");
  }

  static String page(Look look) {
    var lines = new ArrayList<String>();
    lines.add(wrapped("Type JavaScript; promises are awaited and results kept as _ and _1, _2 …"
        + " For example:", look));
    EXAMPLES.forEach(example -> lines.add("  " + example));
    lines.add("");
    for (var topic : Command.Topic.values()) {
      lines.add(look.strong(topic.title()));
      Arrays.stream(Command.values())
          .filter(command -> command.topic() == topic)
          .forEach(command -> lines.addAll(entry(command, look)));
    }
    lines.add("");
    lines.add(wrapped("Tab completes, arrow up recalls, arrow right takes what is suggested, Ctrl-R"
        + " searches, Enter in an open bracket goes on.", look));
    lines.add(
        wrapped("Ctrl-C drops the line, or stops what runs; twice it leaves. Ctrl-Z puts behind"
            + " what runs, as does & at the end of a line.", look));
    return String.join("\n", lines);
  }

  private static List<String> entry(Command command, Look look) {
    return new Definition("  " + command.usage(), command.meaning())
        .lines(COLUMN, look::strong, look);
  }

  private static String wrapped(String text, Look look) {
    return ScreenText.wrap(text, look.width(), "");
  }
}
