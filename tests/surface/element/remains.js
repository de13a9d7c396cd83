// Keeps count of what a page's scripts started and have not taken back: timers, observers, and
// listeners on the page's own objects. Runs before the widget is loaded.
host.left = { timers: new Set(), observers: new Set(), listeners: [] };
{
  const { timers, observers, listeners } = host.left;
  for (const [set, clear] of [['setTimeout', 'clearTimeout'], ['setInterval', 'clearInterval']]) {
    const [start, stop] = [window[set], window[clear]];
    window[set] = (run, ...rest) => {
      const id = start((...given) => { timers.delete(id); run(...given); }, ...rest);
      timers.add(id);
      return id;
    };
    window[clear] = (id) => { timers.delete(id); stop(id); };
  }

  // A browser knows a listener by all four, and takes none twice.
  const known = (one) => listeners.findIndex((other) => ['target', 'type', 'listener', 'capture'].every((key) => one[key] === other[key]));
  const noted = (self, type, listener, options) => ({ target: self ?? window, type, listener, capture: Boolean(options?.capture ?? options) });
  const isPages = (one) => one.target === window || one.target === document;
  const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    const one = noted(this, type, listener, options);
    if (isPages(one) && known(one) < 0) {
      listeners.push(one);
      options?.signal?.addEventListener('abort', () => this.removeEventListener(type, listener, options));
    }
    return Reflect.apply(add, this, [type, listener, options]);
  };
  EventTarget.prototype.removeEventListener = function (type, listener, options) {
    const at = known(noted(this, type, listener, options));
    if (at >= 0) listeners.splice(at, 1);
    return Reflect.apply(remove, this, [type, listener, options]);
  };

  const Observer = MutationObserver;
  window.MutationObserver = class extends Observer {
    observe(...given) { observers.add(this); super.observe(...given); }
    disconnect() { observers.delete(this); super.disconnect(); }
  };
}
