package dev.alknet.repl.shell;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/// Offers what could stand at the cursor. Offers nothing while the node comes up, rather than wait.
record ShellCompleter(Boot boot) implements Completer {
  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    try {
      offers(Completion.at(line.line().substring(0, line.cursor()))).forEach(candidates::add);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException _) {
      // said when the first line is evaluated
    }
  }

  private Stream<Candidate> offers(Completion wanted) throws IOException, InterruptedException {
    return switch (wanted) {
      case Completion.Command _ -> DotCommand.ALL.stream()
          .map(entry -> candidate(entry.name(), entry.meaning(), true));
      case Completion.Operation _ -> operations();
      case Completion.Member(var object, _) -> members(object);
      case Completion.Nothing _ -> Stream.of();
    };
  }

  private Stream<Candidate> operations() throws IOException, InterruptedException {
    return boot.opened()
        ? boot.operations()
            .operations()
            .stream()
            .map(spec -> candidate(spec.name().value(), spec.description(), false))
        : Stream.of();
  }

  private Stream<Candidate> members(String object) throws InterruptedException {
    var session = boot.ready();
    return session.isEmpty()
        ? Stream.of()
        : session.get().members(object).stream().map(name -> candidate(name, "", false));
  }

  private static Candidate candidate(String value, String meaning, boolean complete) {
    return new Candidate(value, value, null, meaning.isEmpty() ? null : meaning, null, null,
        complete);
  }
}
