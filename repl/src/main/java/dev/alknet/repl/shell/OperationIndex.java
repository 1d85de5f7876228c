package dev.alknet.repl.shell;

import dev.alknet.runtime.operation.OperationSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.regex.Pattern;

/// The operations as they were a moment ago, ready to be searched at every key.
final class OperationIndex {
  /// Of more names than these that begin alike the rest is not looked at.
  private static final int MANY = 5000;

  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_$][\\w$]*");

  static final OperationIndex EMPTY = of(List.of());

  private final OperationSpec[] specs;
  private final String[] names;
  private final String[] lower;
  private final long[] masks;

  private OperationIndex(OperationSpec[] specs) {
    this.specs = specs;
    this.names = Arrays.stream(specs).map(spec -> spec.name().value()).toArray(String[]::new);
    this.lower = Arrays.stream(names)
        .map(name -> name.toLowerCase(Locale.ROOT))
        .toArray(String[]::new);
    this.masks = Arrays.stream(names).mapToLong(Fuzzy::mask).toArray();
  }

  static OperationIndex of(List<OperationSpec> operations) {
    return new OperationIndex(operations.stream()
        .sorted(Comparator.comparing(spec -> spec.name().value()))
        .toArray(OperationSpec[]::new));
  }

  int size() {
    return specs.length;
  }

  Optional<OperationSpec> find(String name) {
    var at = Arrays.binarySearch(names, name);
    return at < 0 ? Optional.empty() : Optional.of(specs[at]);
  }

  /// Those whose name fits best what was typed, the best first, at most so many.
  List<OperationSpec> matching(String typed, int most) {
    record Found(int score, int at) {}
    var worstFirst = Comparator.comparingInt(Found::score)
        .thenComparing(Found::at, Comparator.reverseOrder());
    var best = new PriorityQueue<>(worstFirst);
    var wanted = typed.toLowerCase(Locale.ROOT);
    var mask = Fuzzy.mask(wanted);
    var first = typed.isEmpty() ? names.length : from(typed);
    var beginning = first < names.length && names[first].startsWith(typed);
    var end = beginning ? Math.min(names.length, first + MANY) : names.length;
    for (int i = beginning ? first : 0; i < end; i++) {
      if (beginning && !names[i].startsWith(typed)) {
        break; // names that begin so stand together, and no others are wanted then
      }
      if ((masks[i] & mask) != mask) {
        continue;
      }
      var found = new Found(Fuzzy.score(wanted, names[i], lower[i]), i);
      if (found.score == Fuzzy.NONE) {
        continue;
      }
      if (best.size() < most) {
        best.add(found);
      } else if (worstFirst.compare(found, best.element()) > 0) {
        best.remove();
        best.add(found);
      }
    }
    var least = best.stream().mapToInt(Found::score).max().stream().map(Fuzzy::least).sum();
    return best.stream()
        .filter(found -> found.score >= least)
        .sorted(worstFirst.reversed())
        .map(found -> specs[found.at])
        .toList();
  }

  /// A name that follows behind a path: `run` behind `container/`, and whether it is an operation.
  record Child(String name, Optional<OperationSpec> operation) {}

  /// What may follow behind this path, which ends in a slash or is empty, sorted; at most so many. Only
  /// what may stand behind a dot in JavaScript: `copy-in` may not.
  List<Child> children(String path, int most) {
    var children = new ArrayList<Child>();
    var at = from(path);
    while (at < names.length && names[at].startsWith(path) && children.size() < most) {
      var rest = names[at].substring(path.length());
      var slash = rest.indexOf('/');
      var name = slash < 0 ? rest : rest.substring(0, slash);
      if (IDENTIFIER.matcher(name).matches()) {
        children.add(new Child(name, find(path + name)));
      }
      at = from(path + name + (char) ('/' + 1));
      if (at < names.length && names[at].equals(path + name)) {
        at++;
      }
    }
    return children;
  }

  /// The place of the first name that does not stand before this text.
  private int from(String text) {
    var at = Arrays.binarySearch(names, text);
    return at < 0 ? -at - 1 : at;
  }
}
