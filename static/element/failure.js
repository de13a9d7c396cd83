/** An error with a code of the `secure-score-error` event. */
export const failure = (code, message) => Object.assign(new Error(message), { code });
