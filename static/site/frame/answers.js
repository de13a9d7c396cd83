// The page's answers to a frame that asks for a token.

import { write } from './messages.js';

/** Has `getToken` answer the questions of a frame; `abort` ends one of them, `abortAll` all that are open. */
export function answers(getToken) {
  const open = new Map();

  /** The message that answers a question, or says that there is no token. What a page throws may hold anything, and stays here. */
  async function answerTo({ id, reason, origin }, signal) {
    try {
      const given = await getToken({ reason, origin, signal });
      const token = given?.token ?? given ?? null;
      if (token !== null && typeof token !== 'string') return write('failed', { id });
      return structuredClone(write('grant', { id, token, expiresAt: given?.expiresAt }));
    } catch {
      return write('failed', { id });
    }
  }

  return {
    async answer(question, port) {
      const controller = new AbortController();
      open.set(question.id, controller);
      const message = await answerTo(question, controller.signal);
      if (open.get(question.id) !== controller) return;
      open.delete(question.id);
      port.postMessage(message);
    },
    abort({ id }) {
      open.get(id)?.abort();
      open.delete(id);
    },
    abortAll() {
      for (const controller of open.values()) controller.abort();
      open.clear();
    },
  };
}
