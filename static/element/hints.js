// Properties that frameworks write as attributes by mistake: one line in the console says how to
// pass it.

const MEMBERS = {
  __proto__: null,
  gettoken: 'getToken is a property that takes a function: element.getToken = async ({ reason, origin, signal }) => token',
  snapshot: 'snapshot is a property that takes an object: element.snapshot = { score, time }',
  strings: 'strings is a property that takes an object of texts',
};

/** As they arrive, beside those that HTML's own parser makes of bindings nobody compiled. */
export const hinted = ['gettoken', 'get-token', 'snapshot', 'strings'];

const said = new Set();

/** Looks at the names of a gauge's attributes, and never at their values. */
export function hint(gauge) {
  for (const name of gauge.getAttributeNames()) {
    if (name.startsWith('data-')) continue;
    const letters = [...name.toLowerCase()].filter((letter) => letter >= 'a' && letter <= 'z').join('');
    const member = Object.keys(MEMBERS).find((known) => letters.endsWith(known));
    if (!member || said.has(member)) continue;
    said.add(member);
    console.warn(
      `secure-score-gauge: the attribute ${name} is not used: ${MEMBERS[member]}. In React before 19, and before this element is ` +
        'defined, set it through a ref; in Vue bind it as a property (.prop).',
    );
  }
}
