// The actions of a card's menu.

/** How long the menu says that something was copied, in milliseconds. */
const SAID = 3000;

function download(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser takes the file in its own time.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** By name; those that gave `false` have copied nothing. */
const actions = {
  __proto__: null,
  async 'copy-value'(gauge, card) {
    const value = card.querySelector('[part=value]');
    try {
      return await navigator.clipboard.writeText(value.textContent);
    } catch {
      // It is marked, for the reader to copy.
      getSelection()?.selectAllChildren(value);
      return false;
    }
  },
  async 'copy-image'(gauge) {
    const picture = gauge.toBlob();
    // Safari wants the promise, as what is copied must be known by the click. Where nothing may be
    // copied the picture is saved.
    try {
      return await navigator.clipboard.write([new ClipboardItem({ 'image/png': picture })]);
    } catch {
      download(await picture, 'secure-score.png');
      return false;
    }
  },
  csv(gauge) {
    download(new Blob([gauge.toCSV()], { type: 'text/csv' }), 'secure-score.csv');
    return false;
  },
};

/** Does what a button of the menu is there for. */
export async function act(gauge, button) {
  const action = actions[button.dataset.action];
  if (!action) return;
  const menu = button.parentElement;
  const region = menu.querySelector('[role=status]');
  const copied = await (async () => action(gauge, button.closest('[part=card]')))().catch(() => false);
  if (copied === false) {
    menu.hidePopover?.();
    return;
  }
  region.textContent = button.dataset.said;
  setTimeout(() => { region.textContent = ''; }, SAID);
}
