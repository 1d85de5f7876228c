package dev.alknet.bench;

import java.util.List;
import java.util.stream.IntStream;

/// The measurements of one contender, in the order of the rounds.
public record Series(String name, List<Double> values) {
  /// Keeps a copy.
  public Series {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new IllegalArgumentException("no measurements: " + name);
    }
  }

  double median() {
    return quantile(0.5);
  }

  /// The value below which this part of the measurements lies.
  public double quantile(double part) {
    var sorted = values.stream().sorted().toList();
    var place = part * (sorted.size() - 1);
    var below = (int) place;
    var above = Math.min(below + 1, sorted.size() - 1);
    return sorted.get(below) + (sorted.get(above) - sorted.get(below)) * (place - below);
  }

  /// This series by another, round by round.
  Series per(Series other) {
    return new Series(name + " / " + other.name, IntStream.range(0, values.size())
        .mapToObj(round -> values.get(round) / other.values.get(round))
        .toList());
  }
}
