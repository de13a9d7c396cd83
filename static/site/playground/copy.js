// The copy buttons: each copies the text of the element that it names.

const said = document.querySelector('#said');

/** Says something to everybody, for a while. */
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
    // No clipboard without https, or without leave.
    getSelection().selectAllChildren(source);
    say('Selected: copy it with the keyboard.');
  }
});
