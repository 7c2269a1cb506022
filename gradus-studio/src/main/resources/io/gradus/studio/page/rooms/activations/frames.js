import { h, svg } from '../../lib/dom.js';
import { number } from '../../lib/format.js';
import { lookup, place, points, sentence } from './curve.js';

const WIDTH = 150;
const HEIGHT = 84;
const FRAMES = 9;

/** The movement as nine still frames, for readers who asked for less motion. */
export function stillFrames(go) {
  const list = h('ol', { class: 'still', 'data-test': 'still-frames' });
  const title = h('summary', { text: 'Nine still frames' });
  const element = h('details', { class: 'panel' }, title, list);
  return {
    element,
    open(value) {
      element.open = value;
    },
    set(entry) {
      title.textContent = `${entry.definition.title} in nine still frames`;
      list.replaceChildren(...Array.from({ length: FRAMES }, (_, i) => frame(entry.curve, i, go)));
    },
  };
}

function frame(curve, i, go) {
  const d3 = window.d3;
  const at = lookup(curve, curve.low + (curve.high - curve.low) * (i / (FRAMES - 1)));
  const x = d3.scaleLinear([curve.low, curve.high], [6, WIDTH - 6]);
  const y = d3.scaleLinear([Math.min(0, curve.valueRange[0]), Math.max(0, curve.valueRange[1])], [HEIGHT - 8, 8]);
  const run = x(1) - x(0);
  const rise = y(at.slope) - y(0);
  const half = 30 / Math.hypot(run, rise);
  const drawing = svg('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, 'aria-hidden': 'true' },
    svg('line', { x1: 0, x2: WIDTH, y1: y(0), y2: y(0), class: 'grid zero' }),
    svg('path', { d: d3.line((p) => x(p[0]), (p) => y(p[1]))(points(curve, curve.values)), class: 'value-curve' }),
    svg('line', { x1: x(at.z) - run * half, x2: x(at.z) + run * half, y1: y(at.value) - rise * half, y2: y(at.value) + rise * half, class: 'tangent' }),
    svg('circle', { cx: x(at.z), cy: y(at.value), r: 5, class: 'bead' }));
  return h('li', {}, h('button', { type: 'button', class: 'card', title: sentence(at, curve.kinks), onclick: () => go(Math.round(at.z * 100) / 100) },
    drawing, h('span', {}, `z ${place(at.z)}`), h('small', { text: `a ${number(at.value, 4)}` }), h('small', { text: `a′ ${number(at.slope, 4)}` })));
}
