// Refreshes that a page has asked a frame for, and that are not over.

/** How long a refresh waits for a frame that is not connected, in milliseconds. */
const PATIENCE = 30_000;

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
  return {
    /** Begins one. `send` asks the frame for the one with an id, if there is a connection. */
    begin: (send, isConnected) => new Promise((resolve, reject) => {
      const id = (last += 1);
      const giveUp = () => take(id)?.reject(failure('timeout', `expected the frame at ${origin} to connect within 30 s; does its frame.json name the origin of this page?`));
      open.set(id, { resolve, reject, timer: isConnected ? undefined : setTimeout(giveUp, PATIENCE) });
      send(id);
    }),
    /** Asks a new document in the frame for all of them. */
    again(send) {
      for (const [id, { timer }] of open) {
        clearTimeout(timer);
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
