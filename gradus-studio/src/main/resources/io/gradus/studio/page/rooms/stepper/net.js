import { diverging } from '../../lib/colour.js';
import { svg } from '../../lib/dom.js';
import { number, numeric } from '../../lib/format.js';
import { names, of } from './names.js';
import { edge } from './edges.js';

/**
 * Where everything stands. A `full` drawing has all its numbers beside it; a `roomy` one has those of neurons, and those of
 * a weight when it is pointed at; any other has only its shape.
 */
export function geometry(network) {
  const columns = [network.samples[0].inputs.length, ...network.layers.map((layer) => layer.biases.length)];
  const most = Math.max(...columns);
  const roomy = most <= 4 && columns.length <= 4;
  const full = roomy && columns.every((units, c) => c === 0 || units * columns[c - 1] <= 4);
  const width = roomy ? 1130 : 1000;
  const tall = most > 24;
  const each = roomy ? (full ? 230 : 224) : tall ? 18 : Math.max(40, 440 / most);
  const margin = full ? (most === 1 ? 250 : 318) : roomy ? 262 : 70;
  const height = Math.max(roomy ? 300 : 280, (most - 1) * each + margin);
  const right = roomy ? 276 : 60;
  return {
    columns, roomy, full, tall, width, height,
    radius: roomy ? 38 : Math.min(18, each * 0.38),
    x: (c) => 56 + (c * (width - right - 56)) / (columns.length - 1),
    y: (c, j) => height / 2 + (full || !roomy ? 8 : -16) + (j - (columns[c] - 1) / 2) * each,
    lossX: width - 74,
    lossY: height / 2 + (full || !roomy ? 8 : -16),
    above: (c, j) => full && j < (columns[c] - 1) / 2,
  };
}

const text = (x, y, className, content, more = {}) => svg('text', { x, y, class: className, ...more }, content);

function part(symbol, label, { chosen, mark, fresh, onpick, nudge, roomy }, ...children) {
  const classes = ['part', chosen === symbol && 'chosen', mark === symbol && 'marked', fresh.has(symbol) && 'fresh'].filter(Boolean).join(' ');
  return svg('g', {
    class: classes, tabindex: roomy || !/^w\d/.test(symbol) ? 0 : null, role: 'button', 'data-symbol': symbol, 'aria-label': roomy ? null : label,
    style: fresh.has(symbol) ? { '--wait': `${fresh.get(symbol)}ms` } : {},
    onclick: () => onpick(symbol),
    onkeydown: (event) => {
      const up = { ArrowUp: 1, ArrowDown: -1 }[event.key];
      if (event.key === 'Enter' || event.key === ' ') {
        event.preventDefault();
        event.stopPropagation();
        onpick(symbol);
      } else if (up && nudge(symbol, up * (event.shiftKey ? 0.1 : 0.01))) {
        event.preventDefault();
      }
    },
  }, svg('title', {}, label), children);
}

/** How much of the steepest slope a neuron has: an open ring is a neuron that lets gradients through. */
function ring(g, c, j, slope) {
  const radius = g.radius + 5;
  const around = 2 * Math.PI * radius;
  const share = Math.max(0, Math.min(1, numeric(slope.share)));
  const at = { cx: g.x(c), cy: g.y(c, j), r: radius };
  return [svg('circle', { ...at, class: 'ring-ground' }),
    svg('circle', { ...at, class: 'ring', 'stroke-dasharray': `${share * around} ${around}`, transform: `rotate(-90 ${g.x(c)} ${g.y(c, j)})` })];
}

function circle(g, c, j, value) {
  const known = value !== undefined && value !== null;
  const broken = known && !Number.isFinite(numeric(value));
  const style = known && !broken ? { fill: diverging(numeric(value), 1.4) } : {};
  return svg('circle', { cx: g.x(c), cy: g.y(c, j), r: g.radius, class: `node${known ? ' known' : ''}${broken ? ' broken' : ''}`, style });
}

function inside(g, c, j, value, name, digits) {
  const known = value !== undefined && value !== null;
  if (!g.roomy) {
    return g.radius < 11 ? [] : [text(g.x(c), g.y(c, j) + 4, `node-small${known && Math.abs(numeric(value)) > 0.75 ? ' inverse' : ''}`, name.replace(/^h\d_/, ''))];
  }
  const written = known ? number(value, Math.min(4, digits)) : '?';
  return [text(g.x(c), g.y(c, j) + 5, `node-value${written.length > 7 ? ' tiny' : ''}${known && Math.abs(numeric(value)) > 0.75 ? ' inverse' : ''}`, written)];
}

/** What stands above the upper neurons and below the lower ones: the slanted lines have their labels between. */
function beside(g, c, j, rows) {
  const up = g.above(c, j);
  return rows.map(([content, kind], i) => text(g.x(c), g.y(c, j) + (up ? -g.radius - 16 - (i > 0 ? 3 + 18 * i : 0) : g.radius + 27 + 18 * i), `node-extra ${kind}`, content));
}

function neuron(g, c, j, unit, context) {
  const { state, show, sample, values } = context;
  const { network } = state;
  const name = of(network, unit.out, sample);
  const value = values.get(name);
  const slope = state.slopes[name];
  const rows = [];
  const children = [circle(g, c, j, value), ...(slope && g.roomy ? ring(g, c, j, slope) : []), ...inside(g, c, j, value, unit.neuron, context.digits)];
  let said = value === undefined ? 'not computed yet' : `output ${show(value)}`;
  const net = values.get(of(network, unit.net, sample));
  const toOut = values.get(`dE/d${name}`);
  const toNet = values.get(`dE/d${of(network, unit.net, sample)}`);
  rows.push([unit.neuron, 'name']);
  if (net !== undefined) {
    rows.push([`▶ sum ${g.full ? number(net, context.digits) : show(net)}`, 'sum']);
    said += `, sum ${show(net)}`;
  }
  if (toOut !== undefined) {
    rows.push([`◀ at output ${show(toOut)}`, 'gradient']);
    said += `, gradient at its output ${show(toOut)}`;
  }
  if (toNet !== undefined) {
    rows.push([`◀ at sum ${show(toNet)}`, 'gradient']);
    said += `, at its sum ${show(toNet)}`;
  }
  if (slope) {
    const share = numeric(slope.share);
    said += `, slope ${show(slope.slope)}`;
    if (share < 0.05) {
      const flat = share === 0 ? 'dead' : 'saturated';
      children.splice(1, 0, svg('circle', { cx: g.x(c), cy: g.y(c, j), r: g.radius, class: `hatch ${flat}`, fill: `url(#hatch-${flat})` }));
      said += `, ${flat}`;
      if (g.roomy) {
        rows.push([flat, 'flat']);
      }
    }
  }
  if (g.roomy) {
    children.push(...beside(g, c, j, rows));
  }
  return part(name, `${unit.neuron}: ${said}`, context, ...children);
}

/** The bias as a tab on its neuron. */
function bias(g, c, j, unit, value, context) {
  const { values, show, digits } = context;
  const gradient = values.get(`dE/d${unit.bias}`);
  const updated = values.get(`${unit.bias}+`);
  const up = g.above(c, j);
  const y = g.y(c, j) + (up ? g.radius + 8 : -g.radius - 30);
  const now = updated ?? value;
  const half = updated === undefined ? 44 : 54;
  const children = [svg('rect', { x: g.x(c) - half, y, width: 2 * half, height: 22, rx: 5, class: `tab ${numeric(now) < 0 ? 'negative' : 'positive'}` }),
    text(g.x(c), y + 15.5, 'tab-text', `b ${updated === undefined ? '' : '→ '}${number(now, Math.min(4, digits))}`)];
  if (gradient !== undefined && g.full) {
    children.push(text(g.x(c), y + (up ? 38 : -7), 'edge-gradient', `◀ ${show(gradient)}`));
  }
  const said = `${unit.bias}, bias ${show(value)}${gradient === undefined ? '' : `, gradient ${show(gradient)}`}${updated === undefined ? '' : `, updated to ${show(updated)}`}`;
  return part(unit.bias, said, context, ...children);
}

function lossNode(g, context) {
  const { state, values, sample, show } = context;
  const { network } = state;
  const last = g.columns.length - 1;
  const own = of(network, 'E', sample);
  const value = values.get(own);
  const after = state.lossAfter !== undefined && network.samples.length === 1;
  const wires = network.layers.at(-1).biases.map((_, j) => svg('line', { x1: g.x(last) + g.radius + 8, y1: g.y(last, j), x2: g.lossX - 70, y2: g.lossY, class: 'to-loss' }));
  const node = part(own, value === undefined ? 'loss, not computed yet' : `loss ${show(value)}`, context,
    svg('rect', { x: g.lossX - 70, y: g.lossY - 30, width: 140, height: after ? 82 : 60, rx: 12, class: value === undefined ? 'node' : `node known loss${Number.isFinite(numeric(value)) ? '' : ' infinite'}` }),
    text(g.lossX, g.lossY - 7, 'node-name', network.samples.length > 1 ? `loss, sample ${sample + 1}` : 'loss E'),
    text(g.lossX, g.lossY + 15, 'node-value', value === undefined ? '?' : show(value)),
    after ? text(g.lossX, g.lossY + 38, 'node-value after', `→ ${show(state.lossAfter)}`) : null);
  const goals = network.samples[sample].targets.map((target, j) => {
    const symbol = of(network, `t${j + 1}`, sample);
    const [x, y] = Math.abs(g.y(last, j) - g.lossY) < 50 ? [g.lossX, g.lossY - 48] : [g.x(last) + g.radius + 64, g.y(last, j) + (g.above(last, j) ? -20 : 20)];
    return part(symbol, `${symbol}, target ${show(target)}`, context,
      svg('rect', { x: x - 52, y: y - 12, width: 104, height: 24, rx: 5, class: 'tab' }),
      text(x, y + 5, 'tab-text', `goal ${number(target, Math.min(4, context.digits))}`));
  });
  return [svg('g', {}, wires), node, ...goals];
}

const PATTERNS = () => svg('defs', {},
  svg('pattern', { id: 'hatch-saturated', width: 8, height: 8, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' }, svg('path', { d: 'M0 0 V8', class: 'hatch-line' })),
  svg('pattern', { id: 'hatch-dead', width: 8, height: 8, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' }, svg('path', { d: 'M0 0 V8 M0 0 H8', class: 'hatch-line' })));

/**
 * The network as a drawing; `pick(symbol)` is called for whatever is chosen.
 *
 * `sample`: whose numbers are shown; `fresh`: by symbol, after how many milliseconds a part appears; `nudge(symbol, by)`:
 * an arrow key on a part, true where it can be edited.
 */
export function drawNetwork(state, given) {
  const { network } = state;
  const options = { sample: 0, fresh: new Map(), nudge: () => false, ...given };
  const g = geometry(network);
  const { digits, sample } = options;
  const all = names(network);
  const values = new Map(state.shown.map((line) => [line.symbol, line.value]));
  const shortDigits = Math.min(digits, g.roomy ? 9 : 4);
  const context = { ...options, state, values, roomy: g.roomy, onpick: options.pick, show: (v) => number(v, shortDigits) };
  const largest = Math.max(...network.layers.flatMap((layer) => layer.weights.flat().map((w) => Math.abs(numeric(w)))).filter(Number.isFinite), 1e-12);
  const edges = svg('g', { class: 'edges' });
  const labels = svg('g', { class: 'labels' });
  const nodes = svg('g', { class: 'nodes' });
  network.layers.forEach((layer, k) => layer.weights.forEach((row, j) => row.forEach((w, i) => {
    const drawn = edge(g, k, i, j, all[k][j].weights[i], numeric(w), { ...context, largest });
    const within = g.full ? [] : [svg('g', { class: 'on-demand' }, drawn.labels)];
    edges.append(part(all[k][j].weights[i], drawn.said, context, ...drawn.lines, ...within));
    labels.append(...(g.full ? drawn.labels : []));
  })));
  const front = edges.querySelector('.chosen');
  if (front) {
    edges.append(front);
  }
  network.samples[sample].inputs.forEach((value, i) => {
    const symbol = of(network, `i${i + 1}`, sample);
    nodes.append(part(symbol, `input ${symbol}, ${context.show(value)}`, context, circle(g, 0, i, value), ...inside(g, 0, i, value, `i${i + 1}`, digits),
      ...(g.roomy ? beside(g, 0, i, [[`i${i + 1}`, 'name']]) : [])));
  });
  all.forEach((units, k) => units.forEach((unit, j) => {
    nodes.append(neuron(g, k + 1, j, unit, context));
    if (g.roomy) {
      nodes.append(bias(g, k + 1, j, unit, network.layers[k].biases[j], context));
    }
  }));
  if (g.roomy) {
    nodes.append(...lossNode(g, context));
  }
  const drawing = svg('svg', { viewBox: `0 0 ${g.width} ${g.height}`, class: `network${g.roomy ? '' : ' dense'}${g.tall ? ' tall' : ''}` }, PATTERNS(), edges, labels, nodes);
  for (const [c, title] of [[0, 'inputs'], ...network.layers.map((layer, k) => [k + 1, layer.activation])]) {
    drawing.append(text(g.x(c), 16, 'column', title));
  }
  return drawing;
}
