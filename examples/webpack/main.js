import { SecureScoreGauge } from 'secure-score-gauge';

// Stands for the sign-in of your portal; see ../msal.
SecureScoreGauge.getToken = async ({ reason }) => `a-token-${reason}`;
