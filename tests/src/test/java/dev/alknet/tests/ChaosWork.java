package dev.alknet.tests;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/// A program that prints `lines` numbers and then their hash, not all at once, and exits with `code`.
record ChaosWork(int lines, int code) {
  static ChaosWork of(Random random) {
    return new ChaosWork(random.nextInt(20, 300), random.nextInt(0, 126));
  }

  String script() {
    return """
        i=0; while [ $i -lt %d ]; do i=$((i+1)); echo $i; [ $((i %% 40)) != 0 ] || sleep 0.05; done \
        | tee /tmp/$$; sha256sum < /tmp/$$; rm /tmp/$$; exit %d""".formatted(lines, code);
  }

  /// What it prints.
  String text() {
    var numbers = new StringBuilder();
    for (int i = 1; i <= lines; i++) {
      numbers.append(i).append('\n');
    }
    return numbers + sha256(numbers.toString()) + "  -\n";
  }

  /// Whether this is what it prints, up to somewhere.
  boolean begins(CharSequence told) {
    return text().startsWith(told.toString());
  }

  /// Whether this is what it prints but for what is missing: nothing doubled, nothing in another
  /// order. A killed engine loses what it had read and not written yet.
  boolean holds(CharSequence told) {
    var expected = List.of(text().split("\n")).iterator();
    return told.toString().lines().allMatch(line -> {
      while (expected.hasNext()) {
        if (expected.next().equals(line)) {
          return true;
        }
      }
      return false;
    });
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
