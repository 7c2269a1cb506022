import { svg } from '../../lib/dom.js';
import { number } from '../../lib/format.js';

const WALL = 14;

/**
 * The gate: the gradient that comes in at the right meets a wall with a slot as wide as the slope,
 * and what fits goes on to the left.
 */
export function gate({ x, y, width, height, most }) {
  const room = height - 92;
  const unit = Math.min(160, room / Math.max(1, most));
  const middle = y + 46 + room / 2;
  const wall = x + width * 0.5;
  const text = (words, px, py, anchor, more) => svg('text', { x: px, y: py, 'text-anchor': anchor, 'font-size': 13, text: words, ...more });
  const arrows = (left, right, gap) => {
    const marks = [];
    for (let px = left + 12; px < right - 6; px += gap) {
      marks.push(`M${px + 5} ${middle - 6}L${px - 1} ${middle}L${px + 5} ${middle + 6}`);
    }
    return marks.join('');
  };
  const upper = svg('rect', { x: wall - WALL / 2, y: y + 30, width: WALL, class: 'wall' });
  const lower = svg('rect', { x: wall - WALL / 2, width: WALL, class: 'wall' });
  const outgoing = svg('rect', { x: x + 4, width: wall - WALL / 2 - x - 4, class: 'outgoing' });
  const chevrons = svg('path', { d: arrows(x, wall - WALL, 26), class: 'chevrons' });
  const ring = svg('circle', { cx: x + (wall - x) / 2, cy: middle, r: 8, class: 'shut' });
  const out = text('', x + 4, y + height - 22, 'start', { class: 'strong' });
  const words = text('', x + 4, y + height - 4, 'start', { class: 'quietly' });
  const reach = (most * unit) / 2;
  const element = svg('g', { class: 'gate' },
    text('∂L/∂a = 1 comes in', x + width - 4, y + 18, 'end'),
    svg('rect', { x: wall + WALL / 2, y: middle - unit / 2, width: x + width - 4 - wall - WALL / 2, height: unit, class: 'incoming' }),
    svg('path', { d: arrows(wall + WALL, x + width, 26), class: 'chevrons' }),
    outgoing, chevrons, ring, upper, lower,
    [-1, 1].map((side) => svg('line', { x1: wall - 20, x2: wall + 20, y1: middle + side * reach, y2: middle + side * reach, class: 'reach' })),
    text(`widest: ${number(most, most < 0.1 ? 4 : 2)}`, wall - 26, middle - reach - 5 < y + 40 ? y + 40 : middle - reach - 5, 'end', { class: 'quietly' }),
    out, words);

  return {
    element,
    show(slope) {
      const open = Math.abs(slope) * unit;
      const top = middle - open / 2;
      upper.setAttribute('height', Math.max(0, top - y - 30));
      lower.setAttribute('y', middle + open / 2);
      lower.setAttribute('height', Math.max(0, y + height - 44 - middle - open / 2));
      outgoing.setAttribute('y', top);
      outgoing.setAttribute('height', open);
      outgoing.classList.toggle('turned', slope < 0);
      chevrons.setAttribute('opacity', open > 14 ? 1 : 0);
      ring.setAttribute('opacity', slope === 0 ? 1 : 0);
      out.textContent = `∂L/∂z = ${number(slope, 4)}`;
      words.textContent = slope === 0 ? 'shut: nothing gets through' : slope < 0 ? 'gets through, turned round' : Math.abs(slope) > 1 ? 'gets through, made larger' : slope === 1 ? 'open: all gets through' : 'gets through';
    },
  };
}
