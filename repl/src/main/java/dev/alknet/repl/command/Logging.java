package dev.alknet.repl.command;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;

/// Sets the JDK's log up: warnings and worse, a line each, on standard error.
///
/// The log manager makes it by name, when the first thing is logged and not before. Whoever names
/// a `java.util.logging.config.file` has that instead.
public final class Logging {
  private static final String CHOICE = "java.util.logging.config.class";

  /// Called by the log manager.
  public Logging() throws IOException {
    var settings = """
        handlers = java.util.logging.ConsoleHandler
        .level = WARNING
        java.util.logging.ConsoleHandler.level = WARNING
        java.util.logging.ConsoleHandler.formatter = %s
        """.formatted(Line.class.getName());
    LogManager.getLogManager()
        .readConfiguration(new ByteArrayInputStream(settings.getBytes(StandardCharsets.UTF_8)));
  }

  static void install() {
    if (System.getProperty("java.util.logging.config.file") == null) {
      System.setProperty(CHOICE, Logging.class.getName());
    }
  }

  /// One record on one line; of what was thrown only its name and message.
  public static final class Line extends Formatter {
    @Override
    public String format(LogRecord entry) {
      var thrown = entry.getThrown() == null ? "" : ": " + entry.getThrown();
      var text = "%s: %s%s".formatted(entry.getLevel().getName().toLowerCase(Locale.ROOT),
          formatMessage(entry), thrown);
      return text.replaceAll("\\R", " ") + System.lineSeparator();
    }
  }
}
