package dev.alknet.runtime.operation;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// Finds the names somebody may have meant by a name that does not exist.
///
/// A name is near when it can be typed from the wrong one in few strokes (Levenshtein distance of
/// at most a third of its length), when its last segment is the same, or when it begins with it.
/// Nobody has typed a name longer than [#LONGEST], and to compare one would take for ever.
public final class NearestNames {
  /// Longer names are near to none.
  static final int LONGEST = 256;

  private static final int AT_MOST = 3;

  private NearestNames() {}

  /// At most three of `names`, the nearest first.
  public static List<String> of(String wrong, Collection<String> names) {
    record Candidate(String name, int distance) {}

    if (wrong.length() > LONGEST) {
      return List.of();
    }
    return names.stream()
        .map(name -> new Candidate(name, score(wrong, name)))
        .filter(c -> c.distance <= Math.max(2, c.name.length() / 3))
        .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
        .limit(AT_MOST)
        .map(Candidate::name)
        .toList();
  }

  private static int score(String wrong, String name) {
    var begins = !wrong.isEmpty() && name.startsWith(wrong);
    return begins || lastSegment(name).equals(lastSegment(wrong)) ? 1 : distance(wrong, name);
  }

  private static String lastSegment(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  private static int distance(String a, String b) {
    var previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      var current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        var replace = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replace, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
