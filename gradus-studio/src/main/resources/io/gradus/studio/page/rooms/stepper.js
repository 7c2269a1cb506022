import { field, h, select } from '../lib/dom.js';
import { figure } from '../lib/figure.js';
import { number, numeric } from '../lib/format.js';
import { reduced } from '../lib/motion.js';
import { typed } from '../lib/typed.js';
import { placeOf, sampleOf, written } from './stepper/names.js';
import { drawNetwork } from './stepper/net.js';
import { PARTS, checkDetails, explanation, list, matrices } from './stepper/panels.js';
import { setup } from './stepper/setup.js';
import { legend, timeline } from './stepper/timeline.js';
import { tour } from './stepper/tour.js';

export const title = 'Stepper';

const STAGE = 1250;

/** One training step of a small network, number by number. */
export async function mount(root, { call, state: linked, announce, problem }) {
  let state = null;
  let digits = 9;
  let sample = 0;
  let chosen = null;
  let trail = [];
  let fresh = new Map();
  let matrixView = false;
  let guide = null;
  let playing = null;
  let picture = null;
  const oneColumn = matchMedia('(max-width: 1000px)');
  const phone = matchMedia('(max-width: 700px)');
  const pace = () => (reduced() ? 'instant' : 'smooth');
  const catalog = await call('catalog');

  const ask = async (action, fields) => {
    try {
      return await call(action, fields);
    } catch (error) {
      problem(error);
      return null;
    }
  };
  // One change at a time: the next one sees what the last has made.
  let queue = Promise.resolve(null);
  let left = false;
  const queued = (action, fields, keep = null, wanted = () => true) => {
    queue = queue.then(async () => {
      const answer = wanted() && !left ? await ask(action, { ...fields, digits }) : null;
      if (answer && !left) {
        chosen = keep;
        trail = keep === null ? [] : trail;
        await show(answer);
      }
      return answer;
    }).catch((error) => {
      problem(error);
      return null;
    });
    return queue;
  };
  /** A change by the reader; it ends a pass that goes layer by layer. */
  const change = (...given) => {
    playing?.stop();
    return queued(...given);
  };

  /** The edit that was asked for last; those of a drag that are overtaken are left out. */
  let latest = null;
  const edit = async (symbol, value, live = false) => {
    const mine = { symbol, value };
    latest = mine;
    const answer = await change('edit', { symbol, value, live }, symbol, () => !live || latest === mine);
    if (latest === mine) {
      latest = null;
      return answer !== null;
    }
    return true;
  };

  /** The drawing and the panels are made anew; what had the focus gets it back. */
  function refocused(redraw) {
    const { symbol, test, value, operand } = document.activeElement?.dataset ?? {};
    const inside = root.contains(document.activeElement);
    redraw();
    const name = symbol ? `[data-symbol="${CSS.escape(symbol)}"]` : test ? `[data-test="${test}"]` : value ? `[data-value="${CSS.escape(value)}"]` : operand ? `[data-operand="${CSS.escape(operand)}"]` : null;
    if (inside && name && document.activeElement !== root.querySelector(name)) {
      root.querySelector(name)?.focus({ preventScroll: true });
    }
  }

  const grain = select([['pass', 'whole pass'], ['layer', 'layer'], ['neuron', 'neuron'], ['product', 'single product']], 'pass', { 'data-test': 'grain' });
  const press = (part, text) => h('button', { type: 'button', class: 'press', 'data-test': `press-${part}`, text, onclick: () => go(part) });
  const buttons = { forward: press('forward', '▶ Feed-forward'), backward: press('backward', '◀ Back-propagation'), update: press('update', '⟳ Update') };
  const digitsChoice = select([['4', '4 digits'], ['9', '9 digits'], ['17', 'all digits']], '9', { 'data-test': 'digits', 'aria-label': 'Digits', onchange: () => {
    digits = Number(digitsChoice.value);
    change('state', {}, chosen);
  } });
  const rate = h('input', { type: 'number', min: 0, step: 'any', 'data-test': 'rate', onchange: async () => {
    const value = typed(rate, state.network.rate, problem);
    if (value !== null && await change('edit', { symbol: 'rate', value }) === null) {
      rate.value = String(state.network.rate);
    }
  } });
  const loss = h('strong', { class: 'digits', 'data-test': 'loss' });
  const steps = h('strong', { class: 'digits', 'data-test': 'steps' });
  const seal = h('span', { class: 'badge seal', 'data-test': 'unchanged' });
  const check = h('button', { type: 'button', class: 'badge', 'data-test': 'check' });
  const canvas = h('div', { class: 'canvas panel' });
  const explain = h('div', { class: 'panel explain', 'aria-live': 'polite' });
  const numbers = h('div', { class: 'panel list', tabindex: 0, role: 'region', 'aria-label': 'Numbers' });
  const tourPlace = h('div', { class: 'tour-place' });
  const marks = legend();
  const dialog = h('dialog', { 'aria-label': 'Gradient check', class: 'check-dialog' });
  const settings = setup({ catalog, change, ask, problem, sample: { shown: () => sample, show: (s) => {
    sample = s;
    show(state);
  } } });
  const moments = timeline({ change, ask, digits: () => digits });

  /** A press; in the tour a pass goes layer by layer, and space finishes it at once. */
  async function go(part) {
    if (playing) {
      playing.skip();
      return;
    }
    if (!guide || grain.value !== 'pass' || reduced()) {
      await change('press', { part, grain: grain.value });
      follow();
      return;
    }
    let skipped = false;
    let stopped = false;
    let wake = null;
    const mine = {
      skip: () => {
        skipped = true;
        wake?.();
      },
      stop: () => {
        stopped = true;
        playing = playing === mine ? null : playing;
        wake?.();
      },
    };
    playing = mine;
    let answer = await queued('press', { part, grain: 'layer' });
    follow();
    while (!stopped && answer && answer.next === part && answer.lines < answer.all) {
      await new Promise((resolve) => {
        wake = resolve;
        setTimeout(resolve, skipped ? 0 : STAGE);
      });
      answer = stopped ? null : await queued('press', { part, grain: skipped ? 'pass' : 'layer' }, null, () => !stopped);
      follow();
    }
    mine.stop();
  }

  /** Shows where a number comes from. */
  async function pick(symbol) {
    const back = trail.indexOf(symbol);
    trail = back >= 0 ? trail.slice(0, back + 1) : [...trail, symbol];
    chosen = symbol;
    const own = sampleOf(symbol);
    sample = own ?? sample;
    const guess = guide?.guessing();
    guide?.picked(symbol);
    await explainChosen();
    draw();
    if (!guess && oneColumn.matches) {
      // Of a weight its gradient is asked for; a long explanation would be shown from its start.
      (explain.querySelector('.its-gradient') ?? explain).scrollIntoView({ block: 'nearest', behavior: pace() });
    }
  }

  const tools = () => ({ problem, digits, pick, edit, state, light, trail, chosen });

  async function explainChosen() {
    const info = chosen === null ? state.current : await ask('explain', { symbol: chosen, digits });
    const blamed = info?.given ? state.shown.find((line) => line.symbol === `dE/d${chosen}`) : null;
    const gradient = blamed ? await ask('explain', { symbol: blamed.symbol, digits }) : null;
    refocused(() => explain.replaceChildren(h('h2', { text: 'Where does it come from?' }), ...explanation(info, tools(), gradient)));
    numbers.querySelectorAll('.chosen').forEach((button) => button.classList.remove('chosen'));
    numbers.querySelector(`[data-value="${CSS.escape(chosen ?? '')}"]`)?.classList.add('chosen');
  }

  function light(symbol) {
    canvas.querySelectorAll('.lit').forEach((place) => place.classList.remove('lit'));
    if (symbol) {
      canvas.querySelector(`[data-symbol="${CSS.escape(placeOf(symbol))}"]`)?.classList.add('lit');
    }
  }

  /** An arrow key on a part of the drawing that can be edited. */
  function nudge(symbol, by) {
    const { network } = state;
    const own = sampleOf(symbol) ?? 0;
    const found = /^w\d+$/.test(symbol) ? network.layers.flatMap((layer) => layer.weights.flat())[Number(symbol.slice(1)) - 1]
      : /^i\d/.test(symbol) ? network.samples[own].inputs[parseInt(symbol.slice(1), 10) - 1]
        : /^t\d/.test(symbol) ? network.samples[own].targets[parseInt(symbol.slice(1), 10) - 1] : undefined;
    if (found === undefined) {
      return false;
    }
    const from = latest?.symbol === symbol ? latest.value : numeric(found);
    edit(symbol, Number((from + by).toFixed(12)), true);
    return true;
  }

  function draw() {
    const mark = placeOf(state.current?.symbol ?? '');
    const drawing = drawNetwork(state, { digits, chosen: chosen === null ? null : placeOf(chosen), pick, mark, sample, fresh, nudge });
    drawing.classList.toggle('guessing', Boolean(guide?.guessing()));
    const sizes = [state.network.samples[0].inputs.length, ...state.network.layers.map((layer) => layer.biases.length)].join('-');
    picture = figure({ title: `${state.network.name}: ${sizes}`, drawing, interactive: true, wide: true, text: sentence(), tools: [h('span', { class: 'muted small', text: state.network.source })] });
    const before = canvas.querySelector('.wide');
    const wide = picture.querySelector('.wide');
    const same = before?.dataset.sizes === sizes;
    const { scrollLeft: left = 0, scrollTop: top = 0 } = before ?? {};
    refocused(() => canvas.replaceChildren(picture, marks));
    wide.dataset.sizes = sizes;
    // A tall drawing begins at its middle, where the narrow layers are.
    wide.scrollTo(left, same ? top : (wide.scrollHeight - wide.clientHeight) / 2);
  }

  /** What was computed last comes into view in the box of the drawing; on a phone, where the buttons stay, the page goes there, too. */
  function follow() {
    const place = canvas.querySelector('.marked') ?? picture;
    const wide = picture.querySelector('.wide');
    const [at, box] = [place, wide].map((element) => element.getBoundingClientRect());
    if (place !== picture) {
      wide.scrollBy({ left: (at.left + at.right - box.left - box.right) / 2, top: (at.top + at.bottom - box.top - box.bottom) / 2, behavior: pace() });
    }
    if (!phone.matches) {
      return;
    }
    const padding = getComputedStyle(document.documentElement);
    const top = parseFloat(padding.scrollPaddingTop) || 0;
    const bottom = innerHeight - (parseFloat(padding.scrollPaddingBottom) || 0);
    const formulaBelow = explain.getBoundingClientRect().top > bottom - 120;
    if (at.top < top || at.bottom > bottom || formulaBelow) {
      const whole = picture.offsetHeight <= bottom - top;
      (whole ? picture : place).scrollIntoView({ block: whole ? 'start' : 'center', behavior: pace() });
    }
  }

  function sentence() {
    const last = state.shown.at(-1);
    if (!last) {
      return 'Nothing is computed yet: the inputs wait on the left. Line width is the size of a weight; blue and solid is positive, orange and dashed is negative.';
    }
    return `${PARTS[last.part]}, ${last.section}: ${written(last.symbol)} = ${number(last.value, digits)}.`;
  }

  /** What is new on screen appears layer by layer: its wait in milliseconds by the part of the drawing. */
  function arrivals(next) {
    const before = new Set(state && next.history.index > state.history.index ? state.shown.map((line) => `${line.symbol}=${line.value}`) : next.shown.map((line) => `${line.symbol}=${line.value}`));
    const found = new Map();
    const sections = [];
    for (const line of next.shown) {
      if (!before.has(`${line.symbol}=${line.value}`)) {
        const layer = line.section.split(':')[0];
        if (sections.at(-1) !== layer) {
          sections.push(layer);
        }
        found.set(placeOf(line.symbol), (sections.length - 1) * 260);
      }
    }
    return found;
  }

  /** The button that the tour asks for. */
  function pulse() {
    const asked = guide?.pulse() ?? null;
    Object.entries(buttons).forEach(([part, button]) => button.classList.toggle('pulse', part === asked));
  }

  async function show(next) {
    fresh = arrivals(next);
    const known = new Set(state?.shown.map((line) => line.symbol));
    const news = next.shown.map((line) => line.symbol).filter((symbol) => !known.has(symbol));
    state = next;
    sample = Math.min(sample, state.network.samples.length - 1);
    const before = state.shown.find((line) => line.symbol === 'E')?.value;
    loss.textContent = state.lossAfter !== undefined ? `${number(before, digits)} → ${number(state.lossAfter, digits)}` : number(before, digits);
    steps.textContent = String(state.updates);
    rate.value = String(state.network.rate);
    for (const [part, button] of Object.entries(buttons)) {
      button.classList.toggle('primary', part === state.next);
      button.disabled = part !== 'forward' && part !== state.next;
    }
    seal.hidden = state.unchanged === undefined;
    if (state.unchanged) {
      seal.textContent = state.unchanged.same ? `✓ weights unchanged (${state.unchanged.before} = ${state.unchanged.after})` : '✖ weights changed';
      seal.title = 'A hash of all weights and biases before back-propagation, and of those that the engine holds after it';
    }
    moments.show(state.history);
    settings.show(state);
    guide?.told(state);
    pulse();
    draw();
    await explainChosen();
    await showNumbers(news);
    root.dataset.shown = `${state.history.chosen}/${state.history.index}/${state.lines}/${state.products}`;
    if (!guide) {
      announce(sentence());
    }
    showCheck();
  }

  const head = (words) => h('div', { class: 'row list-head' }, h('h2', { text: words }), view);

  /** The list goes to where what is new in it begins. */
  function listed(fresh) {
    const places = fresh.map((symbol) => numbers.querySelector(`[data-value="${CSS.escape(symbol)}"]`)?.closest('li')).filter(Boolean);
    if (places.length > 0) {
      const start = numbers.getBoundingClientRect().top - numbers.scrollTop + numbers.querySelector('.list-head').offsetHeight;
      const [group, first] = [places[0].closest('.group'), places[0]].map((element) => element.getBoundingClientRect().top - start);
      const end = places.at(-1).getBoundingClientRect().bottom - start - numbers.clientHeight + 80;
      numbers.scrollTop = Math.max(group, Math.min(first, end));
    }
  }

  async function showNumbers(news = []) {
    const at = numbers.scrollTop;
    const equations = matrixView ? await ask('matrix', { sample }) ?? { rows: [], note: '' } : null;
    refocused(() => {
      if (equations !== null) {
        numbers.replaceChildren(head('The equations'), ...matrices(equations, digits));
      } else {
        numbers.replaceChildren(head('All numbers so far'), ...(state.shown.length === 0 ? [h('p', { class: 'muted', text: 'None yet.' })] : list(state, tools())));
      }
    });
    numbers.scrollTop = at;
    listed(news);
  }

  let checked = '';
  async function showCheck() {
    const key = JSON.stringify(state.network);
    if (key === checked) {
      return;
    }
    checked = key;
    const answer = await ask('check');
    if (answer && key === checked) {
      const error = numeric(answer.error);
      check.textContent = Number.isNaN(error) ? '✖ gradients are not numbers' : `${error < 1e-6 ? '✓' : '✖'} gradients checked: ${error.toExponential(1).replace('e-', 'e−')}`;
      check.onclick = () => {
        dialog.replaceChildren(h('form', { method: 'dialog', class: 'row' }, h('button', { type: 'submit', text: 'Close', 'data-test': 'check-close' })), ...checkDetails(answer));
        dialog.showModal();
      };
    }
  }

  async function startTour() {
    grain.value = 'pass';
    guide = null;
    await change('open', { example: 'mazur' });
    guide = tour({ state, announce, moved: pulse, close: () => {
      guide = null;
      tourPlace.replaceChildren();
      show(state);
    } });
    tourPlace.replaceChildren(guide.element);
    await show(state);
    tourPlace.scrollIntoView({ block: 'nearest' });
  }

  const view = h('button', { type: 'button', 'aria-pressed': 'false', 'data-test': 'matrix', text: 'Matrices', onclick: () => {
    matrixView = !matrixView;
    view.setAttribute('aria-pressed', String(matrixView));
    showNumbers();
  } });

  root.append(
    h('div', { class: 'row head' }, h('h1', { text: 'Step by step' }), h('button', { type: 'button', 'data-test': 'tour', text: 'First five minutes', onclick: startTour }), check, seal,
      h('div', { class: 'row tools-end' }, digitsChoice, settings.save)),
    tourPlace,
    h('div', { class: 'panel row controls' }, h('div', { class: 'row presses' }, Object.values(buttons)), h('div', { class: 'row settings' }, field('each press', grain), field('rate η', rate),
      h('div', { class: 'stat' }, h('span', { class: 'muted small', text: 'loss E' }), loss), h('div', { class: 'stat' }, h('span', { class: 'muted small', text: 'updates' }), steps))),
    h('div', { class: 'bench' },
      h('div', { class: 'stack' }, canvas, moments.element,
        h('div', { class: 'panel row runs' }, h('span', { class: 'muted', text: 'Run' }), [1, 10, 100, 1000, 10000].map((count) => h('button', { type: 'button', class: 'small', 'data-test': `run-${count}`, text: `${count} step${count > 1 ? 's' : ''}`, onclick: () => change('run', { count }).then(follow) }))),
        settings.element),
      h('div', { class: 'stack' }, explain, numbers)), dialog);

  const keys = (event) => {
    if (dialog.open || event.target.matches('input, select, textarea, button, a, [role=button], summary')) {
      return;
    }
    if (event.key === ' ' && (playing || guide)) {
      event.preventDefault();
      if (playing) {
        playing.skip();
      } else {
        guide.next(go);
      }
    } else if (event.key === 'ArrowRight' && event.target.closest('.scroll, .list') === null) {
      go(state.next);
    } else if (event.key === 'ArrowLeft' && event.target.closest('.scroll, .list') === null) {
      moments.undo();
    }
  };
  document.addEventListener('keydown', keys);
  const themed = () => draw();
  document.addEventListener('gradus-theme', themed);

  const first = linked?.moment ? await ask('restore', linked.moment) : null;
  await show(first ?? await call('state', { digits }));
  if (catalog.note) {
    problem(catalog.note);
  }
  if (linked?.tour) {
    await startTour();
  }

  return {
    unmount() {
      left = true;
      playing?.stop();
      document.removeEventListener('keydown', keys);
      document.removeEventListener('gradus-theme', themed);
    },
    link: () => ({ moment: { open: state.origin, ...(state.pristine ? {} : { network: state.network }), steps: state.steps, lines: state.lines, products: state.products } }),
  };
}
