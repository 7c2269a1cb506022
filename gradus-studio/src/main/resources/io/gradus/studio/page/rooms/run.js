import { h, svg } from '../lib/dom.js';
import { figure } from '../lib/figure.js';
import { count, number, numeric, percent, short } from '../lib/format.js';
import { plot } from '../lib/plot.js';
import { watches } from './run/watches.js';

export const title = 'Live run';

/** Seconds without a step after which the page says so and asks: a run that breaks off says nothing. */
const QUIET = 2;

const CODE = `Trainer trainer = Trainer.of(model, loss, optimizer).batch(64).epochs(20);
try (Studio studio = Studio.attach(trainer)) {
  System.out.println(studio.address());
  trainer.fit(train, test);
}`;

function histogram(label, statistics, kind) {
  const width = 164;
  const height = 56;
  const most = Math.max(...statistics.bins, 1);
  const each = width / statistics.bins.length;
  const middle = (statistics.bins.length - 1) / 2;
  const bars = statistics.bins.map((n, i) => svg('rect', {
    x: (i * each).toFixed(2), width: Math.max(1, each - 0.6).toFixed(2), y: (height - (n / most) * (height - 4)).toFixed(2),
    height: ((n / most) * (height - 4)).toFixed(2), class: i === middle ? 'bar-zero' : i < middle ? 'bar-minus' : 'bar-plus' }));
  const text = `${label}: norm ${short(statistics.norm, 4)}, largest ${short(statistics.largest, 3)}${statistics.broken ? `, ${statistics.broken} NaN or infinite` : ''}`;
  return h('div', { class: `histogram ${kind}` },
    svg('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': text }, bars,
      svg('line', { x1: 0, x2: width, y1: height, y2: height, class: 'base' })),
    h('div', { class: 'ends', 'aria-hidden': 'true' }, h('span', { text: `−${short(statistics.largest, 2)}` }), h('span', { text: `+${short(statistics.largest, 2)}` })),
    statistics.broken ? h('div', { class: 'bad', text: `✖ ${statistics.broken} NaN or infinite` }) : null);
}

function ratio(update) {
  const value = numeric(update);
  const log = Math.log10(value);
  const shown = Math.max(-6, Math.min(0, log));
  const at = (x) => ((x + 6) / 6) * 100;
  return h('div', { class: 'ratio' },
    svg('svg', { viewBox: '0 0 100 14', preserveAspectRatio: 'none', role: 'img', 'aria-label': Number.isNaN(value) ? 'update not measured' : `update to weight ${short(value, 2)}` },
      svg('rect', { x: 0, y: 5, width: 100, height: 4, class: 'track' }),
      svg('rect', { x: at(-3) - 0.5, y: 1, width: 1, height: 12, class: 'rule' }),
      Number.isNaN(shown) ? null : svg('rect', { x: at(shown) - 1.5, y: 2, width: 3, height: 10, class: 'mark' })),
    h('span', { class: 'digits', text: Number.isFinite(value) ? value.toExponential(1).replace('e-', 'e−') : '—' }));
}

function layerRows(layers) {
  return layers.map((layer) => h('tr', {},
    h('th', { scope: 'row' }, h('code', { text: layer.path }), h('small', { class: 'muted', text: ` ${layer.shape}${layer.frozen ? ' frozen' : ''}` })),
    h('td', {}, histogram(`${layer.path} weights`, layer.values, 'values')),
    h('td', {}, histogram(`${layer.path} gradients`, layer.gradients, 'gradients')),
    h('td', { class: 'digits', text: short(layer.values.norm, 4) }),
    h('td', { class: 'digits', text: short(layer.gradients.norm, 3) }),
    h('td', {}, ratio(layer.update))));
}

function stat(name, value, hint, test) {
  return h('div', { class: 'stat', title: hint }, h('span', { class: 'muted', text: name }), h('strong', { class: 'digits', 'data-test': test, text: value }));
}

/** A training run of a Java program, as it goes on. */
export async function mount(root, { call, on, problem, announce }) {
  let chart = null;
  let score = null;
  const watched = watches();
  let epochsSeen = -1;
  let heard = Date.now();

  const nothing = () => {
    root.replaceChildren(
      h('h1', { text: 'No run is attached' }),
      h('p', { text: 'Any Java program can show its training here. The run keeps its bits, the page shows what the looking costs, and while no page is open it costs next to nothing.' }),
      h('pre', { class: 'panel scroll', tabindex: 0, 'aria-label': 'Java code that attaches a run' }, h('code', { text: CODE })),
      h('p', {}, h('button', { type: 'button', class: 'primary', 'data-test': 'demo', text: 'Watch a network learn the digits instead',
        onclick: () => call('demo').then(show, problem) })));
  };

  const stats = h('div', { class: 'stats panel' });
  const body = h('tbody');
  const measured = h('p', { class: 'small', 'data-test': 'measured' });
  let losses = null;
  let scores = null;
  let built = false;

  function build(state) {
    built = true;
    chart = plot({ series: [{ label: 'training loss', colour: 'accent' }], x: 'step', y: 'loss' });
    losses = figure({ title: 'Loss', drawing: chart.element, picture: chart.picture, table: { head: ['step', 'loss'] } });
    score = plot({ series: [{ label: 'training', colour: 'accent' }, { label: 'validation', colour: 'minus', dash: [6, 4] }], x: 'epoch', y: '' });
    scores = figure({ title: 'Score of each epoch', drawing: score.element, picture: score.picture,
      table: { head: ['epoch', 'loss', 'validation loss', 'score', 'validation score', 'rate'] } });
    root.replaceChildren(
      h('h1', { text: `Live: ${state.name}` }), stats,
      h('div', { class: 'charts' }, h('div', { class: 'panel' }, losses), h('div', { class: 'panel' }, scores)),
      watched.element,
      h('div', { class: 'panel' }, h('h2', { text: 'Layer by layer' }), measured,
        h('p', { class: 'muted', text: 'Weights, and the gradients that back-propagation left for this step. The last column is the length of the update over the length of the weights, on a scale from 1e−6 to 1; about 1e−3 (the line) is a rule of thumb, not a law.' }),
        h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Layers' }, h('table', { class: 'layers', 'data-test': 'layers' },
          h('thead', {}, h('tr', {}, ['parameter', 'weights', 'gradients', '‖w‖', '‖∂L/∂w‖', '‖Δw‖ / ‖w‖'].map((name) => h('th', { scope: 'col', text: name })))), body))));
  }

  // A fit that breaks off says nothing: no step for a while may be that, or a pause.
  const ending = (state) => (state.step === 0 ? 'waits for the first step' : state.quiet > QUIET ? `no step for ${Math.round(state.quiet)} s` : 'goes on');

  function show(state) {
    heard = Date.now();
    if (!state.attached) {
      nothing();
      return;
    }
    if (!built) {
      build(state);
    }
    document.title = `Live: ${state.name} · Gradus Studio`;
    stats.replaceChildren(
      stat('step', count(state.step), '', 'step'),
      stat('epoch', String(state.epoch), '', 'epoch'),
      stat('loss', state.loss === null ? '?' : number(state.loss), 'of the last step', 'loss'),
      stat('steps a second', short(state.stepsPerSecond, 3), '', 'speed'),
      stat('samples a second', count(numeric(state.samplesPerSecond)), '', 'samples'),
      stat('looking costs', percent(state.overhead, 2), 'share of the run’s time that this page took so far', 'overhead'),
      h('div', { class: 'badge', 'data-test': 'end', text: state.end ?? ending(state) }));
    chart.set(state.losses.x, [state.losses.y.map(numeric)]);
    losses.say(`Step ${count(state.step)}: loss ${number(state.loss)}.${state.losses.perPoint > 1 ? ` Each point is the mean of ${state.losses.perPoint} steps.` : ''}`);
    losses.rows(lossRows(state.losses));
    if (state.epochs.length !== epochsSeen) {
      epochsSeen = state.epochs.length;
      showEpochs(state.epochs);
    }
    watched.take(state);
    measured.textContent = state.layers.length === 0 ? 'Not looked at yet: the next step will be.' : `As of step ${count(state.measured)}${state.updated === state.measured ? '' : `; the last column as of step ${count(state.updated)}, of which it was measured last`}.`;
    body.replaceChildren(...layerRows(state.layers));
  }

  /** About forty points of the curve, the latest first and always there. */
  function lossRows({ x, y }) {
    const every = Math.max(1, Math.ceil(x.length / 40));
    return x.map((step, i) => [count(step), number(y[i])]).filter((_, i) => (x.length - 1 - i) % every === 0).reverse();
  }

  function showEpochs(epochs) {
    const name = Object.keys(epochs[0]?.metrics ?? {})[0] ?? null;
    const mine = (epoch) => numeric(name ? epoch.metrics[name] : epoch.loss);
    const theirs = (epoch) => numeric(name ? epoch.validation[name] : epoch.validationLoss);
    score.set(epochs.map((epoch) => epoch.number), [epochs.map(mine), epochs.map((epoch) => (Number.isFinite(theirs(epoch)) ? theirs(epoch) : null))]);
    const last = epochs.at(-1);
    if (last) {
      scores.say(`After epoch ${last.number}: ${name ?? 'loss'} ${number(mine(last))}, on validation data ${number(theirs(last))}.`);
    } else {
      scores.say('The first epoch goes on.');
    }
    scores.rows(epochs.map((epoch) => [String(epoch.number), number(epoch.loss), number(epoch.validationLoss), number(mine(epoch)), number(theirs(epoch)), short(epoch.rate, 3)]).reverse());
  }

  const off = on('state', show);
  try {
    show(await call('state'));
  } catch (error) {
    problem(error);
  }
  announce(title);
  const asking = setInterval(() => {
    if (built && Date.now() - heard > QUIET * 1000) {
      call('state').then(show, problem);
    }
  }, QUIET * 1000);
  return {
    unmount() {
      clearInterval(asking);
      off();
      chart?.destroy();
      score?.destroy();
      watched.destroy();
    },
    link: () => null,
  };
}
