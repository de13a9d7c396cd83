// When the first gauge of a page comes near what a person sees. Until then none of them is more than its skeleton.

/** How many heights of the viewport are near, so that a gauge has its score by the time that a page was scrolled to it. */
const NEAR = 1;

let observer;
let begun = false;
let resolve;
const first = new Promise((resolved) => { resolve = resolved; });

const begin = () => {
  begun = true;
  resolve();
};

/** Resolves when a gauge of this page has come near the viewport; with the first one all of them may begin. */
export function near(gauge) {
  try {
    if (begun) return first;
    // An observer tells of it a frame later. One look tells at once, which for nearly every page is the end of it.
    if (!observer && isNear(gauge)) {
      begin();
      return first;
    }
    observer ??= new IntersectionObserver((seen) => {
      if (!seen.some((one) => one.isIntersecting)) return;
      observer.disconnect();
      begin();
    }, { rootMargin: `${NEAR * 100}%` });
    observer.observe(gauge);
  } catch {
    // On a page that broke this, every gauge is near.
    begin();
  }
  return first;
}

/** A gauge has left the document. */
export const away = (gauge) => observer?.unobserve(gauge);

function isNear(gauge) {
  const { top, bottom, width } = gauge.getBoundingClientRect();
  return width > 0 && bottom > -NEAR * innerHeight && top < (1 + NEAR) * innerHeight;
}
