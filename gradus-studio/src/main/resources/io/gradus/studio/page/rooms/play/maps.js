import { divergingChannels, palette } from '../../lib/colour.js';

/** Base64 as signed bytes. */
export function signedBytes(text) {
  const raw = atob(text);
  const bytes = new Int8Array(raw.length);
  for (let i = 0; i < raw.length; i++) {
    bytes[i] = raw.charCodeAt(i);
  }
  return bytes;
}

/** Base64 as float32 numbers. */
export function floats(text) {
  return new Float32Array(signedBytes(text).buffer);
}

let table = null;
let tables = [];
let theme = '';

function pixel([r, g, b]) {
  return (255 << 24) | (b << 16) | (g << 8) | r;
}

function channels(colour) {
  const hex = colour.replace('#', '');
  return [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16));
}

/** The colour of each class; shapes tell them apart as well. */
export function classColours() {
  const { minus, plus, gradient, ink, zero } = palette();
  return [minus, plus, gradient, ink, zero];
}

function prepare() {
  const now = document.documentElement.dataset.theme;
  if (table !== null && theme === now) {
    return;
  }
  theme = now;
  table = new Uint32Array(256);
  for (let byte = -128; byte < 128; byte++) {
    table[byte & 255] = pixel(divergingChannels(byte === -128 ? NaN : byte, 127));
  }
  const panel = channels(palette().panel);
  tables = classColours().map((colour) => {
    const end = channels(colour);
    const shades = new Uint32Array(256);
    for (let byte = 0; byte < 128; byte++) {
      shades[byte] = pixel(panel.map((p, i) => Math.round(p + (end[i] - p) * 0.9 * (byte / 127))));
    }
    shades[128] = pixel(channels(palette().bad));
    return shades;
  });
}

const images = new Map();

function imageFor(size) {
  if (!images.has(size)) {
    const data = new ImageData(size, size);
    images.set(size, { data, pixels: new Uint32Array(data.data.buffer) });
  }
  return images.get(size);
}

/** Magenta with ✖ for what is not a number: never grey. */
function crosses(context, size) {
  context.strokeStyle = palette().panel;
  context.lineWidth = size / 40;
  const step = size / 5;
  for (let x = step / 2; x < size; x += step) {
    for (let y = step / 2; y < size; y += step) {
      const r = step / 5;
      context.beginPath();
      context.moveTo(x - r, y - r);
      context.lineTo(x + r, y + r);
      context.moveTo(x + r, y - r);
      context.lineTo(x - r, y + r);
      context.stroke();
    }
  }
}

/** Draws `size * size` signed bytes from `offset` on a canvas of that size. */
export function paint(canvas, size, bytes, offset = 0, winners = null) {
  prepare();
  const { data, pixels } = imageFor(size);
  let broken = 0;
  for (let i = 0; i < pixels.length; i++) {
    const byte = bytes[offset + i];
    broken += byte === -128 ? 1 : 0;
    pixels[i] = winners === null ? table[byte & 255] : tables[winners[i]][byte & 255];
  }
  const context = canvas.getContext('2d');
  context.putImageData(data, 0, 0);
  if (broken > pixels.length / 2) {
    crosses(context, size);
  }
}

/** A mark of a class at a place: a shape and a colour of its own; hollow where it is held out. */
export function mark(context, x, y, group, radius, colour, hollow, edge) {
  context.beginPath();
  const r = radius;
  if (group === 0) {
    context.arc(x, y, r, 0, 2 * Math.PI);
  } else if (group === 1) {
    context.rect(x - 0.9 * r, y - 0.9 * r, 1.8 * r, 1.8 * r);
  } else if (group === 2) {
    context.moveTo(x, y - 1.2 * r);
    context.lineTo(x + 1.1 * r, y + 0.8 * r);
    context.lineTo(x - 1.1 * r, y + 0.8 * r);
    context.closePath();
  } else if (group === 3) {
    context.moveTo(x, y - 1.25 * r);
    context.lineTo(x + 1.25 * r, y);
    context.lineTo(x, y + 1.25 * r);
    context.lineTo(x - 1.25 * r, y);
    context.closePath();
  } else {
    const a = 0.4 * r;
    const b = 1.15 * r;
    context.moveTo(x - a, y - b);
    for (const [u, v] of [[a, -b], [a, -a], [b, -a], [b, a], [a, a], [a, b], [-a, b], [-a, a], [-b, a], [-b, -a], [-a, -a]]) {
      context.lineTo(x + u, y + v);
    }
    context.closePath();
  }
  if (hollow) {
    context.lineWidth = 3.2;
    context.strokeStyle = edge;
    context.stroke();
    context.lineWidth = 1.6;
    context.strokeStyle = colour;
    context.stroke();
  } else {
    context.fillStyle = colour;
    context.fill();
    context.lineWidth = 1.2;
    context.strokeStyle = edge;
    context.stroke();
  }
}

/** All points of a set on a context of `size` by `size`. */
export function markAll(context, size, data, radius) {
  const { panel } = palette();
  const colours = classColours();
  const scale = size / (2 * data.reach);
  for (let i = 0; i < data.numbers.length; i += 4) {
    const [x, y, target, held] = data.numbers.subarray(i, i + 4);
    const group = data.classes.length ? target : 0;
    const colour = data.classes.length ? colours[group] : `rgb(${divergingChannels(target, 1).join(' ')})`;
    mark(context, (x + data.reach) * scale, (data.reach - y) * scale, group, radius, colour, held > 0, data.classes.length ? panel : palette().ink2);
  }
}

/** The points of an answer, unpacked. */
export function unpack(data) {
  return { ...data, numbers: floats(data.points) };
}
