// When the first gauge of a page comes near what a person sees. Until then none of them is more than its skeleton.

/** How far from the viewport is near, so that a gauge has its score by the time that a page was scrolled to it. */
const NEAR = '100%';

let observer;
let come;
const first = new Promise((resolve) => { come = resolve; });

/** Resolves when a gauge of this page has come near the viewport; with the first one all of them may begin. */
export function near(gauge) {
  try {
    observer ??= new IntersectionObserver((seen) => {
      if (!seen.some((one) => one.isIntersecting)) return;
      observer.disconnect();
      come();
    }, { rootMargin: NEAR });
    observer.observe(gauge);
  } catch {
    // On a page that broke this, every gauge is near.
    come();
  }
  return first;
}

/** A gauge has left the document. */
export const away = (gauge) => observer?.unobserve(gauge);
