import { palette } from '../../lib/colour.js';
import { short } from '../../lib/format.js';
import { high, moved, rows, sheet } from '../../lib/vector.js';
import { classColours, mark, markAll } from './maps.js';

const FONT = '13px system-ui, sans-serif';
const SIDE = 480;
const LEFT = 64;
const TOP = 30;
const EDGE = 14;

/** The plane as SVG: what the network decides as an embedded image, axes and points as shapes. */
export function planePicture({ title, surface, data, caption, radius }) {
  const width = LEFT + SIDE + EDGE;
  const drawing = sheet(width, TOP + SIDE, title);
  const context = moved(drawing, LEFT, TOP);
  const { panel, ink2, line } = palette();
  context.globalAlpha = 0.7;
  context.drawImage(surface, 0, 0, SIDE, SIDE);
  context.globalAlpha = 1;
  context.strokeStyle = line;
  context.strokeRect(0, 0, SIDE, SIDE);
  context.save();
  context.beginPath();
  context.rect(0, 0, SIDE, SIDE);
  context.clip();
  markAll(context, SIDE, data, radius);
  context.restore();
  context.font = FONT;
  context.fillStyle = ink2;
  context.textAlign = 'right';
  context.fillText(caption, SIDE, -10);
  axes(context, data);
  context.textAlign = 'left';
  const names = [...data.classes.map((name) => `class ${name}`), ...(data.held > 0 ? ['hollow: held out for the test'] : [])];
  const colours = classColours();
  const bottom = rows(context, names, { left: 0, top: SIDE + 46, width: SIDE, lead: 18, draw(i, x, y) {
    if (i < data.classes.length) {
      mark(context, x + 7, y, i, 5, colours[i], false, panel);
    } else {
      mark(context, x + 7, y, 0, 5, ink2, true, panel);
    }
    context.fillStyle = ink2;
  } });
  return high(drawing, TOP + bottom + 8);
}

function axes(context, data) {
  const [across, up] = data.axes;
  for (const [text, x, anchor] of [[short(across.low, 3), 0, 'left'], [across.name, SIDE / 2, 'center'], [short(across.high, 3), SIDE, 'right']]) {
    context.textAlign = anchor;
    context.fillText(text, x, SIDE + 20);
  }
  context.textAlign = 'right';
  for (const [text, y] of [[short(up.high, 3), 12], [up.name, SIDE / 2], [short(up.low, 3), SIDE]]) {
    context.fillText(text, -8, y);
  }
}

/**
 * The network as SVG: weights as lines, the maps of its units as embedded images.
 *
 * `anchors` are the places of the units layer by layer, `lines(context)` draws the weights between them.
 */
export function networkPicture({ title, width, heads, names, anchors, canvases, lines, notes }) {
  const beside = names.at(-1).some((name) => name !== '') ? 90 : 0;
  const drawing = sheet(width + 2 * EDGE + beside, 0, title);
  const places = anchors.flat();
  const top = TOP - Math.min(...places.map(({ left, right, y }) => y - (right - left) / 2));
  const bottom = Math.max(...places.map(({ left, right, y }) => y + (right - left) / 2));
  const context = moved(drawing, EDGE, top);
  const { ink, ink2, line } = palette();
  context.font = FONT;
  lines(context);
  context.globalAlpha = 1;
  context.setLineDash([]);
  anchors.forEach((layer, l) => layer.forEach(({ left, right, y }, u) => {
    const side = right - left;
    context.drawImage(canvases[l][u], left, y - side / 2, side, side);
    context.strokeStyle = line;
    context.lineWidth = 1;
    context.strokeRect(left, y - side / 2, side, side);
    context.fillStyle = ink;
    context.textAlign = l === 0 ? 'center' : 'left';
    context.textBaseline = l === 0 ? 'alphabetic' : 'middle';
    context.fillText(names[l][u], l === 0 ? (left + right) / 2 : right + 6, l === 0 ? y + side / 2 + 16 : y);
  }));
  context.font = FONT;
  context.textBaseline = 'alphabetic';
  context.textAlign = 'center';
  context.fillStyle = ink2;
  anchors.forEach(([{ left, right, y }], l) => context.fillText(heads[l], (left + right) / 2, y - (right - left) / 2 - 10));
  context.textAlign = 'left';
  return high(drawing, top + rows(context, notes, { left: 0, top: bottom + 36, width: width + beside }) + 8);
}
