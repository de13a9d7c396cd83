// Written by `cargo xtask generate` from the tables in src/settings and src/text. Do not edit.

/** By property: the kind of its attribute, and what that kind needs to know. */
export const attributes = {
  apiBase: ['text', 'https://api.securitycenter.microsoft.com'],
  src: ['text'],
  metric: ['word', 'secure-score', 'exposure-score'],
  max: ['number', { 'secure-score': 1000, 'exposure-score': 100 }, 0],
  bands: ['text'],
  target: ['text'],
  format: ['word', 'points', 'percent'],
  heading: ['text'],
  refreshInterval: ['number', 60, 1, 'off'],
  staleAfter: ['number', 24, 0],
  timeZone: ['text'],
  history: ['text', 'off', 'local:'],
  group: ['text'],
  dropAlert: ['text'],
  helpBase: ['text'],
  portalHref: ['text', 'https://security.microsoft.com/tvm_dashboard'],
  arc: ['word', 'accent', 'band'],
  actions: ['text'],
};

/** The languages that have a dictionary. */
export const languages = ['ar', 'de', 'es', 'fr', 'he', 'it', 'ja', 'nl', 'pt-BR', 'sv', 'zh-CN'];

/** The dictionaries of languages whose names differ from theirs. */
export const aliases = { iw: 'he', pt: 'pt-BR', zh: 'zh-CN' };

/** Parts of a tag that ask for traditional characters, which no dictionary has. */
export const traditional = ['hant', 'tw', 'hk', 'mo'];
