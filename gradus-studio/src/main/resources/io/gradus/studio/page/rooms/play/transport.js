import { field, h, select } from '../../lib/dom.js';
import { count, numeric } from '../../lib/format.js';
import { typed } from '../../lib/typed.js';

const PACES = [['1', '1 a second'], ['10', '10 a second'], ['100', '100 a second'], ['0', 'full speed']];
const STOPS = [['never', 'never'], ['score:0.9', 'test score 90 %'], ['score:0.95', 'test score 95 %'], ['score:0.99', 'test score 99 %'],
  ['loss:0.1', 'test loss 0.1'], ['loss:0.01', 'test loss 0.01'], ['epochs:100', '100 epochs'], ['epochs:1000', '1000 epochs'], ['epochs:3000', '3000 epochs']];

/** The row that starts and stops: play, step, reset, seed, speed, stop, view. */
export function transport({ act, problem, mostSeed, state, play, newSeed, stopAt, look, compare }) {
  const go = h('button', { type: 'button', class: 'primary go', 'data-test': 'go', onclick: play });
  const step = h('button', { type: 'button', 'data-test': 'step', text: 'One step', onclick: () => act('step') });
  const reset = h('button', { type: 'button', 'data-test': 'reset', text: '↺ Reset', title: 'Back to the same first weights', onclick: () => act('reset') });
  const seed = h('input', { type: 'number', min: 0, max: mostSeed, step: 1, class: 'seed', 'data-test': 'seed', onchange: () => {
    const value = typed(seed, state().seed, problem);
    if (value !== null) {
      newSeed(value);
    }
  } });
  const dice = h('button', { type: 'button', 'data-test': 'new-seed', text: 'New seed', title: 'Other first weights', onclick: () => newSeed((state().seed + 1) % (mostSeed + 1)) });
  const pace = select(PACES, '100', { 'data-test': 'pace', onchange: () => setPace() });
  const stop = select(STOPS, 'never', { 'data-test': 'stop', onchange: () => {
    const [kind, value = '0'] = stop.value.split(':');
    stopAt({ kind, value: Number(value) });
  } });
  const values = h('button', { type: 'button', 'data-test': 'view-values', text: 'Activations', onclick: () => look({ gradients: false }) });
  const gradients = h('button', { type: 'button', 'data-test': 'view-gradients', text: '◀ Gradients', onclick: () => look({ gradients: true }) });
  const assumed = h('select', { 'data-test': 'assumed', onchange: () => look({ assumed: Number(assumed.value) }) });
  const assumedField = h('label', { class: 'assumed' }, h('span', { text: 'Each map is ∂L/∂a: how the loss at each place would grow with that unit, if the right answer there were that of ' }), assumed);
  const both = h('button', { type: 'button', 'data-test': 'compare', 'aria-pressed': 'false', text: 'A and B', title: 'Two runs side by side from one seed', onclick: () => compare(both.getAttribute('aria-pressed') !== 'true') });
  const steps = h('strong', { class: 'digits', 'data-test': 'steps', text: '0' });
  const epochs = h('strong', { class: 'digits', 'data-test': 'epochs', text: '0' });
  const speed = h('strong', { class: 'digits', 'data-test': 'speed', text: '—' });

  function setPace() {
    return act('pace', { stepsPerSecond: Number(pace.value) });
  }

  return {
    element: h('section', { class: 'panel transport', 'aria-label': 'Training' },
      h('div', { class: 'row' }, go, step, reset, field('Seed', seed), dice, field('Steps', pace), field('Stop at', stop),
        h('div', { class: 'segments', role: 'group', 'aria-label': 'What the maps show' }, values, gradients), both,
        h('div', { class: 'counts' }, h('span', { class: 'muted' }, 'step ', steps), h('span', { class: 'muted' }, 'epoch ', epochs), h('span', { class: 'muted' }, speed, ' steps/s'))),
      assumedField),
    pace: setPace,
    sync() {
      const { playing, seed: value, stop: until, view } = state();
      go.textContent = playing ? '❚❚ Pause' : '▶ Train';
      go.setAttribute('aria-label', playing ? 'Pause training' : 'Train');
      seed.value = String(value);
      const key = until.kind === 'never' ? 'never' : `${until.kind}:${until.value}`;
      if (!STOPS.some(([known]) => known === key) && ![...stop.options].some((option) => option.value === key)) {
        stop.append(h('option', { value: key, text: `${until.kind} ${until.value}` }));
      }
      stop.value = key;
      values.setAttribute('aria-pressed', String(!view.gradients));
      gradients.setAttribute('aria-pressed', String(view.gradients));
      assumedField.hidden = !view.gradients;
    },
    compared(on) {
      both.setAttribute('aria-pressed', String(on));
    },
    classes(names) {
      const before = assumed.value;
      assumed.replaceChildren(h('option', { value: '-1', text: 'the nearest point' }), ...names.map((name, i) => h('option', { value: String(i), text: `class ${name}` })));
      assumed.value = Number(before) < names.length && before !== '' ? before : '-1';
    },
    steps(frame) {
      steps.textContent = count(frame.step);
      epochs.textContent = count(frame.epoch);
    },
    speed(value) {
      const x = numeric(value);
      speed.textContent = Number.isFinite(x) ? count(x) : '—';
    },
  };
}
