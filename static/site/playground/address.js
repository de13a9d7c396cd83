// The view in the page's address: in the fragment, which no server sees and no log keeps. Never a
// token.

/** The view that the address asks for, as `URLSearchParams`. */
export const linked = () => new URLSearchParams(location.hash.slice(1));

/** The controls that have a place in the address: the elements of the form that have a name. */
const named = (form) => [...form.elements].filter((control) => control.name);

/** The values of the form by name. An empty text stands for an unticked box. */
export function read(form) {
  const view = {};
  for (const control of named(form)) {
    if (control.type === 'radio') view[control.name] = control.checked ? control.value : (view[control.name] ?? '');
    else view[control.name] = control.type === 'checkbox' ? (control.checked ? 'yes' : '') : control.value;
  }
  return view;
}

/** Fills the form with a view. A name that the view lacks gets its default. */
export function fill(form, given, defaults) {
  const view = { ...defaults, ...given };
  for (const control of named(form)) {
    const value = view[control.name];
    if (control.type === 'radio') control.checked = control.value === value;
    else if (control.type === 'checkbox') control.checked = value === 'yes';
    else control.value = value;
    // A select takes only the values that it offers, and a link may come from another version.
    if (control.localName === 'select' && control.selectedIndex < 0) control.value = defaults[control.name];
  }
  for (const name of new Set(named(form).filter((one) => one.type === 'radio').map((one) => one.name))) {
    if (!form.elements[name].value) form.elements[name].value = defaults[name];
  }
}

/** Fills the form from the address. */
export const restore = (form, defaults) => fill(form, Object.fromEntries(linked()), defaults);

/**
 * Whether a condition holds for a view: `source=api cloud=own|eu fail!=none`. Every part must hold.
 */
export const holds = (condition, view) => condition.split(' ').every((part) => {
  const [name, values] = part.split(part.includes('!=') ? '!=' : '=');
  return values.split('|').includes(view[name]) !== part.includes('!=');
});

/** Whether a control counts in a view: every part of the page around it is for that view. */
function counts(control, view) {
  for (let part = control.closest('[data-when]'); part; part = part.parentElement.closest('[data-when]')) {
    if (!holds(part.dataset.when, view)) return false;
  }
  return true;
}

/** The values that differ from the defaults and count in the view. */
export function differences(form, view, defaults) {
  const relevant = new Set(named(form).filter((control) => counts(control, view)).map((control) => control.name));
  return Object.fromEntries(Object.entries(view).filter(([name, value]) => relevant.has(name) && value !== defaults[name]));
}

/** Writes the differences into the address. */
export function write(form, view, defaults) {
  const fragment = new URLSearchParams(differences(form, view, defaults)).toString();
  if (fragment === location.hash.slice(1)) return;
  history.replaceState(null, '', fragment ? `#${fragment}` : location.pathname + location.search);
}
