// The page that the sign-in service returns to, in the pop-up and in the hidden frame: it hands the
// answer to the page that asked. Serve it without a Cross-Origin-Opener-Policy header, which would
// part the two.
/* global msalRedirectBridge */
msalRedirectBridge.broadcastResponseToMainFrame();
