// Integrity values: what the build wrote down, and the hash that a policy takes for an inline text.

let table;

/** The value of a file of the widget, from `integrity.json` beside this page, and how to hash an inline script. */
export async function integrityOf(file) {
  table ??= fetch('integrity.json').then((response) => (response.ok ? response.json() : {}), () => ({}));
  return { integrity: (await table)[file], hashOf };
}

/** `sha256-…` of a text; nothing on a page without https, where browsers do not compute it. */
async function hashOf(text) {
  if (!globalThis.crypto?.subtle) return undefined;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return `sha256-${btoa(String.fromCharCode(...digest))}`;
}
