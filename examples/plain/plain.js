import { SecureScoreGauge } from '../../dist/secure-score-gauge.js';

// One callback for every gauge of the page. `portalToken` stands for the sign-in of your portal.
import { portalToken } from '../portal-token.js';

SecureScoreGauge.getToken = ({ reason, signal }) => portalToken(reason, signal);
