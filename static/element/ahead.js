// Asks for what every page needs before the rest of the script so much as runs: that takes 10 ms,
// and four times as long where the processor is slow.

import { TAG, prepare } from './assets.js';

// Unless another copy of the script is at work.
if (globalThis.customElements && !customElements.get(TAG) && document.querySelector(TAG)) prepare();
