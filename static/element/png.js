// Texts of a PNG: iTXt chunks, which are UTF-8.

/** The signature and the first chunk, which others must follow. */
const HEAD = 33;

function crc(bytes) {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 && 0xedb88320);
  }
  return ~sum;
}

function chunk(keyword, text) {
  // A keyword, then: not compressed, by no method, in no language, by no other keyword.
  const bytes = new TextEncoder().encode(`iTXt${keyword}\0\0\0\0\0${text}`);
  const made = new Uint8Array(bytes.length + 8);
  const view = new DataView(made.buffer);
  view.setUint32(0, bytes.length - 4);
  made.set(bytes, 4);
  view.setInt32(bytes.length + 4, crc(bytes));
  return made;
}

/** The parts of the same picture with these texts, by keyword. */
export function withTexts(png, texts) {
  const chunks = Object.entries(texts).map(([keyword, text]) => chunk(keyword, text));
  const parts = [png.subarray(0, HEAD), ...chunks, png.subarray(HEAD)];
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
