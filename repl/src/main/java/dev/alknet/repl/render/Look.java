package dev.alknet.repl.render;

/// What the reader's screen can show: how many columns, and whether colours mean anything there.
public record Look(int width, boolean colour) {
  /// What is assumed of a pipe or a file: no colours, and room enough not to cut anything short.
  public static final Look PLAIN = new Look(10_000, false);

  private static final String RESET = "\u001b[0m";

  public Look {
    width = Math.max(20, width);
  }

  /// The same screen with this many columns less, for text that will be indented.
  Look indented(int columns) {
    return new Look(width - columns, colour);
  }

  /// Titles and headings.
  public String strong(String text) {
    return in("\u001b[1m", text);
  }

  /// What matters less.
  public String faint(String text) {
    return in("\u001b[2m", text);
  }

  /// What went wrong.
  public String alarming(String text) {
    return in("\u001b[31m", text);
  }

  private String in(String code, String text) {
    return colour && !text.isEmpty() ? code + text + RESET : text;
  }
}
