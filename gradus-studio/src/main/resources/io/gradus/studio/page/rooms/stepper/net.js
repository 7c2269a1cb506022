import { diverging } from '../../lib/colour.js';
import { svg } from '../../lib/dom.js';
import { number, numeric } from '../../lib/format.js';

const WIDTH = 960;

/** Names of everything in a network, by the rule of the engine: w1, w2, ... layer by layer, neuron by neuron. */
export function names(network) {
  const last = network.layers.length - 1;
  const neuron = (k, j) => (k === last ? `o${j + 1}` : last > 1 ? `h${k + 1}_${j + 1}` : `h${j + 1}`);
  let next = 1;
  return network.layers.map((layer, k) => layer.weights.map((row, j) => ({
    neuron: neuron(k, j), net: `net_${neuron(k, j)}`, out: `out_${neuron(k, j)}`, bias: `b_${neuron(k, j)}`,
    weights: row.map(() => `w${next++}`),
  })));
}

function sources(network, all, k) {
  return k === 0 ? network.inputs.map((_, i) => `i${i + 1}`) : all[k - 1].map((unit) => unit.out);
}

/** The network as a drawing; `pick(symbol)` is called for whatever is chosen. */
export function drawNetwork(state, { digits, chosen, pick, mark }) {
  const { network } = state;
  const all = names(network);
  const values = new Map(state.shown.map((line) => [line.symbol, line.value]));
  const columns = [network.inputs.length, ...network.layers.map((layer) => layer.biases.length)];
  const most = Math.max(...columns);
  const roomy = most <= 4 && columns.length <= 4;
  const each = roomy ? 210 : Math.max(46, 420 / most);
  const height = Math.max(300, most * each + (roomy ? 60 : 40));
  const radius = roomy ? 34 : Math.min(20, each * 0.36);
  const x = (c) => 80 + (c * (WIDTH - 220)) / (columns.length - 1);
  const y = (c, j) => height / 2 + (j - (columns[c] - 1) / 2) * each;
  const weights = network.layers.flatMap((layer) => layer.weights.flat().map((w) => Math.abs(numeric(w))));
  const largest = Math.max(...weights, 1e-12);
  const shortDigits = Math.min(digits, roomy ? 9 : 4);
  const show = (v) => number(v, shortDigits);
  const edges = svg('g', { class: 'edges' });
  const labels = svg('g', { class: 'labels' });
  const nodes = svg('g', { class: 'nodes' });

  const choose = (symbol, label, ...children) => svg('g', {
    class: `part${chosen === symbol ? ' chosen' : ''}${mark === symbol ? ' marked' : ''}`, tabindex: roomy ? 0 : null, role: 'button', 'data-symbol': symbol, 'aria-label': roomy ? null : label,
    onclick: () => pick(symbol), onkeydown: (event) => {
      if (event.key === 'Enter' || event.key === ' ') {
        event.preventDefault();
        event.stopPropagation();
        pick(symbol);
      }
    } }, svg('title', {}, label), children);

  network.layers.forEach((layer, k) => layer.weights.forEach((row, j) => row.forEach((w, i) => {
    const symbol = all[k][j].weights[i];
    const weight = numeric(w);
    const [x1, y1, x2, y2] = [x(k) + radius, y(k, i), x(k + 1) - radius, y(k + 1, j)];
    const width = 1 + 9 * Math.sqrt(Math.abs(weight) / largest);
    const gradient = values.get(`dE/d${symbol}`);
    const updated = values.get(`${symbol}+`);
    const length = Math.hypot(x2 - x1, y2 - y1);
    const [nx, ny] = [-(y2 - y1) / length, (x2 - x1) / length];
    const off = width / 2 + 5;
    const at = (share, side = 0) => [x1 + (x2 - x1) * share + nx * side, y1 + (y2 - y1) * share + ny * side];
    const parts = [
      svg('line', { x1, y1, x2, y2, class: 'reach' }),
      svg('line', { x1, y1, x2, y2, class: weight < 0 ? 'weight negative' : 'weight positive', 'stroke-width': roomy ? width : Math.max(1, width / 2.5) }),
    ];
    if (gradient !== undefined) {
      const decade = Math.max(0.8, Math.min(4, 4 + Math.log10(Math.abs(numeric(gradient)) || 1e-9)));
      const [gx1, gy1] = at(0.06, off);
      const [gx2, gy2] = at(0.94, off);
      parts.push(svg('line', { x1: gx1, y1: gy1, x2: gx2, y2: gy2, class: 'gradient', 'stroke-width': decade }));
      for (const share of [0.25, 0.5, 0.75]) {
        const [cx, cy] = at(share, off);
        const angle = (Math.atan2(y2 - y1, x2 - x1) * 180) / Math.PI;
        parts.push(svg('path', { d: 'M4 -4 L-3 0 L4 4', class: 'chevron', transform: `translate(${cx} ${cy}) rotate(${angle})` }));
      }
    }
    const text = `${symbol}, weight ${show(w)}${gradient !== undefined ? `, gradient ${show(gradient)}` : ''}${updated !== undefined ? `, updated to ${show(updated)}` : ''}`;
    edges.append(choose(symbol, text, ...parts));
    if (roomy) {
      const share = i === j ? 0.5 : i < j ? 0.27 : 0.75;
      const [lx, ly] = at(share, 0);
      const lines = [`${symbol} ${weight < 0 ? '−' : ''}${number(Math.abs(weight), Math.min(digits, 4))}`];
      if (updated !== undefined) {
        lines[0] = `${symbol} → ${number(updated, shortDigits)}`;
      }
      const label = svg('text', { x: lx, y: ly - 8, class: 'edge-label' }, lines[0]);
      labels.append(label);
      if (gradient !== undefined) {
        labels.append(svg('text', { x: lx, y: ly + 18, class: 'edge-gradient' }, `◀ ${number(gradient, shortDigits)}`));
      }
    }
  })));

  const node = (c, j, symbol, name, value, extra) => {
    const known = value !== undefined && value !== null;
    // Above the upper neurons and below the others: the slanted weights have their labels between.
    const above = j < (columns[c] - 1) / 2;
    const circle = svg('circle', { cx: x(c), cy: y(c, j), r: radius, class: known ? 'node known' : 'node', style: known ? { fill: diverging(numeric(value), 1.4) } : {} });
    const parts = [circle];
    if (roomy) {
      parts.push(svg('text', { x: x(c), y: y(c, j) - radius - 8, class: 'node-name' }, name));
      parts.push(svg('text', { x: x(c), y: y(c, j) + 5, class: `node-value${known && Math.abs(numeric(value)) > 0.75 ? ' inverse' : ''}` }, known ? number(value, 4) : '?'));
    } else {
      parts.push(svg('text', { x: x(c), y: y(c, j) + 4, class: 'node-small' }, name));
    }
    extra?.forEach(([text, kind], row) => parts.push(svg('text', { x: x(c) + (kind === 'side' ? radius + 8 : 0), y: y(c, j) + (kind === 'side' ? 5 : above ? -radius - 26 - 16 * row : radius + 18 + 16 * row), class: `node-extra ${kind}` }, text)));
    nodes.append(choose(symbol, `${name}${known ? `, value ${show(value)}` : ', not computed yet'}`, ...parts));
  };
  network.inputs.forEach((value, i) => node(0, i, `i${i + 1}`, `i${i + 1}`, value));
  all.forEach((units, k) => units.forEach((unit, j) => {
    const extra = [];
    const z = values.get(unit.net);
    const toOut = values.get(`dE/d${unit.out}`);
    const toNet = values.get(`dE/d${unit.net}`);
    if (roomy) {
      if (z !== undefined) {
        extra.push([`z ${show(z)}`, 'sum']);
      }
      if (toOut !== undefined) {
        extra.push([`◀ ∂E/∂a ${show(toOut)}`, 'gradient']);
      }
      if (toNet !== undefined) {
        extra.push([`◀ ∂E/∂z ${show(toNet)}`, 'gradient']);
      }
    }
    if (k === all.length - 1 && roomy) {
      extra.push([`target ${number(network.targets[j], 4)}`, 'side']);
    }
    node(k + 1, j, unit.out, unit.neuron, values.get(unit.out), extra);
  }));
  const drawing = svg('svg', { viewBox: `0 0 ${WIDTH} ${height}`, class: 'network' }, edges, labels, nodes);
  for (const [c, title] of [[0, 'inputs'], ...network.layers.map((layer, k) => [k + 1, layer.activation])]) {
    drawing.append(svg('text', { x: x(c), y: 16, class: 'column' }, title));
  }
  return drawing;
}
