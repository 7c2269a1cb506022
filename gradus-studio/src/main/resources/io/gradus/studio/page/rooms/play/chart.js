import { h } from '../../lib/dom.js';
import { figure } from '../../lib/figure.js';
import { number, numeric, short } from '../../lib/format.js';
import { plot } from '../../lib/plot.js';

/** A measure of the test: where no point is held out there is none, and that is not a NaN. */
const tested = (value, held, shown) => (held === 0 ? '—' : shown(value));

const finite = (values) => values.map(numeric).map((v) => (Number.isFinite(v) ? v : null));

/** Losses of one or two runs over their steps: training solid, test dashed. */
export function lossChart() {
  const box = h('div', { class: 'losses' });
  let chart = null;
  let element = null;
  let count = 0;
  let log = false;
  let last = [];
  let held = 0;
  const toggle = h('button', { type: 'button', class: 'small', 'aria-pressed': 'false', text: 'log', 'aria-label': 'log axis', onclick: () => {
    log = !log;
    toggle.setAttribute('aria-pressed', String(log));
    build(count);
    set(last, held);
  } });

  function build(runs) {
    chart?.destroy();
    count = runs;
    const names = runs === 1 ? [''] : ['A ', 'B '];
    chart = plot({ height: 170, x: 'step', y: '', log, series: names.flatMap((name, i) => [
      { label: `${name}training loss`, colour: ['accent', 'minus'][i] },
      { label: `${name}test loss`, colour: ['accent', 'minus'][i], dash: [5, 4] }]) });
    element = figure({ title: 'Loss', drawing: chart.element, picture: chart.picture, tools: [toggle],
      table: { head: ['step', ...names.flatMap((name) => [`${name}training loss`, `${name}test loss`, `${name}training score`, `${name}test score`])] } });
    box.replaceChildren(element);
  }

  function rows(histories) {
    const steps = histories[0].step;
    const every = Math.max(1, Math.ceil(steps.length / 25));
    return steps.map((step, i) => [step, i]).filter(([, i]) => i % every === 0 || i === steps.length - 1)
      .map(([step, i]) => [String(step), ...histories.flatMap((history) => ['trainLoss', 'testLoss', 'trainScore', 'testScore'].map((key) => (i >= history[key].length ? '' : key.startsWith('test') ? tested(history[key][i], held, number) : number(history[key][i]))))]);
  }

  /** `points`: how many are held out. */
  function set(frames, points) {
    last = frames;
    held = points;
    if (frames.length !== count) {
      build(frames.length);
    }
    const histories = frames.map((frame) => frame.history);
    const xs = [...new Set(histories.flatMap((history) => history.step))].sort((a, b) => a - b);
    const columns = histories.flatMap((history) => {
      const at = new Map(history.step.map((step, i) => [step, i]));
      return ['trainLoss', 'testLoss'].map((key) => {
        const values = finite(history[key]);
        return xs.map((x) => (at.has(x) ? values[at.get(x)] : undefined));
      });
    });
    chart.set(xs, columns);
    element.say(frames.map((frame, i) => `${frames.length > 1 ? `${'AB'[i]}, ` : ''}step ${frame.step}: training loss ${short(frame.trainLoss, 3)}, test loss ${tested(frame.testLoss, held, (value) => short(value, 3))}`).join('. '));
    if (element.querySelector('details').open) {
      element.rows(rows(histories));
    }
  }

  return { element: box, set, destroy: () => chart?.destroy() };
}
