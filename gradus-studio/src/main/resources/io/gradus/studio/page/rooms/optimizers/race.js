import { h, field, select } from '../../lib/dom.js';
import { figure } from '../../lib/figure.js';
import { floats } from '../../lib/floats.js';
import { number, short } from '../../lib/format.js';
import { formula } from '../../lib/formula.js';
import { latest } from '../../lib/latest.js';
import { frames, reduced } from '../../lib/motion.js';
import { typed } from '../../lib/typed.js';
import { initial } from './begin.js';
import { losses, titles, trail } from './losses.js';
import { contourMap, startHandle } from './map.js';
import { key } from './marks.js';
import { setup } from './setup.js';
import { stateView } from './state.js';

/** The race: map, transport, state of each optimizer, formulas and losses. */
export async function raceSection(context, catalog) {
  const state = initial(catalog, context.state?.race);
  const map = contourMap({ most: 560 });
  const handle = startHandle(map, (x, y, done) => {
    state.x = x;
    state.y = y;
    form.start();
    run({ play: done });
  });
  const scrub = h('input', { type: 'range', min: 0, max: 1, value: 0, step: 1, 'data-test': 'scrub', 'aria-label': 'Step' });
  const at = h('output', { 'data-test': 'step', class: 'at' });
  const play = h('button', { type: 'button', class: 'primary', 'data-test': 'play', text: '▶ Play' });
  const speed = select([['8', '8 s'], ['4', '4 s'], ['16', '16 s'], ['40', '40 s']], '8', { 'aria-label': 'How long the whole race is played' });
  const most = h('input', { type: 'number', min: 1, max: 10000, step: 1, value: state.steps, class: 'narrow', 'data-test': 'steps' });
  const button = (name, text, label, action) => h('button', { type: 'button', 'data-test': name, title: label, text, onclick: action });
  const transport = h('div', { class: 'transport' },
    h('div', { class: 'row tight' }, button('first', '|◀ Start', 'To the start', () => go(0)), button('back', '◀ Back', 'One step back', () => go(state.step - 1)), play,
      button('forward', 'Step ▶', 'One step on', () => forward(1)), button('last', 'End ▶|', 'To the end', () => go(race.steps)), h('span', { class: 'row tight' }, 'Step', at)),
    scrub);
  const length = h('div', { class: 'row' }, field('steps in the race', most), button('run', 'Run 100 more', 'Run 100 more steps', () => forward(100)), field('play in', speed));
  const mapFigure = figure({ title: 'The race from above', drawing: map.drawing, interactive: true, table: { head: ['Step'] }, keys: () => titles(race).map((title, i) => [title, key(i)]) });
  const keys = h('ul', { class: 'keys inline' });
  mapFigure.querySelector('thead').setAttribute('data-test', 'trail-head');
  const note = h('p', { class: 'muted', 'data-test': 'note' });
  const latex = h('div', { class: 'surface-formula' });
  const view = stateView(() => ask());
  const chart = losses();
  const form = setup(catalog, state, edited, context.problem);
  let surface = null;
  let race = { steps: 0, racers: [] };
  let stop = () => {};

  const element = h('section', { class: 'stack', 'aria-label': 'Race' },
    h('div', { class: 'arena' },
      h('div', { class: 'panel stack' }, h('div', {}, latex, note), transport, mapFigure, keys, length),
      h('div', { class: 'stack' }, form, h('div', { class: 'panel' }, chart.element))),
    view.element);

  const load = async () => {
    surface = await context.call('surface', { surface: state.surface, kappa: state.kappa, seed: state.seed });
    state.x ??= surface.start[0];
    state.y ??= surface.start[1];
    const [left, right, bottom, top] = surface.box;
    state.x = Math.min(right, Math.max(left, state.x));
    state.y = Math.min(top, Math.max(bottom, state.y));
    state.steps = Math.min(state.steps, surface.mostSteps);
    most.max = surface.mostSteps;
    most.value = state.steps;
    form.within(surface.box);
    form.start();
    map.set(surface);
    note.textContent = surface.note;
    latex.replaceChildren(formula(`f(x, y) = ${surface.latex}`, { display: true }));
  };

  const run = latest(async ({ play: playing }) => {
    try {
      const answer = await context.call('race', { surface: state.surface, kappa: state.kappa, seed: state.seed, x: state.x, y: state.y, steps: state.steps, racers: state.racers });
      handle.set(state.x, state.y, surface.box);
      take(answer);
      if (playing && !reduced()) {
        start(0);
      } else {
        go(race.steps);
      }
    } catch (error) {
      context.problem(error);
    }
  });

  function take(answer) {
    race = answer;
    for (const racer of race.racers) {
      racer.points = floats(racer.points);
      racer.above = floats(racer.above);
    }
    scrub.max = Math.max(1, race.steps);
    map.runs(race.racers.map((racer) => racer.points));
    view.racers(race.racers.map((racer) => racer.title));
    drawTables();
  }

  function drawTables() {
    chart.draw(race);
    keys.replaceChildren(...titles(race).map((title, i) => h('li', {}, key(i), title)));
    const { head, rows } = trail(race);
    mapFigure.querySelector('thead tr').replaceChildren(...head.map((text) => h('th', { scope: 'col', text })));
    mapFigure.rows(rows);
  }

  const ask = latest(async () => {
    const wanted = view.wanted();
    const step = state.step;
    try {
      const moment = await context.call('moment', { step, ...wanted });
      view.show(moment, wanted);
      mapFigure.say(sentence(moment));
      element.dataset.told = step;
    } catch (error) {
      context.problem(error);
    }
  });

  function sentence(moment) {
    return `Step ${moment.step}. ${moment.rows.map((row, i) => {
      const where = `(${number(row.point[0], 3)}, ${number(row.point[1], 3)})`;
      const end = row.diverged ? 'has diverged' : row.distance === undefined ? `loss ${number(row.value, 4)}` : `${number(row.distance, 4)} from the minimum (${row.minimum.map((m) => short(m, 4)).join(', ')})`;
      return `${race.racers[i].title} at ${where}, ${end}`;
    }).join('; ')}.`;
  }

  function show(step) {
    state.step = Math.max(0, Math.min(race.steps, step));
    scrub.value = state.step;
    scrub.setAttribute('aria-valuetext', `step ${state.step} of ${race.steps}`);
    at.textContent = `${state.step} of ${race.steps}`;
    map.show(state.step);
    ask();
  }

  function halt() {
    stop();
    stop = () => {};
    play.textContent = '▶ Play';
    element.dataset.playing = 'false';
  }

  function go(step) {
    halt();
    show(step);
  }

  function start(from) {
    halt();
    if (reduced() || race.steps === 0) {
      show(race.steps);
      return;
    }
    play.textContent = '❚❚ Pause';
    element.dataset.playing = 'true';
    show(from);
    // The first steps are the interesting ones: they are played slower than the last.
    const whole = Number(speed.value) * 1000;
    const begin = whole * Math.sqrt(from / race.steps);
    stop = frames((elapsed) => {
      const share = Math.min(1, (begin + elapsed) / whole);
      const step = Math.round(race.steps * share ** 2);
      if (step !== state.step) {
        show(step);
      }
      if (share === 1) {
        halt();
      }
    });
  }

  async function forward(steps) {
    halt();
    const target = state.step + steps;
    if (target > race.steps && race.steps < surface.mostSteps) {
      try {
        take(await context.call('advance', { to: Math.min(target, surface.mostSteps) }));
        state.steps = Math.max(state.steps, race.steps);
        most.value = state.steps;
      } catch (error) {
        context.problem(error);
      }
    }
    show(target);
  }

  async function edited(what) {
    element.setAttribute('aria-busy', 'true');
    try {
      if (what === 'surface' || what === 'preset') {
        await load();
      }
      await run({ play: true });
    } catch (error) {
      context.problem(error);
    } finally {
      element.removeAttribute('aria-busy');
    }
  }

  play.addEventListener('click', () => (element.dataset.playing === 'true' ? halt() : start(state.step >= race.steps ? 0 : state.step)));
  scrub.addEventListener('input', () => go(Number(scrub.value)));
  most.addEventListener('change', () => {
    const steps = typed(most, state.steps, context.problem);
    if (steps !== null) {
      state.steps = steps;
      edited('steps');
    }
  });
  const themed = () => {
    map.redraw();
    drawTables();
    form.redraw();
    ask();
  };
  document.addEventListener('gradus-theme', themed);

  try {
    await load();
  } catch (error) {
    // A link may ask for what is not there; the room opens nevertheless.
    context.problem(error);
    Object.assign(state, initial(catalog, null));
    await load();
    form.show();
  }
  if (state.step === null) {
    form.preset(0);
    run({ play: true });
  } else {
    const step = state.step;
    await run({ play: false });
    go(step);
  }
  return {
    element,
    state: () => ({ ...state }),
    unmount() {
      halt();
      chart.destroy();
      map.unmount();
      document.removeEventListener('gradus-theme', themed);
    },
  };
}
