import { h, select } from '../lib/dom.js';
import { count } from '../lib/format.js';
import { lossChart } from './play/chart.js';
import { dataPanel } from './play/data.js';
import { unpack } from './play/maps.js';
import { PRESETS } from './play/presets.js';
import { run } from './play/run.js';
import { transport } from './play/transport.js';

export const title = 'Play';

const OTHER = { sgd: 'adam' };

/** Points, a network that learns them while you watch and change it, and what every unit of it sees. */
export async function mount(root, context) {
  const { call, on, problem, announce, state } = context;
  const open = await call('open', {});
  let seed = open.seed;
  let stop = open.stop;
  let view = { gradients: false, assumed: -1 };
  let focused = [-1, 0];
  let runs = [];
  let playing = false;
  let data = unpack(open.data);
  let told = 0;
  let last = Promise.resolve();
  let latest = 0;

  const sentence = h('p', { class: 'sentence', 'data-test': 'sentence' });
  const note = h('p', { class: 'small muted note', 'data-test': 'note' });
  const columns = h('div', { class: 'columns' });
  const chart = lossChart();

  /** Asks the room, one question after the other, and shows what it answers; undefined where it refused. */
  function act(action, fields = {}) {
    last = last.then(() => ask(action, fields));
    return last;
  }

  async function ask(action, fields) {
    try {
      const answer = await call(action, fields);
      if (answer.data) {
        take(answer.data);
      }
      show(answer.frame);
      return answer;
    } catch (error) {
      problem(error);
      return undefined;
    }
  }

  const panel = dataPanel({ open, context, send: async (action, fields) => {
    const answer = await act(action, fields);
    if (answer?.kept) {
      note.textContent = answer.kept;
    }
    return answer !== undefined;
  } });
  panel.ontool = () => runs.forEach((each) => each.board.tool());

  const bar = transport({ act, problem, mostSeed: open.mostSeed, state: () => ({ playing, seed, stop, view }),
    play: () => act(playing ? 'pause' : 'play').then(() => announce(playing ? 'Training' : sentence.textContent)),
    async newSeed(next) {
      if (await act('seed', { seed: next })) {
        seed = next;
      }
      bar.sync();
    },
    async stopAt(next) {
      if (await act('stop', next)) {
        stop = next;
      }
      bar.sync();
    },
    look(change) {
      view = { ...view, ...change };
      bar.sync();
      send();
    },
    compare: (both) => compare(both) });

  function send() {
    return act('view', { gradients: view.gradients, assumed: view.assumed, layer: focused[0], unit: focused[1] });
  }

  const tools = { draw: panel.draw, erase: panel.erase, stroke: panel.stroke, brush: panel.brush, drawable: panel.drawable,
    focus(layer, unit) {
      focused = layer === null ? [-1, 0] : [layer, unit];
      send();
    } };

  function build(settings) {
    runs.forEach((each) => each.destroy());
    runs = settings.map((each, i) => {
      const made = run({ name: 'AB'[i], title: settings.length > 1 ? `Run ${'AB'[i]}` : '', open, act, tools, context });
      made.points(data);
      made.set(each);
      return made;
    });
    columns.classList.toggle('two', runs.length > 1);
    columns.replaceChildren(...runs.map((each) => each.element));
    (runs.length > 1 ? root : runs[0].side).append(chart.element);
    (runs.length > 1 ? panel.element : runs[0].easel).append(panel.brushes);
    chart.element.classList.toggle('panel', runs.length > 1);
    // Lines and marks need the places of elements that are on the page.
    runs.forEach((each) => each.points(data));
    bar.compared(runs.length > 1);
  }

  async function compare(both) {
    const settings = runs[0].settings();
    if (!both) {
      if (await act('compare', {})) {
        build([settings]);
        await send();
      }
      return;
    }
    const second = { ...settings, optimizer: OTHER[settings.optimizer] ?? 'sgd' };
    if (await act('compare', { settings: second })) {
      build([settings, second]);
      note.textContent = 'Both runs begin anew from the same weights and see the same points in the same order.';
      await send();
    }
  }

  function take(next) {
    data = unpack(next);
    panel.points(data);
    runs.forEach((each) => each.points(data));
    bar.classes(data.classes);
  }

  function show(frame) {
    // Answers and the stream come by two ways, so an earlier frame may come later.
    if (frame.number < latest) {
      return;
    }
    latest = frame.number;
    playing = frame.playing;
    bar.sync();
    bar.speed(frame.stepsPerSecond);
    if (frame.failure) {
      problem(frame.failure);
    }
    if (frame.runs.length !== runs.length) {
      sentence.textContent = frame.runs.length === 0 ? 'Put points on the plane: click or drag, or use the arrow keys and 1 to 5.' : '';
      return;
    }
    frame.runs.forEach((each, i) => runs[i].show(each));
    if (frame.runs.every((each) => each.history)) {
      chart.set(frame.runs, data.held);
    }
    const parts = frame.runs.map((each, i) => `${runs.length > 1 ? `${'AB'[i]}: ` : ''}${runs[i].sentence(each)}`);
    sentence.textContent = `Epoch ${count(frame.runs[0].epoch)}: ${parts.join('. ')}`;
    bar.steps(frame.runs[0]);
    if (playing && performance.now() - told > 12_000) {
      told = performance.now();
      announce(sentence.textContent);
    }
  }

  /** Puts a link's or a preset's state in place. */
  async function restore(next) {
    await call('pause', {});
    if (['make', 'points', 'table'].some((name) => next[name] !== undefined && next[name] !== null)) {
      await panel.restore(next);
    }
    const settings = Array.isArray(next.runs) && next.runs.length > 0 ? next.runs.slice(0, 2) : [runs[0].settings()];
    if (!await act('configure', { run: 0, settings: settings[0] }) || !await act('compare', settings.length > 1 ? { settings: settings[1] } : {})) {
      // One of two may have been taken.
      const now = await call('open', {});
      build(now.runs);
      show(now.frame);
      return;
    }
    build(settings);
    const wanted = { seed: next.seed ?? seed, stop: next.stop ?? { kind: 'never', value: 0 } };
    seed = await act('seed', { seed: wanted.seed }) ? wanted.seed : seed;
    stop = await act('stop', wanted.stop) ? wanted.stop : stop;
    view = { gradients: next.gradients === true, assumed: -1 };
    focused = [-1, 0];
    bar.sync();
    await send();
  }

  const presets = select([['', 'Try a situation…'], ...PRESETS.map((preset, i) => [String(i), preset.name])], '', { 'data-test': 'preset', 'aria-label': 'Situations worth seeing',
    onchange: async () => {
      const preset = PRESETS[Number(presets.value)];
      if (presets.value !== '' && preset) {
        await restore(preset.state).catch(problem);
        note.textContent = preset.say;
        announce(preset.say);
      }
    } });

  root.append(h('div', { class: 'hat' }, h('h1', { text: 'Play' }), h('div', { class: 'telling' }, sentence, note), presets), bar.element,
    h('div', { class: 'bench' }, panel.element, columns));
  panel.points(data);
  bar.classes(data.classes);
  build(open.runs);
  show(open.frame);
  const off = on('frame', show);
  const themed = () => {
    panel.redraw();
    runs.forEach((each) => each.redraw());
    send();
  };
  document.addEventListener('gradus-theme', themed);
  await bar.pace();
  await send();
  if (state) {
    await restore(state).catch(problem);
  }

  return {
    unmount() {
      off();
      document.removeEventListener('gradus-theme', themed);
      runs.forEach((each) => each.destroy());
      chart.destroy();
      call('pause', {}).catch(() => {});
    },
    link() {
      const points = panel.state();
      if (points === null) {
        note.textContent = 'The link holds the settings, but not these points: they are too many, or of a large table.';
      }
      if (points !== null) {
        note.textContent = 'The link holds points, settings and seed, not weights or steps: it opens at the start of the run.';
      }
      return { ...points, runs: runs.map((each) => each.settings()), seed, stop, gradients: view.gradients };
    },
  };
}
