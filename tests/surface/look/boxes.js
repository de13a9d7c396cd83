// What sticks out of its card, is cut, or lies on something else, as sentences: `boxes(widths,
// fonts)` lays every gauge of the page out in each width and font; without widths they stay as they
// are.
globalThis.boxes = (widths = [null], fonts = [null]) => {
  const found = [];
  // What is there for readers alone is clipped to nothing, with all that is in it.
  const isForReaders = (element, known) => {
    if (!element) return false;
    if (!known.has(element)) known.set(element, getComputedStyle(element).clipPath === 'inset(50%)' || isForReaders(element.parentElement, known));
    return known.get(element);
  };
  const shown = (element, known) => {
    const box = element.getBoundingClientRect();
    return box.width > 1.5 && box.height > 1.5 && element.checkVisibility({ visibilityProperty: true }) && !isForReaders(element, known);
  };
  const outside = (inner, outer) =>
    Math.max(outer.left - inner.left, inner.right - outer.right, outer.top - inner.top, inner.bottom - outer.bottom);
  const overlap = (one, other) =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1.5 &&
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 1.5;
  // The ink of a text: as high as its letters are, which is less than its lines.
  const ink = (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const isSvg = element.localName === 'text';
    const { left, right, top, bottom } = isSvg ? element.getBoundingClientRect() : range.getBoundingClientRect();
    const style = getComputedStyle(element);
    const letters = parseFloat(style.fontSize) * (isSvg ? element.getScreenCTM().d : 1);
    const line = isSvg ? bottom - top : range.getClientRects()[0]?.height ?? 0;
    const above = Math.max(0, (line - letters) / 2);
    return { left, right, top: top + above, bottom: bottom - above };
  };
  const within = (box, clip) => ({ left: box.left, right: box.right, top: box.top, bottom: Math.min(box.bottom, clip?.getBoundingClientRect().bottom ?? box.bottom) });
  const TEXTS = `[part=heading], [part=time], [part=value], [part=unit], [part=delta], .name, .aim, .other, .portal, .age b, .age span, .title,
    [part=message], [part=retry], .more, .help, .next, text`;
  /** Lines that may be cut: a tooltip or the details have all of them. */
  const CLAMPED = '[part=heading], .told [part=message]';

  const measure = (gauge, say) => {
    const root = gauge.shadowRoot;
    const known = new Map();
    const all = (selector) => [...root.querySelectorAll(selector)].filter((one) => !one.closest('.sheet') && shown(one, known));
    const name = (element) => `${element.localName} ${element.part} ${element.classList} “${element.textContent.trim().slice(0, 30)}”`;
    const card = all('[part=card]')[0].getBoundingClientRect();
    const host = gauge.getBoundingClientRect();
    if (outside(card, host) > 1 || outside(host, card) > 1) say('the card is not as large as its element');
    // Where there is no room for it, the next attempt is out of sight as a whole.
    const isAway = (text) => text.matches('.next') && text.getBoundingClientRect().top >= text.parentElement.getBoundingClientRect().bottom - 1;
    const texts = all(TEXTS).filter((text) => text.textContent.trim() && !isAway(text)).map((element) => {
      const box = ink(element);
      const clamp = element.matches(CLAMPED) ? within(element.getBoundingClientRect(), element.closest('.told')) : null;
      const cut = clamp ? { ...box, bottom: Math.min(box.bottom, clamp.bottom), right: Math.min(box.right, clamp.right), left: Math.max(box.left, clamp.left) } : box;
      return { element, box: cut, clamped: !!clamp };
    }).filter(({ box }) => box.right > box.left && box.bottom > box.top);
    for (const { element, box, clamped } of texts) {
      if (outside(box, card) > 0.5) say(`${name(element)} sticks out`);
      // Whatever hides what overflows it would cut the text.
      for (let clip = element.parentElement; !clamped && clip && clip !== root; clip = clip.parentElement) {
        if (clip.localName === 'svg' || clip.localName === 'g') continue;
        if (getComputedStyle(clip).overflowY === 'hidden' && outside(box, clip.getBoundingClientRect()) > 1) say(`${name(element)} is cut by ${name(clip)}`);
      }
      if (element.matches('button, .help') && Math.min(element.offsetWidth, element.offsetHeight) < 24) say(`${name(element)} is ${element.offsetWidth} × ${element.offsetHeight} px`);
    }
    texts.forEach((one, index) => {
      for (const other of texts.slice(index + 1)) {
        // Words of one paragraph flow around each other.
        const together = one.element.contains(other.element) || one.element.parentElement === other.element.parentElement && one.element.closest('.age');
        if (!together && overlap(one.box, other.box)) say(`${name(one.element)} lies on ${name(other.element)}`);
      }
    });
    // The page's own content, or a sentence in its place, scrolls where it has no room.
    for (const words of all('.waiting')) {
      if (outside(words.getBoundingClientRect(), card) > 0.5) say('the content of the page sticks out');
      if (words.scrollWidth > words.clientWidth) say('the content of the page is cut');
      const isOutOfReach = words.scrollHeight > words.clientHeight && words.tabIndex !== 0;
      // A card without a script cannot know.
      if (isOutOfReach && customElements.get('secure-score-gauge')) say('the content of the page is out of reach');
    }
    for (const control of root.querySelectorAll('button, a[href], [tabindex="0"]')) {
      const takesFocus = !control.closest('.sheet') && control.checkVisibility({ visibilityProperty: true });
      if (takesFocus && isForReaders(control, known)) say(`${name(control)} takes the focus where nobody sees it`);
    }
    // Neither the figure, nor its unit, nor the target is covered by anything that speaks of an
    // error.
    const kept = all('[part=value], [part=unit], [part=target], [data-target]');
    for (const notice of all('.title, [part=message], .actions, .actions > *')) {
      for (const one of kept) {
        const box = one.matches('[part=target]') ? one.getBoundingClientRect() : ink(one);
        if (overlap(box, notice.getBoundingClientRect())) say(`${name(notice)} covers ${name(one)}`);
      }
    }
    for (const button of all('.actions > :not(.next)')) {
      if (outside(button.getBoundingClientRect(), all('.notice')[0].getBoundingClientRect()) > 1) say(`${name(button)} is cut by the notice`);
    }
    // The figure and its unit stand within the arc, which is open below 42 units.
    const track = all('[part=track]')[0];
    if (track) {
      const matrix = track.getScreenCTM();
      for (const text of all('[part=value], [part=unit]')) {
        const { left, right, top, bottom } = ink(text);
        for (const [x, y] of [[left, top], [right, top], [left, bottom], [right, bottom]]) {
          const [across, down] = [(x - matrix.e) / matrix.a, (y - matrix.f) / matrix.d];
          if (down < 42 && Math.hypot(across, down) > 77.5) {
            say(`${name(text)} reaches into the arc (${Math.hypot(across, down).toFixed(0)} of 77 units)`);
            break;
          }
        }
      }
    }
    // Labels stand off the rings, on whatever side of the dial. (In the middle there is the
    // figure.)
    const dial = all('.dial')[0]?.getBoundingClientRect();
    for (const label of all('[data-side=before], [data-side=after]')) {
      const { left, right } = ink(label);
      const middle = (dial.left + dial.right) / 2;
      const onLeft = label.matches('[data-side=before]') !== gauge.matches(':dir(rtl)');
      if (onLeft ? right > middle : left < middle) say(`${name(label)} is on the wrong side`);
    }
  };

  for (const font of fonts) {
    if (font) document.documentElement.style.setProperty('--secure-score-font', font);
    for (const width of widths) {
      for (const gauge of document.querySelectorAll('secure-score-gauge')) {
        if (width) gauge.parentElement.style.inlineSize = `${width}px`;
      }
      const heights = {};
      for (const gauge of document.querySelectorAll('secure-score-gauge')) {
        const title = gauge.closest('.row').previousElementSibling.textContent;
        const say = (what) => found.push(`${title}, ${gauge.clientWidth} px${font ? `, ${font}` : ''}: ${what}`);
        measure(gauge, say);
        if (gauge.parentElement.scrollWidth > gauge.parentElement.clientWidth) say('it is wider than its place');
        // One height for one width, in every state; a card with a past has more of it.
        const kind = `${gauge.clientWidth}${gauge.hasAttribute('history')}`;
        const height = gauge.offsetHeight;
        heights[kind] ??= height;
        if (heights[kind] !== height) say(`it is ${height} px high, others ${heights[kind]}`);
      }
    }
  }
  return found.slice(0, 60);
};
