// What the gallery shows: every state, values that are hard to draw, every language.

const SCALE = { bands: '0 Low, 400 Fair, 700 Good', target: '800' };
const TIME = '2026-03-02T09:15:58.1665846Z';
/** Never stale, however old the snapshot is. */
const LASTING = { 'stale-after': '1000000' };

const giveToken = async () => 'a-played-token';
const snapshot = (score, time = TIME) => (gauge) => { gauge.snapshot = { score, time }; };
const hoursAgo = (hours) => new Date(Date.now() - hours * 3_600_000).toISOString();

/** A good answer, and then a failure. */
const thenRefresh = (gauge) => {
  gauge.getToken = giveToken;
  gauge.addEventListener('secure-score-load', () => gauge.refresh().catch(() => {}), { once: true });
};

/**
 * The host page takes its time, for ever: after each of the gauge's own limits it is asked again.
 */
const neverAnswer = (gauge) => {
  const wait = () => { gauge.getToken = () => new Promise(() => {}); };
  gauge.addEventListener('secure-score-error', wait);
  wait();
};

/** A card as a page has it every day, for a picture. */
export const PICTURE = { attributes: SCALE, start: (gauge) => snapshot(640, hoursAgo(1))(gauge) };

export const STATES = [
  { title: 'ready', attributes: { ...SCALE, ...LASTING }, start: snapshot(640) },
  { title: 'stale', attributes: SCALE, start: (gauge) => snapshot(640, hoursAgo(75))(gauge) },
  { title: 'idle', attributes: SCALE, start: () => {} },
  { title: 'loading', attributes: SCALE, start: neverAnswer },
  { title: 'unauthorized', attributes: SCALE, start: (gauge) => { gauge.getToken = async () => null; } },
  { title: 'unauthorized, with the last good score', attributes: { ...SCALE, 'api-base': 'played/forbidden' }, start: thenRefresh },
  { title: 'error', attributes: { ...SCALE, 'api-base': 'played/missing' }, start: (gauge) => { gauge.getToken = giveToken; } },
  { title: 'error, with the last good score', attributes: { ...SCALE, 'api-base': 'played/gone' }, start: thenRefresh },
  { title: 'error, with the last good score, retried', attributes: { ...SCALE, 'api-base': 'played/busy' }, start: thenRefresh },
];

const value = (title, score, attributes = {}) => ({ title, attributes: { ...attributes, ...LASTING }, start: snapshot(score) });

export const VALUES = [
  value('plain', 640),
  value('the target reached', 840, SCALE),
  value("the arc in its band's colour", 640, { ...SCALE, arc: 'band' }),
  value('plain, in percent', 640, { format: 'percent' }),
  value('zero', 0),
  value('the smallest score seen', 9),
  value('full', 1000),
  value('beyond the scale', 1234, { target: '70%' }),
  value('at the edge of a band', 400, SCALE),
  value('percent', 333, { format: 'percent', bands: '0 Low, 50% High', target: '70%' }),
  value('exposure score', 33.491554051195706, { metric: 'exposure-score', target: '20' }),
  value('six digits and a fraction', 123456.78, { max: '1000000', bands: '0 Low, 40% Fair, 70% Good', target: '650000' }),
  value('a huge scale', 999999999999.5, { max: '1000000000000' }),
  value('a tiny scale', 0.00034, { max: '0.001', bands: '0 Low, 0.0004 Fair, 0.0007 Good', target: '0.0008' }),
  value('a number without end', 1e300, SCALE),
  value('twelve bands', 555, { bands: '0 a, 100 b, 200 c, 300 d, 400 e, 500 f, 600 g, 700 h, 800 i, 850 j, 900 k, 950 Very good indeed' }),
  value('a past, with a menu', 640, { ...SCALE, history: 'sample/history.json', actions: 'copy-image copy-value csv' }),
  value('a long heading', 640, { ...SCALE, heading: 'Secure score of every managed device in the northern region' }),
];

export const LANGUAGES = ['en', 'fr', 'de', 'es', 'it', 'pt-BR', 'nl', 'sv', 'ja', 'zh-CN', 'ar', 'he'];
