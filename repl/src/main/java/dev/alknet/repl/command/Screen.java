package dev.alknet.repl.command;

import dev.alknet.repl.render.Look;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Scanner;

/// Finds out what the reader's screen can show.
final class Screen {
  private static final int USUAL_WIDTH = 80;

  private Screen() {}

  /// Whether a person sits at both ends: standard input and standard output are a terminal.
  @SuppressWarnings("SystemConsoleNull") // it is null without a terminal, also on JDK 25
  static boolean attended() {
    var console = System.console();
    return console != null && console.isTerminal();
  }

  /// Whether a person sees what can be written over.
  static boolean cursor() {
    return attended() && !dumb();
  }

  /// Whether standard input is a terminal, wherever standard output goes.
  static boolean keyboard() {
    try {
      return new ProcessBuilder("stty").redirectInput(Redirect.INHERIT)
          .redirectOutput(Redirect.DISCARD)
          .redirectError(Redirect.DISCARD)
          .start()
          .onExit()
          .join()
          .exitValue() == 0;
    } catch (IOException _) {
      return false;
    }
  }

  /// The terminal's width and colours; without a terminal no limit and no colours.
  static Look look() {
    return attended() ? new Look(width(), colour()) : Look.PLAIN;
  }

  /// Whether colours are wanted and understood.
  static boolean colour() {
    return Optional.ofNullable(System.getenv("NO_COLOR")).orElse("").isEmpty()
        && !dumb();
  }

  private static boolean dumb() {
    return "dumb".equals(System.getenv("TERM"));
  }

  /// Which editor the person prefers; the one that every Unix has when he does not say.
  static String editor() {
    return Optional.ofNullable(System.getenv("VISUAL"))
        .or(() -> Optional.ofNullable(System.getenv("EDITOR")))
        .filter(name -> !name.isBlank())
        .orElse("vi");
  }

  private static int width() {
    try {
      var stty = new ProcessBuilder("stty", "size").redirectInput(Redirect.INHERIT)
          .redirectError(Redirect.DISCARD)
          .start();
      try (var answer = new Scanner(stty.getInputStream(), StandardCharsets.US_ASCII)) {
        answer.nextInt();
        var columns = answer.nextInt();
        return columns > 0 ? columns : USUAL_WIDTH;
      }
    } catch (IOException | NoSuchElementException _) {
      return USUAL_WIDTH;
    }
  }
}
