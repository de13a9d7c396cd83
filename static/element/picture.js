// A picture of a card as it is drawn: its shapes and texts where they stand, with the styles that
// they have.
//
// The card is read into a list of boxes, paths and texts, and the list is written as SVG or painted
// on a canvas. No image is loaded, so no Content-Security-Policy stands in the way.

import { withTexts } from './png.js';

/** The least number of pixels of a picture per CSS pixel, so that it is sharp on paper. */
const SHARPNESS = 2;

const isClear = (paint) => !paint || paint === 'none' || paint === 'transparent' || /^rgba\(.*, 0\)$|\/ 0\)$/.test(paint);
const stands = (element) => element.checkVisibility?.({ visibilityProperty: true, opacityProperty: true }) ?? true;
const px = (length) => parseFloat(length) || 0;

/** What readers take for the letters of a text, each with its marks. */
function signs(text) {
  const { Segmenter } = globalThis.Intl ?? {};
  return Segmenter ? Array.from(new Segmenter().segment(text), ({ segment }) => segment) : [...text];
}

/** Boxes, paths and texts of a card, from back to front, relative to its corner. */
function read(card) {
  // An arc on its way would belie the figure.
  for (const motion of card.getAnimations({ __proto__: null, subtree: true })) if (motion.transitionProperty) motion.finish();
  const { left, top, width, height } = card.getBoundingClientRect();
  const list = [];
  const place = ({ left: x, top: y, width: w, height: h }) => ({ x: x - left, y: y - top, w, h });

  function box(style, area) {
    const line = px(style.borderTopWidth);
    const stroke = line && style.borderTopStyle !== 'none' && line === px(style.borderBottomWidth) ? style.borderTopColor : 'none';
    if (!isClear(style.backgroundColor) || !isClear(stroke)) {
      list.push({ box: area, line, stroke, fill: style.backgroundColor, radius: Math.min(px(style.borderTopLeftRadius), area.h / 2) });
    }
  }

  function path(element, style) {
    const { a, b, c, d, e, f } = element.getScreenCTM();
    // Dashes are written in units of the whole path.
    const unit = element.getTotalLength() / (element.pathLength.baseVal || element.getTotalLength());
    const dashes = style.strokeDasharray === 'none' ? [] : style.strokeDasharray.split(/[\s,]+/).map((dash) => px(dash) * unit);
    const { fill, stroke, strokeWidth, fillRule, paintOrder } = style;
    if (isClear(fill) && isClear(stroke)) return;
    list.push({ path: element.getAttribute('d'), at: [a, b, c, d, e - left, f - top], fill, stroke, line: px(strokeWidth), dashes, fillRule, behind: /^stroke/.test(paintOrder) });
  }

  function words(text, style, area, fill = style.color) {
    const font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    list.push({ text, font, size: px(style.fontSize), style, fill, isRtl: style.direction === 'rtl', ...area });
  }

  /** The lines of a text, each where it stands. */
  function lines(node, style, clip) {
    const range = document.createRange();
    let line;
    const end = () => { if (line?.text.trim() && line.y + line.h / 2 < clip) words(line.text.trim(), style, line, line.fill); };
    let at = 0;
    for (const sign of signs(node.data)) {
      range.setStart(node, at);
      at += sign.length;
      range.setEnd(node, at);
      const rect = range.getClientRects()[0];
      if (!rect?.width && !(rect && sign.trim())) continue;
      const area = place(rect);
      if (!line || Math.abs(area.y - line.y) > line.h / 2) {
        end();
        line = { text: '', ...area, fill: node.parentNode instanceof SVGElement ? style.fill : style.color };
      }
      const right = Math.max(line.x + line.w, area.x + area.w);
      line.x = Math.min(line.x, area.x);
      line.w = right - line.x;
      line.text += sign;
    }
    end();
  }

  /** A mark before an element, or a text that only its style has. */
  function before(element, area) {
    const style = getComputedStyle(element, '::before');
    const text = /^"(.+?)"/.exec(style.content)?.[1];
    if (text) return words(text, style, { ...area, h: px(style.fontSize) * 1.35 });
    const first = [...element.childNodes].find((node) => node.data?.trim());
    if (style.content === 'none' || style.content === 'normal' || isClear(style.backgroundColor) || !first) return undefined;
    const range = document.createRange();
    range.selectNodeContents(first);
    const near = place(range.getClientRects()[0]);
    const [w, h] = [px(style.width), px(style.height)];
    const x = style.direction === 'rtl' ? near.x + near.w + px(style.marginLeft) : near.x - w - px(style.marginRight);
    return box(style, { x, y: near.y + (near.h - h) / 2, w, h });
  }

  function walk(element, floor) {
    if (!stands(element) || element.matches('button, .news, [popover], [role=status]:empty')) return;
    const style = getComputedStyle(element);
    if (/inset\(50%/.test(style.clipPath)) return;
    const area = place(element.getBoundingClientRect());
    const clip = style.overflowY === 'visible' ? floor : Math.min(floor, area.y + area.h);
    if (element instanceof SVGPathElement) path(element, style);
    else if (!(element instanceof SVGElement)) {
      box(style, area);
      before(element, area);
    }
    for (const child of element.childNodes) {
      if (child instanceof Element) walk(child, clip);
      else if (px(style.fontSize)) lines(child, style, clip);
    }
  }
  walk(card, Infinity);
  return { list, width, height };
}

const context = () => document.createElement('canvas').getContext('2d');

/** From the top of a line of text to its base. */
function baseOf(brush, { font, y, h }) {
  brush.font = font;
  const { fontBoundingBoxAscent: ascent, fontBoundingBoxDescent: descent } = brush.measureText('x');
  return y + (h - ascent - descent) / 2 + ascent;
}

/** Paints a list on a canvas, and gives its PNG. */
async function paint({ list, width, height }, notes) {
  const scale = Math.max(SHARPNESS, globalThis.devicePixelRatio || 1);
  const brush = context();
  const { canvas } = brush;
  [canvas.width, canvas.height] = [Math.ceil(width * scale), Math.ceil(height * scale)];
  for (const one of list) {
    brush.setTransform(scale, 0, 0, scale, 0, 0);
    brush.fillStyle = one.fill;
    if (one.text) {
      const base = baseOf(brush, one);
      brush.direction = one.isRtl ? 'rtl' : 'ltr';
      brush.textAlign = 'left';
      brush.fillText(one.text, one.x, base);
      continue;
    }
    if (one.path) brush.transform(...one.at);
    const shape = new Path2D(one.path);
    if (one.box) {
      const { x, y, w, h } = one.box;
      const inset = isClear(one.stroke) ? 0 : one.line / 2;
      shape.roundRect(x + inset, y + inset, Math.max(0, w - 2 * inset), Math.max(0, h - 2 * inset), Math.max(0, one.radius - inset));
    }
    const fill = () => { if (!isClear(one.fill)) brush.fill(shape, one.fillRule); };
    if (!one.behind) fill();
    if (!isClear(one.stroke)) {
      [brush.strokeStyle, brush.lineWidth, brush.lineJoin] = [one.stroke, one.line, 'round'];
      brush.setLineDash(one.dashes ?? []);
      brush.stroke(shape);
    }
    if (one.behind) fill();
  }
  const blob = await new Promise((resolve) => { canvas.toBlob(resolve, 'image/png'); });
  return new Blob([withTexts(new Uint8Array(await blob.arrayBuffer()), notes)], { type: 'image/png' });
}

const escape = (text) => String(text).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`).replace(/[\0-\x08\x0b-\x1f]/g, '');
const tag = (name, attributes, content = '') =>
  `<${name}${Object.entries(attributes).map(([key, value]) => (value == null ? '' : ` ${key}="${escape(value)}"`)).join('')}>${content}</${name}>`;
const round = (number) => Math.round(number * 100) / 100;

/** Writes a list as SVG. */
function write({ list, width, height }, notes) {
  const brush = context();
  const shapes = list.map((one) => {
    const { fill, stroke, line } = one;
    if (one.text) {
      const { style, isRtl } = one;
      return tag('text', {
        x: round(one.x), y: round(baseOf(brush, one)), fill, 'font-family': style.fontFamily, 'font-size': one.size,
        'font-weight': style.fontWeight, direction: isRtl ? 'rtl' : null, 'text-anchor': isRtl ? 'end' : null,
        'font-variant-numeric': style.fontVariantNumeric === 'normal' ? null : style.fontVariantNumeric,
      }, escape(one.text));
    }
    const paints = { fill: isClear(fill) ? 'none' : fill, stroke: isClear(stroke) ? null : stroke, 'stroke-width': isClear(stroke) ? null : line };
    if (one.box) {
      const { x, y, w, h } = one.box;
      const inset = isClear(stroke) ? 0 : line / 2;
      return tag('rect', { x: round(x + inset), y: round(y + inset), width: round(w - 2 * inset), height: round(h - 2 * inset), rx: round(one.radius), ...paints });
    }
    return tag('path', {
      d: one.path, transform: `matrix(${one.at.map((number) => Math.round(number * 1e5) / 1e5).join(' ')})`, ...paints, 'fill-rule': one.fillRule,
      'stroke-dasharray': one.dashes.map(round).join(' ') || null, 'stroke-linejoin': 'round', 'paint-order': one.behind ? 'stroke' : null,
    });
  });
  const { Title, Description, Source } = notes;
  const about = tag('title', { id: 'title' }, escape(Title)) + tag('desc', { id: 'desc' }, escape(`${Description}\n${Source}`));
  const [w, h] = [round(width), round(height)];
  const svg = tag('svg', { xmlns: 'http://www.w3.org/2000/svg', width: w, height: h, viewBox: `0 0 ${w} ${h}`, role: 'img', 'aria-labelledby': 'title desc' }, about + shapes.join(''));
  return new Blob([svg], { type: 'image/svg+xml' });
}

/** What a picture says of itself. The query of a source may hold a secret: it is left out. */
export function notesOf(card, address, score) {
  const { origin, pathname } = new URL(address ?? location.href);
  const meter = card.querySelector('[role=meter]');
  return {
    Title: meter?.getAttribute('aria-label') ?? '',
    Description: meter?.getAttribute('aria-valuetext') ?? '',
    Source: `${origin === 'null' ? '' : origin}${pathname}`,
    'Creation Time': score?.time ?? '',
  };
}

const writers = { __proto__: null, 'image/png': paint, 'image/svg+xml': write };

/**
 * The picture of a card, of one of two types. `notes` are its title, description, source and time,
 * by their names in PNG.
 */
export async function picture(card, type, notes) {
  const writer = writers[type];
  if (!writer) throw new TypeError(`toBlob: expected image/png or image/svg+xml, but got ${type}`);
  if (!card) throw new TypeError('toBlob: expected a card with a score, but there is no score yet');
  return writer(read(card), notes);
}
