// The sheets that a card opens: the explanation of the score, and the details of an error.

/** How long a button says that something was copied, in milliseconds. */
const SAID = 3000;

/**
 * Copies what a button is there to copy: the support id. Tells whether the click was on such a
 * button.
 */
export function copy(button) {
  const text = button.dataset.copy;
  if (!text) return;
  const said = () => {
    button.dataset.copied = '';
    setTimeout(() => { delete button.dataset.copied; }, SAID);
  };
  // Where the page's policy or the browser refuses, the id is marked, for the reader to copy.
  const mark = () => getSelection()?.selectAllChildren(button.previousElementSibling);
  navigator.clipboard?.writeText(text).then(said, mark) ?? mark();
}
