package dev.alknet.bench;

/// Which part of the rounds a table shows beside the median.
public enum Spread {
  /// The half in the middle: for many rounds.
  MIDDLE_HALF("middle half", 0.25, 0.75),
  /// From the smallest to the largest: for few.
  ALL("min – max", 0, 1);

  private final String text;
  private final double from;
  private final double to;

  Spread(String text, double from, double to) {
    this.text = text;
    this.from = from;
    this.to = to;
  }

  String text() {
    return text;
  }

  double from() {
    return from;
  }

  double to() {
    return to;
  }
}
