// What a script says about a call besides its input.
'use strict';

(function ({ part, p, checked }) {
  const { String, TypeError, keys } = p;

  // `at` is the peer that every call goes to, or '' when the caller may choose.
  function checkOptions(options, at, checkPeer) {
    const names = keys(options);
    for (let i = 0; i < names.length; i++) {
      if (names[i] !== 'timeout' && names[i] !== 'deadline' && names[i] !== 'signal' && names[i] !== 'abortPolicy' && names[i] !== 'peer') {
        throw new TypeError(`unknown call option: ${names[i]} (expected timeout, deadline, signal, abortPolicy or peer)`);
      }
    }
    const { timeout, deadline, signal, abortPolicy, peer } = options;
    if (timeout !== undefined && !(typeof timeout === 'number' && timeout > 0)) {
      throw new TypeError(`timeout is a positive number of milliseconds, not ${String(timeout)}`);
    }
    if (deadline !== undefined && !(typeof deadline === 'number' && deadline === deadline)) {
      throw new TypeError(`deadline is a time as Date.now() counts it, not ${String(deadline)}`);
    }
    if (signal !== undefined && !part('signals.js').isSignal(signal)) {
      throw new TypeError('signal is not an AbortSignal');
    }
    if (abortPolicy !== undefined && abortPolicy !== 'abort-dependents' && abortPolicy !== 'continue-running') {
      throw new TypeError(`unknown abort policy: ${String(abortPolicy)} (expected abort-dependents or continue-running)`);
    }
    if (peer !== undefined) {
      checkPeer('peer', peer);
      if (at !== '' && peer !== at) throw new TypeError(`this calls peer ${at}, not ${peer}`);
    }
    return { time: () => timeLeft(timeout, deadline), signal, policy: abortPolicy ?? '', peer: peer ?? at };
  }

  // How many milliseconds a call has that starts now, 0 for no limit of its own; none are left after the deadline.
  function timeLeft(timeout, deadline) {
    if (deadline === undefined) return timeout ?? 0;
    const left = deadline - p.now();
    if (left <= 0) checked('!{"code":"TIMEOUT","message":"request timed out","retryable":true}');
    return timeout < left ? timeout : left;
  }

  return checkOptions;
})
