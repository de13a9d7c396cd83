import 'secure-score-gauge';

/** Puts a gauge at the end of `parent`. */
export function showScore(parent, getToken, lang) {
  const gauge = document.createElement('secure-score-gauge');
  gauge.apiBase = '/defender';
  gauge.lang = lang;
  gauge.getToken = getToken;
  parent.append(gauge);
  return gauge;
}
