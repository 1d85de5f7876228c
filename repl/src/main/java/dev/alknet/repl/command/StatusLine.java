package dev.alknet.repl.command;

/// The line of a terminal that says how far something is: each takes the place of the one before it. Where
/// there is no cursor, nothing.
final class StatusLine {
  private static final String CLEAR = "\r\033[K";

  private final Streams streams;
  private final boolean cursor = Screen.cursor();

  StatusLine(Streams streams) {
    this.streams = streams;
  }

  /// An empty one takes the last one away.
  void show(String text) {
    if (cursor) {
      streams.out().print(CLEAR + text);
      streams.out().flush();
    }
  }
}
