package dev.alknet.repl.live;

/// One line of a log: from which source, the number of that among all, whether its program called it an
/// error, and whether it is a complaint of ours about the log.
public record LogEntry(LogSource source, int number, boolean error, boolean complaint,
    String text) {
  /// What a program wrote.
  public LogEntry(LogSource source, int number, boolean error, String text) {
    this(source, number, error, false, text);
  }
}
