// Written by `cargo xtask generate` from the tables in src/settings and src/text. Do not edit.

/** By name: the kind of an attribute, and what that kind needs to know. */
export const attributes = {
  'api-base': ['text', 'https://api.securitycenter.microsoft.com'],
  'src': ['text'],
  'metric': ['word', 'secure-score', 'exposure-score'],
  'max': ['number', { 'secure-score': 1000, 'exposure-score': 100 }, 0],
  'bands': ['text'],
  'target': ['text'],
  'format': ['word', 'points', 'percent'],
  'heading': ['text'],
  'refresh-interval': ['number', 60, 1, 'off'],
  'stale-after': ['number', 24, 0],
  'time-zone': ['text'],
  'history': ['text', 'off', 'local:'],
  'group': ['text'],
  'drop-alert': ['text'],
  'help-base': ['text'],
  'portal-href': ['text', 'https://security.microsoft.com/tvm_dashboard'],
  'arc': ['word', 'accent', 'band'],
  'actions': ['text'],
};

/** The languages that have a dictionary. */
export const languages = ['ar', 'de', 'es', 'fr', 'he', 'it', 'ja', 'nl', 'pt-BR', 'sv', 'zh-CN'];

/** The dictionaries of languages whose names differ from theirs. */
export const aliases = { iw: 'he', pt: 'pt-BR', zh: 'zh-CN' };

/** Parts of a tag that ask for traditional characters, which no dictionary has. */
export const traditional = ['hant', 'tw', 'hk', 'mo'];
