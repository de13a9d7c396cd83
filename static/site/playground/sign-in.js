// A template of a sign-in module for the playground: its default export becomes the gauge's `getToken`. Copy it, let your
// sign-in library yield the token, and put it beside this page. This one yields a token that opens nothing.

export default async ({ reason, signal }) => {
  signal.throwIfAborted();
  return { token: `a-token-for-${reason}`, expiresAt: Date.now() + 3_600_000 };
};
