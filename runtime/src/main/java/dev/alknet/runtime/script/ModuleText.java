package dev.alknet.runtime.script;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;

/// Lines of a console as a module that does what they have done: `lines` in their order, and the `names`
/// that they assign and never declare, which a module has to.
public record ModuleText(List<String> names, List<String> lines) {
  public ModuleText {
    names = List.copyOf(names);
    lines = List.copyOf(lines);
  }

  /// What was typed, and what its value is put behind in the module: a call that is still open.
  public record Typed(String code, String before) {}

  /// Reads them in a context of its own, which runs none of them. The module itself declares what is
  /// `kept`, as `var`.
  static ModuleText of(Engine engine, List<Typed> typed, List<String> kept) {
    var given = JsonNodeFactory.instance.objectNode();
    var lines = given.putArray("lines");
    typed.forEach(line -> lines.addObject().put("code", line.code).put("before", line.before));
    var names = given.putArray("kept");
    kept.forEach(names::add);
    try (var parser = Context.newBuilder("js").engine(engine).build()) {
      var text = Json.parse(
          Acorn.given(parser, "module.js").execute(Json.print(given)).asString());
      return new ModuleText(Json.strings(text.path("names").toString()),
          Json.strings(text.path("lines").toString()));
    }
  }
}
