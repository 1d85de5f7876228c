package dev.alknet.repl.shell;

import dev.alknet.repl.live.LogBuffer;
import dev.alknet.repl.live.LogFeed;
import dev.alknet.repl.live.LogPage;
import dev.alknet.repl.live.LogSource;
import dev.alknet.repl.live.LogText;
import dev.alknet.runtime.call.Env;
import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jline.terminal.Terminal;

/// Shows logs while they grow: on the whole screen, or as plain lines.
record LogView(Lines lines, Env env, List<LogSource> sources, LogFeed.Wish wish) {
  private static final long LOOK_MILLIS = 50;
  private static final int LOOKS = 10;

  LogView {
    sources = List.copyOf(sources);
  }

  /// On the whole screen, until somebody leaves. When all has ended with nothing but complaints, they are plain
  /// lines.
  void show(Terminal terminal) throws IOException, InterruptedException {
    var buffer = new LogBuffer(LogBuffer.ROOM);
    try (var feed = LogFeed.start(env, sources, wish, buffer::add)) {
      for (int i = 0; i < LOOKS && feed.running() > 0 && buffer.complains(); i++) {
        Thread.sleep(LOOK_MILLIS);
      }
      BooleanSupplier failed = () -> feed.running() == 0 && buffer.complains();
      if (!failed.getAsBoolean()) {
        try (var screen = FullScreen.open(terminal)) {
          show(screen, buffer, feed, failed);
        }
      }
      if (failed.getAsBoolean()) {
        complain(buffer);
      }
    }
  }

  private void complain(LogBuffer buffer) {
    if (buffer.count() == 0) {
      lines.say("nothing has been written");
    } else {
      buffer.kept().lines().forEach(line -> lines.warn(line.text()));
    }
  }

  /// On a screen that is there already, until somebody leaves.
  void show(FullScreen screen) throws IOException, InterruptedException {
    var buffer = new LogBuffer(LogBuffer.ROOM);
    try (var feed = LogFeed.start(env, sources, wish, buffer::add)) {
      show(screen, buffer, feed, () -> false);
    }
  }

  private void show(FullScreen screen, LogBuffer buffer, LogFeed feed, BooleanSupplier over)
      throws IOException, InterruptedException {
    var page = new LogPage(buffer, sources, feed::running);
    var staying = true;
    while (staying && !over.getAsBoolean()) {
      screen.draw(page.lines(lines.look(), screen.rows()));
      var press = screen.next();
      staying = press.isEmpty() || page.press(press.get());
    }
  }

  /// Line by line, until all have ended or the prompt does not wait any more.
  void print(Evaluations evaluations) throws InterruptedException {
    var text = new LogText(sources);
    try (var feed = LogFeed.start(env, sources, wish,
        line -> lines.print(text.plain(line, lines.look())))) {
      while (feed.running() > 0 && evaluations.pause(LOOK_MILLIS)) {
        lines.drain();
      }
    }
  }
}
