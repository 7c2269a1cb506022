import { download, h } from '../../lib/dom.js';
import { figure, svgText } from '../../lib/figure.js';
import { number, short } from '../../lib/format.js';
import { formula } from '../../lib/formula.js';
import { lookup, place, sentence } from './curve.js';
import { draw } from './plot.js';

/** The parts of a lane that all views share: name, source, close, sliders. */
export function laneHead(entry, { alone, close, changed }) {
  const sliders = entry.definition.parameters.map((parameter, i) => {
    const shown = h('output', { text: short(entry.parameters[i]) });
    const input = h('input', { type: 'range', min: parameter.low, max: parameter.high, step: parameter.step, value: entry.parameters[i],
      'data-test': `parameter-${entry.name}-${i}`, 'aria-label': `${entry.definition.title}: ${parameter.name}, ${parameter.meaning}`,
      oninput: () => {
        entry.parameters[i] = Number(input.value);
        shown.textContent = short(entry.parameters[i]);
        changed(entry);
      } });
    return h('div', { class: 'parameter' }, h('span', {}, `${parameter.name} `, shown), input, h('small', { text: parameter.meaning }));
  });
  return h('header', { class: 'lane-head' },
    h('div', {}, h('h2', { text: entry.definition.title }), h('small', { class: 'muted', text: entry.definition.source })),
    ...sliders,
    alone ? null : h('button', { type: 'button', class: 'quiet small', 'aria-label': `Remove ${entry.definition.title}`, 'data-test': `remove-${entry.name}`, text: '✕', onclick: () => close(entry) }));
}

/** A lane in a view where the activation has no place, with the reason. */
export function emptyLane(entry, head, reason) {
  return { element: h('article', { class: 'panel lane', 'data-test': `empty-${entry.name}` }, head, h('p', { text: reason })), play() {}, stop() {} };
}

/** One activation with its moving bead: curve, slope, gate, numbers, formulas. */
export function lane(entry, options) {
  const stage = h('div', { class: 'stage' });
  const holder = figureOf(entry, stage);
  const cells = { z: h('output', {}), value: h('output', { 'data-test': `value-${entry.name}` }), slope: h('output', { 'data-test': `slope-${entry.name}` }) };
  const others = h('dl', { class: 'numbers others' });
  const numbers = h('dl', { class: 'numbers' }, pair('z', cells.z), pair('a', cells.value), pair('a′', cells.slope));
  const lines = h('div', { class: 'formulas', 'data-test': `formulas-${entry.name}` });
  const intuition = h('p', { class: 'intuition' });
  const element = h('article', { class: 'panel lane', 'data-test': `lane-${entry.name}` },
    laneHead(entry, options), holder.element, numbers, others, lines, intuition);
  let view = null;
  let shown = 0;
  let held = false;

  function layout() {
    const width = Math.floor(stage.clientWidth);
    if (width < 200 || entry.curve === null) {
      return;
    }
    view = draw(entry.curve, width, { tall: options.alone });
    bind(view.drawing);
    stage.replaceChildren(view.drawing);
    holder.drawn(view.drawing);
    move(shown);
  }

  function bind(drawing) {
    const to = (event) => {
      const box = drawing.getBoundingClientRect();
      const z = view.invert(event.clientX - box.left);
      options.drag(Math.round(Math.max(entry.curve.low, Math.min(entry.curve.high, z)) * 100) / 100);
    };
    drawing.addEventListener('pointerdown', (event) => {
      held = true;
      drawing.setPointerCapture(event.pointerId);
      to(event);
      stage.focus({ preventScroll: true });
    });
    drawing.addEventListener('pointermove', (event) => {
      if (held) {
        to(event);
      }
    });
    for (const end of ['pointerup', 'pointercancel']) {
      drawing.addEventListener(end, () => { held = false; });
    }
  }

  /** Puts the bead where the sampled curve is nearest to `z`. */
  function move(z) {
    shown = z;
    if (view === null) {
      return;
    }
    const at = lookup(entry.curve, z);
    view.show({ ...at, z });
    cells.z.textContent = number(z, 2);
    cells.value.textContent = number(at.value, 4);
    cells.slope.textContent = number(at.slope, 4);
    stage.setAttribute('aria-valuenow', z);
  }

  /** The numbers at rest, as the engine gives them. */
  function exact(answer, digits) {
    cells.z.textContent = number(answer.z, digits === 4 ? 2 : digits);
    cells.value.textContent = number(answer.value, digits);
    cells.slope.textContent = number(answer.slope, digits);
    others.replaceChildren(...answer.others.map((other) => pair(formula(other.latex), h('output', { text: number(other.value, digits) }))));
    lines.replaceChildren(...answer.lines.map((line, i) => h('div', { class: 'formula-line' },
      formula(`${line.symbol} = ${entry.curve.formulas[i].latex}`, { display: true }),
      formula(`= ${line.latexNumbers}`, { display: true }), h('p', { class: 'result' }, '= ', h('output', { text: number(line.value, digits) })))));
    const words = sentence(answer, entry.curve.kinks);
    stage.setAttribute('aria-valuetext', words);
    holder.say(words);
  }

  const watcher = new ResizeObserver(layout);
  watcher.observe(stage);
  return {
    element,
    move,
    exact,
    curve() {
      intuition.textContent = entry.curve.intuition;
      intuition.hidden = entry.curve.intuition === '';
      layout();
    },
    moving() {
      holder.say(`Moving from z ${place(entry.curve.low)} to ${place(entry.curve.high)} and back.`);
    },
    destroy: () => watcher.disconnect(),
  };

  function pair(name, output) {
    return h('div', {}, h('dt', {}, name), h('dd', {}, output));
  }
}

/** The figure around a drawing that is made anew when its place changes. */
function figureOf(entry, stage) {
  stage.setAttribute('tabindex', 0);
  stage.setAttribute('data-test', `stage-${entry.name}`);
  const save = h('button', { type: 'button', class: 'quiet small', 'aria-label': `Save ${entry.definition.title} as SVG`, text: 'SVG',
    onclick: () => download(`${entry.name}.svg`, 'image/svg+xml', svgText(stage.firstChild)) });
  const element = figure({ title: 'Value, slope and gate', drawing: stage, interactive: true, tools: [save] });
  // A slider: the bead can be moved by arrows and by dragging.
  stage.setAttribute('role', 'slider');
  stage.setAttribute('aria-label', `${entry.definition.title}: z`);
  stage.setAttribute('aria-valuemin', -6);
  stage.setAttribute('aria-valuemax', 6);
  stage.setAttribute('aria-valuenow', 0);
  return {
    element,
    say: (words) => element.say(words),
    drawn: (drawing) => drawing.setAttribute('aria-hidden', 'true'),
  };
}
