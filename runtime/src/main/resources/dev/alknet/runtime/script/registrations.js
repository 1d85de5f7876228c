// `env.register`: operations that a script serves.
'use strict';

(function ({ host, p, checked }) {
  const { AsyncGeneratorFunction, Symbol, TypeError, freeze, parse, stringify } = p;

  // Without a peer the operation belongs to the session; with one it is offered to that peer.
  return ({ toJson, decoder, forget }, at, spec, handler) => {
    if (typeof handler !== 'function') throw new TypeError(`${at === '' ? 'env.register' : 'env.peer(id).register'}(spec, handler): handler is not a function`);
    const streams = handler instanceof AsyncGeneratorFunction;
    const full = { op_type: streams ? 'subscription' : 'query', ...(typeof spec === 'string' ? { name: spec } : spec) };
    const served = {
      handler,
      read: decoder(stringify(full.input_schema)) ?? ((input) => input),
      write: (output) => toJson(output, { path: 'output', name: full.name }, () => stringify(full.output_schema)),
    };
    const description = stringify({ ...full, '#handler': p.codeOf(handler) });
    const { name, registration, refusal } = parse(checked(host.register(description, streams, freeze(served), at)));
    if (refusal !== undefined) throw new TypeError(refusal);
    forget();
    const dispose = () => {
      forget();
      checked(host.unregister(registration));
    };
    return freeze({ name, dispose, [Symbol.dispose]: dispose });
  };
})
