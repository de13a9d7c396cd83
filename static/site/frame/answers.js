// The page's answers to a frame that asks for a token.

import { isTime, write } from './messages.js';

/**
 * Has `getToken` answer the questions of a frame; `abort` ends one of them, `abortAll` all that are
 * open.
 */
export function answers(getToken) {
  const open = new Map();

  /**
   * What answers a question: a grant, or nothing. What a page throws may hold anything, and stays
   * here.
   */
  async function grantFor({ id, reason, origin }, signal) {
    try {
      const given = await getToken({ reason, origin, signal });
      const token = given?.token ?? given ?? null;
      const expiresAt = given?.expiresAt;
      // As in the gauge: where nobody can say when a token expires, it is good for now.
      const known = isTime(expiresAt) ? { expiresAt } : {};
      return token === null || typeof token === 'string' ? write('grant', { id, token, ...known }) : null;
    } catch {
      return null;
    }
  }

  return {
    async answer(question, port) {
      const controller = new AbortController();
      open.set(question.id, controller);
      const grant = await grantFor(question, controller.signal);
      if (open.get(question.id) !== controller) return;
      open.delete(question.id);
      const failed = write('failed', { id: question.id });
      try {
        port.postMessage(grant ?? failed);
      } catch {
        // Functions, say, are for no other document.
        port.postMessage(failed);
      }
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
