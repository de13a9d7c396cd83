// Integrity values of what the script loads, by file name. The build puts the real table in place of this one: with
// an empty table, as here, the sources run as they are and nothing is checked.
export const integrity = {};
