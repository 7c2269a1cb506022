import { download, field, h, select } from '../lib/dom.js';
import { figure } from '../lib/figure.js';
import { number, short } from '../lib/format.js';
import { drawNetwork } from './stepper/net.js';
import { comparison, explanation, list, matrices } from './stepper/panels.js';
import { tour } from './stepper/tour.js';

export const title = 'Stepper';

const TYPES = { html: 'text/html', markdown: 'text/markdown', latex: 'application/x-tex', java: 'text/x-java' };

/** One training step of a small network, number by number. */
export async function mount(root, { call, state: linked, announce, problem }) {
  let state = null;
  let digits = 9;
  let chosen = null;
  let matrixView = false;
  let guide = null;
  const catalog = await call('catalog');

  const ask = async (action, fields) => {
    try {
      return await call(action, fields);
    } catch (error) {
      problem(error);
      return null;
    }
  };
  const change = async (action, fields) => {
    const answer = await ask(action, fields);
    if (answer) {
      chosen = null;
      await show(answer);
    }
  };

  const grain = select([['pass', 'whole pass'], ['layer', 'layer'], ['neuron', 'neuron'], ['product', 'single product']], 'pass', { 'data-test': 'grain' });
  const press = (part, text) => h('button', { type: 'button', class: 'press', 'data-test': `press-${part}`, text, onclick: () => change('press', { part, grain: grain.value }) });
  const buttons = { forward: press('forward', '▶ Feed-forward'), backward: press('backward', '◀ Back-propagation'), update: press('update', '⟳ Update') };
  const digitsChoice = select([['4', '4 digits'], ['9', '9 digits'], ['17', 'all digits']], '9', { 'data-test': 'digits', 'aria-label': 'Digits', onchange: () => { digits = Number(digitsChoice.value); show(state); } });
  const undo = h('button', { type: 'button', 'data-test': 'undo', text: '↶ Undo', onclick: () => change('undo') });
  const redo = h('button', { type: 'button', 'data-test': 'redo', text: '↷ Redo', onclick: () => change('redo') });
  const scrub = h('input', { type: 'range', min: 0, max: 0, value: 0, 'aria-label': 'Moments', 'data-test': 'scrub', oninput: () => change('go', { moment: Number(scrub.value) }) });
  const moment = h('output', { class: 'small' });
  const rate = h('input', { type: 'number', min: 0, step: '0.1', 'data-test': 'rate', onchange: () => change('edit', { symbol: 'rate', value: Number(rate.value) }) });
  const loss = h('strong', { class: 'digits', 'data-test': 'loss' });
  const steps = h('strong', { class: 'digits', 'data-test': 'steps' });
  const seal = h('span', { class: 'badge seal', 'data-test': 'unchanged' });
  const check = h('button', { type: 'button', class: 'badge', 'data-test': 'check' });
  const canvas = h('div', { class: 'canvas panel' });
  const explain = h('div', { class: 'panel explain', 'aria-live': 'polite' });
  const numbers = h('div', { class: 'panel list' });
  const forks = h('div', { class: 'row' });
  const compared = h('div', {});
  const tourPlace = h('div', {});

  async function pick(symbol) {
    chosen = symbol;
    guide?.picked(symbol);
    const info = await ask('explain', { symbol });
    if (info) {
      explain.replaceChildren(h('h2', { text: 'Where does it come from?' }), ...explanation(info, { digits, pick, edit }));
      draw();
    }
  }

  const edit = (symbol, value) => change('edit', { symbol, value });

  function draw() {
    const drawing = drawNetwork(state, { digits, chosen, pick, mark: state.current?.symbol?.replace(/^dE\/d|\+$/g, '') });
    const picture = figure({ title: `${state.network.name}: ${[state.network.inputs.length, ...state.network.layers.map((l) => l.biases.length)].join('-')}`, drawing, interactive: true, text: sentence() });
    canvas.replaceChildren(picture);
  }

  function sentence() {
    const last = state.shown.at(-1);
    if (!last) {
      return 'Nothing is computed yet: the inputs wait on the left. Line width is the size of a weight, blue and solid is positive, orange and dashed is negative.';
    }
    const where = { FEED_FORWARD: 'Feed-forward', BACK_PROPAGATION: 'Back-propagation', OPTIMIZER: 'Optimizer' }[last.part];
    return `${where}, ${last.section}: ${last.symbol} = ${number(last.value, digits)}.`;
  }

  async function show(next) {
    state = next;
    const value = (symbol) => state.shown.find((line) => line.symbol === symbol)?.value;
    const before = value('E');
    loss.textContent = state.lossAfter !== undefined ? `${number(before, digits)} → ${number(state.lossAfter, digits)}` : number(before, digits);
    steps.textContent = String(state.steps);
    rate.value = String(state.network.rate);
    const pulse = guide?.pulse() ?? state.next;
    for (const [part, button] of Object.entries(buttons)) {
      button.classList.toggle('primary', part === state.next);
      button.classList.toggle('pulse', guide !== null && part === pulse);
      button.disabled = part !== 'forward' && part !== state.next;
    }
    seal.hidden = state.unchanged === undefined;
    if (state.unchanged) {
      seal.textContent = state.unchanged.same ? `✓ weights unchanged (${state.unchanged.before} = ${state.unchanged.after})` : '✖ weights changed';
    }
    const history = state.history;
    scrub.max = history.size - 1;
    scrub.value = history.index;
    scrub.disabled = history.size < 2;
    undo.disabled = history.index === 0;
    redo.disabled = history.index === history.size - 1;
    moment.textContent = `moment ${history.index + 1} of ${history.size}: ${history.label}`;
    showForks(history);
    draw();
    if (chosen === null) {
      explain.replaceChildren(h('h2', { text: 'Where does it come from?' }), ...explanation(state.current, { digits, pick, edit }));
    }
    if (matrixView) {
      const answer = await ask('matrix');
      numbers.replaceChildren(h('h2', { text: 'The equations' }), ...matrices(answer?.rows ?? [], digits));
    } else {
      numbers.replaceChildren(h('h2', { text: 'All numbers so far' }), ...list(state, { digits, pick, chosen }));
    }
    root.dataset.shown = `${history.index}/${state.lines}/${state.products}`;
    guide?.told(state);
    announce(sentence());
    showCheck();
  }

  let checked = '';
  async function showCheck() {
    const key = JSON.stringify(state.network);
    if (key === checked) {
      return;
    }
    checked = key;
    const answer = await ask('check');
    if (answer) {
      const error = Number(answer.error);
      check.textContent = `${error < 1e-6 ? '✓' : '✖'} gradients checked: ${error.toExponential(1).replace('e-', 'e−')}`;
      check.onclick = () => problem(`Each of the ${answer.compared} gradients was compared with (E(w+h) − E(w−h)) / 2h, h = ${short(answer.h)}, in float64. The largest relative difference, ${error.toExponential(2)}, is at ${answer.worst}.`);
    }
  }

  function showForks(history) {
    forks.replaceChildren(
      h('button', { type: 'button', class: 'small', 'data-test': 'fork', text: 'Fork', title: 'A second timeline from this moment', onclick: () => change('fork') }),
      ...(history.timelines.length > 1 ? history.timelines.map((name, index) => h('button', { type: 'button', class: 'small', 'aria-pressed': String(index === history.chosen), text: name, onclick: () => change('timeline', { index }) })) : []),
      h('button', { type: 'button', class: 'small', 'data-test': 'compare', text: history.timelines.length > 1 ? 'Compare A with this' : 'Compare with the start', onclick: async () => {
        const fields = history.timelines.length > 1 ? { timelines: [0, history.chosen === 0 ? 1 : history.chosen] } : { from: 0, to: history.index };
        const answer = await ask('compare', fields);
        if (answer) {
          compared.replaceChildren(...comparison(answer, digits).filter(Boolean));
        }
      } }));
  }

  function startTour() {
    guide = tour({ close: () => {
      guide = null;
      tourPlace.replaceChildren();
      show(state);
    }, announce });
    tourPlace.replaceChildren(guide.element);
    change('open', { example: 'mazur' });
  }

  const example = select([...catalog.examples.map((name) => [name, name]), ['own', 'sizes of my own']], 'mazur', { 'data-test': 'example', onchange: openChosen });
  const sizes = h('input', { type: 'text', value: '2,3,2', size: 10, inputmode: 'numeric', 'data-test': 'sizes' });
  const hidden = select(catalog.activations, 'tanh');
  const output = select(catalog.activations, 'sigmoid');
  const seed = h('input', { type: 'number', min: 0, max: 1000000, value: 1, style: { width: '6em' } });
  const own = h('div', { class: 'row', hidden: true }, field('sizes, inputs first', sizes), field('hidden', hidden), field('output', output), field('seed', seed),
    h('button', { type: 'button', text: 'Open', 'data-test': 'open-own', onclick: openOwn }),
    h('button', { type: 'button', text: 'New seed', onclick: () => { seed.value = String(Number(seed.value) + 1); openOwn(); } }));

  function openChosen() {
    own.hidden = example.value !== 'own';
    if (example.value !== 'own') {
      change('open', { example: example.value });
    } else {
      openOwn();
    }
  }

  function openOwn() {
    const list = sizes.value.split(/[\s,;-]+/).filter(Boolean).map(Number);
    change('open', { sizes: list, hidden: hidden.value, output: output.value, seed: Number(seed.value) });
  }

  const save = select([['', 'Export …'], ['html', 'derivation, HTML'], ['markdown', 'derivation, Markdown'], ['latex', 'derivation, LaTeX'], ['java', 'network, Java']], '', { 'aria-label': 'Export', 'data-test': 'export', onchange: async () => {
    const format = save.value;
    save.value = '';
    const answer = format && await ask('export', { format });
    if (answer) {
      download(answer.file, TYPES[format], answer.text);
    }
  } });
  const view = h('button', { type: 'button', 'aria-pressed': 'false', 'data-test': 'matrix', text: 'Matrices', onclick: () => {
    matrixView = !matrixView;
    view.setAttribute('aria-pressed', String(matrixView));
    show(state);
  } });

  root.append(
    h('div', { class: 'row head' }, h('h1', { text: 'Step by step' }), h('button', { type: 'button', class: 'small', 'data-test': 'tour', text: 'First five minutes', onclick: startTour }), check, seal),
    tourPlace,
    h('div', { class: 'panel row controls' }, buttons.forward, buttons.backward, buttons.update, field('each press', grain), field('rate η', rate),
      h('div', { class: 'stat' }, h('span', { class: 'muted small', text: 'loss E' }), loss), h('div', { class: 'stat' }, h('span', { class: 'muted small', text: 'updates' }), steps)),
    h('div', { class: 'bench' },
      h('div', { class: 'stack' }, canvas,
        h('div', { class: 'panel row' }, undo, redo, h('button', { type: 'button', 'data-test': 'reset', text: 'Reset', onclick: () => change('reset') }), scrub, moment),
        h('div', { class: 'panel stack' }, h('div', { class: 'row' }, h('span', { class: 'muted', text: 'Run' }), [1, 10, 100, 1000, 10000].map((count) => h('button', { type: 'button', class: 'small', 'data-test': `run-${count}`, text: `${count} step${count > 1 ? 's' : ''}`, onclick: () => change('run', { count }) })), forks), compared),
        h('div', { class: 'panel stack' }, h('div', { class: 'row' }, field('network', example), digitsChoice, view, save), own)),
      h('div', { class: 'stack' }, explain, numbers)));

  const keys = (event) => {
    if (event.target.matches('input, select, textarea, button, a, [role=button], summary')) {
      return;
    }
    if (event.key === ' ' && guide) {
      event.preventDefault();
      guide.next();
    } else if (event.key === 'ArrowRight' && !buttons[state.next].disabled) {
      change('press', { part: state.next, grain: grain.value });
    } else if (event.key === 'ArrowLeft' && !undo.disabled) {
      change('undo');
    }
  };
  document.addEventListener('keydown', keys);
  const themed = () => draw();
  document.addEventListener('gradus-theme', themed);

  const first = linked ? await ask('restore', linked.moment) : null;
  await show(first ?? await call('state'));
  let moving = null;
  const remember = async () => { moving = await ask('link'); };
  await remember();
  const watcher = new MutationObserver(remember);
  watcher.observe(root, { attributes: true, attributeFilter: ['data-shown'] });

  return {
    unmount() {
      document.removeEventListener('keydown', keys);
      document.removeEventListener('gradus-theme', themed);
      watcher.disconnect();
    },
    link: () => ({ moment: moving }),
  };
}
