import 'secure-score-gauge';

// For builds that move the widget's files, such as Angular's.
export { setBasePath } from 'secure-score-gauge';

/** Puts a gauge at the end of `parent`. */
export function showScore(parent, getToken, lang) {
  const gauge = document.createElement('secure-score-gauge');
  gauge.apiBase = '/defender';
  gauge.lang = lang;
  gauge.getToken = getToken;
  parent.append(gauge);
  return gauge;
}
