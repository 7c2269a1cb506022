import { h } from '../../lib/dom.js';
import { number, numeric, short } from '../../lib/format.js';
import { formula } from '../../lib/formula.js';
import { typed } from '../../lib/typed.js';
import { shown } from './drawing.js';

/** The step in a sentence and in formulas. */
export function stepPanel() {
  const title = h('h2', { 'data-test': 'step-title' });
  const sentence = h('p', { 'data-test': 'step-sentence' });
  const formulas = h('div', { class: 'formulas', 'data-test': 'step-formulas', tabindex: 0, role: 'region', 'aria-label': 'Formulas of this step' });
  return {
    element: h('section', { class: 'step-panel', 'aria-label': 'This step' }, h('div', {}, title, sentence), formulas),
    show(view) {
      title.textContent = view.step.title;
      sentence.textContent = view.step.sentence;
      formulas.replaceChildren(...view.step.formulas.map((latex) => formula(latex, { display: true })));
    },
  };
}

/** Every input with its number, its gradient, and a step along the gradient. */
export function inputsPanel({ set, nudge, problem }) {
  const list = h('div', { class: 'inputs' });
  const rate = h('input', { type: 'number', step: 'any', value: '0.01', 'data-test': 'rate', class: 'rate' });
  const after = h('output', { 'data-test': 'after' });
  let given = 0.01;
  const step = (take) => {
    const value = typed(rate, given, problem);
    return value === null ? null : nudge(value, take);
  };
  rate.addEventListener('change', () => step(false));
  let names = '';
  let known = new Map();
  const row = (element) => {
    const field = h('input', { type: 'number', step: 'any', 'data-test': `input-${element.symbol}`, 'data-symbol': element.symbol });
    field.addEventListener('change', () => {
      const value = typed(field, known.get(element.symbol), problem);
      if (value !== null) {
        set(element.symbol, value);
      }
    });
    return h('label', {}, h('span', { class: 'name', text: element.name }), field, h('span', { class: 'slope-of digits' }));
  };
  return {
    element: h('section', { class: 'panel', 'aria-label': 'Inputs' }, h('h2', { text: 'Inputs' }), list,
      h('div', { class: 'nudge' },
        h('h3', { text: 'A step along the gradient' }),
        h('div', { class: 'row' },
          h('label', { class: 'field' }, h('span', { text: 'Rate (minus goes down)' }), rate),
          h('button', { type: 'button', 'data-test': 'nudge', text: 'Take it', onclick: () => step(true) })),
        h('p', { class: 'small' }, after))),
    show(view, digits) {
      const sources = view.elements.filter((element) => !element.operands);
      const now = sources.map((element) => element.symbol).join(' ');
      if (now !== names) {
        names = now;
        list.replaceChildren(...sources.map(row));
      }
      known = new Map(sources.map((element) => [element.symbol, element.value]));
      sources.forEach((element, i) => {
        const [, field, slope] = list.children[i].children;
        if (document.activeElement !== field || numeric(field.value) !== element.value) {
          field.value = String(element.value);
        }
        slope.textContent = element.gradient === null ? '◀ ?' : `◀ ${shown(element.gradient, digits)}`;
      });
      const { symbol, before, after: then, rate: used } = view.nudge;
      given = used;
      if (document.activeElement !== rate) {
        rate.value = String(used);
      }
      after.textContent = `each input + ${short(used)} · its gradient: ${symbol} goes from ${shown(before, Math.max(digits, 7))} to ${shown(then, Math.max(digits, 7))}`;
    },
    focus(symbol) {
      const field = [...list.querySelectorAll('input')].find((one) => one.dataset.symbol === symbol);
      field?.focus();
      field?.select();
    },
  };
}

/** Where the numbers of one gate come from. */
export function gatePanel({ toggle }) {
  const body = h('div', { 'data-test': 'gate-detail' });
  const element = h('section', { class: 'panel', 'aria-label': 'Gate', tabindex: -1 }, body);
  const empty = [h('h2', { text: 'A gate' }), h('p', { class: 'muted', text: 'Choose a gate in the drawing (click, or Tab and Enter): its formula, its local slopes and where its gradient comes from appear here.' })];
  body.replaceChildren(...empty);
  return {
    element,
    clear: () => body.replaceChildren(...empty),
    show(detail, gate, groups) {
      const own = groups.filter((group) => group.members.includes(gate.id));
      body.replaceChildren(
        h('h2', {}, detail.label === 'input' ? 'Input ' : `${detail.label} gate `, formula(detail.formulas.length === 0 ? detail.symbol : detail.formulas[0].split(' = ')[0])),
        ...detail.sentences.map((text) => h('p', { class: 'small', text })),
        h('div', { class: 'formulas', tabindex: 0, role: 'region', 'aria-label': 'Formulas of this gate' }, detail.formulas.map((latex) => formula(latex, { display: true }))),
        detail.formulas.length === 0 ? h('p', { class: 'muted small', text: 'Not computed yet: step forward to it.' }) : '',
        ...own.map((group) => h('button', { type: 'button', class: 'small', text: group.open ? `Show ${group.title} as one gate` : `Show the gates of ${group.title}`, onclick: () => toggle(group.id) })));
    },
  };
}

const VERDICTS = {
  passed: '✓ gradients checked',
  kink: '◇ gradients checked, but for inputs at a kink',
  wrong: '✖ gradients differ from the check',
  undefined: '✖ not checked: not a finite number',
};

/** Nine digits after the point where it is a number. */
function nine(value) {
  return Number.isFinite(numeric(value)) ? number(value, 9) : shown(value, 9);
}

/** `4e-4`: a step size. */
function exponent(value) {
  return numeric(value).toExponential(1).replace('.0', '').replace('e-', 'e−');
}

/** The gradient check as a badge that opens. */
export function checkBadge() {
  const summary = h('summary', { class: 'badge', 'data-test': 'check' });
  const rows = h('tbody');
  const element = h('details', { class: 'check-badge' }, summary,
    h('p', { class: 'small', text: 'Each input is moved by ±h, in double precision; (f(x+h) − f(x−h)) / 2h is compared with the gradient. Of three step sizes the best counts.' }),
    h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Gradient check' }, h('table', {},
      h('thead', {}, h('tr', {}, ['input', 'gradient', 'difference quotient', 'relative error', 'h'].map((text) => h('th', { scope: 'col', text })))), rows)));
  return {
    element,
    show({ check }) {
      const checked = check.verdict === 'passed' || check.verdict === 'kink';
      summary.textContent = checked
        ? `${VERDICTS[check.verdict]}: max rel. error ${short(check.error, 2)}, centred h=${exponent(check.step)}, float64`
        : VERDICTS[check.verdict];
      summary.classList.toggle('bad', !checked);
      rows.replaceChildren(...check.rows.map((row) => h('tr', {}, h('th', { scope: 'row', text: row.symbol }), h('td', { text: nine(row.gradient) }),
        h('td', { text: nine(row.numeric) }), h('td', { text: row.kink ? 'kink' : row.rounding ? 'rounding' : shown(row.error, 2) }), h('td', { text: exponent(row.step) }))));
    },
  };
}
