/** Stands for the sign-in of your portal; see ../msal. */
export async function portalToken({ reason, signal }) {
  signal.throwIfAborted();
  return `a-token-${reason}`;
}
