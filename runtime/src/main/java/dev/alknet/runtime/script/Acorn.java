package dev.alknet.runtime.script;

import java.util.stream.Stream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;

/// The full JavaScript parser, acorn, for our own scripts about code that people type.
final class Acorn {
  private Acorn() {}

  /// What a script of ours makes of the parser, of what `syntax.js` says about its trees, and of `more`. The
  /// context runs no code but ours.
  static Value given(Context context, String script, Object... more) {
    context.eval(Source.newBuilder("js", text(), "acorn.js").internal(true).buildLiteral());
    var arguments = Stream.concat(Stream.of(context.getBindings("js").getMember("acorn"),
        context.eval(Resources.source("syntax.js"))), Stream.of(more));
    return context.eval(Resources.source(script)).execute(arguments.toArray());
  }

  private static String text() {
    var properties = Resources.text("/META-INF/maven/org.webjars.npm/acorn/pom.properties");
    var version = properties.lines()
        .filter(line -> line.startsWith("version="))
        .findFirst()
        .orElseThrow()
        .substring("version=".length());
    return Resources.text("/META-INF/resources/webjars/acorn/" + version + "/dist/acorn.js");
  }
}
