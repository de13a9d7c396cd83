// What the gauge finds out about itself, where this version of it can.

const section = document.querySelector('#diagnosis');
const list = document.querySelector('#checks');
const button = document.querySelector('#diagnose');

/** Offers the button if the gauge has the method. */
export function offer(gauge) {
  section.hidden = typeof gauge.diagnose !== 'function';
  button.addEventListener('click', async () => {
    button.disabled = true;
    try {
      list.replaceChildren(...(await gauge.diagnose()).map(line));
    } finally {
      button.disabled = false;
    }
  });
}

function line({ check, ok, advice }) {
  const item = document.createElement('li');
  const name = document.createElement('b');
  name.textContent = `${ok === true ? 'Good' : ok === false ? 'Look here' : 'Unknown'}: ${check}`;
  item.className = ok === true ? 'good' : ok === false ? 'bad' : '';
  item.append(name, advice ? ` ${advice}` : '');
  return item;
}
