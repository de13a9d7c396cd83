// The one file that a host page imports, once it is bundled: defines <secure-score-gauge>.

import './ahead.js';
import { define } from './secure-score-gauge.js';

export { define, setBasePath } from './secure-score-gauge.js';

/** The class that has the name: another copy's, if that was there first. */
export const SecureScoreGauge = define();
