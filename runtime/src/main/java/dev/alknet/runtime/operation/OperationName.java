package dev.alknet.runtime.operation;

import java.util.regex.Pattern;

/// The name of an operation: a slash path such as `docker/container/list`.
///
/// The canonical form has no leading slash and at least two segments; the first one is the
/// namespace. Case matters. Source: call.md §5.1.
public record OperationName(String value) implements Comparable<OperationName> {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)+");

  public OperationName {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "not an operation name: '" + value + "' (expected namespace/name, such as fleet/hello)");
    }
  }

  /// Reads a name as people and peers write it: one leading slash is allowed and dropped.
  public static OperationName parse(String text) {
    return new OperationName(canonical(text));
  }

  /// The text without its one optional leading slash; it may still be no name at all.
  public static String canonical(String text) {
    return text.startsWith("/") ? text.substring(1) : text;
  }

  /// The first segment.
  public String namespace() {
    return value.substring(0, value.indexOf('/'));
  }

  @Override
  public int compareTo(OperationName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
