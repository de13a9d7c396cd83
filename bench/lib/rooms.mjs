// A CPU profile of V8's, by what the time was spent on.

/** The allocator, whoever calls it. */
const ALLOCATOR = /talc|__rust_(?:re|de)?alloc|__rdl_/;

/** The first path in a name: `<yew::scope::Scope<secure_score::…>>::f` belongs to Yew. */
const PATH = /^[<&(\s]*(?:dyn |mut )?(\w+)(?:\[\w+\])?(?:::(\w+))?/;

/** What V8 says of time outside of all functions. */
const OUTSIDE = new Map([
  ['(program)', 'the browser: layout, style, painting'],
  ['(garbage collector)', 'garbage collection'],
]);

/**
 * What a function was called for by its own name; undefined for what serves others (the standard
 * library, the glue, the DOM).
 */
function own({ functionName, url }) {
  if (OUTSIDE.has(functionName)) return OUTSIDE.get(functionName);
  if (!url.endsWith('.wasm')) return undefined;
  if (ALLOCATOR.test(functionName)) return 'allocator';
  const [, crate, room] = PATH.exec(functionName) ?? [];
  if (crate === 'secure_score') return `src/${room}`;
  return crate === 'yew' ? 'Yew' : undefined;
}

/** Whose a function of JavaScript's is that nothing in the wasm called. */
const script = ({ url }) => (url.endsWith('/secure-score-gauge.js') ? 'static/' : url && 'the page');

/** Milliseconds by what they were spent for. What serves others counts for who called it. */
export function byRoom({ nodes, samples, timeDeltas }) {
  const frames = new Map(nodes.map((node) => [node.id, { ...node, children: undefined }]));
  for (const { id, children } of nodes) for (const child of children ?? []) frames.get(child).parent = frames.get(id);
  const room = (node) => {
    let js;
    for (let frame = node; frame; frame = frame.parent) {
      const found = own(frame.callFrame);
      if (found) return found;
      js ||= script(frame.callFrame);
      if (js === 'the page') return js;
    }
    return js || 'the rest';
  };
  const spent = new Map();
  samples.forEach((id, index) => {
    const frame = frames.get(id);
    if (frame.callFrame.functionName === '(idle)') return;
    frame.room ??= room(frame);
    spent.set(frame.room, (spent.get(frame.room) ?? 0) + timeDeltas[index] / 1000);
  });
  return spent;
}
