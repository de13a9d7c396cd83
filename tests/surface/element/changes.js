// Leads `window.gauge` through a number of random changes, always the same ones, and lists the
// faults of each card that it then showed. What is under test is what the card is changed into, so
// the answers are made here, in the place of a network.
(async (changes) => {
  let seed = 1;
  const below = (count) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((seed / 2 ** 32) * count);
  };
  const one = (list) => list[below(list.length)];

  const ATTRIBUTES = {
    max: [null, '100', '1000', '0.004', '123456789012'],
    bands: [null, '', '0 Low', '0 Low, 400 Fair, 700 Good', '0 a, 10 b, 20 c, 30 d, 40 e, 50 f, 60 g', '10% Low, 340 High', 'none'],
    target: [null, '700', '0', '400', '90%', '99999'],
    format: [null, 'percent', 'points'],
    heading: [null, 'Portal', ''],
    metric: [null, 'exposure-score', 'secure-score'],
    'help-base': [null, '', 'https://help.example/codes'],
    'stale-after': [null, '0.0000001', '24'],
    'time-zone': [null, 'UTC', 'Asia/Tokyo', 'Europe/Atlantis'],
    lang: [null, 'en', 'de', 'ar', 'ja'],
    'api-base': ['/defender', '/defender', '/elsewhere', 'http://defender.example'],
    src: [null, null, null, '/score.json'],
  };
  const time = new Date().toISOString();
  const SNAPSHOTS = [null, null, ...[0, 1, 340, 399.5, 1200, 1e21].map((score) => ({ score, time })), { score: 'x' }];
  const STRINGS = [null, { retry: 'Once more', asOf: '{time}' }, { stale: '' }];
  const failure = (code, target) => JSON.stringify({ error: { code, message: 'No.', target } });
  const ANSWERS = [
    ...[0, 340, 340, 980, 2000].map((score) => [200, JSON.stringify({ time, score })]),
    [200, 'no JSON'], [400, ''], [401, ''], [403, failure('Forbidden', 'an-id')], [403, failure('DisabledFeature', 'another')],
    [404, ''], [429, ''], [500, failure('Internal', 'a-third')], null,
  ];
  const TOKENS = ['a', 'a', 'a', 'b', '', null, 7, { token: 'c', expiresAt: '2026-03-02T08:00:00Z' }];

  const theirs = window.fetch;
  window.fetch = async (asked) => {
    if (!/configurationScore|exposureScore|score\.json/.test(asked.url ?? asked)) return theirs(asked);
    const [status, body] = one(ANSWERS) ?? [];
    if (!status) throw new TypeError('no network');
    return new Response(body, { status });
  };
  const turn = () => new Promise((resolve) => { setTimeout(resolve); });
  const shown = (gauge) => {
    const card = gauge.shadowRoot.querySelector('[part=card]').cloneNode(true);
    // What was told last is each card's own.
    card.querySelector('[role=status]')?.remove();
    return card;
  };
  const same = (a, b) => shown(a).isEqualNode(shown(b));

  const wrong = [];
  gauge.getToken = async () => one(TOKENS);
  for (let change = 0; change < changes && wrong.length < 3; change += 1) {
    for (let more = 1 + below(4); more > 0; more -= 1) {
      const name = one(Object.keys(ATTRIBUTES));
      const value = one(ATTRIBUTES[name]);
      if (value === null) gauge.removeAttribute(name);
      else gauge.setAttribute(name, value);
    }
    const deed = below(10);
    if (deed === 0) gauge.strings = one(STRINGS);
    else if (deed === 1) gauge.clearToken();
    else if (deed === 2) gauge.setToken(one(TOKENS));
    else if (deed < 6) gauge.snapshot = one(SNAPSHOTS);
    else gauge.refresh().catch(() => {});
    for (let turns = 1 + below(3); turns > 0; turns -= 1) await turn();
    if (!gauge.shadowRoot.querySelector('.notice')) wrong.push(`change ${change}: no card`);
    if (typeof gauge.snapshot?.score !== 'number' || gauge.state !== 'ready') continue;
    // A card that has been many others is the same as one that is new.
    const fresh = gauge.cloneNode();
    fresh.strings = gauge.strings;
    fresh.snapshot = gauge.snapshot;
    gauge.after(fresh);
    for (let turns = 0; turns < 50 && (fresh.state !== 'ready' || !same(fresh, gauge)); turns += 1) await turn();
    if (!same(fresh, gauge)) wrong.push(`change ${change}: ${shown(gauge).outerHTML} but anew ${shown(fresh).outerHTML}`);
    fresh.remove();
  }
  window.fetch = theirs;
  return wrong;
})
