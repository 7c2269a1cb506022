import { download, field, h, select, svg } from '../../lib/dom.js';
import { figure, svgText } from '../../lib/figure.js';
import { floats } from '../../lib/floats.js';
import { number, percent, short } from '../../lib/format.js';
import { latest } from '../../lib/latest.js';
import { frames } from '../../lib/motion.js';
import { points } from './curve.js';
import { emptyLane, laneHead } from './lane.js';
import { hatches, ZONE_WORDS } from './plot.js';

const LEFT = 46;
const RIGHT = 96;
const TOP = 40;
const CURVE = 260;
const BARS = 70;
const FALL = 900;
const SLIDE = 600;
const ALL = 3200;
let count = 0;

/** The sums of a batch fall onto the curve; their outputs go on to the output axis. */
export function batchView(context, catalog, state, handlers) {
  const data = select(catalog.data, state.data, { 'data-test': 'batch-data' });
  const start = select(catalog.starts.map((each) => [each.name, each.title]), state.start, { 'data-test': 'batch-start' });
  const rate = h('input', { type: 'number', min: 0.001, max: 100, step: 'any', value: state.rate, class: 'narrow', 'data-test': 'batch-rate' });
  const steps = h('input', { type: 'range', min: 0, max: catalog.mostSteps, step: 5, value: state.steps, 'data-test': 'batch-steps' });
  const stepsText = h('span', {});
  const drop = h('button', { type: 'button', class: 'primary', 'data-test': 'drop', text: '▼ Drop the batch' });
  const lanes = h('div', { class: 'lanes' });
  const element = h('div', { class: 'stack' }, h('div', { class: 'panel transport' },
    h('p', { class: 'muted', text: 'A small network (8 hidden neurons) looks at 48 samples: 384 sums z. Where do they land on the curve? Change how the weights start, or let it learn, and see them move.' }),
    h('div', { class: 'row' }, drop, field('data', data), field('weights start', start), field('rate η', rate), h('label', { class: 'field' }, stepsText, steps))), lanes);
  let shown = [];

  const load = latest(async (entries, animate) => {
    Object.assign(state, { data: data.value, start: start.value, rate: Number(rate.value), steps: Number(steps.value) });
    stepsText.textContent = `after ${state.steps} steps of learning`;
    stop();
    const lanesNow = await Promise.all(entries.map(async (entry) => {
      const alone = entries.length === 1;
      if (entry.definition.notHidden !== '') {
        return emptyLane(entry, laneHead(entry, { alone, ...handlers }), entry.definition.notHidden);
      }
      try {
        const answer = await context.call('batch', { name: entry.name, parameters: entry.parameters, ...state });
        return batchLane(entry, { ...answer, z: floats(answer.z), a: floats(answer.a) }, alone, handlers);
      } catch (error) {
        return emptyLane(entry, laneHead(entry, { alone, ...handlers }), error.message);
      }
    }));
    shown = lanesNow;
    lanes.dataset.count = entries.length;
    lanes.replaceChildren(...shown.map((each) => each.element));
    shown.forEach((each) => each.play(animate));
  });

  let present = [];
  const again = (animate) => load(present, animate);
  function stop() {
    shown.forEach((each) => each.stop());
  }
  drop.addEventListener('click', () => shown.forEach((each) => each.play(true)));
  for (const control of [data, start, rate]) {
    control.addEventListener('change', () => again(true));
  }
  steps.addEventListener('input', () => again(false));
  return {
    element,
    show(entries) {
      present = [...entries];
      again(true);
    },
    destroy: stop,
  };
}

function batchLane(entry, batch, alone, handlers) {
  const holder = h('div', { class: 'stage-still' });
  const save = h('button', { type: 'button', class: 'quiet small', 'aria-label': `Save the batch of ${entry.definition.title} as SVG`, text: 'SVG',
    onclick: () => download(`${entry.name}-batch.svg`, 'image/svg+xml', svgText(holder.firstChild)) });
  const text = figure({ title: `${entry.definition.title}: a batch`, drawing: holder, tools: [save] });
  const element = h('article', { class: 'panel lane', 'data-test': `batch-${entry.name}` }, laneHead(entry, { alone, ...handlers }), text);
  let end = () => {};
  let scene = null;
  const loss = batch.losses.length > 0 ? ` The loss went from ${number(batch.losses[0], 4)} to ${number(batch.losses[batch.losses.length - 1], 4)}.` : '';
  text.say(`${batch.count} sums z with mean ${number(batch.meanZ, 2)} and deviation ${number(batch.deviationZ, 2)} become outputs with mean ${number(batch.meanA, 2)} and deviation ${number(batch.deviationA, 2)}. `
    + `${percent(batch.saturated)} are saturated, ${percent(batch.shut)} let no gradient through; ${batch.dead} of ${batch.neurons} neurons are dead.${batch.beyond > 0 ? ` ${percent(batch.beyond)} lie beyond the picture.` : ''}${loss}`);
  const watcher = new ResizeObserver(() => {
    if (holder.clientWidth > 200 && (scene === null || Math.abs(scene.width - holder.clientWidth) > 2)) {
      end();
      scene = drawBatch(entry.curve, batch, Math.floor(holder.clientWidth));
      holder.replaceChildren(scene.drawing);
      scene.at(Infinity);
      if (waiting) {
        run();
      }
    }
  });
  watcher.observe(holder);
  let waiting = false;

  function run() {
    waiting = false;
    end();
    scene.at(Infinity);
    end = frames((time) => {
      scene.at(time);
      if (time > ALL + FALL + SLIDE) {
        end();
      }
    });
  }

  return {
    element,
    play(animate) {
      if (animate && scene !== null) {
        run();
      } else {
        waiting = animate;
      }
    },
    stop() {
      end();
      watcher.disconnect();
    },
  };
}

function drawBatch(curve, batch, width) {
  const id = `batch-${++count}`;
  const d3 = window.d3;
  const x = d3.scaleLinear([curve.low, curve.high], [LEFT, width - RIGHT]).clamp(true);
  const air = (batch.aHigh - batch.aLow) * 0.06;
  const y = d3.scaleLinear([batch.aLow - air, batch.aHigh + air], [TOP + CURVE, TOP]).clamp(true);
  const axis = TOP + CURVE + 8;
  const height = axis + BARS + 30;
  const words = (content, px, py, anchor, more) => svg('text', { x: px, y: py, 'text-anchor': anchor, 'font-size': 13, text: content, ...more });
  const zBars = bars(batch.zHistogram, (i, length) => ({ x: x.range()[0] + i * ((x.range()[1] - x.range()[0]) / batch.zHistogram.length), y: axis, width: (x.range()[1] - x.range()[0]) / batch.zHistogram.length - 1, height: length }), BARS);
  const [bottom, top] = [y(batch.aLow), y(batch.aHigh)];
  const aHeight = (bottom - top) / batch.aHistogram.length;
  const aBars = bars(batch.aHistogram, (i, length) => ({ x: width - RIGHT + 10, y: bottom - (i + 1) * aHeight, width: length, height: Math.max(1, aHeight - 1) }), RIGHT - 18);
  const bin = (value, low, high, bins) => Math.max(0, Math.min(bins - 1, Math.floor(((value - low) / (high - low)) * bins)));
  const dots = Array.from(batch.z, (z, i) => ({
    px: x(z), py: y(batch.a[i]), from: (i / batch.count) * ALL,
    zBin: bin(z, curve.low, curve.high, batch.zHistogram.length), aBin: bin(batch.a[i], batch.aLow, batch.aHigh, batch.aHistogram.length),
    dot: svg('circle', { r: 4, class: 'dot' }), runner: svg('circle', { r: 3, class: 'dot runner' }),
  }));
  const line = d3.line((p) => x(p[0]), (p) => y(p[1]));
  const drawing = svg('svg', { viewBox: `0 0 ${width} ${height}`, width, height, class: 'activation' }, hatches(id),
    curve.zones.flatMap((zone) => [svg('rect', { x: x(zone.from), y: TOP, width: x(zone.to) - x(zone.from), height: CURVE + 8, class: 'zone', fill: `url(#${id}-${zone.kind === 'noGradient' ? 'noGradient' : 'saturated'})` }),
      ZONE_WORDS[zone.kind] && x(zone.to) - x(zone.from) > 74 ? words(ZONE_WORDS[zone.kind], (x(zone.from) + x(zone.to)) / 2, TOP - 8, 'middle', { class: 'quietly' }) : null]),
    y.ticks(5).flatMap((t) => [svg('line', { x1: LEFT, x2: width - RIGHT, y1: y(t), y2: y(t), class: `grid${t === 0 ? ' zero' : ''}` }), words(short(t), LEFT - 8, y(t) + 4, 'end', { class: 'quietly' })]),
    svg('line', { x1: LEFT, x2: width - RIGHT, y1: axis, y2: axis, class: 'axis' }),
    x.ticks(width > 420 ? 13 : 7).map((t) => words(short(t), x(t), height - 6, 'middle', { class: 'quietly' })),
    words('z', LEFT - 8, axis + 16, 'end', { class: 'strong' }), words('output a', width - RIGHT + 10, TOP - 8, 'start', { class: 'strong' }),
    svg('line', { x1: width - RIGHT + 8, x2: width - RIGHT + 8, y1: TOP, y2: TOP + CURVE, class: 'axis' }),
    svg('path', { d: line(points(curve, curve.values)), class: 'value-curve' }), zBars.elements, aBars.elements, dots.map((each) => [each.runner, each.dot]));

  return {
    drawing,
    width,
    at(time) {
      const zCounts = new Array(batch.zHistogram.length).fill(0);
      const aCounts = new Array(batch.aHistogram.length).fill(0);
      for (const each of dots) {
        const fallen = Math.max(0, Math.min(1, (time - each.from) / FALL));
        const slid = Math.max(0, Math.min(1, (time - each.from - FALL) / SLIDE));
        each.dot.setAttribute('cx', each.px);
        each.dot.setAttribute('cy', 6 + (each.py - 6) * fallen * fallen);
        each.dot.setAttribute('opacity', time < each.from ? 0 : 1);
        each.runner.setAttribute('cx', each.px + (width - RIGHT + 8 - each.px) * slid);
        each.runner.setAttribute('cy', each.py);
        each.runner.setAttribute('opacity', slid > 0 && slid < 1 ? 1 : 0);
        zCounts[each.zBin] += fallen === 1 ? 1 : 0;
        aCounts[each.aBin] += slid === 1 ? 1 : 0;
      }
      const done = time > ALL + FALL + SLIDE;
      zBars.set(done ? batch.zHistogram : zCounts);
      aBars.set(done ? batch.aHistogram : aCounts);
    },
  };
}

/** Bars of a histogram, as long as their counts on a scale that the full one sets. */
function bars(full, box, length) {
  const most = Math.max(1, ...full);
  const elements = full.map(() => svg('rect', { class: 'bar' }));
  return {
    elements,
    set(counts) {
      elements.forEach((element, i) => {
        for (const [name, value] of Object.entries(box(i, (counts[i] / most) * length))) {
          element.setAttribute(name, value);
        }
      });
    },
  };
}
