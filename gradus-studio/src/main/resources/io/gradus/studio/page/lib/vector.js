import { svg } from './dom.js';
import { palette } from './colour.js';

const ANCHORS = { left: null, center: 'middle', right: 'end' };
const KEPT = ['fillStyle', 'strokeStyle', 'lineWidth', 'globalAlpha', 'font', 'textAlign', 'textBaseline', 'imageSmoothingEnabled'];

let clips = 0;

const digits = (value) => String(Number(value.toFixed(2)));

/** Weight, size and family of a font of a canvas, as attributes of a text. */
function fontOf(font) {
  const [, weight, size, family] = /^(?:(\w+) )?([\d.]+)px (.+)$/.exec(font);
  return { 'font-weight': weight ?? null, 'font-size': size, 'font-family': family };
}

/** An image as it is now, as the address of a PNG file. */
function png(image) {
  const copy = document.createElement('canvas');
  copy.width = image.width;
  copy.height = image.height;
  copy.getContext('2d').drawImage(image, 0, 0);
  return copy.toDataURL('image/png');
}

/** An empty SVG drawing on the panel's ground, `title` its name. */
export function sheet(width, height, title) {
  return svg('svg', { viewBox: `0 0 ${digits(width)} ${digits(height)}`, width: digits(width), height: digits(height) },
    svg('title', { text: title }), svg('rect', { width: '100%', height: '100%', fill: palette().panel }));
}

/**
 * What a canvas draws with, as far as the rooms' drawings use it, writing into an SVG element instead: lines and texts stay
 * lines and texts, rasters become embedded images.
 */
export class VectorContext {
  #into;
  #path = '';
  #dash = [];
  #stack = [];
  #ruler = document.createElement('canvas').getContext('2d');
  fillStyle = '#000';
  strokeStyle = '#000';
  lineWidth = 1;
  globalAlpha = 1;
  font = '10px sans-serif';
  textAlign = 'left';
  textBaseline = 'alphabetic';
  imageSmoothingEnabled = true;

  constructor(into) {
    this.#into = into;
  }

  beginPath() {
    this.#path = '';
  }

  #go(letter, ...numbers) {
    this.#path += letter + numbers.map(digits).join(' ');
  }

  moveTo(x, y) {
    this.#go('M', x, y);
  }

  lineTo(x, y) {
    this.#go('L', x, y);
  }

  bezierCurveTo(...places) {
    this.#go('C', ...places);
  }

  closePath() {
    this.#path += 'Z';
  }

  rect(x, y, width, height) {
    this.#path += `M${digits(x)} ${digits(y)}h${digits(width)}v${digits(height)}h${digits(-width)}Z`;
  }

  /** A whole circle; parts of one are not drawn by the rooms. */
  arc(x, y, radius) {
    this.#path += `M${digits(x - radius)} ${digits(y)}a${digits(radius)} ${digits(radius)} 0 1 0 ${digits(2 * radius)} 0a${digits(radius)} ${digits(radius)} 0 1 0 ${digits(-2 * radius)} 0Z`;
  }

  setLineDash(dash) {
    this.#dash = dash;
  }

  #add(tag, attributes) {
    this.#into.append(svg(tag, { opacity: this.globalAlpha === 1 ? null : digits(this.globalAlpha), ...attributes }));
  }

  #stroked() {
    return { fill: 'none', stroke: this.strokeStyle, 'stroke-width': digits(this.lineWidth), 'stroke-dasharray': this.#dash.length ? this.#dash.join(' ') : null };
  }

  stroke() {
    this.#add('path', { d: this.#path, ...this.#stroked() });
  }

  fill() {
    this.#add('path', { d: this.#path, fill: this.fillStyle });
  }

  strokeRect(x, y, width, height) {
    this.#add('rect', { x: digits(x), y: digits(y), width: digits(width), height: digits(height), ...this.#stroked() });
  }

  fillRect(x, y, width, height) {
    this.#add('rect', { x: digits(x), y: digits(y), width: digits(width), height: digits(height), fill: this.fillStyle });
  }

  #text(text, x, y, paint) {
    this.#add('text', { x: digits(x), y: digits(y), ...fontOf(this.font), 'text-anchor': ANCHORS[this.textAlign],
      'dominant-baseline': this.textBaseline === 'middle' ? 'central' : null, ...paint, text });
  }

  fillText(text, x, y) {
    this.#text(text, x, y, { fill: this.fillStyle });
  }

  strokeText(text, x, y) {
    this.#text(text, x, y, this.#stroked());
  }

  measureText(text) {
    this.#ruler.font = this.font;
    return this.#ruler.measureText(text);
  }

  drawImage(image, x, y, width, height) {
    this.#add('image', { href: png(image), x: digits(x), y: digits(y), width: digits(width), height: digits(height), preserveAspectRatio: 'none',
      style: this.imageSmoothingEnabled ? null : 'image-rendering: pixelated' });
  }

  save() {
    this.#stack.push([this.#into, this.#dash, ...KEPT.map((name) => this[name])]);
  }

  restore() {
    const [into, dash, ...kept] = this.#stack.pop();
    this.#into = into;
    this.#dash = dash;
    KEPT.forEach((name, i) => { this[name] = kept[i]; });
  }

  /** What follows is seen within the path, until `restore`. */
  clip() {
    const id = `clip-${++clips}`;
    const group = svg('g', { 'clip-path': `url(#${id})` });
    this.#into.append(svg('clipPath', { id }, svg('path', { d: this.#path })), group);
    this.#into = group;
  }
}

/** A place for drawing whose origin is at (x, y) of the sheet. */
export function moved(drawing, x, y) {
  const group = svg('g', { transform: `translate(${digits(x)} ${digits(y)})` });
  drawing.append(group);
  return new VectorContext(group);
}

/** Writes parts of a text from the left, in as many rows as they need; gives where the next row would be. */
export function rows(context, parts, { left, top, width, height = 20, draw = null, gap = 18, lead = 0 }) {
  let x = left;
  let y = top;
  parts.forEach((part, i) => {
    const wide = lead + context.measureText(part).width;
    if (x > left && x + wide > width) {
      x = left;
      y += height;
    }
    draw?.(i, x, y);
    context.fillText(part, x + lead, y + 4);
    x += wide + gap;
  });
  return y + height;
}

/** Makes the sheet as high as what is on it. */
export function high(drawing, height) {
  const [, , width] = drawing.getAttribute('viewBox').split(' ');
  drawing.setAttribute('viewBox', `0 0 ${width} ${digits(height)}`);
  drawing.setAttribute('height', digits(height));
  return drawing;
}
