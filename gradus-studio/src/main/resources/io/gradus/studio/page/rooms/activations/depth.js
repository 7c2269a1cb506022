import { field, h, select, svg } from '../../lib/dom.js';
import { figure } from '../../lib/figure.js';
import { number, percent, short } from '../../lib/format.js';
import { formula } from '../../lib/formula.js';
import { latest } from '../../lib/latest.js';
import { frames, reduced } from '../../lib/motion.js';
import { emptyLane, laneHead } from './lane.js';

const CELL = 84;
const ROW = 214;
const BAR = 54;
const EACH = 110;

/** N(0, 1) on its way through the layers, and a gradient on its way back. */
export function depthView(context, catalog, state, handlers) {
  const layers = h('input', { type: 'range', min: 1, max: catalog.mostLayers, step: 1, value: state.layers, 'data-test': 'depth-layers' });
  const layersText = h('span', {});
  const width = select(['16', '32', '64', '100'], String(state.width), { 'data-test': 'depth-width' });
  const start = select(catalog.starts.map((each) => [each.name, each.title]), state.start, { 'data-test': 'depth-start' });
  const startNote = h('small', { class: 'muted' });
  const again = h('button', { type: 'button', class: 'primary', 'data-test': 'depth-play', text: '▶ Through and back ◀' });
  const other = h('button', { type: 'button', text: 'Other weights' });
  const lanes = h('div', { class: 'lanes', 'data-count': 1 });
  const element = h('div', { class: 'stack' }, h('div', { class: 'panel transport' },
    h('p', { class: 'muted', text: 'Inputs drawn from N(0, 1) go through the layers, a = f(xW). Then a gradient drawn from N(0, 1) enters at the last outputs and goes back. How much of each is left?' }),
    h('div', { class: 'row' }, again, h('label', { class: 'field' }, layersText, layers), field('width', width), field('weights start', start), other), startNote), lanes);
  let present = [];
  let shown = [];

  const load = latest(async (animate) => {
    Object.assign(state, { layers: Number(layers.value), width: Number(width.value), start: start.value });
    layersText.textContent = `${state.layers} layer${state.layers === 1 ? '' : 's'}`;
    startNote.textContent = catalog.starts.find((each) => each.name === state.start).note;
    const entries = present;
    const made = await Promise.all(entries.map(async (entry) => {
      const head = laneHead(entry, { alone: entries.length === 1, ...handlers });
      if (entry.definition.notHidden !== '') {
        return emptyLane(entry, head, entry.definition.notHidden);
      }
      try {
        return depthLane(entry, head, await context.call('depth', { name: entry.name, parameters: entry.parameters, ...state }));
      } catch (error) {
        return emptyLane(entry, head, error.message);
      }
    }));
    stop();
    shown = made;
    lanes.replaceChildren(...shown.map((each) => each.element));
    shown.forEach((each) => each.play(animate));
  });

  function stop() {
    shown.forEach((each) => each.stop());
  }
  again.addEventListener('click', () => shown.forEach((each) => each.play(true)));
  layers.addEventListener('input', () => load(false));
  for (const control of [width, start]) {
    control.addEventListener('change', () => load(true));
  }
  other.addEventListener('click', () => {
    state.seed = (state.seed + 1) % 1000;
    load(true);
  });
  return {
    element,
    show(entries) {
      present = [...entries];
      load(true);
    },
    destroy: stop,
  };
}

function depthLane(entry, head, depth) {
  const drawing = svg('svg', { class: 'activation depth' });
  const names = ['layer', 'mean a', 'deviation of a', 'rms ∂L/∂a', 'rms slope', 'shut gates'];
  const shown = figure({ title: `${entry.definition.title}: ${depth.layers} layers, forward ▶ and back ◀`, drawing, table: { head: names } });
  shown.rows(depth.stages.map((stage) => [stage.layer === 0 ? 'input' : stage.layer, number(stage.mean, 4), number(stage.deviation, 4), number(stage.gradient, 4), number(stage.slope, 4), stage.shut === undefined ? '–' : percent(stage.shut)]));
  const last = depth.stages[depth.stages.length - 1];
  shown.say(`Forward, the outputs’ deviation goes from ${number(depth.stages[0].deviation, 2)} to ${number(last.deviation, 4)}. Backward, ${number(depth.left, 4)} of the gradient is left at the input: a factor of ${number(depth.perLayer, 3)} for each layer.`);
  const element = h('article', { class: 'panel lane', 'data-test': `depth-${entry.name}` }, head, shown, meter(entry, depth));
  let cells = [];
  let drawn = 0;
  let end = () => {};
  const watcher = new ResizeObserver(() => {
    const width = Math.floor(element.clientWidth - 34);
    if (width > 200 && Math.abs(width - drawn) > 2) {
      drawn = width;
      cells = layout(drawing, depth, width);
    }
  });
  watcher.observe(element);
  return {
    element,
    play(animate) {
      end();
      if (!animate || reduced()) {
        return;
      }
      const count = depth.stages.length;
      end = frames((time) => {
        const at = Math.floor(time / EACH);
        cells.forEach((cell, i) => {
          cell.forward.setAttribute('opacity', at >= i ? 1 : 0.12);
          cell.backward.setAttribute('opacity', at - count >= count - 1 - i ? 1 : 0.12);
        });
        if (at > 2 * count) {
          end();
        }
      });
    },
    stop() {
      end();
      watcher.disconnect();
    },
  };
}

function layout(drawing, depth, width) {
  const rows = Math.ceil(depth.stages.length / Math.max(2, Math.floor(width / CELL)));
  const perRow = Math.ceil(depth.stages.length / rows);
  const cell = width / perRow;
  const cells = depth.stages.map((stage, i) => stageCell(stage, depth, (i % perRow) * cell, Math.floor(i / perRow) * ROW, cell - 12));
  drawing.setAttribute('viewBox', `0 0 ${width} ${rows * ROW}`);
  drawing.setAttribute('width', width);
  drawing.setAttribute('height', rows * ROW);
  drawing.replaceChildren(...cells.flatMap((each) => [each.title, each.forward, each.backward]));
  return cells;
}

function stageCell(stage, depth, left, top, width) {
  const text = (words, y, more) => svg('text', { x: left + width / 2, y, 'text-anchor': 'middle', 'font-size': 12, text: words, ...more });
  const zero = left + width * Math.max(0, Math.min(1, (0 - depth.low) / (depth.high - depth.low)));
  const shut = stage.gradient === 0;
  const label = (value, px, y, anchor) => svg('text', { x: px, y, 'text-anchor': anchor, 'font-size': 10, class: 'quietly', text: value });
  return {
    title: text(stage.layer === 0 ? 'input' : `layer ${stage.layer}`, top + 14, { class: 'strong' }),
    forward: svg('g', {},
      svg('line', { x1: zero, x2: zero, y1: top + 20, y2: top + 24 + BAR, class: 'grid zero' }),
      columns(stage.values, left, top + 24 + BAR, width, 'bar'), text(`▶ s ${number(stage.deviation, 3)}`, top + 40 + BAR),
      label(short(depth.low, 2), left, top + 52 + BAR, 'start'), label(short(depth.high, 2), left + width, top + 52 + BAR, 'end')),
    backward: svg('g', {},
      columns(stage.gradients, left, top + 62 + 2 * BAR, width, 'bar gradient'),
      shut ? svg('circle', { cx: left + width / 2, cy: top + 62 + 1.5 * BAR, r: 8, class: 'shut' }) : null,
      text(shut ? '◀ nothing' : `◀ ${number(stage.gradient, 3)}`, top + 78 + 2 * BAR),
      label(`1e${depth.leastDecade}`.replace('-', '−'), left, top + 91 + 2 * BAR, 'start'), label(`1e${depth.mostDecade}`.replace('-', '−'), left + width, top + 91 + 2 * BAR, 'end')),
  };
}

function columns(counts, left, bottom, width, kind) {
  const most = Math.max(1, ...counts);
  const each = width / counts.length;
  return [svg('line', { x1: left, x2: left + width, y1: bottom, y2: bottom, class: 'axis' }),
    ...counts.map((count, i) => (count === 0 ? null : svg('rect', { x: left + i * each, y: bottom - (count / most) * BAR, width: Math.max(1, each - 0.5), height: (count / most) * BAR, class: kind })))];
}

/** The product of the slopes, decade by decade. */
function meter(entry, depth) {
  const rows = [
    ['At most, by the slopes', depth.mostSlopeProduct, `${short(depth.mostSlope, 4)}^{${depth.layers}}`],
    ['The slopes of this batch', depth.slopeProduct, '\\prod \\operatorname{rms} f\'(z)'],
    ['What is left of the gradient, weights and all', depth.left, '\\frac{\\operatorname{rms} \\partial L/\\partial x}{\\operatorname{rms} \\partial L/\\partial a}'],
  ];
  const decades = (value) => (value > 0 && Number.isFinite(value) ? Math.log10(value) : -Infinity);
  const least = Math.min(-2, ...rows.map((row) => Math.floor(decades(row[1]))).filter(Number.isFinite));
  const most = Math.max(0, ...rows.map((row) => Math.ceil(decades(row[1]))).filter(Number.isFinite));
  const share = (value) => Math.max(0, Math.min(1, (decades(value) - least) / (most - least)));
  const one = share(1) * 100;
  return h('div', { class: 'product', 'data-test': `product-${entry.name}` }, h('h3', { text: 'Product meter' }),
    rows.map(([name, value, latex]) => h('div', { class: 'product-row' }, h('span', {}, name, ' ', formula(latex)),
      svg('svg', { viewBox: '0 0 100 10', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
        svg('rect', { x: 0, y: 1, width: 100, height: 8, class: 'trough' }),
        svg('rect', { x: 0, y: 1, width: share(value) * 100, height: 8, class: 'bar gradient' }),
        svg('line', { x1: one, x2: one, y1: 0, y2: 10, class: 'one' })),
      h('output', { text: number(value, 4) }))),
    h('small', { class: 'muted', text: `From 1e${least} to 1e${most}, a decade is as long as any other; the mark is 1: all of it.`.replaceAll('e-', 'e−') }));
}
