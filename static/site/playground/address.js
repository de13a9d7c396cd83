// What the page shows, in its address: in the fragment, which no server sees and no log keeps. Never a token.

/** What the address says, as `URLSearchParams`. */
export const linked = () => new URLSearchParams(location.hash.slice(1));

/** The controls that have a place in the address, by name: the elements of the form that have a name. */
const named = (form) => [...form.elements].filter((control) => control.name);

/** The values of the form by name. A box that is not ticked has the empty text. */
export function read(form) {
  const view = {};
  for (const control of named(form)) {
    if (control.type === 'radio') view[control.name] = control.checked ? control.value : (view[control.name] ?? '');
    else view[control.name] = control.type === 'checkbox' ? (control.checked ? 'yes' : '') : control.value;
  }
  return view;
}

/** Fills the form with what the address says, and everything else with its default. */
export function restore(form, defaults) {
  const view = { ...defaults, ...Object.fromEntries(linked()) };
  for (const control of named(form)) {
    const value = view[control.name];
    if (control.type === 'radio') control.checked = control.value === value;
    else if (control.type === 'checkbox') control.checked = value === 'yes';
    else control.value = value;
    // A select has no value that it does not offer, and a link may be of another version.
    if (control.localName === 'select' && control.selectedIndex < 0) control.value = defaults[control.name];
  }
  for (const name of new Set(named(form).filter((one) => one.type === 'radio').map((one) => one.name))) {
    if (!form.elements[name].value) form.elements[name].value = defaults[name];
  }
}

/** Writes what differs from the defaults into the address. */
export function write(view, defaults) {
  const parts = Object.entries(view).filter(([name, value]) => value !== defaults[name]);
  const fragment = new URLSearchParams(parts).toString();
  if (fragment === location.hash.slice(1)) return;
  history.replaceState(null, '', fragment ? `#${fragment}` : location.pathname + location.search);
}
