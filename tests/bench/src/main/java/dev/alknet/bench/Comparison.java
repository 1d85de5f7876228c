package dev.alknet.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Contenders measured in turn, round after round. The first is the one the others are held against.
public record Comparison(String title, String unit, List<Series> series) {
  /// Keeps a copy.
  public Comparison {
    series = List.copyOf(series);
  }

  /// Runs all rounds; every second round in the opposite order.
  public static Comparison run(String title, String unit, List<? extends Contender> contenders, int rounds)
      throws IOException, InterruptedException {
    var values = contenders.stream().map(_ -> new ArrayList<Double>()).toList();
    for (var round = 0; round < rounds; round++) {
      for (var turn = 0; turn < contenders.size(); turn++) {
        var who = round % 2 == 0 ? turn : contenders.size() - 1 - turn;
        values.get(who).add(contenders.get(who).measure());
      }
    }
    var series = new ArrayList<Series>();
    for (var i = 0; i < contenders.size(); i++) {
      series.add(new Series(contenders.get(i).name(), values.get(i)));
    }
    return new Comparison(title, unit, series);
  }

  /// What the first contender takes, by what each of the others takes.
  List<Series> ratios() {
    var first = series.getFirst();
    return series.stream().skip(1).map(first::per).toList();
  }
}
