import { h, select } from '../../lib/dom.js';
import { figure } from '../../lib/figure.js';
import { count, number, numeric } from '../../lib/format.js';
import { plot } from '../../lib/plot.js';
import { colour, dash } from '../optimizers/marks.js';

const MOST = 6;
/** Points of a watch; when they are full every other one is left out. */
const MOST_POINTS = 1024;
const QUANTITIES = [['update', '‖Δw‖ / ‖w‖'], ['gradient', '‖∂L/∂w‖'], ['weight', '‖w‖']];

/** Parameters that the reader pinned, and how their weights, gradients and updates went since then. */
export function watches() {
  const pinned = new Map();
  const choice = select([], '', { 'data-test': 'watch-choice', 'aria-label': 'Parameter to watch' });
  const quantity = select(QUANTITIES, 'update', { 'data-test': 'watch-quantity', 'aria-label': 'What is watched', onchange: () => build() });
  const pin = h('button', { type: 'button', 'data-test': 'pin', text: 'Pin', onclick: () => {
    pinned.set(choice.value, []);
    build();
  } });
  const list = h('div', { class: 'row' });
  const place = h('div', {});
  const element = h('div', { class: 'panel', 'data-test': 'watches' }, h('h2', { text: 'Watches' }),
    h('p', { class: 'muted', text: 'Pin a parameter to see it over the steps, from the moment it is pinned.' }),
    h('div', { class: 'row' }, choice, pin, quantity, list), place);
  let known = '';
  let last = 0;
  let chart = null;
  let drawing = null;

  function build() {
    chart?.destroy();
    chart = null;
    pin.disabled = pinned.size >= MOST;
    list.replaceChildren(...[...pinned.keys()].map((path) => h('button', { type: 'button', class: 'small', 'data-test': `unpin-${path}`, 'aria-label': `Unpin ${path}`, text: `${path} ✕`, onclick: () => {
      pinned.delete(path);
      build();
    } })));
    if (pinned.size === 0) {
      place.replaceChildren();
      return;
    }
    const [, name] = QUANTITIES.find(([key]) => key === quantity.value);
    const paths = [...pinned.keys()];
    chart = plot({ series: paths.map((label, i) => ({ label, colour: colour(i), dash: dash(i) ?? undefined })), log: true, x: 'step', y: name });
    drawing = figure({ title: 'Pinned parameters', drawing: chart.element, picture: chart.picture, table: { head: ['step', ...paths.map((path) => `${path}, ${name}`)] } });
    place.replaceChildren(drawing);
    draw();
  }

  function draw() {
    const watched = [...pinned.values()].map((points) => new Map(points.map((point) => [point.step, point[quantity.value]])));
    const steps = [...new Set(watched.flatMap((points) => [...points.keys()]))].sort((a, b) => a - b);
    // A logarithm has no place for zero, nor for what is not a number.
    chart.set(steps, watched.map((points) => steps.map((step) => (points.has(step) ? (points.get(step) > 0 && Number.isFinite(points.get(step)) ? points.get(step) : null) : undefined))));
    drawing.rows(steps.slice(-25).reverse().map((step) => [count(step), ...watched.map((points) => (points.has(step) ? number(points.get(step), 6) : ''))]));
    drawing.say(steps.length === 0 ? 'The next step that is looked at will be the first.'
      : `${[...pinned.keys()].map((path, i) => `${path}: ${number(watched[i].get(steps.at(-1)), 6)}`).join('; ')} at step ${count(steps.at(-1))}.`);
  }

  return {
    element,
    take({ layers, measured, updated }) {
      const paths = layers.map((layer) => layer.path);
      if (known !== paths.join()) {
        known = paths.join();
        const before = choice.value;
        choice.replaceChildren(...paths.map((path) => h('option', { value: path, text: path })));
        choice.value = paths.includes(before) ? before : paths[0] ?? '';
      }
      // The last look at a run has no update of its own.
      if (measured === last || measured !== updated || pinned.size === 0) {
        return;
      }
      last = measured;
      for (const [path, points] of pinned) {
        const layer = layers.find((each) => each.path === path);
        if (layer) {
          points.push({ step: measured, update: numeric(layer.update), gradient: numeric(layer.gradients.norm), weight: numeric(layer.values.norm) });
        }
        if (points.length > MOST_POINTS) {
          pinned.set(path, points.filter((_, i) => i % 2 === 0));
        }
      }
      draw();
    },
    destroy: () => chart?.destroy(),
  };
}
