package dev.alknet.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The table of docs/scripts.md, "What crosses the wall": a test for each row, both ways.
class SessionValuesTest extends SessionBed {
  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      undefined                            | null
      () => 1                              | null
      Symbol('s')                          | null
      {a: undefined, b: () => 1, c: 1}     | {"c": 1}
      {[Symbol('k')]: 1}                   | {}
      [undefined, () => 1, Symbol('s')]    | [null, null, null]
      [NaN, Infinity, -Infinity, -0]       | [null, null, null, 0]
      new Date(0)                          | "1970-01-01T00:00:00.000Z"
      new Date(NaN)                        | null
      {toJSON() { return {b: 2}; }}        | {"b": 2}
      [new Map([[1, 2]]), new Set([1])]    | [{}, {}]
      [/x/, new Error('x'), Promise.resolve()] | [{}, {}, {}]
      [new Number(1), new String('s'), Object(true)] | [1, "s", true]
      new (class Point { x = 1; #y = 2; get z() { return 3; } }) | {"x": 1}
      Object.create({inherited: 1})        | {}
      [2 ** 53 - 1, 1e21, 0.1]             | [9007199254740991, 1e21, 0.1]
      'a\\u0000\\ud83d\\ude00'                | "a\\u0000😀"
      JSON.parse('{"__proto__": 1}')       | {"__proto__": 1}
      [[1], , 3]                           | [[1], null, 3]
      new Float64Array(2)                  | {"0": 0, "1": 0}
      new ArrayBuffer(2)                   | {}
      """)
  void s46_valuesCrossAsJson(String expression, String json) throws Exception {
    var echoed = each("env.invoke('test/echo', (" + expression + "))",
        "(env.register('mine/give', () => (" + expression + ")), env.invoke('mine/give'))");

    assertThat(echoed.get(0)).hasToString(json(json).toString());
    assertThat(echoed.get(1)).hasToString(json(json).toString());
  }

  @Test
  void s46_refusesBigIntegersAndCyclesBeforeAnythingIsCalled() throws Exception {
    var said = each(
        "env.register('mine/count', () => { globalThis.called = true; }) && env.invoke('mine/count', 1n)",
        "env.invoke('mine/count', { deep: [1n] })",
        "(() => { const a = {}; a.a = a; return env.invoke('mine/count', a); })()",
        "env.subscribe('test/count', 1n).next()",
        "typeof called");

    assertThat(said.get(0).asText()).startsWith("TypeError: ").contains("BigInt");
    assertThat(said.get(1).asText()).startsWith("TypeError: ").contains("BigInt");
    assertThat(said.get(2).asText()).startsWith("TypeError: ");
    assertThat(said.get(3).asText()).startsWith("TypeError: ").contains("BigInt");
    assertThat(said.get(4).asText()).isEqualTo("undefined");
  }

  @Test
  void s46_whatAHandlerCannotSayFailsItsCall() throws Exception {
    var said = each("env.register('mine/big', () => 1n) && env.invoke('mine/big')",
        "env.register('mine/ring', () => { const a = []; a.push(a); return a; }) && env.invoke('mine/ring')");

    assertThat(said.get(0).asText())
        .startsWith("CallError: the handler of mine/big failed: TypeError");
    assertThat(said.get(1).asText())
        .startsWith("CallError: the handler of mine/ring failed: TypeError");
  }

  @Test
  void s46_prototypesDoNotCross() throws Exception {
    assertThat(each("""
        env.invoke('test/echo', new (class Point { x = 1; })).then((echo) =>
          [Object.getPrototypeOf(echo) === Object.prototype, echo.constructor === Object])"""))
        .isEqualTo(json("[[true, true]]"));
  }

  @Test
  void absentAndNullInJsonAreUndefinedAndNull() throws Exception {
    assertThat(each(
        "env.invoke('test/echo', { a: null }).then((echo) => [echo.a === null, echo.b === undefined])"))
        .isEqualTo(json("[[true, true]]"));
  }

  @Test
  void integersBeyondTheSafeOnesArriveAsTheNearestNumber() throws Exception {
    assertThat(value(run("export default [input.big === 9007199254740992, typeof input.big];",
        "{\"big\": 9007199254740993}"))).isEqualTo(json("[true, \"number\"]"));
  }

  @Test
  void bytesCrossAsBase64WhereTheSchemaSaysSo() throws Exception {
    assertThat(each(
        "env.invoke('test/bytes', { data: Uint8Array.of(0, 255, 16) }).then(({ data }) => [data instanceof Uint8Array, [...data]])",
        "env.invoke('test/bytes', { data: 'AP8Q', text: 'AP8Q' }).then(({ data, text }) => [[...data], text])",
        "env.invoke('test/bytes', { parts: [null, Uint8Array.of(1), 'AQI='] }).then(({ parts }) => parts.map((part) => part && [...part]))",
        "env.invoke('test/bytes', { data: new Uint8Array(0) }).then(({ data }) => data.length)",
        "env.invoke('test/bytes', { data: Uint8Array.of(1, 2, 3, 4).subarray(1, 3) }).then(({ data }) => [...data])",
        "env.invoke('test/bytes', { data: 'not base64!' }).then(({ data }) => data)"))
        .isEqualTo(json(
            """
            [[true, [0, 255, 16]], [[0, 255, 16], "AP8Q"], [null, [1], [1, 2]], 0, [2, 3], "not base64!"]"""));
  }

  @Test
  void everyByteAndLengthSurvives() throws Exception {
    assertThat(each("""
        (async () => {
          for (const length of [...Array(70).keys(), 9000, 100000]) {
            const bytes = Uint8Array.from({ length }, (_, i) => (i * 7 + length) & 255);
            const { data } = await env.invoke('test/bytes', { data: bytes });
            if (data.length !== length || data.some((byte, i) => byte !== bytes[i])) return length;
          }
          return 'same';
        })()""")).isEqualTo(json("[\"same\"]"));
  }

  @Test
  void bytesElsewhereAreRefusedWithTheirPlace() throws Exception {
    assertThat(each("env.invoke('test/bytes', { text: Uint8Array.of(1) })",
        "env.invoke('test/bytes', { parts: [{ x: Uint8Array.of(1) }] })",
        "env.invoke('test/echo', Uint8Array.of(1))",
        "env.register({ name: 'mine/give' }, () => [Uint8Array.of(1)]) && env.invoke('mine/give')",
        "env.invoke('test/nope', Uint8Array.of(1)).catch(({ code }) => code)"))
        .isEqualTo(json(
            """
            ["TypeError: input.text is bytes, and test/bytes has no place for them there: its schema does not say contentEncoding: base64",
             "TypeError: input.parts[0].x is bytes, and test/bytes has no place for them there: its schema does not say contentEncoding: base64",
             "TypeError: input is bytes, and test/echo has no place for them there: its schema does not say contentEncoding: base64",
             "CallError: the handler of mine/give failed: TypeError: output[0] is bytes, and mine/give has no place for them there: its schema does not say contentEncoding: base64",
             "NOT_FOUND"]"""));
  }

  @Test
  void handlersGetAndGiveBytesWhereTheirSchemasSaySo() throws Exception {
    assertThat(each("""
        (async () => {
          const bytes = { type: 'string', contentEncoding: 'base64' };
          env.register({ name: 'mine/reverse', input_schema: bytes, output_schema: bytes }, (data) => data.reverse());
          env.register({ name: 'mine/each', op_type: 'subscription', input_schema: bytes, output_schema: bytes },
            async function* (data) { for (const byte of data) yield Uint8Array.of(byte); });
          const items = [];
          for await (const item of env.subscribe('mine/each', Uint8Array.of(7, 8))) items.push(...item);
          return [[...await env.invoke('mine/reverse', Uint8Array.of(1, 2, 3))], items];
        })()""")).isEqualTo(json("[[[3, 2, 1], [7, 8]]]"));
  }

  @Test
  void anOperationRegisteredAnewIsLookedAtAnew() throws Exception {
    assertThat(each("""
        (async () => {
          const first = env.register({ name: 'mine/x' }, () => 'AQ==');
          const text = await env.invoke('mine/x');
          first.dispose();
          env.register({ name: 'mine/x', output_schema: { type: 'string', contentEncoding: 'base64' } }, () => 'AQ==');
          return [text, [...await env.invoke('mine/x')]];
        })()""")).isEqualTo(json("[[\"AQ==\", [1]]]"));
  }

  @Test
  void aScriptThatWritesJsonItselfGetsWhatItWouldGetElsewhere() throws Exception {
    assertThat(each("JSON.stringify(Uint8Array.of(1, 2))", "Uint8Array.of(5)",
        "Object.keys(new Uint8Array(1))"))
        .isEqualTo(json("[\"{\\\"0\\\":1,\\\"1\\\":2}\", \"BQ==\", [\"0\"]]"));
  }

  @Test
  void theResultOfAScriptIsNothingForWhatJsonCannotSay() throws Exception {
    for (var nothing : new String[]{"undefined", "() => () => 1", "new Map([[1, 2]])", "1n"}) {
      assertThat(((Evaluation.Finished) run("export default " + nothing + ";")).json())
          .as(nothing)
          .isNull();
    }
  }
}
