// The card as a picture and the trend as a table, by the gauge's own methods; and any text as a
// file.

import { say } from './copy.js';

const ENDINGS = { 'image/png': 'png', 'image/svg+xml': 'svg', 'text/csv': 'csv' };

/** Saves a blob under a name. */
export function save(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Offers the buttons if the gauge has the methods. */
export function offer(gauge) {
  document.querySelector('#export').hidden = typeof gauge.toBlob !== 'function';
  for (const button of document.querySelectorAll('[data-export]')) {
    button.addEventListener('click', async () => {
      const type = button.dataset.export;
      try {
        const blob = type === 'text/csv' ? new Blob([gauge.toCSV()], { type }) : await gauge.toBlob(type);
        save(blob, `secure-score.${ENDINGS[type]}`);
        say('Saved.');
      } catch (error) {
        say(`Nothing to save: ${error.message}`);
      }
    });
  }
}
