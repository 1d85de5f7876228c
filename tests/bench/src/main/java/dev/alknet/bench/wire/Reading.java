package dev.alknet.bench.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What one turn of a contender gave: figures by their unit, in the order of the tables.
record Reading(Map<String, Double> figures) {
  private static final ObjectMapper JSON = new ObjectMapper();

  Reading {
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
  }

  /// Calls per second, and the latencies that half and nearly all of them stayed below.
  static Reading ofCalls(long[] sortedNanos, double seconds) {
    var figures = new LinkedHashMap<String, Double>();
    figures.put("calls/s", sortedNanos.length / seconds);
    figures.put("p50 µs", micros(sortedNanos, 0.50));
    figures.put("p99 µs", micros(sortedNanos, 0.99));
    return new Reading(figures);
  }

  static Reading of(String unit, double figure) {
    return new Reading(Map.of(unit, figure));
  }

  /// One line that [#parse] understands.
  String text() {
    try {
      return JSON.writeValueAsString(figures);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static Reading parse(String text) throws JsonProcessingException {
    return new Reading(JSON.readValue(text, new TypeReference<LinkedHashMap<String, Double>>() {}));
  }

  private static double micros(long[] sortedNanos, double part) {
    return sortedNanos[(int) (part * (sortedNanos.length - 1))] / 1_000.0;
  }
}
