// What a console does with the result of a line.
'use strict';

(function (restOf, { String, defineProperty, push, tagOf }) {
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

  // Hands the items of a subscription on, as many at once as are there; false for any other value.
  async function follow(value, take) {
    if (value === null || typeof value !== 'object' || tagOf(value) !== '[object Subscription]') return false;
    for (let next = await value.next(); !next.done; next = await value.next()) {
      const items = [next.value];
      const rest = restOf(value);
      for (let i = 0; i < rest.length; i++) push(items, rest[i]);
      take(items);
    }
    return true;
  }

  return { follow, keep };
})
