// DOMException (Web IDL §2.8.1), which the other web helpers throw.
'use strict';

(function ({ p }) {
  const { Error, defineProperty, hasOwn } = p;
  const CODES = {
    IndexSizeError: 1, HierarchyRequestError: 3, WrongDocumentError: 4, InvalidCharacterError: 5, NoModificationAllowedError: 7,
    NotFoundError: 8, NotSupportedError: 9, InUseAttributeError: 10, InvalidStateError: 11, SyntaxError: 12, InvalidModificationError: 13,
    NamespaceError: 14, InvalidAccessError: 15, TypeMismatchError: 17, SecurityError: 18, NetworkError: 19, AbortError: 20,
    URLMismatchError: 21, QuotaExceededError: 22, TimeoutError: 23, InvalidNodeTypeError: 24, DataCloneError: 25,
  };

  class DOMException extends Error {
    #name;

    constructor(message = '', name = 'Error') {
      super(`${message}`);
      this.#name = `${typeof name === 'object' && name !== null ? name.name ?? 'Error' : name}`;
      if (typeof name === 'object' && name !== null && 'cause' in name) defineProperty(this, 'cause', { value: name.cause, configurable: true, writable: true });
    }

    get name() { return this.#name; }

    get code() { return hasOwn(CODES, this.#name) ? CODES[this.#name] : 0; }
  }

  defineProperty(DOMException.prototype, p.toStringTag, { value: 'DOMException', configurable: true });
  return { DOMException };
})
