// AbortController and AbortSignal, as far as scripts need them.
//
// The host's own hooks run before the listeners of a script and cannot be stopped by them; what a
// listener throws becomes an unhandled rejection and nothing else.
'use strict';

(function (host, { CallError, aborted }, { apply, filter, freeze, push, reject }) {
  let raise;
  let hook;

  class AbortSignal {
    #hooks = [];
    #listeners = [];
    #aborted = false;
    #reason;
    onabort = null;

    static {
      raise = (signal, reason) => {
        if (signal.#aborted) return;
        signal.#aborted = true;
        signal.#reason = reason ?? aborted();
        const hooks = signal.#hooks;
        const listeners = signal.#listeners;
        signal.#hooks = [];
        signal.#listeners = [];
        for (let i = 0; i < hooks.length; i++) hooks[i]();
        const event = freeze({ type: 'abort', target: signal });
        if (typeof signal.onabort === 'function') push(listeners, signal.onabort);
        for (let i = 0; i < listeners.length; i++) {
          try {
            apply(listeners[i], signal, [event]);
          } catch (error) {
            reject(error);
          }
        }
      };

      // Runs `action` when the signal is raised; answers a function that forgets it.
      hook = (signal, action) => {
        if (signal === undefined) return () => {};
        push(signal.#hooks, action);
        return () => { signal.#hooks = filter(signal.#hooks, (other) => other !== action); };
      };
    }

    get aborted() { return this.#aborted; }

    get reason() { return this.#reason; }

    addEventListener(type, listener) {
      if (type === 'abort' && typeof listener === 'function') push(this.#listeners, listener);
    }

    removeEventListener(type, listener) {
      if (type === 'abort') this.#listeners = filter(this.#listeners, (other) => other !== listener);
    }

    throwIfAborted() {
      if (this.#aborted) throw this.#reason;
    }

    static abort(reason) {
      const signal = new AbortSignal();
      raise(signal, reason);
      return signal;
    }

    // Does not keep a script alive.
    static timeout(milliseconds) {
      const signal = new AbortSignal();
      const late = () => raise(signal, new CallError({ code: 'TIMEOUT', message: `not done after ${milliseconds} ms`, retryable: true }));
      host.alarm(milliseconds, late);
      return signal;
    }

    static any(signals) {
      const both = new AbortSignal();
      for (const signal of signals) {
        if (signal.aborted) raise(both, signal.reason);
        else hook(signal, () => raise(both, signal.reason));
      }
      return both;
    }
  }

  class AbortController {
    #signal = new AbortSignal();

    get signal() { return this.#signal; }

    abort(reason) { raise(this.#signal, reason); }
  }

  return freeze({ AbortSignal, AbortController, raise, hook });
})
