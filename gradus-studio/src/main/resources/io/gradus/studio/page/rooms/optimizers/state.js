import { field, h, select } from '../../lib/dom.js';
import { number } from '../../lib/format.js';
import { formula } from '../../lib/formula.js';
import { key } from './marks.js';

const HEAD = ['Optimizer', 'step', 'point x, y', 'f', 'to the minimum', 'gradient', 'last change', 'effective rate', 'memory'];

/** Numbers for x and y, one above the other. */
const pair = (values, digits, absent = '–') => (values === undefined ? absent
  : values.map((v) => h('span', { class: 'line' }, v === 'NaN' ? 'g is 0' : number(v, digits))));

/** What each optimizer knows and does at one step, and how the chosen one came to its update. */
export function stateView(ask) {
  const digits = select([['4', '4 digits'], ['9', '9 digits'], ['17', 'all digits']], '4', { 'data-test': 'digits' });
  const chosen = h('select', { 'data-test': 'chosen' });
  const axis = select([['0', 'x'], ['1', 'y']], '0', { 'data-test': 'axis' });
  const body = h('tbody', { 'data-test': 'state' });
  const told = h('div', { class: 'told-lines', 'data-test': 'lines' });
  const heading = h('h3', { 'data-test': 'told' });
  let titles = [];
  for (const control of [digits, chosen, axis]) {
    control.addEventListener('change', ask);
  }

  function row(entry, index, precision) {
    const state = Object.entries(entry.state ?? {}).map(([name, values]) => h('span', { class: 'memory' }, h('b', { text: name }), h('span', {}, pair(values, precision))));
    const near = entry.distance === undefined ? '–'
      : `${number(entry.distance, precision)} to (${entry.minimum.map((m) => number(m, 4).replace(/\.?0+$/, '')).join(', ')})`;
    return h('tr', { 'data-test': `state-${index}`, 'data-distance': entry.distance ?? null, 'data-step': entry.step },
      h('th', { scope: 'row' }, h('span', { class: 'named' }, key(index), titles[index])),
      h('td', { text: entry.step }),
      h('td', {}, pair(entry.point, precision)),
      h('td', {}, number(entry.value, precision), entry.diverged ? h('span', { class: 'bad', text: ' diverged ✖' }) : null),
      h('td', { text: near }),
      h('td', {}, pair(entry.gradient, precision)),
      h('td', {}, pair(entry.change, precision)),
      h('td', {}, pair(entry.effectiveRate, precision)),
      h('td', {}, state.length > 0 ? state : 'none'));
  }

  function line({ latex, latexNumbers, value }, precision) {
    return h('div', { class: 'told-line' }, formula(latex, { display: true }),
      h('div', { class: 'numbers' }, latexNumbers === '' ? null : formula(`= ${latexNumbers}`, {}), h('output', { text: `= ${number(value, precision)}` })));
  }

  const element = h('div', { class: 'stack' },
    h('div', { class: 'panel' },
      h('div', { class: 'row between' }, h('h2', { text: 'What each one knows' }), field('Show', digits)),
      h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'State of each optimizer' },
        h('table', { class: 'states' }, h('thead', {}, h('tr', {}, HEAD.map((cell) => h('th', { scope: 'col', text: cell })))), body)),
      h('p', { class: 'said', text: 'Where there are two numbers, the upper is for x, the lower for y. The effective rate is the rate with which plain gradient descent would have made the same change: minus the change over the gradient it came from.' })),
    h('div', { class: 'panel' },
      h('div', { class: 'row between' }, h('h2', { text: 'How it came there' }), h('div', { class: 'row' }, field('Optimizer', chosen), field('Coordinate', axis))),
      heading, told));

  return {
    element,
    /** What to ask the engine for. */
    wanted: () => ({ racer: Math.max(0, chosen.selectedIndex), axis: Number(axis.value), digits: Number(digits.value) }),
    racers(names) {
      titles = names;
      const before = Math.max(0, chosen.selectedIndex);
      chosen.replaceChildren(...names.map((name, i) => h('option', { value: i, text: `${i + 1}: ${name}` })));
      chosen.selectedIndex = Math.min(before, names.length - 1);
    },
    show(moment, { racer, axis: which, digits: precision }) {
      body.replaceChildren(...moment.rows.map((entry, i) => row(entry, i, precision)));
      const entry = moment.rows[racer];
      const letter = which === 0 ? 'x' : 'y';
      if (entry.lines === undefined) {
        heading.textContent = 'At the start nothing was done yet: go one step.';
        told.replaceChildren(...moment.surface.map((each) => line(each, precision)));
        return;
      }
      heading.textContent = `${titles[racer]}, step ${entry.step}, for ${letter}: p is ${letter}, g is its gradient`;
      told.replaceChildren(line(moment.surface[0], precision), line(moment.surface[1 + which], precision), ...entry.lines.map((each) => line(each, precision)));
    },
  };
}
