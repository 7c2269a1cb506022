import { svg } from '../../lib/dom.js';
import { number, numeric } from '../../lib/format.js';

/** Line width by decades of a gradient: 1e-4 and less is thin, 1 is 4. */
function decades(gradient) {
  return Math.max(0.8, Math.min(4, 4 + Math.log10(Math.abs(gradient) || 1e-9)));
}

function gradientLane(at, angle, off, gradient, waiting, roomy) {
  const [x1, y1] = at(0.05, off);
  const [x2, y2] = at(0.95, off);
  if (gradient === undefined) {
    return waiting ? [svg('line', { x1, y1, x2, y2, class: 'gradient waiting' })] : [];
  }
  const value = numeric(gradient);
  if (value === 0) {
    const [cx, cy] = at(0.62, off);
    return [svg('circle', { cx, cy, r: 5, class: 'zero-ring' })];
  }
  const broken = Number.isFinite(value) ? '' : ' broken';
  const lines = [svg('line', { x1, y1, x2, y2, class: `gradient${broken}`, 'stroke-width': roomy ? decades(value) : decades(value) / 2 })];
  for (const share of roomy ? [0.6, 0.92] : [0.5]) {
    const [cx, cy] = at(share, off);
    lines.push(svg('path', { d: 'M5 -5 L-4 0 L5 5', class: `chevron${broken}`, transform: `translate(${cx} ${cy}) rotate(${angle})` }));
  }
  return lines;
}

/** Where the weight was, and how far and to which side it went. */
function updateMark([x, y], angle, from, to) {
  const change = to - from;
  if (!Number.isFinite(change)) {
    return [];
  }
  const length = change === 0 ? 0 : Math.max(8, Math.min(44, 44 + 9 * Math.log10(Math.abs(change)))) * Math.sign(change);
  const tip = Math.sign(length) * 6;
  return [svg('g', { class: `update ${change < 0 ? 'negative' : 'positive'}`, transform: `translate(${x} ${y}) rotate(${angle})` },
    svg('line', { x1: 0, y1: -9, x2: 0, y2: 9, class: 'ghost' }),
    svg('line', { x1: 0, y1: 0, x2: length, y2: 0, class: 'bar' }),
    change === 0 ? null : svg('path', { d: `M${length - tip} -6 L${length} 0 L${length - tip} 6`, class: 'bar' }))];
}

/** One weight: its line, its gradient beside it, its update, and what is said of it. */
export function edge(g, k, i, j, symbol, weight, { values, show, digits, largest, state }) {
  const [x1, y1, x2, y2] = [g.x(k) + g.radius + 4, g.y(k, i), g.x(k + 1) - g.radius - 10, g.y(k + 1, j)];
  const length = Math.hypot(x2 - x1, y2 - y1);
  const [nx, ny] = [-(y2 - y1) / length, (x2 - x1) / length];
  const angle = (Math.atan2(y2 - y1, x2 - x1) * 180) / Math.PI;
  const at = (share, side = 0) => [x1 + (x2 - x1) * share + nx * side, y1 + (y2 - y1) * share + ny * side];
  const width = 1 + 9 * Math.sqrt(Math.min(1, Math.abs(weight) / largest));
  const gradient = values.get(`dE/d${symbol}`);
  const updated = values.get(`${symbol}+`);
  const kind = Number.isFinite(weight) ? (weight < 0 ? 'negative' : weight === 0 ? 'zero' : 'positive') : 'broken';
  const lines = [
    svg('line', { x1, y1, x2, y2, class: 'reach' }),
    svg('line', { x1, y1, x2, y2, class: `weight ${kind}`, 'stroke-width': g.roomy ? width : Math.max(0.8, width / 2.5) }),
    ...gradientLane(at, angle, g.roomy ? width / 2 + 6 : 3, gradient, g.roomy && state.lines > state.forwardEnd, g.roomy),
  ];
  const labels = [];
  if (g.roomy) {
    // Near its source each line is apart from the others of its source, and from those that cross it.
    const turn = (share, side) => {
      const [x, y] = at(share, side);
      return { x, y, transform: `rotate(${angle} ${x} ${y})` };
    };
    // A slanted line has less room: the list has all the digits.
    const after = () => (y1 === y2 ? show(updated) : number(updated, Math.min(digits, 5)));
    const value = `${symbol} ${updated === undefined ? number(weight, Math.min(digits, 4)) : `→ ${after()}`}`;
    labels.push(svg('text', { ...turn(updated === undefined ? 0.29 : 0.33, -width / 2 - 5), class: 'edge-label' }, value));
    if (gradient !== undefined) {
      labels.push(svg('text', { ...turn(0.29, width / 2 + 20), class: 'edge-gradient' }, `◀ ${show(gradient)}`));
    } else if (state.lines > state.forwardEnd) {
      labels.push(svg('text', { ...turn(0.29, width / 2 + 20), class: 'edge-gradient' }, '◀ ?'));
    }
    if (updated !== undefined) {
      labels.push(...updateMark(at(0.8, -width / 2 - 12), angle, weight, numeric(updated)));
    }
  }
  const said = `${symbol}, weight ${show(weight)}${gradient !== undefined ? `, gradient ${show(gradient)}` : ''}${updated !== undefined ? `, updated to ${show(updated)}` : ''}`;
  return { lines, labels, said };
}
