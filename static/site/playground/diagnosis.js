// The gauge's diagnosis of itself, in words, beside the gauge. It is about one moment, so any
// change clears it.

const [list, button, copy] = ['checks', 'diagnose', 'copy-checks'].map((id) => document.getElementById(id));
let runs = 0;

/** Offers the button if the gauge has the method. */
export function offer(gauge) {
  button.hidden = typeof gauge.diagnose !== 'function';
  button.addEventListener('click', async () => {
    const run = ++runs;
    button.disabled = true;
    try {
      const checks = await gauge.diagnose();
      if (run !== runs) return;
      list.replaceChildren(...checks.map(line));
      copy.hidden = false;
    } finally {
      button.disabled = false;
    }
  });
}

/** Clears the results, and those that are still to come. */
export function clearDiagnosis() {
  runs += 1;
  list.replaceChildren();
  copy.hidden = true;
}

const WORDS = new Map([[true, ['Passed', 'good']], [false, ['Failed', 'bad']]]);

function line({ check, ok, advice }) {
  const [word, kind] = WORDS.get(ok) ?? ['Not tested', ''];
  const item = document.createElement('li');
  const name = document.createElement('b');
  name.textContent = `${word}: ${check}`;
  item.className = kind;
  item.append(name, advice ? `. ${advice}` : '', '\n');
  return item;
}
