package dev.alknet.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
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
  void findsNoHostInItsGlobalScope() throws Exception {
    assertThat(value(run("""
        export default ['Java', 'Polyglot', 'load', 'print', 'require', 'process', 'SharedArrayBuffer', 'Packages', 'Graal', 'AsyncContext']
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
