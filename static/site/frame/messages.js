// The messages between a page and the frame that it holds. Each side reads with the other side's
// table: a message of another version, of another shape or in the wrong direction is no message.

const PROTOCOL = 'secure-score-frame';

/** Changes whenever a page and a frame of different releases would misunderstand each other. */
export const VERSION = 1;

/** The events of a gauge that a page hears of. */
export const EVENTS = ['state', 'load', 'error', 'band', 'target', 'drop'].map((name) => `secure-score-${name}`);

const orNothing = (check) => (value) => value == null || check(value);
const isText = (limit) => (value) => typeof value === 'string' && value.length <= limit;
const isFlag = (value) => typeof value === 'boolean';
const isObject = (value) => typeof value === 'object' && value !== null;
const isId = (value) => Number.isSafeInteger(value) && value > 0;
const isHeight = (value) => Number.isSafeInteger(value) && value > 0 && value <= 16_384;
const isName = isText(1_024);
const isLongText = isText(1 << 20);

/** Whether a message can hold an entry of a storage. */
export const isEntry = (key, text) => isName(key) && isLongText(text);

/** Whether a message can hold an attribute; `null` removes it. */
export const isAttribute = (name, text) => isText(64)(name) && orNothing(isText(8_192))(text);

/** Whether a message can hold a moment of which a page tells. */
export const isTime = (value) => isText(64)(value) || Number.isFinite(value) || value instanceof Date;

const isTexts = (value) => isObject(value) && Object.entries(value).every(([key, text]) => isEntry(key, text));
const areAttributes = (value) => isObject(value) && Object.entries(value).every(([name, text]) => isAttribute(name, text));
const oneOf = (...known) => (value) => known.includes(value);

const isSurroundings = (value) =>
  isObject(value) && isText(64)(value.lang) && isText(3)(value.dir) && isText(64)(value.scheme) && isTexts(value.looks);

/** By type: the members of a message from the page, each with its check. */
export const FROM_PAGE = {
  hello: { connection: isText(64), givesTokens: isFlag, attributes: areAttributes, surroundings: isSurroundings, past: isTexts },
  surroundings: { surroundings: isSurroundings },
  attribute: { name: isText(64), value: orNothing(isText(8_192)) },
  grant: { id: isId, token: orNothing(isText(65_536)), expiresAt: orNothing(isTime) },
  failed: { id: isId },
  refresh: { id: isId },
  past: { key: isText(1_024), value: orNothing(isText(1 << 20)) },
  bye: {},
};

/** By type: the members of a message from the frame. */
export const FROM_FRAME = {
  welcome: { connection: isText(64) },
  question: { id: isId, reason: oneOf('initial', 'expiring', 'rejected'), origin: orNothing(isText(512)) },
  abort: { id: isId },
  height: { height: isHeight },
  event: { name: oneOf(...EVENTS), detail: isObject },
  refreshed: { id: isId, score: isObject },
  refused: { id: isId, code: isText(64), message: isText(2_048) },
  past: { key: isText(1_024), value: orNothing(isText(1 << 20)) },
};

/** A message of a type. */
export const write = (type, members) => ({ protocol: PROTOCOL, version: VERSION, type, ...members });

/** The message that somebody's data is, by a table; nothing where the data is no message. */
export function read(table, data) {
  if (!isObject(data) || data.protocol !== PROTOCOL || data.version !== VERSION || !Object.keys(table).includes(data.type)) return undefined;
  const fits = Object.entries(table[data.type]).every(([name, check]) => check(data[name]));
  return fits ? data : undefined;
}

/** Whether data is a message of another release. */
export const isOfAnotherVersion = (data) => isObject(data) && data.protocol === PROTOCOL && data.version !== VERSION;

/**
 * Whether a text is an origin as browsers write it. The origin of a sandboxed page is written
 * `null`, which names nobody.
 */
export function isOrigin(text) {
  try {
    return typeof text === 'string' && text !== 'null' && new URL(text).origin === text;
  } catch {
    return false;
  }
}
