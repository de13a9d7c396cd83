// Refreshes that a page has asked a frame for, and that are not over. Each of them ends.

/** How long a refresh waits for a frame that is not connected, in milliseconds. */
const PATIENCE = 30_000;

/**
 * How long it waits for the answer of one that is, in milliseconds. The gauge ends each refresh by
 * itself: 30 s are for a token and 30 s for the request, and both once more after a 401. The other
 * three minutes are for its files to arrive. So whatever takes longer is a frame that is gone.
 */
const LONGEST = 300_000;

const failure = (code, message) => Object.assign(new Error(message), { code });

/** Refreshes of the frame at an origin. */
export function refreshes(origin) {
  const open = new Map();
  let last = 0;
  const take = (id) => {
    const one = open.get(id);
    open.delete(id);
    clearTimeout(one?.timer);
    return one;
  };
  /** Ends one after its time, counted from now, if nobody answers. */
  function limit(id, isConnected) {
    const one = open.get(id);
    const missing = isConnected
      ? 'to answer within 5 min; is it still in the page, and has it loaded?'
      : 'to connect within 30 s; is it in the page, and does its frame.json name the origin of this page?';
    const giveUp = () => take(id)?.reject(failure('timeout', `expected the frame at ${origin} ${missing}`));
    clearTimeout(one.timer);
    one.timer = setTimeout(giveUp, isConnected ? LONGEST : PATIENCE);
  }
  return {
    /** Begins one. `send` asks the frame for the one with an id, if there is a connection. */
    begin: (send, isConnected) => new Promise((resolve, reject) => {
      const id = (last += 1);
      open.set(id, { resolve, reject });
      limit(id, isConnected);
      send(id);
    }),
    /** Asks a new document in the frame for all of them. */
    again(send) {
      for (const id of open.keys()) {
        limit(id, true);
        send(id);
      }
    },
    resolve: (id, score) => take(id)?.resolve(score),
    reject: (id, code, message) => take(id)?.reject(failure(code, message)),
    rejectAll(code, message) {
      for (const id of [...open.keys()]) this.reject(id, code, message);
    },
  };
}
