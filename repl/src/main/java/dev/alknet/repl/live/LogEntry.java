package dev.alknet.repl.live;

/// One line of a log: from which source, the number of that among all, and whether it is a complaint.
public record LogEntry(LogSource source, int number, boolean error, String text) {}
