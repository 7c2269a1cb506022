import { field, h, select } from '../../lib/dom.js';
import { short } from '../../lib/format.js';
import { typed } from '../../lib/typed.js';
import { WORDS, key } from './marks.js';

const SURFACES = [['bowl', 'Bowl'], ['rosenbrock', 'Rosenbrock'], ['beale', 'Beale'], ['himmelblau', 'Himmelblau'], ['saddle', 'Saddle'],
  ['plateau', 'Plateau'], ['trained', 'Slice: trained network'], ['initial', 'Slice: untrained network']];

/** As many digits as fit; the engine keeps them all until someone types others. */
const shortened = (value) => Number(Number(value).toPrecision(6));

/** Where the race is, who runs and from where: a form over `state`; `changed(what)` hears of edits. */
export function setup(catalog, state, changed, problem) {
  /** A number that goes back to what it was where what is typed is none. */
  function numeric(attributes, value, then) {
    const input = h('input', { type: 'number', step: 'any', inputmode: 'decimal', value, ...attributes, onchange: () => {
      const wanted = typed(input, input.dataset.old, problem);
      if (wanted !== null) {
        input.dataset.old = input.value;
        then(wanted);
      }
    } });
    input.dataset.old = value;
    return input;
  }

  const methods = new Map(catalog.methods.map((method) => [method.name, method]));
  const preset = select([['', 'Choose one …'], ...catalog.presets.map((p, i) => [i, p.name])], '', { 'data-test': 'preset' });
  const told = h('p', { class: 'small muted told' });
  const surface = select(SURFACES, state.surface, { 'data-test': 'surface' });
  const kappa = numeric({ min: 1, max: catalog.mostKappa, 'data-test': 'kappa' }, state.kappa, (value) => own('surface', () => { state.kappa = value; }));
  const kappaField = field('steepness κ', kappa);
  const seed = numeric({ min: 0, max: 1000000, step: 1 }, state.seed, (value) => own('surface', () => { state.seed = value; }));
  const seedField = field('seed', seed);
  const x = numeric({ 'data-test': 'start-x', class: 'narrow' }, state.x, (value) => own('start', () => { state.x = value; }));
  const y = numeric({ 'data-test': 'start-y', class: 'narrow' }, state.y, (value) => own('start', () => { state.y = value; }));
  const list = h('ol', { class: 'racers' });
  const add = h('button', { type: 'button', class: 'small', 'data-test': 'add', text: '+ Add an optimizer', onclick: () => {
    const unused = catalog.methods.find((m) => !state.racers.some((r) => r.method === m.name)) ?? catalog.methods[0];
    own('racers', () => state.racers.push(fresh(unused)));
  } });

  function fresh(method) {
    return { method: method.name, rate: method.rate, ...Object.fromEntries(method.settings.map((s) => [s.name, s.standard])) };
  }

  function own(what, edit) {
    edit();
    preset.value = '';
    told.textContent = '';
    show();
    changed(what);
  }

  preset.addEventListener('change', () => {
    const chosen = catalog.presets[preset.value];
    if (chosen) {
      Object.assign(state, { surface: chosen.surface, kappa: chosen.kappa, x: chosen.start[0], y: chosen.start[1], steps: chosen.steps,
        racers: chosen.racers.map((r) => ({ ...r })) });
      told.textContent = chosen.text;
      show();
      changed('preset');
    }
  });
  surface.addEventListener('change', () => own('surface', () => { state.surface = surface.value; state.x = null; state.y = null; }));

  function racer(entry, index) {
    const method = methods.get(entry.method);
    const choose = select(catalog.methods.map((m) => [m.name, m.title]), entry.method, { 'aria-label': `Optimizer ${index + 1}` });
    choose.addEventListener('change', () => own('racers', () => { state.racers[index] = fresh(methods.get(choose.value)); }));
    const setting = (name, low, high) => field(WORDS[name], numeric({ min: low, max: high, class: 'narrow', 'data-test': `racer-${index}-${name}` },
      shortened(entry[name]), (value) => own('racers', () => { entry[name] = value; })));
    return h('li', {}, h('div', { class: 'row tight' }, key(index), choose,
      h('button', { type: 'button', class: 'quiet small', 'aria-label': `Remove ${method.title}`, text: '✕', disabled: state.racers.length === 1,
        onclick: () => own('racers', () => state.racers.splice(index, 1)) })),
    h('div', { class: 'row tight settings' }, setting('rate', catalog.leastRate, catalog.mostRate), method.settings.map((s) => setting(s.name, s.low, s.high))));
  }

  function show() {
    surface.value = state.surface;
    kappa.value = state.kappa;
    kappaField.hidden = state.surface !== 'bowl';
    seedField.hidden = !['trained', 'initial'].includes(state.surface);
    list.replaceChildren(...state.racers.map(racer));
    add.disabled = state.racers.length >= catalog.mostRacers;
    element.start();
  }

  const element = h('div', { class: 'panel setup stack' },
    h('div', {}, field('A race worth seeing', preset), told),
    h('div', { class: 'row' }, field('Surface', surface), kappaField, seedField),
    h('div', { class: 'row' }, field('start x', x), field('start y', y)),
    h('h3', { text: 'Optimizers' }), list, h('div', {}, add));
  element.start = () => {
    for (const [input, value] of [[x, state.x], [y, state.y]]) {
      input.value = value === null ? '' : short(value, 6).replace('−', '-');
      input.dataset.old = input.value;
    }
  };
  /** The start must lie in the box that is drawn. */
  element.within = ([left, right, bottom, top]) => {
    Object.assign(x, { min: left, max: right });
    Object.assign(y, { min: bottom, max: top });
  };
  /** Shows a preset as chosen without running it. */
  element.preset = (index) => {
    preset.value = index;
    told.textContent = catalog.presets[index].text;
  };
  /** Draws the keys again, in the colours of another theme. */
  element.redraw = () => list.querySelectorAll('.key').forEach((old, i) => old.replaceWith(key(i)));
  element.show = show;
  show();
  return element;
}
