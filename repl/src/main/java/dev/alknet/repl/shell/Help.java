package dev.alknet.repl.shell;

import dev.alknet.repl.render.Look;

/// What the shell says about itself.
final class Help {
  private Help() {}

  static String banner(String place, Look look) {
    return look.strong("alknet")
        + look.faint("  JavaScript on " + place + "; .help shows what else, Ctrl-D leaves");
  }

  static String page(Look look) {
    var page = new StringBuilder("""
        Type JavaScript; promises are awaited. For example:
          await env.invoke('services/list', {})
          ops.services.list({})
          for await (const line of env.subscribe('container/logs', {name: 'web'})) console.log(line)

        """);
    for (var entry : DotCommand.ALL) {
      var usage = (entry.name() + " " + entry.argument()).stripTrailing();
      page.append("  ")
          .append(look.strong("%-18s".formatted(usage)))
          .append(entry.meaning())
          .append('\n');
    }
    return page.append("""

        Tab completes, arrow up recalls, Ctrl-R searches, Enter in an open bracket goes on.
        Ctrl-C drops the line, or stops what runs.""").toString();
  }
}
