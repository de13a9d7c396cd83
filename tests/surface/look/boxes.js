// What sticks out of its card or lies on something else, gauge by gauge, as sentences.
(() => {
  const found = [];
  const shown = (element) => {
    const box = element.getBoundingClientRect();
    // What is there for readers alone is one pixel large.
    return box.width > 1.5 && box.height > 1.5 && element.checkVisibility({ visibilityProperty: true });
  };
  // The ink of a text: as high as its letters are, which is less than its lines.
  const ink = (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const { left, right, top, bottom } = element.localName === 'text' ? element.getBoundingClientRect() : range.getBoundingClientRect();
    const scale = element.localName === 'text' ? element.getScreenCTM().d : 1;
    const letters = parseFloat(getComputedStyle(element).fontSize) * scale;
    const line = element.localName === 'text' ? bottom - top : range.getClientRects()[0]?.height ?? 0;
    const above = Math.max(0, (line - letters) / 2);
    return { left, right, top: top + above, bottom: bottom - above };
  };
  const outside = (inner, outer) =>
    Math.max(outer.left - inner.left, inner.right - outer.right, outer.top - inner.top, inner.bottom - outer.bottom);
  const overlap = (one, other) =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1.5 &&
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 1.5;
  for (const gauge of document.querySelectorAll('secure-score-gauge')) {
    const all = (selector) => [...gauge.shadowRoot.querySelectorAll(selector)].filter(shown);
    const title = gauge.closest('.row').previousElementSibling.textContent;
    const say = (what) => found.push(`${title}, ${gauge.clientWidth} px: ${what}`);
    const name = (element) => `${element.localName} ${element.part} ${element.classList} “${element.textContent.trim().slice(0, 30)}”`;
    const host = gauge.getBoundingClientRect();
    const card = all('[part=card]')[0].getBoundingClientRect();
    if (outside(card, host) > 1 || outside(host, card) > 1) say('the card is not as large as its element');
    if (gauge.parentElement.scrollWidth > gauge.parentElement.clientWidth) say('it is wider than its place');
    const notice = all('.notice[data-bad]')[0];
    const covered = (element) => notice && overlap(ink(element), notice.getBoundingClientRect());
    const texts = all('[part=heading], [part=time], [part=value], [part=unit], .name, .goal, .age > *, text').filter((text) => text.textContent.trim());
    for (const text of texts) if (outside(ink(text), card) > 0.5) say(`${name(text)} sticks out`);
    for (const box of all('.notice, .waiting')) if (outside(box.getBoundingClientRect(), card) > 0.5) say(`${name(box)} sticks out`);
    for (const text of texts) if (text.matches('[part=heading], [part=time]') && covered(text)) say(`${name(text)} is covered`);
    const free = texts.filter((text) => !covered(text));
    free.forEach((one, index) => {
      for (const other of free.slice(index + 1)) {
        // Words of one paragraph flow around each other.
        const together = one.parentElement === other.parentElement && one.parentElement.matches('.age');
        if (!together && overlap(ink(one), ink(other))) say(`${name(one)} lies on ${name(other)}`);
      }
    });
    // Labels stand off the rings, on whatever side of the dial. (In the middle there is the figure.)
    const dial = all('.dial')[0]?.getBoundingClientRect();
    for (const label of all('[data-side=before], [data-side=after]')) {
      const { left, right } = ink(label);
      const middle = (dial.left + dial.right) / 2;
      const mirrored = gauge.matches(':dir(rtl)');
      const onLeft = label.matches('[data-side=before]') !== mirrored;
      if (onLeft ? right > middle : left < middle) say(`${name(label)} is on the wrong side`);
    }
    // The middle of the figure is to be read over any message.
    const value = all('[part=value]')[0]?.getBoundingClientRect();
    if (value) {
      const middle = { left: value.left, right: value.right, top: value.top, bottom: (value.top + value.bottom) / 2 };
      if (notice && overlap(middle, notice.getBoundingClientRect())) say('the figure is covered');
    }
    for (const control of all('[part=retry], .help')) {
      const box = control.getBoundingClientRect();
      if (box.width < 24 || box.height < 24) say(`${name(control)} is ${box.width} × ${box.height} px`);
    }
  }
  return found;
})()
