// The raw answer: what came, as far as a page can read it, and how long it took.

const milliseconds = (time) => `${time < 10 ? time.toFixed(1) : Math.round(time)} ms`;

/** An exchange in one line. */
export function summary({ method, url, authorized, played, status, failed, took }) {
  const { host, pathname } = new URL(url);
  const outcome = failed ?? `${status || 'a redirect'} after ${milliseconds(took.head)}`;
  return `${method} ${pathname}, ${played ? 'played' : `to ${host}`}, ${authorized ? 'with a token' : 'no token'}: ${outcome}`;
}

/** The answer as text: status, headers, body. */
export function answerText({ status, statusText, type, headers, body, failed, torn }) {
  if (failed) return `${failed}\n`;
  if (status === undefined) return 'The answer is under way.\n';
  if (type === 'opaqueredirect') return 'A redirect. Where to, a page cannot read, and the gauge refuses to go.\n';
  const lines = [`HTTP ${status} ${statusText}`.trim(), ...headers.map(([name, value]) => `${name}: ${value}`), ''];
  if (body === undefined) lines.push('(the body is under way)');
  else lines.push(body.length > 2000 ? `${body.slice(0, 2000)}\n… ${body.length} characters or more` : body);
  if (torn) lines.push('(the body broke off)');
  return lines.join('\n') + '\n';
}

/** How long it took, and what is not to be seen. */
export function timing({ begun, took, url, played, status, headers }) {
  const parts = [`Sent at ${begun.toLocaleTimeString()}`];
  if (took.head !== undefined) parts.push(`head after ${milliseconds(took.head)}`);
  if (took.all !== undefined) parts.push(`done after ${milliseconds(took.all)}`);
  const sentence = `${parts.join(', ')}.`;
  if (played) return `${sentence} Played in this page: nothing was sent.`;
  const foreign = new URL(url).origin !== location.origin && status !== undefined;
  return foreign ? `${sentence} ${headers.length} headers are readable: a page of another origin sees what the server exposes.` : sentence;
}
