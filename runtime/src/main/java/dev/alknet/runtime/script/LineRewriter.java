package dev.alknet.runtime.script;

import java.util.regex.Pattern;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jspecify.annotations.Nullable;

/// Reads typed lines the way a console does: `await` anywhere, `{a: 1}` is an object, what was declared may
/// be declared again, and a line that is not finished asks for more.
///
/// Most lines need no parser ([PlainLine]). The others are parsed in a context of their own, which never
/// runs a user's code and is made for the first of them. The full JavaScript parser (acorn) takes a while
/// to load, which it is for the first line that awaits and does not parse as it is, or that declares
/// something behind its beginning. Safe for use by many threads.
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

  private final Engine engine;
  private @Nullable Context context;
  private @Nullable Value rewrite;

  LineRewriter(Engine engine) {
    this.engine = engine;
  }

  Line rewrite(String code) {
    return PlainLine.of(code).map(plain -> rewritten(code, plain)).orElseGet(() -> parsed(code));
  }

  private static Line rewritten(String code, PlainLine plain) {
    var awaits = plain.expression().awaits();
    return switch (plain) {
      case PlainLine.Declared(var name, var at, var expression) when awaits -> {
        var before = "var " + name + "; (async () => { ";
        yield new Line.Ready(before + " ".repeat(at - 2) + "!("
            + code.substring(at, expression.end()) + ");\n})()", before.length());
      }
      case PlainLine.Declared _ -> new Line.Ready(Redeclaration.first(code), 0);
      case PlainLine.Single _ when awaits -> asynchronous(code);
      case PlainLine.Single _ -> braced(code) ? object(code) : new Line.Ready(code, 0);
    };
  }

  /// What the parsers make of it.
  synchronized Line parsed(String code) {
    if (braced(code)) {
      var object = object(code);
      if (parses(object.code())) {
        return object;
      }
    }
    if (!AWAIT.matcher(code).find()) {
      return declaring(Redeclaration.first(code));
    }
    var wrapped = asynchronous(code);
    return parses(wrapped.code()) ? wrapped : rewriteStatements(code);
  }

  /// What cannot be parsed here is for whoever runs it to judge.
  private Line declaring(String code) {
    return Redeclaration.declares(code) && rewriteStatements(code) instanceof Line.Ready ready
        ? ready
        : new Line.Ready(code, 0);
  }

  private static boolean braced(String code) {
    return code.stripLeading().startsWith("{");
  }

  private static Line.Ready object(String code) {
    return new Line.Ready("(" + stripped(code) + "\n)", 1);
  }

  private static Line.Ready asynchronous(String code) {
    return new Line.Ready(ASYNC + stripped(code) + "\n))()", ASYNC.length());
  }

  private static String stripped(String code) {
    return OPEN_END.matcher(code).replaceFirst("");
  }

  /// Whether `code` is the beginning of something longer.
  boolean incomplete(String code) {
    return !code.isBlank() && PlainLine.of(code).isEmpty() && expectsMore(code);
  }

  private synchronized boolean expectsMore(String code) {
    if (AWAIT.matcher(code).find() || code.contains("`") || code.contains("/*")) {
      return !whole(code) && asks(code);
    }
    try {
      context().parse(source(code));
      return false;
    } catch (PolyglotException e) {
      return e.isIncompleteSource();
    }
  }

  /// Whether it parses, as one expression or as statements, which may await.
  private boolean whole(String code) {
    return expression(stripped(code))
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
    var open = context;
    if (open != null) {
      open.close();
    }
  }

  private Context context() {
    var made = context;
    if (made == null) {
      made = Context.newBuilder("js").engine(engine).build();
      context = made;
    }
    return made;
  }

  private Line rewriteStatements(String code) {
    var answer = statements(code);
    if (answer.hasMember("error")) {
      return new Line.Broken(answer.getMember("error").asString(),
          answer.getMember("line").asInt(), answer.getMember("column").asInt());
    }
    return new Line.Ready(answer.getMember("code").asString(), answer.getMember("prefix").asInt());
  }

  private Value statements(String code) {
    var function = rewrite;
    if (function == null) {
      function = Acorn.given(context(), "rewrite.js",
          (ProxyExecutable) args -> Redeclaration.fixed(args[0].asString()));
      rewrite = function;
    }
    return function.execute(code);
  }

  private boolean parses(String code) {
    try {
      context().parse(source(code));
      return true;
    } catch (PolyglotException _) {
      return false;
    }
  }

  private static Source source(String code) {
    return Source.newBuilder("js", code, "line").cached(false).buildLiteral();
  }
}
