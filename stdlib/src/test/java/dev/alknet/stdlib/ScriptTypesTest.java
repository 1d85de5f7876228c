package dev.alknet.stdlib;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `alk.d.ts` says what there is: every module, every export of it, every name in a script's global scope.
class ScriptTypesTest extends ModuleBed {
  @Test
  void declaresWhatEveryModuleExports() throws Exception {
    var modules = new String(Objects.requireNonNull(
        ScriptTypes.class.getResourceAsStream("/alk/modules.txt")).readAllBytes(),
        StandardCharsets.UTF_8).lines().toList();

    assertThat(modules).isSorted();
    assertThat(found("declare module '([^']+)'", ScriptTypes.text()))
        .containsExactlyElementsOf(modules);
    for (var module : modules) {
      var exports = new TreeSet<String>();
      run("export default Object.keys(await import('" + module + "'));")
          .forEach(name -> exports.add(name.asText()));
      var declared =
          ScriptTypes.text().split("declare module '" + module + "' \\{", 2)[1].split("\n}", 2)[0];
      assertThat(found("export function (\\w+)", declared)).as(module)
          .containsExactlyElementsOf(exports);
    }
  }

  @Test
  void declaresWhatIsInTheGlobalScope() throws Exception {
    var declared = found("(?m)^declare (?:const|function|class) (\\w+)", ScriptTypes.text());
    var given = new TreeSet<String>();
    run("""
        export default Object.getOwnPropertyNames(globalThis).filter((name) => name !== 'input');
        """).forEach(name -> given.add(name.asText()));

    declared.remove("input");
    given.removeAll(LANGUAGE);
    assertThat(given).containsExactlyElementsOf(declared);
  }

  @Test
  void writesTypesAnewAndAProjectOnce(@TempDir Path scripts) throws Exception {
    assertThat(ScriptTypes.write(scripts)).containsExactly(scripts.resolve("alk.d.ts"),
        scripts.resolve("jsconfig.json"));
    Files.writeString(scripts.resolve("alk.d.ts"), "old");
    Files.writeString(scripts.resolve("jsconfig.json"), "mine");

    assertThat(ScriptTypes.write(scripts)).containsExactly(scripts.resolve("alk.d.ts"));
    assertThat(scripts.resolve("alk.d.ts")).hasContent(ScriptTypes.text());
    assertThat(scripts.resolve("jsconfig.json")).hasContent("mine");
  }

  private static SortedSet<String> found(String pattern, String text) {
    var found = new TreeSet<String>();
    var matcher = Pattern.compile(pattern).matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  /// What ECMAScript itself puts there.
  private static final List<String> LANGUAGE =
      List.of("AggregateError", "Array", "ArrayBuffer", "Atomics", "BigInt",
          "BigInt64Array", "BigUint64Array", "Boolean", "DataView", "Date", "Error", "EvalError",
          "FinalizationRegistry",
          "Float16Array", "Float32Array", "Float64Array", "Function", "Infinity", "Int16Array",
          "Int32Array", "Int8Array",
          "Intl", "Iterator", "JSON", "Map", "Math", "NaN", "Number", "Object", "Promise", "Proxy",
          "RangeError",
          "ReferenceError", "Reflect", "RegExp", "Set", "String", "Symbol", "SyntaxError",
          "TypeError", "URIError",
          "Uint16Array", "Uint32Array", "Uint8Array", "Uint8ClampedArray", "WeakMap", "WeakRef",
          "WeakSet", "decodeURI",
          "decodeURIComponent", "encodeURI", "encodeURIComponent", "escape", "eval", "globalThis",
          "isFinite", "isNaN",
          "parseFloat", "parseInt", "undefined", "unescape");
}
