package dev.alknet.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// structuredClone, as the HTML standard has it.
class SessionCloneTest extends SessionBed {
  @Test
  void copiesDataDeeply() throws Exception {
    assertThat(each("""
        (() => {
          const inner = { n: 1 };
          const given = { inner, again: inner, list: [inner, , 3], date: new Date(7), pattern: /a+/gi, map: new Map([[inner, 'x']]),
            set: new Set([inner, 2]), boxed: [Object(1), Object('s'), Object(true), Object(5n)], big: 2n ** 70n, nothing: null, none: undefined };
          given.self = given;
          const copy = structuredClone(given);
          return [copy !== given, copy.self === copy, copy.inner === copy.again && copy.inner !== inner, copy.list[0] === copy.inner,
            1 in copy.list, copy.list.length, copy.date.getTime(), copy.date !== given.date, String(copy.pattern), copy.pattern.lastIndex,
            copy.map.get(copy.inner), copy.set.has(copy.inner), copy.set.has(2), copy.boxed.map((b) => typeof b), copy.boxed.map(String),
            String(copy.big), copy.nothing, 'none' in copy];
        })()""")).isEqualTo(json("""
        [[true, true, true, true, false, 3, 7, true, "/a+/gi", 0, "x", true, true, ["object", "object", "object", "object"],
          ["1", "s", "true", "5"], "1180591620717411303424", null, true]]"""));
  }

  @Test
  void copiesBytesWithTheBufferThatTheyShare() throws Exception {
    assertThat(each("""
        (() => {
          const buffer = new ArrayBuffer(8);
          const given = { bytes: new Uint8Array(buffer, 2, 4), view: new DataView(buffer, 1), floats: new Float64Array(buffer), big: BigInt64Array.of(-5n) };
          given.bytes[0] = 9;
          const copy = structuredClone(given);
          given.bytes[0] = 1;
          return [copy.bytes[0], copy.bytes.byteOffset, copy.bytes.length, copy.view.getUint8(1), copy.bytes.buffer === copy.view.buffer,
            copy.floats.constructor.name, String(copy.big[0]), structuredClone(new ArrayBuffer(2, { maxByteLength: 4 })).maxByteLength];
        })()""")).isEqualTo(json("[[9, 2, 4, 9, true, \"Float64Array\", \"-5\", 4]]"));
  }

  @Test
  void copiesErrorsWithNameMessageAndCause() throws Exception {
    assertThat(each("""
        (() => {
          class Mine extends RangeError { extra = 1; }
          const copy = structuredClone(Object.assign(new TypeError('bad', { cause: { why: 1 } }), { note: 'lost' }));
          const odd = structuredClone(Object.assign(new Error('m'), { name: 'Odd' }));
          const mine = structuredClone(new Mine('x'));
          return [copy instanceof TypeError, copy.message, copy.cause, 'note' in copy, typeof copy.stack, Object.keys(copy), odd.name,
            mine instanceof RangeError, mine.extra ?? 'none'];
        })()""")).isEqualTo(json("""
        [[true, "bad", {"why": 1}, false, "string", [], "Error", true, "none"]]"""));
  }

  @Test
  void keepsOwnPropertiesOnly() throws Exception {
    assertThat(each("""
        (() => {
          const key = Symbol('k');
          const given = Object.create({ inherited: 1 }, { hidden: { value: 1 }, got: { get: () => 'read', enumerable: true } });
          given[key] = 1;
          const copy = structuredClone(given);
          const point = structuredClone(new (class Point { x = 1; #y = 2; }));
          const odd = structuredClone(JSON.parse('{"__proto__": {"a": 1}}'));
          return [Object.getOwnPropertyNames(copy), copy.got, key in copy, Object.getPrototypeOf(copy) === Object.prototype, point,
            Object.getPrototypeOf(point) === Object.prototype, Object.hasOwn(odd, '__proto__'), structuredClone({ [Symbol.toStringTag]: 'Map', a: 1 })];
        })()""")).isEqualTo(
        json("[[[\"got\"], \"read\", false, true, {\"x\": 1}, true, true, {\"a\": 1}]]"));
  }

  @Test
  void refusesWhatIsNoData() throws Exception {
    var said = each("structuredClone(() => 1)", "structuredClone({ deep: [function named() {}] })",
        "structuredClone(Symbol('s'))", "structuredClone(new WeakMap())",
        "structuredClone(Promise.resolve())",
        "structuredClone(new AbortController().signal)", "structuredClone(new URL('http://a/'))",
        "structuredClone(env.subscribe('test/count', {}))");

    assertThat(said).allSatisfy(one -> assertThat(one.asText()).startsWith("DataCloneError: "));
    assertThat(said.get(1).asText())
        .isEqualTo("DataCloneError: The function named could not be cloned.");
    assertThat(each("structuredClone()", "structuredClone(undefined) === undefined",
        "(() => { try { structuredClone(() => 1); } catch (error) { return [error.code, error instanceof DOMException]; } })()"))
        .isEqualTo(json("[\"TypeError: structuredClone takes a value\", true, [25, true]]"));
  }

  @Test
  void movesWhatIsTransferred() throws Exception {
    var said = each("""
        (() => {
          const buffer = Uint8Array.of(1, 2).buffer;
          const copy = structuredClone({ buffer }, { transfer: [buffer] });
          return [buffer.detached, [...new Uint8Array(copy.buffer)]];
        })()""",
        "(() => { const buffer = new ArrayBuffer(1); try { structuredClone([buffer, () => 1], { transfer: [buffer] }); } catch {} return buffer.detached; })()",
        "(() => { const buffer = new ArrayBuffer(1); structuredClone(1, { transfer: [buffer, buffer] }); })()",
        "structuredClone(1, { transfer: [{}] })",
        "(() => { const buffer = new ArrayBuffer(1); buffer.transfer(); return structuredClone(buffer); })()");

    assertThat(said.get(0)).isEqualTo(json("[true, [1, 2]]"));
    assertThat(said.get(1).asBoolean()).isFalse();
    for (var i = 2; i < 5; i++) {
      assertThat(said.get(i).asText()).startsWith("DataCloneError: ");
    }
  }
}
