// The past of a score, as a page sees it.

/** The trend without a history. */
export const none = Object.freeze([]);

/** A frozen list of frozen `{ time, value }`, from a list of times and values in turn. */
export function trendOf(dots) {
  const trend = [];
  for (let at = 0; at < dots.length; at += 2) trend.push(Object.freeze({ time: dots[at], value: dots[at + 1] }));
  return Object.freeze(trend);
}

/**
 * RFC 4180: neither an instant nor a number needs quotes, and JavaScript writes numbers as JSON
 * does.
 */
export const csvOf = (trend) => ['time,value', ...trend.map(({ time, value }) => `${time},${value}`), ''].join('\r\n');
