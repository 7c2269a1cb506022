import { svg } from '../../lib/dom.js';
import { number, numeric, short } from '../../lib/format.js';
import { frames } from '../../lib/motion.js';

const GATE = { width: 84, height: 48 };
const SOURCE = { width: 56, height: 36 };
const ROW = 78;
const PORT = 15;
const MARGIN = { left: 44, top: 62 };
/** Room for the numbers on a wire, by digits. */
const TRUNK = { 4: 70, 9: 112, 17: 176 };

/** A number as the room writes it, in drawing, sentence and table alike: `∞` and `NaN` as in the formulas. */
export function shown(value, digits) {
  if (value === null || value === undefined) {
    return '?';
  }
  const x = numeric(value);
  if (!Number.isFinite(x)) {
    return Number.isNaN(x) ? 'NaN' : x > 0 ? '∞' : '−∞';
  }
  return digits >= 17 ? number(value, 17) : short(value, digits);
}

/** On a wire a number that is none has a mark besides its colour. */
function marked(value, digits) {
  return value === null || Number.isFinite(numeric(value)) ? shown(value, digits) : `✖ ${shown(value, digits)}`;
}

function signClass(value) {
  const x = numeric(value);
  if (value === null) {
    return 'unknown';
  }
  return Number.isFinite(x) ? (x > 0 ? 'positive' : x < 0 ? 'negative' : 'nought') : 'broken';
}

/** Wider for each decade, from a ten-thousandth to a hundred. */
function decades(value) {
  const size = Math.abs(numeric(value));
  return Number.isFinite(size) ? Math.max(0.7, Math.min(2.1, 0.7 + 0.22 * (Math.log10(size) + 4))) : 2.1;
}

function size(element) {
  return element.operands ? GATE : SOURCE;
}

/** Where everything lies, in pixels; forks need room for what each of their ways brings back. */
function geometry(view, digits) {
  const trunk = TRUNK[digits];
  const forks = view.elements.some((element) => element.uses > 1);
  const pitch = GATE.width + trunk + (forks ? trunk + 26 : 44);
  const x = (column) => MARGIN.left + GATE.width / 2 + column * pitch;
  const y = (row) => MARGIN.top + row * ROW;
  return {
    trunk,
    x,
    y,
    width: x(view.columns - 1) + GATE.width / 2 + trunk + 24,
    height: y(view.rows - 1) + 52,
    of: (element) => ({ x: x(element.column), y: y(element.row) }),
  };
}

function port(g, target, operand, of) {
  const spread = of <= 3 ? PORT : 2 * PORT / (of - 1);
  const at = g.of(target);
  return { x: at.x - GATE.width / 2, y: at.y + (operand - (of - 1) / 2) * spread };
}

/** From the end of a trunk, through bends, to the port. */
function route(g, source, target, wire) {
  const from = g.of(source);
  const begin = from.x + size(source).width / 2;
  let at = { x: from.x + GATE.width / 2 + g.trunk, y: from.y };
  let path = `M${begin} ${from.y}H${at.x}`;
  const curve = (to) => {
    const middle = (at.x + to.x) / 2;
    path += `C${middle} ${at.y} ${middle} ${to.y} ${to.x} ${to.y}`;
  };
  for (const [column, row] of wire.bends) {
    curve({ x: g.x(column) - GATE.width / 2, y: g.y(row) });
    at = { x: g.x(column) + GATE.width / 2 + g.trunk, y: g.y(row) };
    path += `H${at.x}`;
  }
  const end = port(g, target, wire.operand, wire.of);
  curve({ x: end.x - 8, y: end.y });
  return { path: `${path}H${end.x}`, end };
}

function chevron(x, y, value) {
  const r = 2.5 + decades(value) / 2;
  return svg('path', { class: `chevron ${signClass(value)}`, d: `M${x + r} ${y - r}L${x - r} ${y}L${x + r} ${y + r}` });
}

function wireMarks(g, source, target, wire, digits) {
  const { path, end } = route(g, source, target, wire);
  const marks = [svg('path', { class: `wire ${signClass(source.value)}`, d: path, 'data-to': target.id, 'data-operand': wire.operand })];
  if (wire.part === null) {
    return marks;
  }
  if (numeric(wire.part) === 0) {
    marks.push(svg('circle', { class: 'ring', cx: end.x - 10, cy: end.y + 6, r: 3.5 }));
  } else {
    marks.push(svg('path', { class: `flow ${signClass(wire.part)}`, d: path, transform: 'translate(0 6)', 'stroke-width': decades(wire.part) }));
    marks.push(chevron(end.x - 10, end.y + 6, wire.part));
  }
  return marks;
}

/** What comes back on one way of a fork. */
function partLabel(g, target, wire, digits) {
  const end = port(g, target, wire.operand, wire.of);
  return svg('text', { 'paint-order': 'stroke', class: `part ${signClass(wire.part)}`, x: end.x - 18, y: end.y + 4, 'text-anchor': 'end' }, `◀ ${marked(wire.part, Math.min(digits, 9))}`);
}

function labels(g, element, view, digits) {
  const at = g.of(element);
  const x = at.x + size(element).width / 2 + 5;
  const marks = [svg('text', { 'paint-order': 'stroke', class: `value ${signClass(element.value)}`, x, y: at.y - 7, 'data-test': `value-${element.symbol}` },
    marked(element.value, digits))];
  if (view.step.at > view.step.forward || element.gradient !== null) {
    const open = element.gradient !== null && !element.whole ? ' + ?' : '';
    marks.push(svg('text', { 'paint-order': 'stroke', class: `gradient ${signClass(element.gradient)}`, x, y: at.y + 20, 'data-test': `gradient-${element.symbol}` },
      `◀ ${marked(element.gradient, digits)}${open}`));
  }
  if (element.uses === 0) {
    marks.unshift(svg('path', { class: `wire ${signClass(element.value)}`, d: `M${x - 5} ${at.y}h${g.trunk}` }));
  }
  if (element.uses > 1) {
    marks.push(svg('circle', { class: 'fork', cx: at.x + GATE.width / 2 + g.trunk, cy: at.y, r: 4 }));
  }
  return marks;
}

function describe(element, digits) {
  const value = element.value === null ? 'not computed yet' : shown(element.value, digits);
  const gradient = element.gradient === null ? 'not computed yet' : `${shown(element.gradient, digits)}${element.whole ? '' : ', more to come'}`;
  return element.operands
    ? `${element.label} gate, ${element.symbol} = ${element.formula}, value ${value}, gradient ${gradient}. Enter opens it.`
    : `Input ${element.symbol}, value ${value}, gradient ${gradient}. Enter edits it.`;
}

function node(g, element, { focus, selected, lens, digits, onOpen }) {
  const at = g.of(element);
  const box = size(element);
  const classes = ['node', element.operands ? 'gate' : 'source', element.id === focus ? 'focus' : '', element.id === selected ? 'selected' : '',
    lens && element.operands ? `lens ${element.pattern}` : '', element.operands && element.value === null ? 'waiting' : ''];
  const open = (event) => {
    event.preventDefault();
    event.stopPropagation();
    onOpen(element);
  };
  const group = svg('g', { class: classes.join(' '), tabindex: 0, role: 'button', 'data-id': element.id, 'data-test': `node-${element.symbol}`,
    'aria-label': describe(element, digits), onclick: open,
    onkeydown: (event) => (event.key === 'Enter' || event.key === ' ' ? open(event) : null) },
  svg('rect', { x: at.x - box.width / 2, y: at.y - box.height / 2, width: box.width, height: box.height, rx: element.operands ? 10 : 18 }));
  if (!element.operands) {
    group.append(svg('text', { class: 'symbol', x: at.x, y: at.y + 5, 'text-anchor': 'middle', style: { 'font-size': `${element.name.length > 6 ? 11 : 15}px` } }, element.name));
    return group;
  }
  const slopes = element.slopes === null ? '' : element.slopes.slice(0, 3).map((slope) => shown(slope, 3)).join(' | ') + (element.slopes.length > 3 ? ' …' : '');
  group.append(
    svg('text', { class: 'label', x: at.x, y: at.y + (slopes ? -3 : 5), 'text-anchor': 'middle', style: { 'font-size': `${element.label.length > 8 ? 12 : 16}px` } }, element.label),
    svg('text', { class: 'slope', x: at.x, y: at.y + 15, 'text-anchor': 'middle', style: { 'font-size': `${slopes.length > 10 ? 9 : 11}px` } }, slopes ? `∂ ${slopes}` : ''));
  if (!/^g\d+$/.test(element.symbol)) {
    group.append(svg('text', { class: 'named', x: at.x, y: at.y - box.height / 2 - 5, 'text-anchor': 'middle' }, element.name));
  }
  if (lens) {
    group.append(svg('text', { class: 'pattern', x: at.x, y: at.y + box.height / 2 + 13, 'text-anchor': 'middle' }, element.patternTitle));
  }
  return group;
}

/** A dashed frame, where no stranger lies inside it. */
function frame(g, group, elements) {
  const inside = new Set(group.members);
  const spots = group.members.map((id) => g.of(elements[id]));
  const left = Math.min(...spots.map((s) => s.x)) - GATE.width / 2 - 10;
  const right = Math.max(...spots.map((s) => s.x)) + GATE.width / 2 + 10;
  const top = Math.min(...spots.map((s) => s.y)) - GATE.height / 2 - 20;
  const bottom = Math.max(...spots.map((s) => s.y)) + GATE.height / 2 + 22;
  const stranger = elements.some((element) => {
    const at = g.of(element);
    return !inside.has(element.id) && at.x > left && at.x < right && at.y > top - 20 && at.y < bottom + 20;
  });
  if (stranger) {
    return spots.map((s) => svg('rect', { class: 'frame', x: s.x - GATE.width / 2 - 5, y: s.y - GATE.height / 2 - 5, width: GATE.width + 10, height: GATE.height + 10, rx: 13 }));
  }
  return [svg('rect', { class: 'frame', x: left, y: top, width: right - left, height: bottom - top, rx: 14 }),
    svg('text', { class: 'frame-title', x: left + 10, y: top - 5 }, group.title)];
}

/** Draws the circuit anew; returns its size in pixels. */
export function draw(drawing, view, options) {
  const g = geometry(view, options.digits);
  const elements = view.elements;
  const open = view.groups.filter((group) => group.open);
  drawing.setAttribute('viewBox', `0 0 ${g.width} ${g.height}`);
  drawing.replaceChildren(
    svg('g', {}, open.map((group) => frame(g, group, elements))),
    svg('g', {}, view.wires.map((wire) => wireMarks(g, elements[wire.from], elements[wire.to], wire, options.digits))),
    svg('g', {}, elements.map((element) => node(g, element, { ...options, focus: view.step.focus }))),
    svg('g', {}, view.wires.filter((wire) => wire.part !== null && elements[wire.from].uses > 1)
      .map((wire) => partLabel(g, elements[wire.to], wire, options.digits))),
    svg('g', { class: 'numbers' }, elements.map((element) => labels(g, element, view, options.digits))),
    svg('g', {}, options.lens ? elements.filter((element) => element.uses > 1).map((element) => svg('text', { class: 'pattern fork-adds',
      x: g.of(element).x + GATE.width / 2 + g.trunk, y: g.of(element).y - 10, 'text-anchor': 'middle' }, 'fork adds')) : []));
  return { width: g.width, height: g.height, at: (element) => g.of(element) };
}

/** A bead for each operand runs to the gate, or back from it; under reduced motion nothing moves. */
export function bead(drawing, gate, backward) {
  const paths = [...drawing.querySelectorAll(`.wire[data-to="${gate}"]`)];
  const beads = paths.map(() => svg('circle', { class: `bead${backward ? ' back' : ''}`, r: 5, cx: -20, cy: -20 }));
  drawing.append(...beads);
  const stop = frames((milliseconds) => {
    const share = Math.min(1, milliseconds / 500);
    const eased = share * share * (3 - 2 * share);
    paths.forEach((path, i) => {
      const point = path.getPointAtLength(path.getTotalLength() * (backward ? 1 - eased : eased));
      beads[i].setAttribute('cx', point.x);
      beads[i].setAttribute('cy', point.y + (backward ? 5 : 0));
    });
    if (share === 1) {
      end();
    }
  });
  const end = () => {
    stop();
    beads.forEach((one) => one.remove());
  };
  return end;
}
