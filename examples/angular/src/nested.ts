import { setBasePath, showScore } from 'portal-widgets';
import type { GetToken } from 'secure-score-gauge';

// The package's own copy of the widget, which angular.json copies to this folder.
setBasePath(new URL('secure-score/', document.baseURI));

const getToken: GetToken = async ({ reason }) => `a-token-${reason}`;
showScore(document.body, getToken, 'en');
showScore(document.body, getToken, 'fr');
