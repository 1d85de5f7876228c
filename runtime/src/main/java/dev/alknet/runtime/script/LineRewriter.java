package dev.alknet.runtime.script;

import java.util.regex.Pattern;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/// Reads typed lines the way a console does: `await` anywhere, `{a: 1}` is an object, and a line
/// that is not finished asks for more.
///
/// It only parses: its own context never runs a user's code. The full JavaScript parser (acorn) takes a
/// while to load, which it is the first time a line declares something and awaits, or one that awaits
/// does not parse as it is. Safe for use by many threads.
final class LineRewriter implements AutoCloseable {
  /// What to do with a line.
  sealed interface Line {
    /// Evaluate this; the first line has `prefix` characters more than what was typed.
    record Ready(String code, int prefix) implements Line {}

    /// The line cannot be understood.
    record Broken(String message, int line, int column) implements Line {}
  }

  private static final Pattern AWAIT = Pattern.compile("\\bawait\\b");
  private static final Pattern OPEN_END = Pattern.compile("[;\\s]+$");
  private static final String ASYNC = "(async () => (";

  private final Context context;
  private @Nullable Value rewrite;

  LineRewriter(Engine engine) {
    context = Context.newBuilder("js").engine(engine).build();
  }

  synchronized Line rewrite(String code) {
    var stripped = OPEN_END.matcher(code).replaceFirst("");
    if (stripped.stripLeading().startsWith("{") && parses("(" + stripped + "\n)")) {
      return new Line.Ready("(" + stripped + "\n)", 1);
    }
    if (!AWAIT.matcher(code).find()) {
      return new Line.Ready(code, 0);
    }
    var wrapped = ASYNC + stripped + "\n))()";
    return parses(wrapped) ? new Line.Ready(wrapped, ASYNC.length()) : rewriteStatements(code);
  }

  /// Whether `code` is the beginning of something longer.
  synchronized boolean incomplete(String code) {
    if (code.isBlank()) {
      return false;
    }
    if (AWAIT.matcher(code).find() || code.contains("`") || code.contains("/*")) {
      return !whole(code) && asks(code);
    }
    try {
      context.parse(source(code));
      return false;
    } catch (PolyglotException e) {
      return e.isIncompleteSource();
    }
  }

  /// Whether it parses, as one expression or as statements, which may await.
  private boolean whole(String code) {
    return expression(OPEN_END.matcher(code).replaceFirst(""))
        || parses("(async () => {" + code + "\n})()");
  }

  private boolean asks(String code) {
    var answer = statements(code);
    return answer.hasMember("incomplete") && answer.getMember("incomplete").asBoolean();
  }

  /// Whether `code` is one expression, which may await.
  synchronized boolean expression(String code) {
    return parses(ASYNC + code + "\n))()");
  }

  @Override
  public synchronized void close() {
    context.close();
  }

  private Line rewriteStatements(String code) {
    var answer = statements(code);
    if (answer.hasMember("error")) {
      return new Line.Broken(answer.getMember("error").asString(),
          answer.getMember("line").asInt(), answer.getMember("column").asInt());
    }
    return answer.hasMember("plain")
        ? new Line.Ready(code, 0)
        : new Line.Ready(answer.getMember("code").asString(), answer.getMember("prefix").asInt());
  }

  private Value statements(String code) {
    var function = rewrite;
    if (function == null) {
      context.eval(Source.newBuilder("js", acorn(), "acorn.js").internal(true).buildLiteral());
      function = context.eval(Resources.source("rewrite.js"))
          .execute(context.getBindings("js").getMember("acorn"));
      rewrite = function;
    }
    return function.execute(code);
  }

  private static String acorn() {
    var properties = Resources.text("/META-INF/maven/org.webjars.npm/acorn/pom.properties");
    var version = properties.lines()
        .filter(line -> line.startsWith("version="))
        .findFirst()
        .orElseThrow()
        .substring("version=".length());
    return Resources.text("/META-INF/resources/webjars/acorn/" + version + "/dist/acorn.js");
  }

  private boolean parses(String code) {
    try {
      context.parse(source(code));
      return true;
    } catch (PolyglotException _) {
      return false;
    }
  }

  private static Source source(String code) {
    return Source.newBuilder("js", code, "line").cached(false).buildLiteral();
  }
}
