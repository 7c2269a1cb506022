import { h } from '../../lib/dom.js';
import { formula } from '../../lib/formula.js';
import { number, numeric } from '../../lib/format.js';
import { typed } from '../../lib/typed.js';
import { placeOf, written } from './names.js';

export const PARTS = { FEED_FORWARD: '▶ Feed-forward', BACK_PROPAGATION: '◀ Back-propagation', OPTIMIZER: '⟳ Optimizer' };

/** The numbers of the same weight or neuron as `symbol`. */
function relatives(symbol, state) {
  const place = placeOf(symbol);
  const sums = place.startsWith('out_') ? [place.replace('out_', 'net_')] : [];
  const all = [...sums, place, `dE/d${place}`, ...sums.map((net) => `dE/d${net}`), `${place}+`];
  const known = new Set(state.shown.map((line) => line.symbol));
  return all.filter((name) => known.has(name) || /^(w\d|b_|i\d|t\d)/.test(name) && !name.endsWith('+'));
}

function operandButton(label, symbol, value, { digits, pick, light }, leads) {
  return h('button', { type: 'button', class: 'quiet small operand', 'data-operand': symbol, onclick: () => pick(symbol), onmouseenter: () => light(symbol), onmouseleave: () => light(null), onfocus: () => light(symbol), onblur: () => light(null) },
    label, h('span', { class: 'digits', text: number(value, digits) }), leads ? h('span', { 'aria-hidden': 'true', text: '›' }) : null);
}

function factors(info, tools) {
  return h('div', { class: 'factors' }, h('p', { class: 'muted small', text: 'The chain rule: three factors, each from its own place' }),
    h('div', { class: 'row' }, info.factors.flatMap((factor, i) => [i === 0 ? null : h('span', { class: 'times', text: '×' }),
      factor.symbol === '' ? h('span', { class: 'factor' }, formula(factor.latex), h('span', { class: 'digits', text: '1' }))
        : operandButton(formula(factor.latex), factor.symbol, factor.value, tools, false)])));
}

function editor(info, { edit, problem }) {
  const value = numeric(info.result);
  const rate = info.symbol === 'rate';
  const input = h('input', { type: 'number', step: 'any', value: String(value), 'data-test': 'edit-value', id: 'edit-value', onkeydown: (event) => {
    const up = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (up) {
      event.preventDefault();
      const from = typed(input, value, problem) ?? value;
      input.value = String(Number((from + up * (event.shiftKey ? 0.1 : 0.01)).toFixed(12)));
      edit(info.symbol, Number(input.value), true);
    }
  } });
  const slider = h('input', { type: 'range', min: rate ? 0 : Math.floor(value) - 1, max: Math.ceil(value) + (rate ? 9 : 1), step: 0.01, value: String(value), 'aria-label': `Drag ${info.symbol}`, 'data-test': 'edit-drag',
    oninput: () => {
      input.value = slider.value;
      edit(info.symbol, Number(slider.value), true);
    } });
  return h('form', { class: 'row', novalidate: true, onsubmit: async (event) => {
    event.preventDefault();
    const wanted = typed(input, value, problem);
    if (wanted !== null && !await edit(info.symbol, wanted, false)) {
      input.value = String(value);
    }
  } }, h('label', { class: 'field', for: 'edit-value' }, h('span', { text: `Change ${written(info.symbol)}` }), input),
  h('button', { type: 'submit', 'data-test': 'edit-set', text: 'Set' }), slider);
}

/** Under a weight: how much it is to blame. */
function gradientOf(gradient, tools) {
  return h('section', { class: 'its-gradient' }, h('h3', { text: 'Its gradient' }), formula(`${gradient.name} = ${gradient.latex}`, { display: true }),
    h('p', { class: 'result digits', 'data-test': 'its-gradient', text: `${written(gradient.symbol)} = ${number(gradient.result, tools.digits)}` }), gradient.factors ? factors(gradient, tools) : null);
}

/** Where a number comes from: formula, numbers put in, result, operands that lead further. */
export function explanation(info, tools, gradient = null) {
  const { digits, pick, state, trail } = tools;
  if (!info) {
    return [h('p', { class: 'muted', text: 'Press ▶, or choose a weight, an input or a neuron in the drawing: everything tells where it comes from.' })];
  }
  const parts = [];
  if (trail.length > 1) {
    parts.push(h('nav', { class: 'trail', 'aria-label': 'How you came here' }, trail.slice(0, -1).slice(-4).map((symbol) => [
      h('button', { type: 'button', class: 'quiet small', text: written(symbol), onclick: () => pick(symbol) }), h('span', { class: 'muted', text: '›' })])));
  }
  const near = relatives(info.symbol, state);
  if (near.length > 1) {
    parts.push(h('div', { class: 'relatives', role: 'group', 'aria-label': 'Numbers of the same place' }, near.map((name) =>
      h('button', { type: 'button', class: 'quiet small', 'aria-pressed': String(name === info.symbol), text: written(name), onclick: () => pick(name) }))));
  }
  parts.push(h('p', { class: 'what' }, formula(info.name), info.part ? h('small', { class: 'muted', text: ` ${PARTS[info.part] ?? ''}, ${info.section}` }) : null));
  const result = info.result === null || info.result === undefined ? null : h('p', { class: 'result digits', 'data-test': 'explained', text: `${written(info.symbol)} = ${number(info.result, digits)}` });
  if (info.given) {
    parts.push(h('p', { text: `${info.kind}.` }), result, info.editable ? editor(info, tools) : null, gradient ? gradientOf(gradient, tools) : null);
    return parts.filter(Boolean);
  }
  parts.push(formula(`${info.name} = ${info.latex}`, { display: true }));
  parts.push(info.latexNumbers ? formula(`= ${info.latexNumbers}`, { display: true }) : h('p', { class: 'muted', text: 'Not computed yet.' }));
  if (info.terms?.length > 1) {
    parts.push(h('ol', { class: 'terms' }, info.terms.map((term) => h('li', { class: term.running === null ? 'waiting' : '' },
      h('span', { class: 'digits', text: term.text }), h('span', { class: 'digits muted', text: term.running === null ? 'to come' : `= ${number(term.value, digits)}` }),
      term.running === null ? null : h('span', { class: 'digits muted', text: `sum so far ${number(term.running, digits)}` })))));
  }
  parts.push(result);
  if (info.factors) {
    parts.push(factors(info, tools));
  }
  if (info.operands?.length) {
    parts.push(h('p', { class: 'muted small', text: 'It is made of' }), h('ul', { class: 'operands' }, info.operands.map((operand) => h('li', {},
      operandButton(h('span', { text: written(operand.symbol) }), operand.symbol, operand.value, tools, !operand.given)))));
  }
  return parts.filter(Boolean);
}

/** All numbers so far, part by part: gradients on each neuron's output first, then on its sum, then on its weights. */
export function list(state, { digits, pick, chosen }) {
  const groups = [];
  for (const line of state.shown) {
    const last = groups.at(-1);
    if (last && last.section === line.section && last.part === line.part) {
      last.lines.push(line);
    } else {
      groups.push({ part: line.part, section: line.section, lines: [line] });
    }
  }
  let part = null;
  return groups.map((group) => {
    const head = group.part === part ? null : h('h3', { class: 'part-head', text: PARTS[group.part] });
    part = group.part;
    return h('div', { class: 'group' }, head, h('p', { class: 'muted small', text: group.section }),
      h('ul', { class: 'numbers' }, group.lines.map((line) => h('li', {},
        h('button', { type: 'button', class: `quiet small${chosen === line.symbol ? ' chosen' : ''}`, 'data-value': line.symbol, onclick: () => pick(line.symbol) },
          h('span', { text: written(line.symbol) }), h('span', { class: 'digits', text: number(line.value, digits) }))))));
  });
}

/** The matrix view: the four equations with the shapes and the numbers of this network. */
export function matrices({ rows, note }, digits) {
  if (rows.length === 0) {
    return [h('p', { class: 'muted', text: 'Press ▶ for the forward equations, and ◀ for BP1 to BP4.' })];
  }
  const words = note ? [h('p', { class: 'muted small', 'data-test': 'matrix-note', text: note })] : [];
  return words.concat(rows.map((row, i) => h('div', { class: 'equation' }, row.label ? h('span', { class: 'badge', text: row.label }) : null,
    formula(row.latex, { display: true }),
    h('div', { class: 'matrices scroll', tabindex: 0, role: 'region', 'aria-label': `Equation ${i + 1}, ${row.label || 'forward'}` }, row.matrices.map((matrix) => h('table', { class: 'matrix' },
      h('caption', {}, formula(matrix.name), ` ${matrix.shape}`),
      h('tbody', {}, matrix.rows.map((numbers) => h('tr', {}, numbers.map((value) => h('td', { class: 'digits', text: number(value, digits) })))))))))));
}

function table(label, head, rows) {
  return h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': label }, h('table', {},
    h('thead', {}, h('tr', {}, head.map((name) => h('th', { scope: 'col', text: name })))),
    h('tbody', {}, rows.map(([first, ...rest]) => h('tr', {}, h('th', { scope: 'row', text: first }), rest.map((cell) => h('td', { class: 'digits', text: cell })))))));
}

/** What differs between two moments. */
export function comparison(result, digits) {
  const show = (value) => number(value, digits);
  return [h('p', { 'data-test': 'compared', text: `Loss ${show(result.lossFrom)} and ${show(result.lossTo)}: ${numeric(result.lossDifference) > 0 ? '+' : ''}${show(result.lossDifference)}. ${result.same} numbers are the same, ${result.rows.length} differ.` }),
    result.rows.length === 0 ? null : table('Differences', ['number', 'first', 'second', 'difference'], result.rows.map((row) => [written(row.symbol), show(row.from), show(row.to), show(row.difference)]))].filter(Boolean);
}

/** The details of the gradient check. */
export function checkDetails(answer) {
  const error = numeric(answer.error);
  return [h('h2', { text: 'Gradient check' }),
    h('p', { text: `Each of the ${answer.compared} gradients is compared with the centred difference (E(w+h) − E(w−h)) / 2h with h = ${numeric(answer.h).toExponential(0)}, in double. The largest relative difference, ${error.toExponential(2)}, is at ${written(answer.worst)}. Below 1e−7 is very good; above 1e−2 something would be wrong.` }),
    table('Gradients and differences', ['number', 'back-propagation', 'difference quotient', 'relative error'],
      answer.rows.map((row) => [written(row.symbol), number(row.gradient, 17), number(row.numeric, 17), numeric(row.error).toExponential(1)]))];
}
