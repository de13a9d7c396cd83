// A template of a sign-in module for the playground: its default export becomes the gauge's
// `getToken`. Copy it, get the token from your sign-in library, and put the file beside this page.
// This template returns a dummy token.

export default async ({ reason, signal }) => {
  signal.throwIfAborted();
  return { token: `a-token-for-${reason}`, expiresAt: Date.now() + 3_600_000 };
};
