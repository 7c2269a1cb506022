import { h, svg } from '../../lib/dom.js';
import { comparison } from './panels.js';

const KINDS = { O: ['●', 'opened'], F: ['▶', 'feed-forward'], B: ['◀', 'back-propagation'], U: ['⟳', 'update'], E: ['✎', 'edit'], R: ['»', 'run'], A: ['↺', 'reset'] };

/** The moments of a session: scrub, undo, redo, fork, compare. `change(action, fields)` and `ask` go to the room. */
export function timeline({ change, ask, digits }) {
  const undo = h('button', { type: 'button', 'data-test': 'undo', text: '↶ Undo', onclick: () => change('undo') });
  const redo = h('button', { type: 'button', 'data-test': 'redo', text: '↷ Redo', onclick: () => change('redo') });
  const reset = h('button', { type: 'button', 'data-test': 'reset', text: '↺ Reset', title: 'Back to the weights it was opened with', onclick: () => change('reset') });
  const scrub = h('input', { type: 'range', min: 0, max: 0, value: 0, 'aria-label': 'Moments', 'data-test': 'scrub', oninput: () => change('go', { moment: Number(scrub.value) }) });
  const ticks = h('div', { class: 'ticks', 'aria-hidden': 'true' });
  const moment = h('output', { class: 'small', 'data-test': 'moment' });
  const forks = h('div', { class: 'row' });
  const from = h('select', { 'aria-label': 'Compare this', 'data-test': 'compare-from' });
  const to = h('select', { 'aria-label': 'with this', 'data-test': 'compare-to' });
  const result = h('div', {});
  let history = null;

  const compare = h('button', { type: 'button', class: 'small', 'data-test': 'compare', text: 'Compare', onclick: async () => {
    const fields = {};
    for (const [name, { value }] of [['from', from], ['to', to]]) {
      fields[value.startsWith('t') ? `${name}Timeline` : name] = Number(value.replace('t', ''));
    }
    const answer = await ask('compare', fields);
    if (answer) {
      result.replaceChildren(...comparison(answer, digits()));
    }
  } });

  function options() {
    const name = (i) => `${i + 1} ${KINDS[history.kinds[i]][0]} ${KINDS[history.kinds[i]][1]}`;
    const first = Math.max(1, history.size - 60);
    const moments = [0, ...Array.from({ length: history.size - first }, (_, i) => first + i)].map((i) => [String(i), name(i)]);
    const others = history.timelines.length > 1 ? history.timelines.map((title, i) => [`t${i}`, `fork ${title}, as it is`]) : [];
    return [...moments, ...others];
  }

  function fill(choice, fallback) {
    const kept = choice.value;
    const all = options();
    choice.replaceChildren(...all.map(([value, text]) => h('option', { value, text })));
    choice.value = all.some(([value]) => value === kept) && kept !== '' ? kept : fallback;
  }

  function marks() {
    const shown = history.kinds.slice(-40);
    const skipped = history.size - shown.length;
    ticks.replaceChildren(...[...shown].map((kind, i) => h('span', { class: skipped + i === history.index ? 'now' : '', text: KINDS[kind][0] })));
  }

  return {
    element: h('div', { class: 'panel stack timeline' },
      h('div', { class: 'row' }, undo, redo, reset, h('div', { class: 'scrubber' }, scrub, ticks), moment),
      h('div', { class: 'row' }, forks, h('span', { class: 'muted small', text: 'compare' }), from, h('span', { class: 'muted small', text: 'with' }), to, compare), result),
    show(next) {
      const forked = next.timelines.length > (history?.timelines.length ?? 1);
      history = next;
      result.replaceChildren();
      scrub.max = history.size - 1;
      scrub.value = history.index;
      scrub.disabled = history.size < 2;
      scrub.setAttribute('aria-valuetext', `moment ${history.index + 1}, ${history.label}`);
      undo.disabled = history.index === 0;
      redo.disabled = history.index === history.size - 1;
      moment.textContent = `moment ${history.index + 1} of ${history.size}: ${history.label}`;
      marks();
      forks.replaceChildren(
        h('button', { type: 'button', class: 'small', 'data-test': 'fork', text: 'Fork', title: 'A second timeline from this moment, for another rate', onclick: () => change('fork') }),
        ...(history.timelines.length > 1 ? history.timelines.map((name, index) => h('button', { type: 'button', class: 'small', 'data-test': `timeline-${name}`, 'aria-label': `Timeline ${name}`, 'aria-pressed': String(index === history.chosen), text: name, onclick: () => change('timeline', { index }) })) : []));
      fill(from, '0');
      fill(to, history.timelines.length > 1 ? `t${history.chosen}` : String(history.size - 1));
      if (history.timelines.length === 1) {
        to.value = String(history.index);
      } else if (forked) {
        from.value = 't0';
        to.value = `t${history.chosen}`;
      }
    },
    undo: () => undo.disabled || change('undo'),
  };
}

/** What the marks of the drawing mean. */
export function legend() {
  const line = (className, width) => svg('svg', { viewBox: '0 0 44 16', width: 44, height: 16, 'aria-hidden': 'true' }, svg('line', { x1: 2, y1: 8, x2: 42, y2: 8, class: className, 'stroke-width': width }));
  const chevron = svg('svg', { viewBox: '0 0 44 16', width: 44, height: 16, 'aria-hidden': 'true' }, svg('line', { x1: 2, y1: 8, x2: 42, y2: 8, class: 'gradient', 'stroke-width': 2 }), svg('path', { d: 'M26 3 L18 8 L26 13', class: 'chevron' }));
  const ring = svg('svg', { viewBox: '0 0 20 16', width: 20, height: 16, 'aria-hidden': 'true' }, svg('circle', { cx: 10, cy: 8, r: 5, class: 'zero-ring' }));
  return h('details', { class: 'legend' }, h('summary', { text: 'What the marks mean' }), h('ul', {},
    h('li', {}, line('weight positive', 8), 'weight above 0; the wider, the larger (root scale)'),
    h('li', {}, line('weight negative', 5), 'weight below 0'),
    h('li', {}, chevron, 'gradient of the loss, width by decades'),
    h('li', {}, ring, 'gradient exactly 0'),
    h('li', {}, '“?” not computed yet'),
    h('li', {}, '▶ forward values, ◀ gradients'),
    h('li', {}, 'ring around a neuron: slope of its activation, as a share of the steepest'),
    h('li', {}, 'keys: → the next press, ← undo; ↑ ↓ on a chosen weight, input or goal change it by 0.01, with Shift by 0.1'),
    h('li', {}, 'mark on an updated weight: dashed is where it was, the arrow where it went')));
}
