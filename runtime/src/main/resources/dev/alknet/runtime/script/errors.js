// Failures as scripts see them, and as the host is told of them.
'use strict';

(function ({ Error, String, defineProperty, freeze, kept, parse, slice, startsWith, stringify }) {
  const { RangeError } = kept.types;

  class CallError extends Error {
    constructor({ code, message, retryable = false, details }, options) {
      super(message, options);
      this.code = code;
      this.retryable = retryable;
      if (details !== undefined) this.details = details;
    }
  }
  defineProperty(CallError.prototype, 'name', { value: 'CallError', configurable: true, writable: true });

  // The host answers `!` and the JSON of an error when it refuses or when something failed, and `!` alone when
  // there was too little left of the stack for it to do anything.
  const checked = (answer) => {
    if (typeof answer !== 'string' || !startsWith(answer, '!')) return answer;
    if (answer === '!') throw new RangeError('Maximum call stack size exceeded');
    throw new CallError(parse(slice(answer, 1)));
  };

  const aborted = (reason) => new CallError({ code: 'ABORTED', message: 'the call was aborted' }, { cause: reason });

  const described = (error) => {
    if (error instanceof CallError) {
      return stringify({ code: String(error.code), message: String(error.message), retryable: error.retryable === true, details: error.details });
    }
    return stringify({ message: error instanceof Error ? `${error.name}: ${error.message}` : String(error) });
  };

  // What an error says, as JSON, whatever a script has thrown.
  const explain = (error) => {
    try {
      return described(error);
    } catch {
      return stringify({ message: 'something was thrown that cannot be described' });
    }
  };

  return freeze({ CallError, checked, aborted, explain });
})
