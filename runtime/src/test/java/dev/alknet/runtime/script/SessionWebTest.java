package dev.alknet.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.Test;

/// The smaller helpers of the web platform, and what all of them have in common.
class SessionWebTest extends SessionBed {
  @Test
  void encodesAndDecodesText() throws Exception {
    assertThat(each("[...new TextEncoder().encode('a€😀\\ud800')]",
        "new TextEncoder().encodeInto('a€😀', new Uint8Array(5))",
        "new TextDecoder().decode(Uint8Array.of(0xef, 0xbb, 0xbf, 65, 0xff, 0xe2, 0x82))",
        "new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.of(0xef, 0xbb, 0xbf, 65)).length",
        "new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.of(0xff))",
        "(() => { const d = new TextDecoder(); return [d.decode(Uint8Array.of(0xe2, 0x82), { stream: true }), d.decode(Uint8Array.of(0xac), { stream: true }), d.decode()]; })()",
        "new TextDecoder('utf-16le').decode(Uint8Array.of(65, 0, 66, 0))",
        "new TextDecoder(' UTF8 ').encoding"))
        .isEqualTo(json(
            """
            [[97, 226, 130, 172, 240, 159, 152, 128, 239, 191, 189], {"read": 2, "written": 4}, "A\\ufffd\\ufffd", 2,
             "TypeError: The encoded data was not valid for encoding utf-8", ["", "€", ""], "AB", "utf-8"]"""));
  }

  @Test
  void writesAndReadsBase64() throws Exception {
    assertThat(each("btoa('')", "btoa('f')", "btoa('fo')", "btoa('foo')", "btoa('\\u00ff\\u0000')",
        "atob('Zm9v')", "atob('Zg')", "atob(' Z\\nm8= ')",
        "btoa('€')", "atob('Z')", "atob('Zm9v=')", "atob('Z=')", "atob('Zm9v!')",
        "(() => { try { atob('!'); } catch ({ code }) { return code; } })()"))
        .isEqualTo(json("""
            ["", "Zg==", "Zm8=", "Zm9v", "/wA=", "foo", "f", "fo",
             "InvalidCharacterError: btoa takes characters up to U+00FF; encode text with TextEncoder first",
             "InvalidCharacterError: atob takes base64", "InvalidCharacterError: atob takes base64", "InvalidCharacterError: atob takes base64",
             "InvalidCharacterError: atob takes base64", 5]"""));
  }

  @Test
  void givesRandomNumbers() throws Exception {
    var ids = new HashSet<String>();
    value(run("export default Array.from({ length: 200 }, () => crypto.randomUUID());"))
        .forEach(id -> ids.add(id.asText()));

    assertThat(ids).hasSize(200)
        .allMatch(id -> id
            .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
    assertThat(each("""
        (() => {
          const numbers = new Uint32Array(64);
          const part = numbers.subarray(0, 60);
          return [crypto.getRandomValues(part) === part, new Set(part).size > 50, [...numbers.slice(60)], crypto.getRandomValues(new BigInt64Array(2)).length,
            crypto.getRandomValues(new Uint8Array(0)).length, crypto.getRandomValues(new Uint8Array(65536)).some((byte) => byte > 0)];
        })()""", "crypto.getRandomValues(new Float64Array(1))",
        "crypto.getRandomValues(new Uint8Array(65537))", "crypto.getRandomValues([])",
        "crypto.getRandomValues(new DataView(new ArrayBuffer(1)))"))
        .isEqualTo(json(
            """
        [[true, true, [0, 0, 0, 0], 2, 0, true],
         "TypeMismatchError: crypto.getRandomValues takes an array of integers, not Float64Array",
         "QuotaExceededError: crypto.getRandomValues fills at most 65536 bytes at once, not 65537",
         "TypeError: crypto.getRandomValues takes an array of integers, such as a Uint8Array",
         "TypeMismatchError: crypto.getRandomValues takes an array of integers, not a DataView"]"""));
  }

  @Test
  void tellsTheTime() throws Exception {
    assertThat(each("""
        (async () => {
          const before = performance.now();
          await sleep(20);
          const passed = performance.now() - before;
          return [passed >= 15, Math.abs(performance.timeOrigin + performance.now() - Date.now()) < 1000];
        })()""")).isEqualTo(json("[[true, true]]"));
  }

  @Test
  void hasDomExceptions() throws Exception {
    assertThat(each(
        "(({ name, message, code }) => [name, message, code])(new DOMException('m', 'NotFoundError'))",
        "(({ name, message, code }) => [name, message, code])(new DOMException())",
        "new DOMException('m', { name: 'AbortError', cause: 7 }).cause",
        "String(new DOMException('m', 'AbortError'))",
        "Object.prototype.toString.call(new DOMException())",
        "new DOMException() instanceof Error"))
        .isEqualTo(json(
            """
            [["NotFoundError", "m", 8], ["Error", "", 0], 7, "AbortError: m", "[object DOMException]", true]"""));
  }

  @Test
  void drawsTables() throws Exception {
    run("""
        console.table([{ n: 'x', v: 10 }, { n: 'yy', w: [1] }]);
        console.table([{ n: 'x', v: 10 }, { n: 'yy', v: 2 }], ['v']);
        console.table({ first: { v: 1 }, second: 7 });
        console.table(new Map([['k', 'line\\nbreak']]));
        console.table([1, 2]);
        console.table([]);
        console.table('text');
        console.table(null);
        """);

    assertThat(printed).containsExactly("""
        LOG n    v  w
        ──  ──  ───
        x   10
        yy      [1]""", """
        LOG  v
        ──
        10
         2""", """
        LOG         v  value
        ──────  ─  ─────
        first   1
        second         7""", """
        LOG    value
        ─  ───────────
        k  line\\nbreak""", """
        LOG value
        ─────
            1
            2""", "LOG []", "LOG text", "LOG null");
  }

  @Test
  void doesNotCareWhatAScriptDoesToBuiltInsBeforeItsFirstUse() throws Exception {
    assertThat(value(run("""
        const { defineProperty } = Object;
        const broken = () => { throw new Error('mine'); };
        const targets = [];
        for (const type of [String, Array, Map, Set, WeakRef, RegExp, Date, Number, ArrayBuffer, DataView, Promise, TextEncoder, TextDecoder]) {
          for (const name of Object.getOwnPropertyNames(type.prototype)) if (!['constructor', 'length'].includes(name)) targets.push([type.prototype, name]);
        }
        for (const type of [Math, JSON, Reflect]) for (const name of Object.getOwnPropertyNames(type)) targets.push([type, name]);
        for (let i = 0; i < targets.length; i++) {
          try { defineProperty(targets[i][0], targets[i][1], { value: broken, configurable: true, writable: true }); } catch {}
        }
        for (const name of ['keys', 'defineProperty', 'create', 'freeze', 'hasOwn', 'getPrototypeOf', 'entries', 'getOwnPropertyDescriptor']) Object[name] = broken;
        String.fromCharCode = String.fromCodePoint = Array.isArray = ArrayBuffer.isView = Date.now = performance.now = broken;
        globalThis.parseInt = globalThis.Map = globalThis.Set = globalThis.TextEncoder = globalThis.TextDecoder = globalThis.Uint8Array = broken;
        const url = new URL('../x?y=ä b#z', 'http://münchen.de:81/a/b/');
        url.searchParams.append('n', 'ö &');
        const copy = structuredClone({ a: [1, { b: 2 }] });
        const signal = AbortSignal.any([AbortSignal.abort('why')]);
        const timed = await new Promise((resolve) => { setTimeout(resolve, 1, 'timed'); });
        const { data } = await env.invoke('test/bytes', { data: crypto.getRandomValues(new Int8Array(0).constructor === Int8Array ? new Uint8ClampedArray(0) : 0) && 'AQI=' });
        export default { href: url.href, copy, reason: signal.reason, timed, bytes: data[0] + data[1], uuid: crypto.randomUUID().length, text: atob(btoa('x')) };
        """))).isEqualTo(json("""
        {"href": "http://xn--mnchen-3ya.de:81/a/x?y=%C3%A4+b&n=%C3%B6+%26#z", "copy": {"a": [1, {"b": 2}]}, "reason": "why",
         "timed": "timed", "bytes": 3, "uuid": 36, "text": "x"}"""));
  }

  @Test
  void letsAScriptReplaceAHelper() throws Exception {
    assertThat(each("(() => { globalThis.URL = 7; return [URL, typeof URLSearchParams]; })()",
        "(() => { const own = Object.getOwnPropertyDescriptor(globalThis, 'structuredClone'); structuredClone(1); const used = Object.getOwnPropertyDescriptor(globalThis, 'structuredClone'); return [own.configurable, own.enumerable, used.writable, used.enumerable]; })()",
        "Object.keys(globalThis)"))
        .isEqualTo(json("[[7, \"function\"], [true, false, true, false], []]"));
    assertThat(members("")).contains("URL", "setTimeout", "structuredClone");
    assertThat(members("crypto")).contains("randomUUID");
  }

}
