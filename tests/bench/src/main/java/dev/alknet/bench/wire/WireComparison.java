package dev.alknet.bench.wire;

import dev.alknet.bench.Comparison;
import dev.alknet.bench.Series;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// One workload, the contenders taking turns; every second round in the opposite order.
record WireComparison(Workload workload, WireEffort effort) {

  /// One comparison for each figure of a reading.
  List<Comparison> run(List<Pair> pairs) throws IOException {
    System.err.println(workload.title());
    for (var pair : pairs) {
      pair.measure(new Turn(workload, effort.start()));
    }
    var readings = pairs.stream().map(_ -> new ArrayList<Reading>()).toList();
    for (var round = 0; round < effort.rounds(); round++) {
      for (var turn = 0; turn < pairs.size(); turn++) {
        var who = round % 2 == 0 ? turn : pairs.size() - 1 - turn;
        readings.get(who).add(pairs.get(who).measure(new Turn(workload, effort.turn())));
      }
    }
    var comparisons = new ArrayList<Comparison>();
    for (var unit : readings.getFirst().getFirst().figures().keySet()) {
      var series = new ArrayList<Series>();
      for (var i = 0; i < pairs.size(); i++) {
        var figures = readings.get(i).stream().map(reading -> reading.figures().get(unit)).toList();
        series.add(new Series(pairs.get(i).name(), figures));
      }
      comparisons.add(new Comparison(workload.title(), unit, series));
    }
    return comparisons;
  }
}
