// Runs before every script of a page under test. Records what the page says and what the gauges
// tell, and gives the tests a few words to speak with: `gauge`, `gauges` and `host`.
(() => {
  const real = { setTimeout: globalThis.setTimeout.bind(globalThis) };
  const record = { console: [], events: [], tokenCalls: [] };
  let waiting = [];

  const text = (value) => {
    if (value instanceof Error) return `${value.name}: ${value.message}`;
    if (typeof value === 'string') return value;
    try {
      return JSON.stringify(value) ?? String(value);
    } catch {
      return String(value);
    }
  };
  const say = (level, words) => record.console.push({ level, text: words.map(text).join(' ') });

  for (const level of ['debug', 'log', 'info', 'warn', 'error', 'trace', 'assert']) {
    const original = console[level].bind(console);
    console[level] = (...words) => {
      if (level !== 'assert') say(level, words);
      else if (!words[0]) say(level, words.slice(1));
      original(...words);
    };
  }
  addEventListener('error', (event) => {
    if (event instanceof ErrorEvent) say('uncaught', [event.message]);
    else say('missing', [`${event.target.localName} ${event.target.src || event.target.href}`]);
  }, true);
  addEventListener('unhandledrejection', (event) => say('unhandled', [event.reason]));
  addEventListener('securitypolicyviolation', (event) => say('policy', [event.violatedDirective, event.blockedURI]));

  for (const name of ['state', 'load', 'error', 'band', 'target', 'drop'].map((what) => `secure-score-${what}`)) {
    addEventListener(name, (event) => {
      record.events.push({
        name,
        detail: JSON.parse(JSON.stringify(event.detail)),
        target: event.target.id || event.target.localName,
        bubbles: event.bubbles,
        composed: event.composed,
        cancelable: event.cancelable,
      });
      const woken = waiting;
      waiting = [];
      for (const wake of woken) wake();
    }, true);
  }

  // Waits that are drawn by lot are the longest there are, so that no retry of its own comes
  // between two steps of a test.
  Math.random = () => 0.999_999;

  const changed = () => new Promise((resolve) => waiting.push(resolve));
  const turn = (milliseconds = 10) => new Promise((resolve) => real.setTimeout(resolve, milliseconds));

  globalThis.host = {
    record,
    real,
    turn,
    // The nth event (from 1) of a name, also when it came already.
    async event(name, nth, target) {
      for (;;) {
        const fitting = record.events.filter((event) => event.name === name && (!target || event.target === target));
        if (fitting.length >= nth) return fitting[nth - 1];
        await changed();
      }
    },
    async until(question) {
      for (;;) {
        const answer = await question();
        if (answer) return answer;
        await turn();
      }
    },
    // A `getToken` that gives these answers in turn, the last one for ever. A function is called
    // with the arguments.
    tokens(answers, name = 'page') {
      let next = 0;
      return (asked) => {
        const call = { name, reason: asked?.reason, signal: asked?.signal instanceof AbortSignal, aborted: false };
        record.tokenCalls.push(call);
        if (call.signal) asked.signal.addEventListener('abort', () => { call.aborted = true; });
        const answer = answers[Math.min(next++, answers.length - 1)];
        return typeof answer === 'function' ? answer(asked) : Promise.resolve(answer);
      };
    },
    hide(hidden) {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => (hidden ? 'hidden' : 'visible') });
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    },
    offline(offline) {
      Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => !offline });
      dispatchEvent(new Event(offline ? 'offline' : 'online'));
    },
    // What a person sees of a part: its own text and that of everything visible in it.
    part(element, name) {
      const part = element.shadowRoot?.querySelector(`[part~="${name}"]`);
      if (!part || !part.checkVisibility({ visibilityProperty: true })) return null;
      return (part instanceof HTMLElement ? part.innerText : part.textContent).replace(/\s+/g, ' ').trim();
    },
  };
  Object.defineProperty(globalThis, 'gauges', { get: () => [...document.querySelectorAll('secure-score-gauge')] });
  Object.defineProperty(globalThis, 'gauge', { get: () => document.querySelector('secure-score-gauge') });
})();
