// The gauge's questions for a token, asked through the port.

/** A `getToken` that asks the page by `send`, and the two ways in which the page answers. */
export function questions(send) {
  const open = new Map();
  let last = 0;
  const take = (id) => {
    const question = open.get(id);
    open.delete(id);
    return question;
  };
  return {
    getToken: ({ reason, origin, signal }) => new Promise((resolve, reject) => {
      const id = (last += 1);
      open.set(id, { resolve, reject });
      signal.addEventListener('abort', () => {
        if (!take(id)) return;
        send('abort', { id });
        reject(signal.reason);
      }, { once: true });
      send('question', { id, reason, origin });
    }),
    grant: ({ id, token, expiresAt }) => take(id)?.resolve(token == null ? null : { token, expiresAt }),
    fail: ({ id }) => take(id)?.reject(new Error('the page around this frame gave no token')),
  };
}
