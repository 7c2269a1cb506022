import { h, svg } from '../../lib/dom.js';
import { lookup, points } from './curve.js';

const WIDTH = 104;
const HEIGHT = 60;

/** Every activation, small; all beads move with the big one. */
export function gallery(cards, { choose, compare }) {
  const minis = cards.map((card) => miniature(card, choose, compare));
  const element = h('section', { class: 'gallery panel', 'aria-label': 'Gallery' },
    h('p', { class: 'muted', text: 'Choose one; + puts it beside the others, up to four.' }),
    h('ul', { class: 'cards' }, minis.map((mini) => mini.element)));
  return {
    element,
    move: (z) => minis.forEach((mini) => mini.move(z)),
    chosen(names) {
      minis.forEach((mini) => mini.chosen(names));
    },
  };
}

function miniature(card, choose, compare) {
  const d3 = window.d3;
  const [low, high] = card.curve.valueRange;
  const x = d3.scaleLinear([card.curve.low, card.curve.high], [4, WIDTH - 4]);
  const y = d3.scaleLinear([Math.min(0, low), Math.max(0, high)], [HEIGHT - 5, 5]);
  const path = d3.line((p) => x(p[0]), (p) => y(p[1]));
  const bead = svg('circle', { r: 4, class: 'bead' });
  const drawing = svg('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, 'aria-hidden': 'true' },
    svg('line', { x1: 0, x2: WIDTH, y1: y(0), y2: y(0), class: 'grid zero' }),
    svg('line', { x1: x(0), x2: x(0), y1: 0, y2: HEIGHT, class: 'grid zero' }),
    svg('path', { d: path(points(card.curve, card.curve.values)), class: 'value-curve' }), bead);
  const main = h('button', { type: 'button', class: 'card', 'data-test': `card-${card.name}`, onclick: () => choose(card.name) }, drawing, h('span', { text: card.title }));
  const add = h('button', { type: 'button', class: 'quiet add', 'data-test': `compare-${card.name}`, 'aria-label': `Compare ${card.title}`, 'aria-pressed': 'false', text: '+', onclick: () => compare(card.name) });
  return {
    element: h('li', {}, main, add),
    move(z) {
      const at = lookup(card.curve, z);
      bead.setAttribute('cx', x(z));
      bead.setAttribute('cy', y(at.value));
    },
    chosen(names) {
      const here = names.includes(card.name);
      main.setAttribute('aria-pressed', here);
      add.setAttribute('aria-pressed', here);
      add.textContent = here ? '−' : '+';
      add.setAttribute('aria-label', here ? `Remove ${card.title}` : `Compare ${card.title}`);
    },
  };
}
