// AbortController and AbortSignal as the DOM standard has them, as far as a script can see: `abort`
// is the only event there is, and nobody but a controller dispatches it.
//
// The host's own hooks run before the listeners of a script and cannot be stopped by them; what a
// listener throws becomes an unhandled rejection and nothing else.
'use strict';

(function ({ host, p, callKey, inCall, part, checked }) {
  const { Set, TypeError, WeakRef, apply, defineProperty, filter, freeze, push, reject, sets } = p;
  const inside = {};

  let raise;
  let hook;
  let isSignal;

  class AbortSignal {
    #hooks = [];
    #listeners = [];
    #onabort = null;
    // Why it was aborted: `{reason}`, which is made when somebody asks for it; shared with derived signals.
    #cause;
    // Signals made of this one: each weakly, and strongly while somebody listens to it.
    #derived = [];
    #crowded = 16;
    #heard = new Set();
    #sources = [];

    constructor(key) {
      if (key !== inside) throw new TypeError('Illegal constructor: an AbortController makes signals');
    }

    static {
      isSignal = (value) => value !== null && typeof value === 'object' && #hooks in value;

      // Marks the signal and those derived from it, before anything of a script runs.
      const mark = (signal, cause, marked) => {
        if (signal.#cause !== undefined) return;
        signal.#cause = cause;
        push(marked, signal);
        for (let i = 0; i < signal.#derived.length; i++) {
          const derived = p.deref(signal.#derived[i]);
          if (derived !== undefined) mark(derived, cause, marked);
        }
        signal.#derived = [];
        sets.forEach(signal.#heard, (derived) => mark(derived, cause, marked));
        signal.#heard = new Set();
      };

      const tell = (signal) => {
        const hooks = signal.#hooks;
        const listeners = signal.#listeners;
        signal.#hooks = [];
        for (let i = 0; i < hooks.length; i++) hooks[i]();
        const event = freeze({ type: 'abort', target: signal, currentTarget: signal });
        for (let i = 0; i < listeners.length; i++) {
          const { callback, removed } = listeners[i];
          if (removed()) continue;
          try {
            if (typeof callback === 'function') apply(callback, signal, [event]);
            else callback.handleEvent(event);
          } catch (error) {
            reject(error);
          }
        }
        signal.#listeners = filter(signal.#listeners, ({ once }) => !once);
        signal.#sources = [];
      };

      raise = (signal, cause = {}) => {
        const marked = [];
        mark(signal, cause, marked);
        for (let i = 0; i < marked.length; i++) tell(marked[i]);
      };

      // Runs `action` when the signal is raised; answers a function that forgets it.
      hook = (signal, action) => {
        if (signal === undefined) return () => {};
        push(signal.#hooks, action);
        signal.#keep();
        return () => {
          signal.#hooks = filter(signal.#hooks, (other) => other !== action);
          signal.#keep();
        };
      };
    }

    // As long as somebody listens to it, a derived signal is held by those it is made of.
    #keep() {
      const heard = this.#hooks.length > 0 || this.#listeners.length > 0;
      for (let i = 0; i < this.#sources.length; i++) {
        if (heard) sets.add(this.#sources[i].#heard, this);
        else sets.delete(this.#sources[i].#heard, this);
      }
    }

    // What nobody holds any more is forgotten whenever the list has doubled.
    #derive(signal) {
      if (this.#derived.length === this.#crowded) {
        this.#derived = filter(this.#derived, (other) => p.deref(other) !== undefined);
        this.#crowded = p.max(16, 2 * this.#derived.length);
      }
      push(this.#derived, new WeakRef(signal));
    }

    get aborted() { return this.#cause !== undefined; }

    get reason() {
      const cause = this.#cause;
      if (cause !== undefined && cause.reason === undefined) {
        const DOMException = part('exception.js').DOMException;
        cause.reason = cause.milliseconds === undefined
          ? new DOMException('signal is aborted without reason', 'AbortError')
          : new DOMException(`not done after ${cause.milliseconds} ms`, 'TimeoutError');
      }
      return cause?.reason;
    }

    get onabort() { return this.#onabort?.callback ?? null; }

    set onabort(callback) {
      const before = this.#onabort;
      const usable = typeof callback === 'function' || (callback !== null && typeof callback === 'object');
      if (usable && before !== null) {
        before.callback = callback; // keeps its place among the listeners
        return;
      }
      if (before !== null) this.#listeners = filter(this.#listeners, (other) => other !== before);
      this.#onabort = usable ? { callback, capture: false, once: false, attribute: true, removed: () => false } : null;
      if (usable) push(this.#listeners, this.#onabort);
      this.#keep();
    }

    addEventListener(type, callback, options = {}) {
      if (callback === null || callback === undefined) return;
      if (typeof callback !== 'function' && typeof callback !== 'object') throw new TypeError('the listener is neither a function nor an object');
      const { capture = false, once = false, signal } = typeof options === 'boolean' ? { capture: options } : options ?? {};
      if (signal !== undefined && !isSignal(signal)) throw new TypeError('signal is not an AbortSignal');
      if (`${type}` !== 'abort' || signal?.aborted) return;
      for (let i = 0; i < this.#listeners.length; i++) {
        const { callback: other, capture: same, attribute } = this.#listeners[i];
        if (other === callback && same === !!capture && attribute !== true) return;
      }
      let gone = false;
      push(this.#listeners, { callback, capture: !!capture, once: !!once, remove: () => { gone = true; }, removed: () => gone });
      this.#keep();
      if (signal !== undefined) hook(signal, () => this.removeEventListener(type, callback, { capture }));
    }

    removeEventListener(type, callback, options = {}) {
      const capture = typeof options === 'boolean' ? options : !!options?.capture;
      if (`${type}` !== 'abort') return;
      this.#listeners = filter(this.#listeners, (other) => {
        const it = other.callback === callback && other.capture === capture && other.attribute !== true;
        if (it) other.remove();
        return !it;
      });
      this.#keep();
    }

    throwIfAborted() {
      if (this.aborted) throw this.reason;
    }

    static abort(reason) {
      const signal = new AbortSignal(inside);
      raise(signal, { reason });
      return signal;
    }

    // Does not keep a script alive.
    static timeout(milliseconds) {
      const time = p.trunc(+milliseconds);
      if (!(time >= 0 && time <= 2 ** 53 - 1)) throw new TypeError(`AbortSignal.timeout takes a number of milliseconds from 0, not ${p.String(milliseconds)}`);
      const signal = new AbortSignal(inside);
      const key = callKey();
      checked(host.alarm(key, time, () => inCall(key, () => raise(signal, { milliseconds: time }))));
      return signal;
    }

    static any(signals) {
      const both = new AbortSignal(inside);
      const sources = [];
      for (const signal of signals) {
        if (!isSignal(signal)) throw new TypeError('AbortSignal.any takes AbortSignals');
        push(sources, signal);
      }
      for (let i = 0; i < sources.length; i++) {
        if (sources[i].#cause !== undefined) {
          raise(both, sources[i].#cause);
          return both;
        }
      }
      for (let i = 0; i < sources.length; i++) {
        sources[i].#derive(both);
        push(both.#sources, sources[i]);
      }
      return both;
    }
  }

  class AbortController {
    #signal = new AbortSignal(inside);

    get signal() { return this.#signal; }

    abort(reason) { raise(this.#signal, { reason }); }
  }

  const tag = (type) => defineProperty(type.prototype, p.toStringTag, { value: type.name, configurable: true });
  tag(AbortSignal);
  tag(AbortController);

  return freeze({ AbortSignal, AbortController, raise, hook, isSignal });
})
