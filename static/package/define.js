// Defines <secure-score-gauge>. `element.js` has all of it, with no side effect.
import { define } from './element.js';

export { define, setBasePath } from './element.js';
export const SecureScoreGauge = define();
