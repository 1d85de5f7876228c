package dev.alknet.repl.shell;

import dev.alknet.repl.jshell.JavaSession;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/// What could stand at the cursor in a snippet of Java, as the JDK's shell says it.
record JavaOffers(JavaSession session) implements Completer {
  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    for (var text : session.completions(line.line(), line.cursor()).texts()) {
      candidates.add(new Candidate(text, text, null, null, null, null, false));
    }
  }

  /// The part of `code` that an offer takes the place of.
  String typed(String code) {
    return code.substring(session.completions(code, code.length()).start());
  }
}
