package dev.alknet.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What modules can import, and what they find in their global scope.
class SessionModulesTest extends SessionBed {
  @Test
  void importsFromItsFolderAndNowhereElse() throws Exception {
    Files.createDirectory(folder.resolve("lib"));
    Files.writeString(folder.resolve("lib/twice.mjs"), "export const twice = (x) => x * 2;");
    Files.writeString(folder.resolve("..").resolve("outside.mjs"), "export const secret = 1;");

    assertThat(value(run("import { twice } from './lib/twice.mjs'; export default twice(4);")))
        .isEqualTo(json("8"));
    assertThat(failure(run("import '../outside.mjs';")).message()).contains("outside");
    assertThat(failure(run("import 'lodash';")).message()).contains("lodash");
    assertThat(failure(run("import 'https://example.org/x.mjs';")).message())
        .contains("example.org");
    assertThat(failure(run("import 'alk:nothing';")).message()).contains("nothing");
  }

  @Test
  void refusesOtherImportsWithASentence() throws Exception {
    Files.createDirectory(folder.resolve("lib"));
    Files.createDirectory(folder.resolve("folder.mjs"));
    Files.writeString(folder.resolve("there.mjs"), "export default 1;");
    Files.writeString(folder.resolve("lib/up.mjs"), "export { default } from '../there.mjs';");
    var outside = Files.writeString(Files.createTempDirectory("outside").resolve("secret.mjs"),
        "export default 'secret';");
    Files.createSymbolicLink(folder.resolve("link.mjs"), outside);
    Files.createSymbolicLink(folder.resolve("linked"), outside.getParent());

    assertThat(each("import('./there.mjs').then((m) => m.default)",
        "import('./lib/up.mjs').then((m) => m.default)",
        "import('" + folderSeen() + "/there.mjs').then((m) => m.default)"))
        .isEqualTo(json("[1, 1, 1]"));
    assertThat(refusals(outside.toString(), outside.toUri().toString(), "./link.mjs",
        "./linked/secret.mjs", "../x.mjs", "./lib/../../x.mjs", "/etc/passwd", "//etc/passwd"))
        .allMatch(said -> said.contains("outside the script's folder")
            && said.contains("only files inside it can be imported"));
    assertThat(refusals("lodash", "there.mjs", "lib/up.mjs", "@scope/name", "~/x.mjs"))
        .allMatch(said -> said.contains("a name alone is no file"));
    assertThat(refusals("https://example.org/x.mjs", "http://127.0.0.1/x.mjs", "node:fs",
        "jar:file:/x.jar!/x.mjs", "file://host/x.mjs", "ALK:streams", "ftp://h/x"))
        .allMatch(said -> said.contains("imports nothing from the network or another place"));
    assertThat(refusals("alk:nothing", "alk:../streams", "alk:a/b", "alk:", "alk:streams.mjs",
        "/alk:/nothing.mjs"))
        .allMatch(said -> said.contains("the node has no such module"));
    assertThat(refusals("./nope.mjs", "./there", "./folder.mjs")).satisfiesExactly(
        said -> assertThat(said).contains("there is no such file"),
        said -> assertThat(said).contains("did you mean there.mjs?"),
        said -> assertThat(said).contains("not a file"));
  }

  /// What is said to the script that imports these.
  private List<String> refusals(String... names) throws Exception {
    var said = new ArrayList<String>();
    each(Stream.of(names).map("import('%s')"::formatted).toArray(String[]::new))
        .forEach(one -> said.add(one.asText()));
    return said;
  }

  @Test
  void s42_findsNoHostInItsGlobalScope() throws Exception {
    assertThat(value(run("""
        export default ['Java', 'Polyglot', 'load', 'print', 'require', 'process', 'SharedArrayBuffer', 'Packages', 'Graal', 'AsyncContext', 'arguments', 'fetch', 'fs', 'WebAssembly']
          .filter((name) => name in globalThis);
        """))).isEqualTo(json("[]"));
    assertThat(value(run(
        "'use strict'; try { env.invoke = 1; } catch (e) { var m = e.name; } export default m;")))
        .isEqualTo(json("\"TypeError\""));
  }

  @Test
  void printsAConsoleAndATable() throws Exception {
    run("console.log('a', 2 ** 40, { b: [2 ** 40] }); console.error('bad'); console.table([{ n: 'x', v: 10 }, { n: 'yy', v: 2 }]);");

    assertThat(printed).containsExactly("LOG a 1099511627776 {b: [1099511627776]}", "ERROR bad",
        "LOG n    v\n──  ──\nx   10\nyy   2");
  }

  @Test
  void doesNotCareWhatAScriptDoesToBuiltIns() throws Exception {
    assertThat(value(run("""
        String.prototype.startsWith = () => true;
        Object.prototype.foo = 5;
        Promise.prototype.then = () => 'mine';
        globalThis.Promise = class {};
        JSON.parse = JSON.stringify = () => 'mine';
        Map.prototype.get = Map.prototype.set = () => undefined;
        env.register('mine/echo', async (x) => await env.invoke('test/echo', x));
        export default await env.invoke('mine/echo', [1, 'a']);
        """))).isEqualTo(json("[1,\"a\"]"));
  }

  @Test
  void showsWhereAnImportedModuleIsBroken() throws Exception {
    Files.writeString(folder.resolve("broken.mjs"), "let a = 1;\nlet b c;\n");

    var failure = failure(run("import './broken.mjs';"));

    assertThat(failure.position()).hasToString(folder + "/broken.mjs:2:7");
    assertThat(failure.frame()).contains("> 2 | let b c;\n    |       ^");
  }
}
