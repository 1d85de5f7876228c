package dev.alknet.repl.render;

/// What the reader's screen can show: how many columns, and whether colours mean anything there.
public record Look(int width, boolean colour, Theme theme) {
  /// What is assumed of a pipe or a file: no colours, and room enough not to cut anything short.
  public static final Look PLAIN = new Look(10_000, false);

  private static final String RESET = "\u001b[0m";

  public Look {
    width = Math.max(20, width);
  }

  /// A screen in the usual theme.
  public Look(int width, boolean colour) {
    this(width, colour, Theme.CLASSIC);
  }

  /// The same screen in this theme.
  public Look in(Theme chosen) {
    return new Look(width, colour, chosen);
  }

  /// The same screen with this many columns less, for text that will be indented.
  Look indented(int columns) {
    return new Look(width - columns, colour, theme);
  }

  /// Titles and headings.
  public String strong(String text) {
    return in(theme.strong(), text);
  }

  /// What matters less.
  public String faint(String text) {
    return in(theme.faint(), text);
  }

  /// What went wrong.
  public String alarming(String text) {
    return in(theme.alarming(), text);
  }

  /// What was looked for.
  public String marked(String text) {
    return in("7", text);
  }

  /// A name, in one of a few colours that belongs to its number, where the theme has colours.
  public String tinted(int number, String text) {
    var tints = theme.tints();
    return tints.isEmpty() ? text : in(tints.get(Math.floorMod(number, tints.size())), text);
  }

  /// A piece of an input.
  public String shown(Syntax syntax, String text) {
    return in(theme.code(syntax), text);
  }

  private String in(String code, String text) {
    return colour && !text.isEmpty() && !code.isEmpty() ? "\u001b[" + code + "m" + text + RESET
        : text;
  }
}
