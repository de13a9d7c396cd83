// Runs after the recorder and the fake timers, before every other script: from here on a page's
// time stands still until a test lets it pass.
(() => {
  const { real, turn } = host;
  // Animation frames stay real: painting is no business of these tests, and a stopped frame would
  // stop it.
  const clock = FakeTimers.install({
    now: new Date(globalThis.harnessNow),
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
    shouldClearNativeTimers: true,
  });

  // WebKit's driver bounds each script by a timer of the page, which its own `_execute` sets. That
  // one goes by real time, or a script that is under way while fake time passes would be too late.
  const { setTimeout } = globalThis;
  globalThis.setTimeout = (...asked) => {
    const isDrivers = /^.*\n@\nPromise@\[native code\]\n_execute@\n/.test(new Error().stack);
    return isDrivers ? real.setTimeout(...asked) : setTimeout(...asked);
  };

  const underWay = new Set();
  const watched = (promise) => {
    const done = () => underWay.delete(promise);
    underWay.add(promise);
    promise.then(done, done);
    return promise;
  };
  const fetch = globalThis.fetch.bind(globalThis);
  globalThis.fetch = (...asked) => {
    host.fetches.push(clock.now);
    return watched(fetch(...asked));
  };
  for (const [type, methods] of [
    [Response, ['arrayBuffer', 'blob', 'json', 'text']],
    [ReadableStreamDefaultReader, ['read']],
  ]) {
    for (const name of methods) {
      const original = type.prototype[name];
      type.prototype[name] = function (...asked) { return watched(original.apply(this, asked)); };
    }
  }

  // Lets the network, which lives in real time, catch up with the page. A request that is not
  // answered at once is one that a test left without answer: it is waited for a moment, and only
  // once.
  const settled = async () => {
    await turn(2);
    for (let turns = 0; turns < 20 && underWay.size > 0; turns++) await turn();
    underWay.clear();
    // What an answer led to.
    await turn(2);
  };

  Object.assign(host, {
    clock,
    settled,
    // When the page asked for something, in fake time.
    fetches: [],
    // Lets fake time pass, timer by timer, so that no request is overtaken by a time-out meant for
    // slow servers.
    async pass(milliseconds) {
      let done = false;
      await settled();
      clock.setTimeout(() => { done = true; }, milliseconds);
      while (!done) {
        await clock.nextAsync();
        await settled();
      }
    },
    // The machine sleeps: the clock goes on, the timers do not.
    sleep(milliseconds) {
      clock.setSystemTime(clock.now + milliseconds);
    },
  });
})();
