import { field, h, select, svg } from '../lib/dom.js';
import { figure } from '../lib/figure.js';
import { bead, draw, shown } from './circuit/drawing.js';
import { editor } from './circuit/editor.js';
import { checkBadge, gatePanel, inputsPanel, stepPanel } from './circuit/panels.js';

export const title = 'Circuit';

const PACE = 1250;
const SMALLEST_SCALE = 0.85;

/** An expression as gates: values above the wires, gradients below. */
export async function mount(root, context) {
  let view = null;
  let presetName = null;
  // A text that could not be drawn is on screen: no example is what is typed.
  let refused = false;
  let selected = null;
  let digits = 4;
  let lens = false;
  let playing = 0;
  let endBead = () => {};

  const drawing = svg('svg', { class: 'circuit', 'data-test': 'circuit' });
  const scroller = h('div', { class: 'circuit-scroll' });
  const picture = figure({ title: 'Circuit', drawing, interactive: true, text: '', table: { head: ['name', 'gate', 'formula', 'value', 'local slopes', 'gradient', 'backward flow'] } });
  picture.insertBefore(scroller, drawing);
  scroller.append(drawing);

  // One request after another: an answer that overtakes another would show an older state.
  let queue = Promise.resolve();
  const ask = (action, fields, announce) => {
    queue = queue.then(() => now(action, fields, announce));
    return queue;
  };
  const now = async (action, fields, announce) => {
    try {
      const answer = await context.call(action, fields);
      if (answer.problem) {
        return answer.problem;
      }
      show(answer);
      if (announce) {
        context.announce(`${view.step.title}. ${view.step.sentence}`);
      }
    } catch (error) {
      stop();
      context.problem(error);
      if (view !== null) {
        inputs.show(view, digits);
      }
    }
    return null;
  };
  const step = (to, announce = true) => ask('step', { to: Math.max(0, Math.min(view.step.total, to)) }, announce);
  let wanted = null;
  const scrub = async (to) => {
    const idle = wanted === null;
    wanted = to;
    // While an answer is awaited only the latest place of the slider counts.
    while (idle && wanted !== null) {
      const target = wanted;
      await step(target, false);
      wanted = wanted === target ? null : wanted;
    }
  };
  const type = editor({
    check: (expression) => context.call('check', { expression }),
    open: async (expression) => {
      stop();
      const inputs = view.elements.filter((element) => !element.operands).map((element) => ({ name: element.symbol, value: element.value }));
      // Numbers given in the text win over those of before.
      const given = new Set([...expression.matchAll(/([\p{L}_][\p{L}\d_]*)\s*=(?!=)/gu)].map((match) => match[1]));
      refused = false;
      const problem = await ask('open', { expression, inputs: inputs.filter((input) => !given.has(input.name)) }, true);
      if (problem) {
        refused = true;
        presetName = null;
        type.show(view, null);
      }
      return problem;
    },
    preset: (name) => {
      stop();
      presetName = name;
      refused = false;
      ask('preset', { name }, true);
    },
  });
  const words = stepPanel();
  const inputs = inputsPanel({
    set: (input, value) => ask('set', { input, value }),
    nudge: (rate, take) => ask('nudge', { rate, take }, take),
    problem: context.problem,
  });
  const toggle = (id) => {
    selected = null;
    gate.clear();
    return ask('group', { id });
  };
  const gate = gatePanel({ toggle });
  const badge = checkBadge();

  const button = (name, text, label, onclick, attributes) => h('button', { type: 'button', 'data-test': name, text, title: label,
    // A button is called what is written on it; a sign alone is not a name.
    'aria-label': /\p{L}/u.test(text) ? null : label, onclick, ...attributes });
  const back = button('back', '‹', 'One step back', () => step(view.step.at - 1));
  const next = button('next', 'Step ›', 'One step on', () => step(view.step.at + 1), { class: 'primary' });
  const forward = button('forward', '▶ Forward', 'Feed-forward: all gates', () => step(view.step.forward));
  const backward = button('backward', '◀ Backward', 'Back-propagation: all gates', () => step(view.step.total));
  const play = button('play', 'Play', 'Play the steps', () => (playing ? stop() : start()));
  const reset = button('reset', '↺', 'To the beginning', () => step(0));
  const undo = button('undo', 'Undo', 'Undo the last edit', () => ask('undo', {}));
  const redo = button('redo', 'Redo', 'Redo the edit', () => ask('redo', {}));
  const slider = h('input', { type: 'range', min: 0, value: 0, class: 'scrub', 'aria-label': 'Step', 'data-test': 'scrub', oninput: () => scrub(Number(slider.value)) });
  const place = h('span', { class: 'place digits', 'data-test': 'place' });
  const groups = h('div', { class: 'row groups', role: 'group', 'aria-label': 'Groups of gates' });
  const lensBox = h('input', { type: 'checkbox', 'data-test': 'lens', onchange: () => { lens = lensBox.checked; render(); } });
  const digitsBox = select([[4, '4'], [9, '9'], [17, 'all']], 4, { 'data-test': 'digits', onchange: () => { digits = Number(digitsBox.value); render(); } });
  const legend = h('p', { class: 'legend small muted' });

  function start() {
    if (view.step.at === view.step.total) {
      step(0);
    }
    play.textContent = 'Pause';
    playing = setInterval(() => (document.hidden ? null : view.step.at >= view.step.total ? stop() : step(view.step.at + 1)), PACE);
  }

  function stop() {
    clearInterval(playing);
    playing = 0;
    play.textContent = 'Play';
  }

  function edit(source) {
    const at = picture.spots.at(source);
    const scale = drawing.clientWidth / picture.spots.width;
    const over = h('input', { type: 'number', step: 'any', class: 'over', 'aria-label': `Number of ${source.symbol}`, 'data-test': 'inline', value: String(source.value) });
    over.style.left = `${at.x * scale - 52}px`;
    over.style.top = `${at.y * scale - 20}px`;
    let done = false;
    const finish = (keep) => {
      if (done) {
        return;
      }
      done = true;
      const value = over.valueAsNumber;
      over.remove();
      if (keep && Number.isFinite(value) && value !== source.value) {
        ask('set', { input: source.symbol, value }).then(() => refocus(source.id));
      } else {
        refocus(source.id);
      }
    };
    over.addEventListener('keydown', (event) => {
      event.stopPropagation();
      if (event.key === 'Enter' || event.key === 'Escape') {
        finish(event.key === 'Enter');
      }
    });
    over.addEventListener('blur', () => finish(true));
    scroller.append(over);
    over.focus();
    over.select();
  }

  function refocus(id) {
    drawing.querySelector(`[data-id="${id}"]`)?.focus();
  }

  async function open(element) {
    selected = element.id;
    render();
    try {
      gate.show(await context.call('gate', { id: element.id }), element, view.groups);
    } catch (error) {
      context.problem(error);
    }
    if (!element.operands) {
      edit(element);
    }
  }

  function rows() {
    return view.elements.map((element) => [element.symbol, element.label ?? 'input', element.formula ?? '', shown(element.value, digits),
      element.slopes ? element.slopes.map((slope) => shown(slope, digits)).join(', ') : element.operands ? '?' : '',
      shown(element.gradient, digits) + (element.gradient !== null && !element.whole ? ' + ?' : ''),
      [element.patternTitle ?? '', element.uses > 1 ? 'fork adds' : ''].filter(Boolean).join('; ')]);
  }

  function fit() {
    const { width, height } = picture.spots;
    const room = scroller.clientWidth;
    const scale = Math.max(SMALLEST_SCALE, Math.min(1, room / width));
    drawing.style.width = `${width * scale}px`;
    drawing.style.height = `${height * scale}px`;
  }

  function render() {
    endBead();
    const focused = drawing.contains(document.activeElement) ? document.activeElement.dataset.id : null;
    picture.spots = draw(drawing, view, { digits, lens, selected, onOpen: open });
    fit();
    if (focused !== null) {
      refocus(focused);
    }
    picture.rows(rows());
    const known = view.elements.filter((element) => element.value !== null).slice(-20);
    picture.say(`Step ${view.step.at} of ${view.step.total}. ${view.step.sentence} Known: ${known.map((element) => `${element.symbol} = ${shown(element.value, digits)}`
      + (element.gradient === null ? '' : ` with gradient ${shown(element.gradient, digits)}${element.whole ? '' : ' so far'}`)).join('; ')}.`);
    inputs.show(view, digits);
    legend.textContent = lens
      ? 'Add distributes its gradient; multiply swaps its operands; max routes to the winner; a fork copies forward and adds backward.'
      : 'Above a wire: its value. Below, with ◀: its gradient. In a gate, after ∂: its local slope for each operand. Blue and solid is plus, orange and dashed is minus.';
  }

  function follow() {
    const focus = view.elements[view.step.focus];
    if (focus && scroller.scrollWidth > scroller.clientWidth) {
      const x = picture.spots.at(focus).x * (drawing.clientWidth / picture.spots.width);
      const smooth = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth';
      scroller.scrollTo({ left: x - scroller.clientWidth / 2, behavior: smooth });
    }
  }

  function show(answer) {
    const before = view;
    view = answer;
    const same = before && before.expression === view.expression && before.elements.length === view.elements.length;
    if (!same) {
      selected = null;
      gate.clear();
    }
    const chosen = view.presets.find((one) => one.name === presetName);
    if (refused) {
      presetName = null;
    } else if (chosen?.expression !== view.expression) {
      presetName = view.presets.find((one) => one.expression === view.expression)?.name ?? null;
    }
    type.show(view, presetName);
    words.show(view);
    badge.show(view);
    const { at, total, forward: gates } = view.step;
    slider.max = total;
    if (wanted === null || wanted === at) {
      slider.value = at;
    }
    slider.setAttribute('aria-valuetext', `${at} of ${total}: ${view.step.title}`);
    place.textContent = `${at} / ${total}`;
    back.disabled = at === 0;
    reset.disabled = at === 0;
    next.disabled = at === total;
    forward.setAttribute('aria-pressed', String(at === gates));
    backward.setAttribute('aria-pressed', String(at === total));
    undo.disabled = !view.undo;
    redo.disabled = !view.redo;
    showGroups();
    render();
    if (same && Math.abs(at - before.step.at) === 1 && at > before.step.at && view.step.focus >= 0) {
      endBead = bead(drawing, view.step.focus, at > gates + 1);
    }
    follow();
    if (selected !== null) {
      context.call('gate', { id: selected }).then((detail) => (selected === null ? null : gate.show(detail, view.elements[selected], view.groups))).catch(() => {});
    }
  }

  function showGroups() {
    const buttons = view.groups.slice(0, 8).map((group) => h('button', { type: 'button', class: 'small', 'data-test': `group-${group.id}`,
      text: `${group.title} (${view.elements[group.members.at(-1)].name}) ${group.open ? 'as one gate' : 'by its gates'}`, onclick: () => toggle(group.id) }));
    if (view.groups.length > 1) {
      buttons.push(h('button', { type: 'button', class: 'small', text: 'All gates', 'data-test': 'group-all', onclick: () => ask('group', { all: 'open' }) }),
        h('button', { type: 'button', class: 'small', text: 'All grouped', onclick: () => ask('group', { all: 'closed' }) }));
    }
    const focused = document.activeElement?.dataset?.test;
    groups.replaceChildren(...buttons);
    if (focused?.startsWith('group-')) {
      groups.querySelector(`[data-test="${focused}"]`)?.focus();
    }
  }

  const keys = (event) => {
    if (event.target.closest('input, textarea, select, summary') || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const to = { ArrowRight: view.step.at + 1, ArrowLeft: view.step.at - 1, Home: 0, End: view.step.total }[event.key];
    if (to !== undefined && !event.target.closest('[role="region"]')) {
      event.preventDefault();
      step(to);
    }
  };
  root.addEventListener('keydown', keys);
  const resize = new ResizeObserver(() => (view && picture.spots ? fit() : null));
  resize.observe(scroller);

  root.append(
    h('h1', { text: 'Circuit' }),
    h('p', { class: 'muted lead', text: 'Any expression is a circuit of small gates. Values flow forward; at the end the gradient flows back, multiplied at each gate by its local slope.' }),
    type.element,
    h('section', { class: 'panel bench', 'aria-label': 'Drawing' },
      h('div', { class: 'row controls' }, reset, back, next, forward, backward, play, h('div', { class: 'where' }, slider, place)),
      h('div', { class: 'row options' }, groups, h('label', { class: 'check' }, lensBox, 'Patterns'), field('Digits', digitsBox), h('div', { class: 'row edits' }, undo, redo), badge.element),
      picture, legend),
    h('div', { class: 'under' }, inputs.element, gate.element));
  picture.insertBefore(words.element, picture.querySelector('.said'));

  const state = context.state;
  if (state) {
    lens = state.lens === true;
    lensBox.checked = lens;
    const problem = await ask('open', { expression: String(state.expression ?? ''), inputs: state.inputs ?? [], toggled: state.toggled ?? [], step: state.step ?? 0 });
    if (problem) {
      context.problem(`The expression of this link cannot be drawn: ${problem.message}`);
    }
  }
  if (view === null) {
    show(await context.call('view', {}));
  }

  return {
    unmount() {
      stop();
      endBead();
      type.end();
      resize.disconnect();
      root.removeEventListener('keydown', keys);
    },
    link() {
      return {
        expression: view.expression,
        inputs: view.elements.filter((element) => !element.operands).map((element) => ({ name: element.symbol, value: element.value })),
        toggled: view.toggled,
        step: view.step.at,
        lens,
      };
    },
  };
}
