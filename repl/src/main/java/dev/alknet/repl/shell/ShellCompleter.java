package dev.alknet.repl.shell;

import dev.alknet.repl.render.ScreenText;
import java.util.List;
import java.util.Map;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.CompletionMatcher;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.ParsedLine;
import org.jspecify.annotations.Nullable;

/// Hands [Offers] to JLine, which takes them as they are.
record ShellCompleter(Offers offers) implements Completer {
  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    try {
      int order = 0;
      var behind = line.line().substring(line.cursor());
      var wanted = Completion.at(line.line().substring(0, line.cursor()), behind);
      for (var offer : offers.at(wanted)) {
        candidates.add(new Candidate(taken(offer.value(), wanted.mark(), behind),
            shown(offer.shown()), null, offer.meaning().isEmpty() ? null : shown(offer.meaning()),
            null, null, offer.whole(), order++));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Without the quote that closes it, where that stands behind the cursor.
  private static String taken(String value, String mark, String behind) {
    return !mark.isEmpty() && value.endsWith(mark) && behind.startsWith(mark)
        ? value.substring(0, value.length() - mark.length())
        : value;
  }

  /// Names and words of other nodes obey nobody here.
  private static String shown(String text) {
    return ScreenText.safe(text).replace('\n', ' ');
  }

  /// Everything that is offered fits: it was chosen for what was typed.
  static final class AsOffered implements CompletionMatcher {
    private List<Candidate> offered = List.of();
    private String typed = "";

    @Override
    public void compile(Map<Option, Boolean> options, boolean prefix, CompletingParsedLine line,
        boolean caseInsensitive, int errors, String originalGroupName) {
      typed = line.word();
    }

    @Override
    public List<Candidate> matches(List<Candidate> candidates) {
      offered = candidates;
      return candidates;
    }

    @Override
    public @Nullable Candidate exactMatch() {
      return offered.stream()
          .filter(candidate -> candidate.value().equals(typed))
          .findFirst()
          .orElse(null);
    }

    @Override
    public String getCommonPrefix() {
      var common = offered.getFirst().value();
      for (var candidate : offered) {
        int end = 0;
        while (end < Math.min(common.length(), candidate.value().length())
            && common.charAt(end) == candidate.value().charAt(end)) {
          end++;
        }
        common = common.substring(0, end);
      }
      return common;
    }
  }
}
