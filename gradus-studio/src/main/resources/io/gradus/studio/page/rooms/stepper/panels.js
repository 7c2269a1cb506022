import { h } from '../../lib/dom.js';
import { formula } from '../../lib/formula.js';
import { number } from '../../lib/format.js';

const PARTS = { FEED_FORWARD: '▶ Feed-forward', BACK_PROPAGATION: '◀ Back-propagation', OPTIMIZER: '⟳ Optimizer' };

/** Where a number comes from: formula, numbers put in, result, operands that lead further. */
export function explanation(info, { digits, pick, edit }) {
  if (!info) {
    return [h('p', { class: 'muted', text: 'Press ▶, or choose a weight, an input or a neuron in the drawing: everything tells where it comes from.' })];
  }
  const result = info.result === null || info.result === undefined ? null : h('p', { class: 'result digits', 'data-test': 'explained', text: `${info.symbol} = ${number(info.result, digits)}` });
  const parts = [h('h3', {}, formula(info.name), info.part ? h('small', { class: 'muted', text: ` ${PARTS[info.part] ?? ''}` }) : null)];
  if (info.given) {
    parts.push(h('p', { text: `${info.kind}.` }), result);
  } else {
    parts.push(formula(`${info.name} = ${info.latex}`, { display: true }));
    if (info.latexNumbers) {
      parts.push(formula(`= ${info.latexNumbers}`, { display: true }));
    } else {
      parts.push(h('p', { class: 'muted', text: 'Not computed yet.' }));
    }
    if (info.terms?.length > 1) {
      parts.push(h('ol', { class: 'terms' }, info.terms.map((term) => h('li', { class: term.running === null ? 'waiting' : '' },
        h('span', { class: 'digits', text: term.text }), h('span', { class: 'digits muted', text: term.running === null ? 'to come' : `sum so far ${number(term.running, digits)}` })))));
    }
    parts.push(result);
    if (info.operands?.length) {
      parts.push(h('p', { class: 'muted small', text: 'It is made of' }), h('ul', { class: 'operands' }, info.operands.map((operand) => h('li', {},
        h('button', { type: 'button', class: 'quiet small', 'data-operand': operand.symbol, onclick: () => pick(operand.symbol) },
          h('span', { text: operand.symbol }), h('span', { class: 'digits', text: ` ${number(operand.value, digits)}` }), operand.given ? null : ' ›')))));
    }
  }
  if (info.given && edit) {
    const input = h('input', { type: 'number', step: '0.01', value: String(info.result), 'data-test': 'edit-value', id: 'edit-value' });
    parts.push(h('form', { class: 'row', onsubmit: (event) => {
      event.preventDefault();
      edit(info.symbol, Number(input.value));
    } }, h('label', { class: 'field', for: 'edit-value' }, h('span', { text: `Change ${info.symbol}` }), input),
    h('button', { type: 'submit', 'data-test': 'edit-set', text: 'Set' })));
  }
  return parts;
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
          h('span', { text: line.symbol.replace('dE/d', '∂E/∂').replace(/\+$/, ' new') }), h('span', { class: 'digits', text: number(line.value, digits) }))))));
  });
}

/** The matrix view: the four equations with the shapes and the numbers of this network. */
export function matrices(rows, digits) {
  const cells = Math.min(digits, 9);
  if (rows.length === 0) {
    return [h('p', { class: 'muted', text: 'Press ▶ for the forward equations, and ◀ for BP1 to BP4.' })];
  }
  return rows.map((row) => h('div', { class: 'equation' }, row.label ? h('span', { class: 'badge', text: row.label }) : null,
    formula(row.latex, { display: true }),
    h('div', { class: 'matrices scroll', tabindex: 0, role: 'region', 'aria-label': `${row.label || 'forward'} numbers` }, row.matrices.map((matrix) => h('table', { class: 'matrix' },
      h('caption', {}, formula(matrix.name), ` ${matrix.shape}`),
      h('tbody', {}, matrix.rows.map((numbers) => h('tr', {}, numbers.map((value) => h('td', { class: 'digits', text: number(value, cells) }))))))))));
}

/** What differs between two moments. */
export function comparison(result, digits) {
  return [h('p', { text: `Loss ${number(result.lossFrom, digits)} and ${number(result.lossTo, digits)}; ${result.same} numbers are the same.` }),
    result.rows.length === 0 ? null : h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Differences' }, h('table', {},
      h('thead', {}, h('tr', {}, ['', 'first', 'second', 'difference'].map((name) => h('th', { scope: 'col', text: name })))),
      h('tbody', {}, result.rows.map((row) => h('tr', {}, h('th', { scope: 'row', text: row.symbol }),
        [row.from, row.to, row.difference].map((value) => h('td', { class: 'digits', text: number(value, digits) }))))))),
  ];
}
