// What a console does with the result of a line.
'use strict';

(function (consoleOf, { String, defineProperty, push }) {
  let kept = 0;

  // Keeps a result as `_` and under a number, as `_1`, `_2` …: the one of its place, or the next one when that
  // is 0; what is undefined is no result.
  function keep(value, place) {
    if (value === undefined) return;
    if (place === 0) kept++;
    const names = ['_', '_' + String(place === 0 ? kept : place)];
    for (let i = 0; i < names.length; i++) {
      defineProperty(globalThis, names[i], { value, configurable: true, enumerable: false, writable: true });
    }
  }

  // Hands the items of a subscription on: the host does so by itself (to `sink`), or, where some are values of
  // this session already, as many at once as are there go to `take`. False for any other value.
  async function follow(value, take, sink) {
    const subscription = consoleOf(value);
    if (subscription === undefined) return false;
    if (await subscription.show(sink)) return true;
    for (let next = await value.next(); !next.done; next = await value.next()) {
      const items = [next.value];
      const more = subscription.rest();
      for (let i = 0; i < more.length; i++) push(items, more[i]);
      take(items);
    }
    return true;
  }

  return { follow, keep };
})
