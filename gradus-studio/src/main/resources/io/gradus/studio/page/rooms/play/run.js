import { h, field, select } from '../../lib/dom.js';
import { number, numeric, percent, short } from '../../lib/format.js';
import { board } from './board.js';
import { network } from './network.js';

// Their steps are as long as the gradient says; those of the others are about as long as the rate.
const GRADUAL = ['sgd', 'momentum', 'nesterov', 'adagrad'];
const RATES = [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 100];
const PRICES = [0, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1];
const CLIPS = [0, 0.1, 1, 10];
const BATCHES = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 5000];

/** A select of numbers that also shows one which is not among them. */
function numbers(values, value, zero, onchange, attributes) {
  const all = values.includes(value) ? values : [...values, value].sort((a, b) => a - b);
  return select(all.map((v) => [String(v), v === 0 && zero ? zero : v === 5000 ? 'all' : short(v)]), String(value),
    { ...attributes, onchange: (event) => onchange(Number(event.target.value)) });
}

/** One run: its settings, its network, the plane, its scores. */
export function run({ name, title, open, act, tools, context }) {
  const index = name === 'A' ? 0 : 1;
  const kept = h('p', { class: 'small muted kept', 'data-test': `kept-${name}`, 'aria-live': 'polite' });
  const row = h('div', { class: 'row settings' });
  const trouble = h('div', { class: 'trouble', role: 'alert', hidden: true });
  const score = h('div', { class: 'scores' });
  const confusion = h('div', { class: 'confusion' });
  let settings = null;
  let asked = null;
  let data = null;
  let lastFrame = null;

  const net = network({ name, small: open.small, activations: open.activations,
    change: (hidden) => configure({ hidden }), focus: (layer, unit) => tools.focus(layer, unit) });
  const plane = board({ name, grid: open.grid, draw: tools.draw, erase: tools.erase, stroke: tools.stroke, brush: tools.brush, drawable: tools.drawable, announce: context.announce });
  net.details.addEventListener('toggle', () => net.table());

  async function configure(change) {
    // The next change may come before the answer to this one.
    const next = { ...asked, ...change };
    asked = next;
    const answer = await act('configure', { run: index, settings: next });
    if (asked !== next) {
      return;
    }
    if (answer) {
      set(next);
      kept.textContent = answer.kept;
      const frame = answer.frame.runs[index];
      if (frame) {
        plane.show(frame.maps, net.label);
        net.show(frame);
      }
    } else {
      set(settings);
    }
  }

  function set(next) {
    const shape = settings === null || JSON.stringify(settings.hidden) !== JSON.stringify(next.hidden);
    settings = next;
    asked = next;
    const id = (what) => ({ 'data-test': `${what}-${name}` });
    row.replaceChildren(
      field('Optimizer', select(open.optimizers, next.optimizer, { ...id('optimizer'), onchange: (event) => configure({ optimizer: event.target.value }) })),
      field('Rate', numbers(RATES, next.rate, null, (rate) => configure({ rate }), id('rate'))),
      field('Batch', numbers(BATCHES, next.batch, null, (batch) => configure({ batch }), id('batch'))),
      field('L1', numbers(PRICES, next.l1, 'none', (l1) => configure({ l1 }), id('l1'))),
      field('L2', numbers(PRICES, next.l2, 'none', (l2) => configure({ l2 }), id('l2'))),
      field('Clip', numbers(CLIPS, next.clip, 'none', (clip) => configure({ clip }), id('clip'))));
    if (shape && data !== null) {
      net.build(next.hidden, data);
    }
  }

  function points(next) {
    const same = data !== null && data.outputs === next.outputs && JSON.stringify([data.axes, data.classes]) === JSON.stringify([next.axes, next.classes]);
    data = next;
    plane.points(next);
    if (!same && settings !== null) {
      net.build(settings.hidden, next);
    }
  }

  function stat(label, value, test, strong) {
    return h('div', { class: strong ? 'stat strong' : 'stat' }, h('span', { class: 'muted', text: label }), h('strong', { class: 'digits', 'data-test': test, text: value }));
  }

  function table(frame) {
    more.hidden = !frame.confusion.length;
    if (!more.open || more.hidden) {
      return;
    }
    confusion.replaceChildren(h('table', {}, h('caption', { class: 'small muted', text: 'Test points: true class in rows, what the network says in columns' }),
      h('thead', {}, h('tr', {}, h('th', { scope: 'col', text: 'true' }), data.classes.map((c) => h('th', { scope: 'col', text: `says ${c}` })))),
      h('tbody', {}, frame.confusion.map((line, i) => h('tr', {}, h('th', { scope: 'row', text: data.classes[i] }), line.map((n, j) => h('td', { class: i === j ? 'hit' : n > 0 ? 'miss' : '', text: String(n) })))))));
  }

  function explain(frame) {
    trouble.hidden = !frame.problem;
    if (!frame.problem) {
      return;
    }
    if (trouble.dataset.said !== frame.problem) {
      trouble.dataset.said = frame.problem;
      const rate = Math.min(settings.rate / 10, GRADUAL.includes(settings.optimizer) ? 0.1 : 0.01);
      trouble.replaceChildren(h('strong', { text: '✖ The run went wrong and stands still' }), h('p', { text: frame.problem, 'data-test': `problem-${name}` }),
        h('div', { class: 'row' },
          h('button', { type: 'button', class: 'primary', 'data-test': `mend-${name}`, text: `Back to its best weights, with rate ${short(rate)}`, onclick: () => configure({ rate }) }),
          settings.clip ? null : h('button', { type: 'button', text: 'The same rate, gradients clipped at 1', onclick: () => configure({ clip: 1 }) })));
    }
  }

  const says = (value, digits) => (Number.isNaN(numeric(value)) ? '—' : number(value, digits));

  const more = h('details', { class: 'more', ontoggle: () => lastFrame && table(lastFrame) }, h('summary', { text: 'Which classes are taken for which' }), confusion);
  const side = h('div', { class: 'panel right' }, h('div', { class: 'easel' }, plane.element), h('div', {}, score, more));

  return {
    side,
    easel: side.firstElementChild,
    element: h('section', { class: 'run', 'aria-label': `Run ${name}` }, title ? h('h2', { text: title }) : null,
      h('div', { class: 'panel middle' }, row, kept, trouble, net.element),
      side),
    set,
    points,
    settings: () => settings,
    board: plane,
    show(frame) {
      lastFrame = frame;
      net.show(frame);
      plane.show(frame.maps, net.label);
      const shown = data.classes.length ? percent : (value) => says(value, 3);
      const kind = data.classes.length ? 'accuracy' : 'R²';
      const share = (value) => (Number.isNaN(numeric(value)) ? '—' : shown(value, 1));
      score.replaceChildren(
        stat(`test ${kind}`, share(frame.testScore), `test-score-${name}`, true),
        stat(`training ${kind}`, share(frame.trainScore), `train-score-${name}`),
        stat('test loss', data.held === 0 ? '—' : number(frame.testLoss, 4), `test-loss-${name}`),
        stat('training loss', number(frame.trainLoss, 4), `train-loss-${name}`));
      table(frame);
      explain(frame);
    },
    sentence(frame) {
      if (frame.problem) {
        return `went wrong at step ${frame.step}`;
      }
      const held = !Number.isNaN(numeric(frame.testScore));
      const value = held ? frame.testScore : frame.trainScore;
      const loss = held ? frame.testLoss : frame.trainLoss;
      const what = `${held ? 'test' : 'training'} ${data.classes.length ? `accuracy ${percent(value, 0)}` : `R² ${says(value, 2)}`}`;
      return `${what}, loss ${says(loss, 3)}${frame.reached ? `. Stopped: ${frame.reached}` : ''}`;
    },
    redraw() {
      plane.overlay();
    },
    destroy() {
      net.destroy();
      plane.destroy();
    },
  };
}
