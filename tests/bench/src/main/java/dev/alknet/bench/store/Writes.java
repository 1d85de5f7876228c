package dev.alknet.bench.store;

import dev.alknet.runtime.identity.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Writes one after the other; each is on the disk and seen by reads before the next one begins.
final class Writes {
  private static final int COUNT = 200;

  private Writes() {}

  /// Writes in a second, a figure a round. What was recorded is revoked again.
  static List<Double> measure(Filled store, int rounds)
      throws IOException, InterruptedException, StoreException {
    var rates = new ArrayList<Double>();
    try (var stores = store.open()) {
      for (var round = 0; round < rounds; round++) {
        var begun = System.nanoTime();
        for (var i = 0; i < COUNT; i++) {
          stores.ownership().record("peer-1", "volume", "v" + i);
        }
        rates.add(COUNT * 1e9 / (System.nanoTime() - begun));
      }
      for (var i = 0; i < COUNT; i++) {
        stores.ownership().revoke("volume", "v" + i);
      }
    }
    return rates;
  }
}
