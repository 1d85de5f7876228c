package dev.alknet.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// AbortController and AbortSignal, as the DOM standard has them.
class SessionSignalsTest extends SessionBed {
  @Test
  void givesTheReasonThatWasGivenOrAnAbortError() throws Exception {
    assertThat(each("AbortSignal.abort('why').reason", "AbortSignal.abort(null).reason === null",
        "(({ reason }) => [reason.name, reason.code, reason instanceof DOMException, reason instanceof Error])(AbortSignal.abort())",
        "(({ signal }) => [signal.aborted, signal.reason === undefined])(new AbortController())",
        "(() => { const stop = new AbortController(); stop.abort(1); stop.abort(2); return stop.signal.reason; })()",
        "(() => { const signal = AbortSignal.abort(); return signal.reason === signal.reason; })()",
        "AbortSignal.abort(new RangeError('mine')).throwIfAborted()",
        "new AbortController().signal.throwIfAborted()", "new AbortSignal()"))
        .isEqualTo(json("""
            ["why", true, ["AbortError", 20, true, true], [false, true], 1, true, "RangeError: mine", null,
             "TypeError: Illegal constructor: an AbortController makes signals"]"""));
  }

  @Test
  void tellsEveryListenerOnceInTheirOrder() throws Exception {
    assertThat(each("""
        (() => {
          const stop = new AbortController();
          const { signal } = stop;
          const heard = [];
          const first = (event) => heard.push(['first', event.type, event.target === signal]);
          const object = { handleEvent() { heard.push(['object', this === object]); } };
          signal.addEventListener('abort', first);
          signal.addEventListener('abort', first);
          signal.onabort = () => heard.push('replaced');
          signal.addEventListener('abort', object, { once: true });
          signal.onabort = function () { heard.push(['onabort', this === signal]); };
          signal.addEventListener('abort', null);
          signal.addEventListener('other', () => heard.push('other'));
          const removed = () => heard.push('removed');
          signal.addEventListener('abort', removed);
          signal.removeEventListener('abort', removed);
          const later = () => heard.push('later');
          signal.addEventListener('abort', () => signal.removeEventListener('abort', later));
          signal.addEventListener('abort', later);
          const off = new AbortController();
          signal.addEventListener('abort', () => heard.push('off'), { signal: off.signal });
          off.abort();
          stop.abort();
          stop.abort();
          signal.onabort = 7;
          return [heard, signal.onabort];
        })()""")).isEqualTo(json("""
        [[[["first", "abort", true], ["onabort", true], ["object", true]], null]]"""));
  }

  @Test
  void followsTheFirstOfSeveral() throws Exception {
    assertThat(each("""
        (() => {
          const [a, b] = [new AbortController(), new AbortController()];
          const any = AbortSignal.any([a.signal, b.signal]);
          const nested = AbortSignal.any([any]);
          const order = [];
          a.signal.addEventListener('abort', () => order.push(['a', any.aborted, nested.aborted]));
          any.addEventListener('abort', () => order.push('any'));
          nested.addEventListener('abort', () => order.push('nested'));
          a.abort('first');
          b.abort('second');
          return [order, any.reason, nested.reason];
        })()""", "AbortSignal.any([AbortSignal.abort(1), AbortSignal.abort(2)]).reason",
        "AbortSignal.any([]).aborted", "AbortSignal.any([{}])",
        "(() => { const stop = new AbortController(); const any = AbortSignal.any([stop.signal]); stop.abort(); return any.reason === stop.signal.reason; })()"))
        .isEqualTo(json("""
            [[[["a", true, true], "any", "nested"], "first", "first"], 1, false,
             "TypeError: AbortSignal.any takes AbortSignals", true]"""));
  }

  @Test
  void abortsACallThroughASignalMadeOfOthers() throws Exception {
    assertThat(each("""
        (async () => {
          const stop = new AbortController();
          const call = env.invoke('test/block', {}, { signal: AbortSignal.any([stop.signal, AbortSignal.timeout(3_600_000)]) });
          await env.invoke('test/blocked');
          stop.abort('enough');
          return call.catch(({ code, cause }) => [code, cause]);
        })()""")).isEqualTo(json("[[\"ABORTED\", \"enough\"]]"));
    assertThat(ended.get()).isEqualTo("interrupted");
  }

  @Test
  void timesOutWithATimeoutErrorForTheCallThatAsked() throws Exception {
    assertThat(each("""
        new Promise((resolve, reject) => {
          const signal = AbortSignal.timeout(5);
          const waiting = new AbortController();
          sleep(3_600_000, { signal: waiting.signal }).catch(() => {});
          signal.addEventListener('abort', () => {
            env.invoke('test/echo', signal.reason.name).then(resolve, reject);
            waiting.abort();
          });
        })""")).isEqualTo(json("[\"TimeoutError\"]"));
  }

  @Test
  void refusesTimesThatAreNone() throws Exception {
    assertThat(each("AbortSignal.timeout(-1)", "AbortSignal.timeout(NaN)",
        "AbortSignal.timeout(Infinity)"))
        .allSatisfy(
            said -> assertThat(said.asText()).startsWith("TypeError: AbortSignal.timeout takes"));
  }

  @Test
  void forgetsSignalsThatNobodyHears() throws Exception {
    assertThat(each("""
        (async () => {
          const stop = new AbortController();
          for (let i = 0; i < 20_000; i++) AbortSignal.any([stop.signal]);
          const heard = AbortSignal.any([stop.signal]);
          let told = 0;
          heard.addEventListener('abort', () => { told += 1; });
          stop.abort();
          return told;
        })()""")).isEqualTo(json("[1]"));
  }
}
