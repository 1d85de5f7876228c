package dev.alknet.repl.command;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

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
        java.util.logging.ConsoleHandler.level = INFO
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

  /// Lets people read on standard error what this package has to tell, until the answer is closed.
  static Telling tell(String name) {
    var logger = Logger.getLogger(name);
    var before = logger.getLevel();
    logger.setLevel(Level.INFO);
    return () -> logger.setLevel(before);
  }

  /// Somebody who tells.
  @FunctionalInterface
  interface Telling extends AutoCloseable {
    @Override
    void close();
  }

  /// One record on one line; of what was thrown only its name and message. What is neither a warning
  /// nor worse speaks for itself.
  public static final class Line extends Formatter {
    @Override
    public String format(LogRecord entry) {
      var thrown = entry.getThrown() == null ? "" : ": " + entry.getThrown();
      var level = entry.getLevel().intValue() < Level.WARNING.intValue()
          ? ""
          : entry.getLevel().getName().toLowerCase(Locale.ROOT) + ": ";
      var text = level + formatMessage(entry) + thrown;
      return text.replaceAll("\\R", " ") + System.lineSeparator();
    }
  }
}
