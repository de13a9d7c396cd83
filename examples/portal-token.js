// Stands for the sign-in of your portal: answers with a token for
// https://api.securitycenter.microsoft.com, with null when the reader has to sign in first, or
// throws when something is wrong.
export async function portalToken(reason, signal) {
  signal.throwIfAborted();
  return null;
}
