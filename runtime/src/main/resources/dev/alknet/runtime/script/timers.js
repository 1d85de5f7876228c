// setTimeout, setInterval and queueMicrotask (HTML §8.6). A timer that is due keeps a script alive, and runs
// for the call that set it.
//
// Each timer waits for one host task. Tasks may come back in any order; timers run in the order of
// their times, and those of one time in the order in which they were set.
'use strict';

(function ({ host, p, callKey, inCall, checked }) {
  const { Map, TypeError, apply, array, get, push, reject, remove, resolve, set, startsWith, then, ticks } = p;

  const timers = new Map();
  let waiting = []; // sorted
  let last = 0;

  // What comes back for an earlier task of the timer, which was cancelled, counts no more.
  function wait(timer, milliseconds) {
    const ticket = {};
    timer.ticket = ticket;
    timer.task = checked(host.sleep(timer.key, milliseconds, (answer) => {
      if (timer.ticket !== ticket) return;
      if (startsWith(answer, '!')) forget(timer);
      else arrive(timer);
    }));
  }

  function enqueue(timer) {
    timer.due = ticks() + timer.period;
    let at = waiting.length;
    while (at > 0 && waiting[at - 1].due > timer.due) at -= 1;
    array.splice(waiting, at, 0, timer);
    wait(timer, timer.period);
  }

  // A call that is over may start nothing more, and its timers are about to hear of it.
  function again(timer, action) {
    try {
      action(timer);
    } catch {
      forget(timer);
    }
  }

  function forget(timer) {
    timer.ticket = undefined;
    remove(timers, timer.id);
    waiting = p.filter(waiting, (other) => other !== timer);
  }

  // The time of `timer` has come, and so has that of all before it: one now, the others each in a task of its own.
  function arrive(timer) {
    const first = array.shift(waiting);
    if (first !== timer) {
      host.cancel(first.task);
      again(timer, () => inCall(timer.key, () => wait(timer, 0)));
    }
    first.ticket = undefined;
    inCall(first.key, () => fire(first));
  }

  function fire(timer) {
    if (!timer.repeats) remove(timers, timer.id);
    try {
      apply(timer.callback, undefined, timer.given);
    } catch (error) {
      reject(error);
    }
    if (timer.repeats && get(timers, timer.id) === timer) again(timer, enqueue);
  }

  function start(what, callback, milliseconds, given, repeats) {
    if (typeof callback !== 'function') throw new TypeError(`${what} takes a function, not ${p.String(callback)}`);
    const period = p.max(0, milliseconds | 0);
    const timer = { id: ++last, key: callKey(), callback, given, repeats, period, due: 0, task: undefined, ticket: undefined };
    set(timers, timer.id, timer);
    try {
      enqueue(timer);
    } catch (error) {
      forget(timer);
      throw error;
    }
    return timer.id;
  }

  function clear(id) {
    const timer = get(timers, typeof id === 'number' ? id : +id);
    if (timer === undefined) return;
    forget(timer);
    host.cancel(timer.task);
  }

  const helpers = {
    setTimeout: function setTimeout(callback, milliseconds, ...given) { return start('setTimeout', callback, milliseconds, given, false); },
    setInterval: function setInterval(callback, milliseconds, ...given) { return start('setInterval', callback, milliseconds, given, true); },
    clearTimeout: function clearTimeout(id) { clear(id); },
    clearInterval: function clearInterval(id) { clear(id); },
    queueMicrotask: function queueMicrotask(callback) {
      if (typeof callback !== 'function') throw new TypeError(`queueMicrotask takes a function, not ${p.String(callback)}`);
      then(resolve(), () => { callback(); });
    },
  };

  // Nobody waits any more for what the timers of this call would do.
  function endAll(key) {
    p.map.forEach(timers, (timer) => { if (timer.key === key) clear(timer.id); });
  }

  return { ...helpers, endAll };
})
