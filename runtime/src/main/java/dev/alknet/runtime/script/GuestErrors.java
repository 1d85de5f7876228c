package dev.alknet.runtime.script;

import dev.alknet.runtime.operation.CallError;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/// Turns what a script threw into words: message, place, code frame, stack. On the session's
/// thread only.
final class GuestErrors {
  private static final Pattern FRAME =
      Pattern.compile("(?:at |\\()([^()\\s][^()]*?):(\\d+):(\\d+)\\)?\\s*$");
  private static final Pattern SYNTAX = Pattern.compile("^SyntaxError: (.+?):(\\d+):(\\d+) (.*)$");

  private final Guest guest;
  private final ScriptSources sources;

  GuestErrors(Guest guest, ScriptSources sources) {
    this.guest = guest;
    this.sources = sources;
  }

  /// What a promise was rejected with.
  ScriptFailure read(Value thrown) {
    var said = Json.parse(guest.explain(thrown));
    var message = said.path("message").asText();
    var error = said.has("code")
        ? new CallError(said.path("code").asText(), message, said.path("retryable").asBoolean(),
            said.get("details"))
        : null;
    return failure(message, error, stack(thrown));
  }

  /// What the engine threw.
  ScriptFailure read(PolyglotException thrown) {
    var object = thrown.getGuestObject();
    if (object != null && !object.isNull()) {
      return read(object);
    }
    var place = thrown.getSourceLocation();
    var stack = place == null
        ? List.<String>of()
        : List.of("at %s:%d:%d".formatted(place.getSource().getName(), place.getStartLine(),
            place.getStartColumn()));
    return failure(String.valueOf(thrown.getMessage()), null, stack);
  }

  /// Where an error was made, as far as its stack tells.
  static @Nullable Position position(Value thrown) {
    return position(stack(thrown));
  }

  private ScriptFailure failure(String message, @Nullable CallError error, List<String> stack) {
    var syntax = SYNTAX.matcher(message.lines().findFirst().orElse(""));
    var position = syntax.matches()
        ? nextColumn(place(syntax.group(1), syntax.group(2), syntax.group(3)))
        : position(stack);
    var words = syntax.matches() ? "SyntaxError: " + syntax.group(4) : message;
    if (position == null) {
      return new ScriptFailure(words, error, null, "", stack);
    }
    var file = sources.resolve(position.file()).orElse(position.file());
    var source = sources.find(file);
    if (source.isEmpty()) {
      return new ScriptFailure(words, error, position, "", stack);
    }
    var prefix = position.line() == 1 ? source.get().prefix() : 0;
    var written = new Position(file, position.line(), Math.max(1, position.column() - prefix));
    return new ScriptFailure(words, error, written,
        CodeFrame.render(source.get().text(), written), stack);
  }

  private static List<String> stack(Value thrown) {
    var stack = new ArrayList<String>();
    if (thrown.hasMember("stack") && thrown.getMember("stack").isString()) {
      thrown.getMember("stack")
          .asString()
          .lines()
          .map(String::strip)
          .filter(line -> line.startsWith("at "))
          .filter(GuestErrors::namesUserCode)
          .forEach(stack::add);
    }
    return stack;
  }

  private static boolean namesUserCode(String line) {
    var frame = FRAME.matcher(line);
    return frame.find() && !frame.group(1).startsWith(Resources.PREFIX);
  }

  private static @Nullable Position position(List<String> stack) {
    if (stack.isEmpty()) {
      return null;
    }
    var frame = FRAME.matcher(stack.getFirst());
    return frame.find() ? place(frame.group(1), frame.group(2), frame.group(3)) : null;
  }

  /// The parser's own messages count columns from 0.
  private static Position nextColumn(Position at) {
    return new Position(at.file(), at.line(), at.column() + 1);
  }

  private static Position place(String file, String line, String column) {
    return new Position(file, Integer.parseInt(line), Integer.parseInt(column));
  }
}
