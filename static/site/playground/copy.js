// The copy buttons. Each copies the text of the element that it names.

const said = document.querySelector('#said');

/** Says something, on the page and to screen readers. */
export function say(text) {
  said.textContent = text;
}

document.addEventListener('click', async (event) => {
  const button = event.target.closest('button[data-copies]');
  if (!button) return;
  const source = document.getElementById(button.dataset.copies);
  try {
    await navigator.clipboard.writeText(source.textContent);
    say('Copied.');
  } catch {
    // Without https, or without permission, a page has no clipboard.
    getSelection().selectAllChildren(source);
    say('Selected. Copy it with the keyboard.');
  }
});
