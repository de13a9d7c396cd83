// The proxy passes the page's token through: it comes from the sign-in as it would without a proxy.
// `portalToken` stands for your own; examples/msal/ shows it with MSAL.
import { portalToken } from './portal-token.js';

document.querySelector('secure-score-gauge').getToken = ({ reason, signal }) => portalToken(reason, signal);
