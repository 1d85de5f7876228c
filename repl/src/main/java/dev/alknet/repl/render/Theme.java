package dev.alknet.repl.render;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Which colours stand for headings, for what matters less, for what went wrong, for the names of sources
/// that are shown together, and for the parts of an input.
public enum Theme {
  /// Bold, faint and red: readable on any background.
  CLASSIC("1", "2", "31"),
  /// For a dark background.
  DARK("1;96", "38;5;245", "91"),
  /// For a light background.
  LIGHT("1;34", "38;5;240", "31"),
  /// No colours, only weight.
  MONO("1", "2", "7");

  private final String strong;
  private final String faint;
  private final String alarming;

  Theme(String strong, String faint, String alarming) {
    this.strong = strong;
    this.faint = faint;
    this.alarming = alarming;
  }

  /// The theme of this name; absent when there is none.
  public static Optional<Theme> parse(String name) {
    return Arrays.stream(values()).filter(theme -> theme.text().equals(name)).findFirst();
  }

  /// All names, with `|` between them.
  public static String names() {
    return Arrays.stream(values()).map(Theme::text).collect(Collectors.joining("|"));
  }

  /// Its name.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  String strong() {
    return strong;
  }

  String faint() {
    return faint;
  }

  String alarming() {
    return alarming;
  }

  /// What an input is shown in while it is typed; empty for what has nothing of its own.
  String code(Syntax syntax) {
    return switch (syntax) {
      case COMMAND -> strong;
      case COMMENT -> faint;
      case KEYWORD -> inColours("35", "95", "35", "1");
      case VALUE -> inColours("33", "93", "38;5;130", "");
      case TEXT -> inColours("32", "92", "32", "");
      case OPERATION -> inColours("36", "96", "34", "");
    };
  }

  private String inColours(String classic, String dark, String light, String mono) {
    return switch (this) {
      case CLASSIC -> classic;
      case DARK -> dark;
      case LIGHT -> light;
      case MONO -> mono;
    };
  }

  /// What tells several sources from each other; none without colours.
  List<String> tints() {
    return switch (this) {
      case CLASSIC -> List.of("36", "33", "32", "35", "34", "96", "93", "92");
      case DARK -> List.of("36", "33", "32", "35", "96", "93", "92", "95");
      case LIGHT -> List.of("36", "35", "32", "34", "38;5;130", "38;5;90");
      case MONO -> List.of();
    };
  }
}
