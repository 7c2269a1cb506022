import { field, h, select } from '../lib/dom.js';
import { number } from '../lib/format.js';
import { latest } from '../lib/latest.js';
import { onReduced, reduced } from '../lib/motion.js';
import { typed } from '../lib/typed.js';
import { batchView } from './activations/batch.js';
import { clock } from './activations/clock.js';
import { unpack } from './activations/curve.js';
import { depthView } from './activations/depth.js';
import { stillFrames } from './activations/frames.js';
import { gallery } from './activations/gallery.js';
import { lane } from './activations/lane.js';

export const title = 'Activations';

const MOST = 4;
/** What has a use of its own for the keys of the room. */
const TAKING = 'input, select, textarea, [tabindex="0"]';
const MODES = [['one', 'One number'], ['batch', 'A batch'], ['depth', 'Through layers']];

/** The gallery, and up to four activations at work: on one number, on a batch, through layers. */
export async function mount(root, context) {
  const catalog = await context.call('gallery');
  const cards = catalog.cards.map((card) => ({ ...card, curve: unpack(card) }));
  const state = initial(context.state, cards, catalog);
  let entries = [];
  let resting = 0;

  const play = h('button', { type: 'button', class: 'primary', 'data-test': 'play' });
  const zInput = h('input', { type: 'number', min: catalog.low, max: catalog.high, step: 'any', class: 'narrow', 'data-test': 'z' });
  const speed = select([['0.25', '¼ ×'], ['0.5', '½ ×'], ['1', '1 ×'], ['2', '2 ×'], ['4', '4 ×']], '1', { 'data-test': 'speed' });
  const digits = select([['4', '4'], ['9', '9'], ['17', 'all']], String(state.digits), { 'data-test': 'digits' });
  const modes = MODES.map(([name, text]) => h('button', { type: 'button', 'data-test': `mode-${name}`, text, onclick: () => mode(name) }));
  const lanes = h('div', { class: 'lanes' });
  const stills = stillFrames((z) => rest(z));
  const hint = h('p', { class: 'muted hint', text: 'Drag the bead, or use Space (play), ← → (0.1), Home and End.' });
  const transport = h('div', { class: 'row' }, play, field('speed', speed), field('z', zInput), field('digits', digits), hint);
  const one = h('div', { class: 'stack' }, h('div', { class: 'panel transport' }, transport), lanes, stills.element);
  const batch = batchView(context, catalog, state.batch, removing());
  const depth = depthView(context, catalog, state.depth, removing());
  const views = { one, batch: batch.element, depth: depth.element };
  const cardsView = gallery(cards, { choose: (name) => choose([name]), compare });
  const work = h('div', { class: 'stack' }, h('div', { class: 'row modes', role: 'group', 'aria-label': 'What to look at' }, modes), one, batch.element, depth.element);
  root.append(h('header', { class: 'intro' }, h('h1', { text: 'Activations' }),
    h('p', { text: 'Forward, an activation turns a neuron’s sum z into its output a. Backward, its slope a′ is a gate: it decides how much of the gradient gets through.' })),
  h('div', { class: 'work' }, cardsView.element, work));

  const time = clock({ low: catalog.low, high: catalog.high,
    move: (z, last) => (last ? rest(z) : glide(Math.round(z * 100) / 100)),
    changed: (playing) => {
      root.dataset.playing = playing;
      play.textContent = playing ? '❚❚ Pause' : '▶ Play';
      if (playing) {
        entries.forEach((entry) => entry.view.moving());
      }
    } });

  function removing() {
    return { close: (entry) => compare(entry.name), changed: (entry) => refresh(entry) };
  }

  /** Shows the bead at `z` by the sampled curves. */
  function glide(z) {
    state.z = z;
    cardsView.move(z);
    entries.forEach((entry) => entry.view.move(z));
    if (document.activeElement !== zInput) {
      zInput.value = number(z, 2).replace('−', '-');
    }
  }

  /** Stops at `z`; the numbers are asked of the engine. */
  function rest(z) {
    time.halt();
    glide(Math.max(catalog.low, Math.min(catalog.high, z)));
    ask();
  }

  const ask = latest(async () => {
    const mine = ++resting;
    const z = state.z;
    const shown = [...entries];
    try {
      const answers = await Promise.all(shown.map((entry) => context.call('at', { name: entry.name, parameters: entry.parameters, z, digits: state.digits })));
      if (mine === resting && z === state.z && !time.playing()) {
        shown.forEach((entry, i) => entry.view.exact(answers[i], state.digits));
        root.dataset.told = z;
      }
    } catch (error) {
      context.problem(error);
    }
  });

  async function load(entry) {
    entry.curve = unpack(await context.call('curve', { name: entry.name, parameters: entry.parameters }));
  }

  const refresh = latest(async (entry) => {
    try {
      await load(entry);
      entry.view.curve();
      stills.set(entries[0]);
      if (!time.playing()) {
        rest(state.z);
      }
      show();
    } catch (error) {
      context.problem(error);
    }
  });

  const choose = latest(async (names) => {
    try {
      const wanted = names.slice(0, MOST).map((name) => entries.find((entry) => entry.name === name) ?? fresh(name));
      await Promise.all(wanted.filter((entry) => entry.curve === null).map(load));
      entries.forEach((entry) => entry.view.destroy());
      entries = wanted;
      const alone = entries.length === 1;
      for (const entry of entries) {
        entry.view = lane(entry, { alone, drag: rest, ...removing() });
      }
      lanes.dataset.count = entries.length;
      lanes.replaceChildren(...entries.map((entry) => entry.view.element));
      entries.forEach((entry) => entry.view.curve());
      cardsView.chosen(entries.map((entry) => entry.name));
      stills.set(entries[0]);
      if (time.playing()) {
        entries.forEach((entry) => entry.view.moving());
      } else {
        rest(state.z);
      }
      show();
    } catch (error) {
      context.problem(error);
    }
  });

  function fresh(name) {
    const definition = cards.find((card) => card.name === name);
    const given = state.functions.find((each) => each.name === name)?.parameters ?? [];
    return { name, definition, curve: null, view: null, parameters: definition.parameters.map((parameter, i) => given[i] ?? parameter.standard) };
  }

  function compare(name) {
    const names = entries.map((entry) => entry.name);
    if (names.includes(name)) {
      if (names.length > 1) {
        choose(names.filter((each) => each !== name));
      }
    } else if (names.length === MOST) {
      context.announce('Four at most: remove one first.');
      choose([...names.slice(1), name]);
    } else {
      choose([...names, name]);
    }
  }

  function mode(name) {
    if (name !== 'one' && time.playing()) {
      rest(state.z);
    }
    state.mode = name;
    show();
  }

  function show() {
    MODES.forEach(([name], i) => {
      modes[i].setAttribute('aria-pressed', name === state.mode);
      views[name].hidden = name !== state.mode;
    });
    if (state.mode === 'batch') {
      batch.show(entries);
    } else if (state.mode === 'depth') {
      depth.show(entries);
    }
  }

  function toggle() {
    if (time.playing()) {
      rest(state.z);
    } else {
      time.play(state.z);
    }
  }

  function pressed(event) {
    const target = event.target;
    const onStage = target.closest('.stage') !== null && root.contains(target);
    if (state.mode !== 'one' || event.ctrlKey || event.metaKey || event.altKey || (!onStage && target.closest(TAKING) !== null)) {
      return;
    }
    const step = (by) => rest(Math.round((state.z + by) * 10) / 10);
    const actions = { ArrowLeft: () => step(-0.1), ArrowRight: () => step(0.1), Home: () => rest(catalog.low), End: () => rest(catalog.high) };
    if (target.closest('button, a, summary') === null) {
      actions[' '] = toggle;
    }
    if (onStage) {
      Object.assign(actions, { ArrowDown: actions.ArrowLeft, ArrowUp: actions.ArrowRight, PageDown: () => step(-1), PageUp: () => step(1) });
    }
    if (actions[event.key]) {
      event.preventDefault();
      actions[event.key]();
    }
  }

  function calm() {
    play.disabled = reduced();
    stills.open(reduced());
    hint.textContent = reduced() ? 'You asked for less motion: nothing moves by itself. Drag the bead, or use ← → (0.1), Home and End.' : 'Drag the bead, or use Space (play), ← → (0.1), Home and End.';
    if (reduced()) {
      rest(state.z);
    }
  }

  play.textContent = '▶ Play';
  play.addEventListener('click', toggle);
  speed.addEventListener('change', () => time.speed(Number(speed.value)));
  digits.addEventListener('change', () => {
    state.digits = Number(digits.value);
    rest(state.z);
  });
  let before = state.z;
  zInput.addEventListener('focus', () => { before = state.z; });
  zInput.addEventListener('input', () => {
    if (zInput.value !== '' && zInput.checkValidity()) {
      rest(Number(zInput.value));
    }
  });
  zInput.addEventListener('change', () => {
    const z = typed(zInput, before, context.problem);
    before = z ?? before;
    rest(before);
  });
  zInput.addEventListener('keydown', (event) => {
    const up = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (up) {
      event.preventDefault();
      zInput.value = String(Math.max(catalog.low, Math.min(catalog.high, Math.round((state.z + up * 0.1) * 10) / 10)));
      before = Number(zInput.value);
      rest(before);
    }
  });
  document.addEventListener('keydown', pressed);
  const unReduced = onReduced(calm);
  root.dataset.playing = false;
  if (!context.state && reduced()) {
    // What does not move has no better place to be than the middle.
    state.z = 0;
  }
  await choose(state.functions.map((each) => each.name));
  glide(state.z);
  calm();
  if (!context.state && !reduced()) {
    time.play(catalog.low);
  }
  return {
    unmount() {
      time.halt();
      document.removeEventListener('keydown', pressed);
      unReduced();
      entries.forEach((entry) => entry.view.destroy());
      batch.destroy();
      depth.destroy();
    },
    link: () => ({ ...state, functions: entries.map(({ name, parameters }) => ({ name, parameters })) }),
  };
}

/** The state of a link as far as it makes sense, or the sigmoid on its way. */
function initial(linked, cards, catalog) {
  const known = (Array.isArray(linked?.functions) ? linked.functions : []).filter((each) => cards.some((card) => card.name === each?.name));
  const z = Number(linked?.z ?? catalog.low);
  return {
    functions: known.length > 0 ? known.slice(0, MOST) : [{ name: 'sigmoid', parameters: [] }],
    z: Number.isFinite(z) ? z : catalog.low,
    digits: [4, 9, 17].includes(linked?.digits) ? linked.digits : 4,
    mode: MODES.some(([name]) => name === linked?.mode) ? linked.mode : 'one',
    batch: within({ data: 'digits', start: 'unit', rate: 0.1, steps: 0, seed: 1 }, linked?.batch),
    depth: within({ layers: 10, width: 64, start: 'glorot', seed: 1 }, linked?.depth),
  };
}

/** The settings, each from the link where it has one of that kind. */
function within(standard, linked) {
  return Object.fromEntries(Object.entries(standard).map(([name, value]) => [name, typeof linked?.[name] === typeof value ? linked[name] : value]));
}
