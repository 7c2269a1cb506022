import { palette } from '../../lib/colour.js';
import { h, select, svg } from '../../lib/dom.js';
import { figure } from '../../lib/figure.js';
import { number, short } from '../../lib/format.js';
import { floats, paint, signedBytes } from './maps.js';
import { networkPicture } from './pictures.js';

const MOST_LAYERS = 6;
const MOST_UNITS = 16;
const WIDEST = 9;

/** Weight 10 is as wide as a line gets; beyond it the line has a mark. */
function thickness(weight) {
  return Math.min(WIDEST, 0.6 + 2.6 * Math.sqrt(Math.abs(weight)));
}

/** What the widths of lines stand for. */
function widths() {
  const sizes = [0.1, 1, 10];
  return h('span', { class: 'widths' }, 'Weight ', sizes.map((size) => [svg('svg', { width: 22, height: 12, 'aria-hidden': 'true' },
    svg('line', { x1: 0, x2: 22, y1: 6, y2: 6, 'stroke-width': thickness(size) })), `${size}${size === 10 ? ' » ' : ' '}`]));
}

/** A ramp along one axis, as the input units' maps. */
function ramp(size, axis) {
  const bytes = new Int8Array(size * size);
  for (let i = 0; i < bytes.length; i++) {
    const at = (axis === 0 ? i % size : size - 1 - Math.floor(i / size)) + 0.5;
    bytes[i] = Math.round(127 * ((2 * at) / size - 1));
  }
  return bytes;
}

/**
 * The network: every unit as its map over the plane, every weight as a line.
 *
 * `change(hidden)` sets the hidden layers, `focus(layer, unit, pinned)` shows a unit large; layer
 * null shows the decision again.
 */
export function network({ name, small, activations, change, focus }) {
  const edges = h('canvas', { class: 'edges', 'aria-hidden': 'true' });
  const columns = h('div', { class: 'layers' });
  const drawing = h('div', { class: 'net' }, edges, columns);
  const deeper = h('button', { type: 'button', class: 'small', 'data-test': `deeper-${name}`, text: '+ layer', 'aria-label': `One more hidden layer in ${name}`, onclick: () => resize(1) });
  const flatter = h('button', { type: 'button', class: 'small', 'data-test': `flatter-${name}`, text: '− layer', 'aria-label': `One hidden layer less in ${name}`, onclick: () => resize(-1) });
  const element = figure({ title: 'The network', drawing, interactive: true, tools: [flatter, deeper], picture,
    table: { head: ['weight', 'value', '∂L/∂w of the last step'] } });
  element.classList.add('network');
  const scales = h('span', {});
  const legend = h('div', { class: 'legend small muted' }, widths(), scales);
  element.insertBefore(legend, element.querySelector('.said'));
  const details = element.querySelector('details');
  let hidden = [];
  let data = null;
  let units = [];
  let anchors = [];
  let pinned = null;
  let lastFrame = null;
  let shownTable = 0;

  function resize(by) {
    const next = by > 0 ? [...hidden, { ...(hidden.at(-1) ?? { units: 4, activation: 'tanh' }) }] : hidden.slice(0, -1);
    change(next);
  }

  function label(layer, unit) {
    if (layer < hidden.length) {
      return `hidden ${layer + 1}, unit ${unit + 1}`;
    }
    return data.outputs > 1 ? `output for class ${data.classes[unit]}` : 'output';
  }

  function cell(layer, unit, live) {
    const canvas = h('canvas', { width: small, height: small, 'aria-hidden': 'true' });
    if (!live) {
      return { canvas, element: h('div', { class: 'unit input', title: data.axes[unit].name }, canvas, h('span', { class: 'small', text: data.axes[unit].name })) };
    }
    const text = label(layer, unit);
    const button = h('button', { type: 'button', class: 'unit', 'aria-pressed': 'false', 'aria-label': `${text}: show its map large`, title: text,
      onclick: () => pin(layer, unit),
      onmouseenter: () => pinned === null && focus(layer, unit, false),
      onmouseleave: () => pinned === null && focus(null, 0, false) }, canvas);
    const caption = layer === hidden.length && data.outputs > 1 ? h('span', { class: 'small', text: data.classes[unit] }) : null;
    return { canvas, button, element: caption ? h('div', { class: 'unit-out' }, button, caption) : button };
  }

  function pin(layer, unit) {
    const same = pinned !== null && pinned[0] === layer && pinned[1] === unit;
    pinned = same ? null : [layer, unit];
    press();
    focus(same ? null : layer, unit, !same);
  }

  function press() {
    units.forEach((layer, l) => layer.forEach((each, u) => each.button?.setAttribute('aria-pressed', String(pinned !== null && pinned[0] === l - 1 && pinned[1] === u))));
  }

  function header(layer) {
    const set = (by) => change(hidden.map((each, i) => (i === layer ? { ...each, units: each.units + by } : each)));
    const { units: count } = hidden[layer];
    const title = `Hidden layer ${layer + 1} of ${name}`;
    return h('div', { class: 'head' },
      h('div', { class: 'stepper' },
        h('button', { type: 'button', class: 'small', text: '−', 'aria-label': `${title}: one unit less`, disabled: count <= 1, onclick: () => set(-1) }),
        h('span', { class: 'digits', text: String(count) }),
        h('button', { type: 'button', class: 'small', text: '+', 'data-test': `wider-${name}-${layer}`, 'aria-label': `${title}: one unit more`, disabled: count >= MOST_UNITS, onclick: () => set(1) })),
      select(activations, hidden[layer].activation, { class: 'small', 'aria-label': `${title}: activation`,
        onchange: (event) => change(hidden.map((each, i) => (i === layer ? { ...each, activation: event.target.value } : each))) }));
  }

  /** Builds the picture for these layers and this data. */
  function build(newHidden, newData) {
    hidden = newHidden;
    data = newData;
    pinned = null;
    lastFrame = null;
    const inputs = [0, 1].map((i) => cell(-1, i, false));
    units = [inputs, ...hidden.map((layer, l) => Array.from({ length: layer.units }, (_, u) => cell(l, u, true))),
      Array.from({ length: data.outputs }, (_, u) => cell(hidden.length, u, true))];
    columns.replaceChildren(...units.map((layer, l) => h('div', { class: 'layer' },
      l === 0 ? h('div', { class: 'head muted small', text: 'inputs' }) : l === units.length - 1 ? h('div', { class: 'head muted small', text: 'output' }) : header(l - 1),
      h('div', { class: 'units' }, layer.map((each) => each.element)))));
    drawing.style.setProperty('--unit', `${Math.max(...hidden.map((layer) => layer.units), data.outputs) > 10 ? 26 : 38}px`);
    deeper.disabled = hidden.length >= MOST_LAYERS;
    flatter.disabled = hidden.length === 0;
    inputs.forEach((each, i) => paint(each.canvas, small, ramp(small, i)));
    measure();
  }

  /** Where the lines begin and end. */
  function measure() {
    const box = columns.getBoundingClientRect();
    edges.style.width = `${columns.scrollWidth}px`;
    edges.style.height = `${columns.scrollHeight}px`;
    edges.width = Math.round(columns.scrollWidth * devicePixelRatio);
    edges.height = Math.round(columns.scrollHeight * devicePixelRatio);
    anchors = units.map((layer) => layer.map((each) => {
      const rect = each.canvas.getBoundingClientRect();
      return { left: rect.left - box.left, right: rect.right - box.left, y: rect.top - box.top + rect.height / 2 };
    }));
    if (lastFrame) {
      lines(lastFrame);
    }
  }

  const watcher = new ResizeObserver(measure);
  watcher.observe(columns);

  /** Calls back for each weight: from unit, to unit, layer, its place in the array. */
  function eachWeight(visit) {
    let at = 0;
    for (let l = 0; l + 1 < units.length; l++) {
      const to = units[l + 1].length;
      for (let i = 0; i < units[l].length; i++) {
        for (let j = 0; j < to; j++) {
          visit(l, i, j, at++);
        }
      }
      for (let j = 0; j < to; j++) {
        visit(l, -1, j, at++);
      }
    }
  }

  function stroke(context, from, to, shift) {
    const bend = (to.left - from.right) / 2;
    context.beginPath();
    context.moveTo(from.right, from.y + shift);
    context.bezierCurveTo(from.right + bend, from.y + shift, to.left - bend, to.y + shift, to.left, to.y + shift);
    context.stroke();
  }

  function lines(frame) {
    const context = edges.getContext('2d');
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    context.clearRect(0, 0, edges.width, edges.height);
    paintLines(context, frame);
  }

  function picture(title) {
    const names = units.map((layer, l) => layer.map((_, u) => (l === 0 ? data.axes[u].name : l === units.length - 1 && data.outputs > 1 ? data.classes[u] : '')));
    const heads = units.map((_, l) => (l === 0 ? 'inputs' : l === units.length - 1 ? 'output' : `${hidden[l - 1].units} ${hidden[l - 1].activation}`));
    return networkPicture({ title, width: columns.scrollWidth, heads, names, anchors,
      canvases: units.map((layer) => layer.map((each) => each.canvas)), lines: (context) => lastFrame && paintLines(context, lastFrame),
      notes: ['Lines: solid positive, dashed negative, width by size', ...(lastFrame?.maps.gradients ? ['‹ the gradient of the last batch'] : []), ...scales.textContent.split(' · ')] });
  }

  function paintLines(context, frame) {
    const weights = floats(frame.weights);
    const gradients = frame.maps.gradients ? floats(frame.gradients) : null;
    const { plus, minus, bad, gradient, zero } = palette();
    eachWeight((l, i, j, at) => {
      const from = anchors[l]?.[i];
      const to = anchors[l + 1]?.[j];
      if (!from || !to) {
        return;
      }
      const weight = weights[at];
      context.globalAlpha = gradients ? 0.3 : 0.8;
      context.setLineDash(weight < 0 ? [6, 4] : []);
      context.strokeStyle = Number.isFinite(weight) ? (weight > 0 ? plus : weight < 0 ? minus : zero) : bad;
      context.lineWidth = Number.isFinite(weight) ? thickness(weight) : WIDEST;
      stroke(context, from, to, 0);
      if (thickness(weight) === WIDEST) {
        beyond(context, from, to);
      }
      if (gradients) {
        back(context, from, to, gradients[at], Number.isFinite(gradients[at]) ? gradient : bad);
      }
    });
    context.globalAlpha = 1;
  }

  /** The line should be wider than lines get. */
  function beyond(context, from, to) {
    context.fillStyle = palette().ink;
    context.font = 'bold 14px sans-serif';
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.fillText('»', (from.right + to.left) / 2, (from.y + to.y) / 2);
  }

  /** A thinner line with a chevron that points back; its width is the decade of the gradient. */
  function back(context, from, to, value, colour) {
    const decade = Number.isFinite(value) && value !== 0 ? Math.max(0, Math.min(5, Math.log10(Math.abs(value)) + 5)) : 0;
    if (value === 0) {
      return;
    }
    context.globalAlpha = 0.35 + 0.1 * decade;
    context.strokeStyle = colour;
    context.setLineDash(value < 0 ? [5, 4] : []);
    context.lineWidth = 0.4 + 0.45 * decade;
    stroke(context, from, to, 3);
    const x = (from.right + to.left) / 2;
    const y = (from.y + to.y) / 2 + 3;
    const size = 2.5 + decade;
    context.setLineDash([]);
    context.globalAlpha = 0.9;
    context.lineWidth = 1.4;
    context.beginPath();
    context.moveTo(x + size, y - size);
    context.lineTo(x, y);
    context.lineTo(x + size, y + size);
    context.stroke();
  }

  function rows(frame) {
    const weights = floats(frame.weights);
    const gradients = floats(frame.gradients);
    const unit = (l, i) => (l === 0 ? data.axes[i].name : label(l - 1, i));
    const list = [];
    eachWeight((l, i, j, at) => list.push([`${i < 0 ? 'bias' : unit(l, i)} → ${unit(l + 1, j)}`, number(weights[at], 4), frame.step > 0 ? short(gradients[at], 3) : '?']));
    return list;
  }

  return {
    element,
    build,
    label,
    show(frame) {
      const { layers, gradients } = frame.maps;
      // A frame of the network as it was before the last change may still be under way.
      if (layers.length !== units.length - 1 || layers.some((layer, l) => layer.units !== units[l + 1].length)) {
        return;
      }
      lastFrame = frame;
      layers.forEach((layer, l) => {
        const bytes = signedBytes(layer.maps);
        units[l + 1].forEach((each, u) => {
          paint(each.canvas, small, bytes, u * small * small);
          each.button?.classList.toggle('dead', layer.dead.includes(u));
        });
      });
      lines(frame);
      const what = (l) => (l < hidden.length ? `hidden ${l + 1}: ${gradients ? '∂L/∂a' : 'a'}` : `output${gradients ? ': ∂L/∂z' : ''}`);
      scales.textContent = `Colours of the maps: ${layers.map((layer, l) => `${what(l)} ±${short(layer.limit, 2)}`).join(' · ')}`;
      const dead = layers.flatMap((layer, l) => (l < hidden.length ? layer.dead.map((u) => label(l, u)) : []));
      const silent = dead.length ? ` ${gradients ? 'No gradient anywhere' : 'Zero everywhere'}: ${dead.join('; ')}.` : '';
      element.say(`2 inputs, ${hidden.map((layer) => `${layer.units} ${layer.activation}`).join(', ') || 'no hidden layer'}, ${data.outputs} output${data.outputs > 1 ? 's' : ''}. Lines: solid positive, dashed negative, width by size${gradients ? '; ‹ the gradient of the last batch, a step of width for each power of ten' : ''}.${silent}`);
      if (details.open && performance.now() - shownTable > 500) {
        shownTable = performance.now();
        element.rows(rows(frame));
      }
    },
    table() {
      if (lastFrame) {
        element.rows(rows(lastFrame));
      }
    },
    destroy() {
      watcher.disconnect();
    },
    details,
  };
}
