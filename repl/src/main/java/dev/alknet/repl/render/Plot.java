package dev.alknet.repl.render;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Series of numbers as bars of text: one for an array of numbers, one for each numeric member of an
/// array of objects.
public record Plot(String name, List<Double> values) {
  private static final String BARS = " ▁▂▃▄▅▆▇█";
  private static final int HEIGHT = 6;
  private static final int LABEL = 10;

  public Plot {
    values = List.copyOf(values);
  }

  /// The series in a value; none when there are no numbers in it.
  public static List<Plot> of(JsonNode value) {
    Map<String, List<Double>> series = new LinkedHashMap<>();
    for (var item : value) {
      if (item.isNumber()) {
        series.computeIfAbsent("", _ -> new ArrayList<>()).add(item.doubleValue());
      } else {
        item.properties()
            .stream()
            .filter(field -> field.getValue().isNumber())
            .forEach(field -> series.computeIfAbsent(field.getKey(), _ -> new ArrayList<>())
                .add(field.getValue().doubleValue()));
      }
    }
    return series.entrySet()
        .stream()
        .map(each -> new Plot(each.getKey(), each.getValue()))
        .toList();
  }

  /// The number in an item that a series of such items is about; absent when it has none.
  public static Optional<Double> number(JsonNode item) {
    return item.isNumber()
        ? Optional.of(item.doubleValue())
        : item.valueStream().filter(JsonNode::isNumber).findFirst().map(JsonNode::doubleValue);
  }

  /// On several lines, with the highest and the lowest value at the left.
  public String text(Look look) {
    var columns = columns(Math.max(8, look.width() - LABEL - 3));
    var low = columns.stream().mapToDouble(each -> each).min().orElse(0);
    var high = columns.stream().mapToDouble(each -> each).max().orElse(0);
    var lines = new ArrayList<String>();
    if (!name.isEmpty()) {
      lines.add(look.strong(name));
    }
    for (int row = HEIGHT - 1; row >= 0; row--) {
      var label = row == HEIGHT - 1 ? figure(high) : row == 0 ? figure(low) : "";
      var line = new StringBuilder(" ".repeat(Math.max(0, LABEL - label.length()))).append(label)
          .append(look.faint(" ┤"));
      for (var value : columns) {
        line.append(bar(high == low ? 0.5 : (value - low) / (high - low), row));
      }
      lines.add(line.toString().stripTrailing());
    }
    return String.join("\n", lines);
  }

  /// On one line, the newest at the right.
  public String line(Look look) {
    var room = Math.max(1, look.width() - LABEL - 2);
    var last = values.subList(Math.max(0, values.size() - room), values.size());
    var low = last.stream().mapToDouble(each -> each).min().orElse(0);
    var high = last.stream().mapToDouble(each -> each).max().orElse(0);
    var line = new StringBuilder();
    last.forEach(value -> line.append(BARS.charAt(high == low
        ? 4
        : 1 + (int) Math.round((value - low) / (high - low) * 7))));
    return line + " " + (last.isEmpty() ? "" : figure(last.getLast()));
  }

  /// As many values as there are columns, each the mean of those it stands for.
  private List<Double> columns(int most) {
    if (values.size() <= most) {
      return values;
    }
    var columns = new ArrayList<Double>();
    for (int i = 0; i < most; i++) {
      var from = (int) ((long) i * values.size() / most);
      var to = Math.max(from + 1, (int) ((long) (i + 1) * values.size() / most));
      columns.add(values.subList(from, to).stream().mapToDouble(each -> each).average().orElse(0));
    }
    return columns;
  }

  private static char bar(double share, int row) {
    var eighths = (int) Math.round(share * (HEIGHT * 8 - 1)) + 1 - row * 8;
    return BARS.charAt(Math.clamp(eighths, 0, 8));
  }

  private static String figure(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? String.valueOf((long) value)
        : String.format(java.util.Locale.ROOT, "%.4g", value);
  }
}
