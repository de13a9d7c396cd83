import { showScore } from 'portal-widgets';

const getToken = async ({ reason }) => `a-token-${reason}`;
showScore(document.body, getToken, 'en');
showScore(document.body, getToken, 'fr');
