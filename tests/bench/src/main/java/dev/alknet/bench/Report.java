package dev.alknet.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// The results for people (a table, in Markdown) and for programs (JSON).
public record Report(Machine machine, List<Comparison> comparisons, Spread spread) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /// Keeps a copy.
  public Report {
    comparisons = List.copyOf(comparisons);
  }

  /// The tables. The ratio is the first row's figure by this row's, taken round by round.
  public String text() {
    var text = new StringBuilder();
    text.append("%s, %s, %d cores, %s, JDK %s, Node.js %s, load %.1f at the start%n".formatted(
        machine.date(), machine.processor(), machine.cores(), machine.os(), machine.jdk(),
        machine.node(), machine.load()));
    for (var comparison : comparisons) {
      text.append("%n| %-36s | %10s | %17s | %10s | %17s |%n".formatted(comparison.title(),
          comparison.unit(), spread.text(), "1st / this", spread.text()));
      text.append("|%s|%s:|%s:|%s:|%s:|%n".formatted("-".repeat(38), "-".repeat(11),
          "-".repeat(18), "-".repeat(11), "-".repeat(18)));
      var first = comparison.series().getFirst();
      row(text, first, "", "");
      comparison.series().stream().skip(1).forEach(series -> {
        var ratio = first.per(series);
        row(text, series, number(ratio.median()), spread(ratio));
      });
    }
    return text.toString();
  }

  /// Writes everything that was measured, with the ratios, as a section of the file. Other sections
  /// stay as they are.
  public void write(Path file, String section) throws IOException {
    var results = Files.exists(file) && JSON.readTree(file.toFile()) instanceof ObjectNode earlier
        ? earlier
        : JSON.createObjectNode();
    var root = results.putObject(section);
    root.set("machine", JSON.valueToTree(machine));
    var list = root.putArray("comparisons");
    for (var comparison : comparisons) {
      var entry = list.addObject().put("title", comparison.title()).put("unit", comparison.unit());
      var rows = entry.putArray("series");
      comparison.series().forEach(series -> describe(series, rows.addObject()));
      var ratios = entry.putArray("ratios");
      comparison.ratios().forEach(ratio -> describe(ratio, ratios.addObject()));
    }
    JSON.writeValue(file.toFile(), results);
  }

  private static void describe(Series series, ObjectNode row) {
    row.put("name", series.name())
        .put("median", series.median())
        .put("quarter", series.quantile(0.25))
        .put("three_quarters", series.quantile(0.75))
        .put("min", series.quantile(0))
        .put("max", series.quantile(1));
    series.values().forEach(row.putArray("values")::add);
  }

  private void row(StringBuilder text, Series series, String ratio,
      String ratioSpread) {
    text.append("| %-36s | %10s | %17s | %10s | %17s |%n".formatted(series.name(),
        number(series.median()), spread(series), ratio, ratioSpread));
  }

  private String spread(Series series) {
    return number(series.quantile(spread.from())) + " – " + number(series.quantile(spread.to()));
  }

  private static String number(double value) {
    var digits = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
