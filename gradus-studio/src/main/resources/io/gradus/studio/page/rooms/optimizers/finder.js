import { palette } from '../../lib/colour.js';
import { field, h, select } from '../../lib/dom.js';
import { figure } from '../../lib/figure.js';
import { count, number, numeric, short } from '../../lib/format.js';
import { typed } from '../../lib/typed.js';
import { lineChart } from './lines.js';
import { colour, dash, key, lineKey } from './marks.js';

const DATA = { iris: 'iris flowers', moons: 'two half moons', digits: 'handwritten digits' };

/** The learning-rate finder on a real small network. */
export function finderSection(context, catalog) {
  const data = select(catalog.data.map((name) => [name, DATA[name] ?? name]), 'iris', { 'data-test': 'finder-data' });
  const method = select(catalog.methods.map((each) => [each.name, each.title]), 'sgd', { 'data-test': 'finder-method' });
  function whole(low, high, value) {
    let old = value;
    const input = h('input', { type: 'number', min: low, max: high, step: 1, value, class: 'narrow', onchange: () => { old = typed(input, old, context.problem) ?? old; } });
    return input;
  }

  const hidden = whole(1, 64, 16);
  const batch = whole(1, 128, 32);
  const seed = whole(0, 1000000, 1);
  const go = h('button', { type: 'button', class: 'primary', 'data-test': 'finder-run', text: 'Search', onclick: () => search() });
  const sweep = lineChart();
  const sweepFigure = figure({ title: 'Loss while the rate grows', drawing: sweep.drawing, table: { head: ['rate', 'loss', 'smoothed'] }, keys: sweepKeys });
  const sweepList = h('ul', { class: 'keys inline' });
  const trials = lineChart();
  const trialFigure = figure({ title: 'The test: the same network trained three times', drawing: trials.drawing, table: { head: ['epoch', 'a tenth', 'as suggested', 'ten times'] }, keys: trialKeys });
  let trialNames = [];
  const keys = h('ul', { class: 'keys' });
  const verdict = h('p', { class: 'verdict', 'data-test': 'suggestion' });
  const element = h('section', { class: 'panel stack', 'aria-label': 'Learning-rate finder' },
    h('h2', { text: 'Find a learning rate' }),
    h('p', { text: 'One short training in which the rate grows exponentially from 10⁻⁷ to 10, a batch each. Far too small: nothing happens. Too large: the loss explodes, and the search ends at four times the least loss. In between, where the smoothed loss falls fastest, lies a good rate.' }),
    h('div', { class: 'row' }, field('Data', data), field('hidden units', hidden), field('Optimizer', method), field('batch', batch), field('seed', seed), go),
    verdict,
    h('div', { class: 'pair' }, h('div', {}, sweepFigure, sweepList), h('div', {}, trialFigure, keys)));

  function sweepKeys() {
    return [['the loss of each batch', lineKey({ stroke: palette().zero, 'stroke-width': 1.25, 'stroke-opacity': 0.8 })], ['smoothed', lineKey({ stroke: palette().plus, 'stroke-width': 3 })]];
  }

  function trialKeys() {
    return trialNames.map((name, i) => [name, key(i)]);
  }

  function listKeys() {
    for (const [list, all] of [[sweepList, sweepKeys()], [keys, trialKeys()]]) {
      list.replaceChildren(...all.map(([name, mark]) => h('li', {}, mark, name)));
    }
  }

  async function search() {
    go.disabled = true;
    verdict.textContent = 'Searching …';
    try {
      show(await context.call('finder', { data: data.value, hidden: Number(hidden.value), batch: Number(batch.value), seed: Number(seed.value), optimizer: { method: method.value } }));
    } catch (error) {
      verdict.textContent = '';
      context.problem(error);
    } finally {
      go.disabled = false;
    }
  }

  function show(answer) {
    const found = Number.isFinite(numeric(answer.suggestion));
    const raw = answer.rates.map((rate, i) => [rate, numeric(answer.losses[i])]);
    const smooth = answer.rates.map((rate, i) => [rate, numeric(answer.smoothed[i])]);
    sweep.set({ x: 'learning rate, logarithmic', y: 'loss', logX: true,
      lines: [{ points: raw, colour: () => palette().zero, width: 1.25, opacity: 0.8 }, { points: smooth, colour: () => palette().plus, width: 3 }],
      marks: found ? [{ x: answer.suggestion, text: `suggested: ${short(answer.suggestion, 3)}` }] : [] });
    sweepFigure.rows(answer.rates.map((rate, i) => [short(rate, 4), number(answer.losses[i], 4), number(answer.smoothed[i], 4)]));
    const last = short(answer.rates.at(-1), 3);
    verdict.textContent = found
      ? `Suggested rate: ${short(answer.suggestion, 3)}. ${answer.stoppedEarly ? `The search ended at ${last}, where the loss had grown beyond four times its least.` : `The search went up to ${last} without an explosion.`} ${count(answer.parameters)} weights, ${count(answer.samples)} samples.`
      : 'The loss never fell: no rate can be suggested. Try another seed, or more hidden units.';
    sweepFigure.say(`Thin: the loss of each batch; thick: smoothed. From ${number(smooth[0][1], 3)} at the smallest rate to ${number(Math.min(...smooth.map((p) => p[1])), 3)} at the least.`);
    if (answer.trials.length > 0) {
      showTrials(answer.trials);
    }
    listKeys();
  }

  function showTrials(list) {
    const roles = ['a tenth of it', 'the suggested rate', 'ten times it'];
    const most = Math.max(...list.map((trial) => trial.losses.length));
    const cap = 4 * Math.max(...list.slice(0, 2).flatMap((trial) => trial.losses));
    trials.set({ x: 'epoch', y: 'training loss', logX: false,
      lines: list.map((trial, i) => ({ points: trial.losses.map((loss, epoch) => [epoch + 1, Math.min(cap, loss)]), colour: () => colour(i), dash: dash(i)?.join(' ') })).filter((line) => line.points.length > 0) });
    const end = (trial) => (trial.diverged ? 'diverged ✖' : number(trial.losses.at(-1), 4));
    trialNames = list.map((trial, i) => `${roles[i]}, ${short(trial.rate, 3)}: ${end(trial)}`);
    trialFigure.rows(Array.from({ length: most }, (_, epoch) => [epoch + 1, ...list.map((trial) => (epoch < trial.losses.length ? number(trial.losses[epoch], 4) : '–'))]));
    trialFigure.say(`Training loss at the end: ${list.map((trial, i) => `${roles[i]} ${end(trial)}`).join('; ')}. Losses beyond the top are cut there.`);
  }

  const themed = () => {
    sweep.redraw();
    trials.redraw();
    listKeys();
  };
  document.addEventListener('gradus-theme', themed);
  // The room opens without waiting for a training run.
  search();
  return {
    element,
    unmount() {
      sweep.unmount();
      trials.unmount();
      document.removeEventListener('gradus-theme', themed);
    },
  };
}
