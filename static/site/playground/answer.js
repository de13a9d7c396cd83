// The raw response, as far as a page can read it, and its timing.

const milliseconds = (time) => `${time < 10 ? time.toFixed(1) : Math.round(time)} ms`;

/** An exchange in one line. */
export function summary({ method, url, authorized, played, status, failed, took }) {
  const { host, pathname } = new URL(url);
  const outcome = failed ?? `${status || 'a redirect'} after ${milliseconds(took.head)}`;
  return `${method} ${pathname}, ${played ? 'simulated' : `to ${host}`}, ${authorized ? 'with a token' : 'no token'}: ${outcome}`;
}

/** The answer as text: status, headers, body. */
export function answerText({ status, statusText, type, headers, body, failed, torn }) {
  if (failed) return `${failed}\n`;
  if (status === undefined) return 'The response is on its way.\n';
  if (type === 'opaqueredirect') return 'A redirect. A page cannot read where it leads, and the gauge does not follow it.\n';
  const lines = [`HTTP ${status} ${statusText}`.trim(), ...headers.map(([name, value]) => `${name}: ${value}`), ''];
  if (body === undefined) lines.push('(the body is on its way)');
  else lines.push(body.length > 2000 ? `${body.slice(0, 2000)}\n… ${body.length} characters or more` : body);
  if (torn) lines.push('(the body broke off)');
  return lines.join('\n') + '\n';
}

/** How long it took, and how much of it a page can see. */
export function timing({ begun, took, url, played, status, headers }) {
  const parts = [`Sent at ${begun.toLocaleTimeString()}`];
  if (took.head !== undefined) parts.push(`head after ${milliseconds(took.head)}`);
  if (took.all !== undefined) parts.push(`done after ${milliseconds(took.all)}`);
  const sentence = `${parts.join(', ')}.`;
  if (played) return `${sentence} Simulated on this page: nothing was sent.`;
  const foreign = new URL(url).origin !== location.origin && status !== undefined;
  return foreign ? `${sentence} ${headers.length} headers are readable: a page on another origin sees only the headers that the server exposes.` : sentence;
}
