import type { GetToken, SecureScoreGauge } from 'secure-score-gauge';

export { setBasePath } from 'secure-score-gauge';

/** Puts a gauge at the end of `parent`. */
export function showScore(parent: Element, getToken: GetToken, lang: string): SecureScoreGauge;
