import { palette } from '../../lib/colour.js';
import { svg } from '../../lib/dom.js';
import { floats } from '../../lib/floats.js';
import { short } from '../../lib/format.js';
import { colour, dash, fitted, symbol } from './marks.js';

const LEFT = 42;
const BOTTOM = 30;
const EDGE = 8;
let count = 0;

/** A contour map of a surface with trails upon it; `set(surface)` changes the surface. */
export function contourMap({ widest = 720, most = 620 } = {}) {
  const id = `map-clip-${++count}`;
  const drawing = svg('svg', { class: 'contours' });
  const bands = svg('g');
  const minima = svg('g');
  // All halos lie below all trails, so that a dashed trail lets the one under it show.
  const halos = svg('g', { fill: 'none' });
  const trails = svg('g', { fill: 'none' });
  const heads = svg('g');
  const axes = svg('g', { class: 'axes' });
  const over = svg('g');
  const clip = svg('rect');
  const frame = svg('rect', { fill: 'none' });
  drawing.append(svg('defs', {}, svg('clipPath', { id }, clip)),
    svg('g', { 'clip-path': `url(#${id})` }, bands, minima, halos, trails, heads), frame, axes, over);
  let width = widest;
  let surface = null;
  let runs = [];
  let shown = 0;
  const map = { drawing, over, x: null, y: null, resized() {} };

  function scales() {
    const [left, right, bottom, top] = surface.box;
    const inner = width - LEFT - EDGE;
    const height = Math.min(most, Math.max(inner * 0.55, inner * (top - bottom) / (right - left)));
    map.x = window.d3.scaleLinear([left, right], [LEFT, LEFT + inner]);
    map.y = window.d3.scaleLinear([bottom, top], [EDGE + height, EDGE]);
    drawing.setAttribute('viewBox', `0 0 ${width} ${height + EDGE + BOTTOM}`);
    for (const rect of [clip, frame]) {
      rect.setAttribute('x', LEFT);
      rect.setAttribute('y', EDGE);
      rect.setAttribute('width', inner);
      rect.setAttribute('height', height);
    }
  }

  function drawBands() {
    const { columns, rows, values, levels } = surface.field;
    const { panel, accent, line } = palette();
    const shade = window.d3.interpolateRgb(panel, accent);
    const grid = floats(values);
    const [x0, x1] = map.x.range();
    const [y0, y1] = map.y.range();
    const place = window.d3.geoTransform({
      point(x, y) {
        this.stream.point(x0 + (x - 0.5) / (columns - 1) * (x1 - x0), y0 + (y - 0.5) / (rows - 1) * (y1 - y0));
      },
    });
    const path = window.d3.geoPath(place);
    const contours = window.d3.contours().size([columns, rows]).thresholds(levels)(grid);
    bands.replaceChildren(svg('rect', { x: x0, y: y1, width: x1 - x0, height: y0 - y1, fill: shade(0.02) }),
      ...contours.map((contour, i) => svg('path', { d: path(contour), fill: shade(0.05 + 0.42 * (i + 1) / levels.length),
        stroke: shade(0.62), 'stroke-width': 0.6, 'stroke-opacity': 0.6 })));
    frame.setAttribute('stroke', line);
    minima.replaceChildren(...surface.minima.map(([x, y]) => svg('g', { transform: `translate(${map.x(x)} ${map.y(y)})` },
      svg('title', { text: `minimum at (${short(x)}, ${short(y)})` }),
      svg('circle', { r: 9, fill: 'none', stroke: palette().ink, 'stroke-width': 1.5 }),
      svg('circle', { r: 2.5, fill: palette().ink }))));
    const label = (text, x, y, anchor) => svg('text', { x, y, 'text-anchor': anchor, 'font-size': 13, text });
    axes.replaceChildren(
      ...map.x.ticks(width / 80).map((t) => label(short(t), map.x(t), y0 + 18, 'middle')),
      ...map.y.ticks(width / 100).map((t) => label(short(t), LEFT - 6, map.y(t) + 4, 'end')),
      label('x', x1 - 4, y0 - 7, 'end'), label('y', x0 + 8, y1 + 18, 'start'));
  }

  /** The points of a run that differ on screen, with their steps. */
  function thinned(points) {
    const kept = [];
    let lastX = Infinity;
    let lastY = Infinity;
    for (let step = 0; step * 2 < points.length; step++) {
      const x = map.x(points[2 * step]);
      const y = map.y(points[2 * step + 1]);
      if (!(Math.abs(x - lastX) < 0.7 && Math.abs(y - lastY) < 0.7)) {
        kept.push([step, `${x.toFixed(1)} ${y.toFixed(1)}`]);
        lastX = x;
        lastY = y;
      }
    }
    return kept;
  }

  function drawRuns() {
    const { panel } = palette();
    halos.replaceChildren();
    trails.replaceChildren();
    heads.replaceChildren();
    for (const [i, run] of runs.entries()) {
      run.kept = thinned(run.points);
      run.halo = svg('path', { stroke: panel, 'stroke-width': 4.5, 'stroke-opacity': 0.75, 'stroke-linejoin': 'round' });
      run.trail = svg('path', { stroke: colour(i), 'stroke-width': 2.25, 'stroke-dasharray': dash(i)?.join(' ') ?? null, 'stroke-linejoin': 'round' });
      run.dots = svg('path', { stroke: colour(i), 'stroke-width': 5, 'stroke-linecap': 'round' });
      run.head = svg('path', { d: symbol(i, 130), fill: colour(i), stroke: panel, 'stroke-width': 1.75, 'data-head': i });
      halos.append(run.halo);
      trails.append(run.trail, run.dots);
      heads.prepend(run.head);
    }
    map.show(shown);
  }

  /** Shows every run as it was after so many steps. */
  map.show = (step) => {
    shown = step;
    for (const run of runs) {
      const last = Math.min(step, run.points.length / 2 - 1);
      const kept = run.kept.filter(([at]) => at <= last).map(([, text]) => text);
      const x = map.x(run.points[2 * last]).toFixed(1);
      const y = map.y(run.points[2 * last + 1]).toFixed(1);
      const d = `M${[...kept, `${x} ${y}`].join('L')}`;
      run.halo.setAttribute('d', d);
      run.trail.setAttribute('d', d);
      // Single steps are marked while there are few enough to be told apart.
      run.dots.setAttribute('d', kept.length <= 60 ? kept.map((text) => `M${text}h0`).join('') : '');
      run.head.setAttribute('transform', `translate(${x} ${y})`);
    }
  };

  map.set = (next) => {
    surface = next;
    scales();
    drawBands();
    drawRuns();
  };

  /** `runs`: float arrays of points, one for each racer. */
  map.runs = (points) => {
    runs = points.map((each) => ({ points: each }));
    drawRuns();
  };

  map.redraw = () => {
    if (surface !== null) {
      drawBands();
      drawRuns();
    }
  };

  map.unmount = fitted(drawing, widest, (now) => {
    width = now;
    if (surface !== null) {
      map.set(surface);
      map.resized();
    }
  });
  return map;
}

/** A handle for the start: it is dragged, or moved by the arrow keys. `moved(x, y, done)` hears of it. */
export function startHandle(map, moved) {
  const ring = svg('circle', { r: 13, class: 'ring' });
  const handle = svg('g', { class: 'start', tabindex: 0, role: 'slider', 'data-test': 'start', 'aria-label': 'Start point: arrow keys move it, with Shift by larger steps' },
    svg('circle', { r: 20, fill: 'transparent' }), ring, svg('path', { d: 'M-19 0h8M11 0h8M0 -19v8M0 11v8', class: 'cross' }));
  map.over.append(handle);
  let at = [0, 0];
  let box = [0, 1, 0, 1];
  const put = (x, y) => {
    at = [Math.min(box[1], Math.max(box[0], x)), Math.min(box[3], Math.max(box[2], y))];
    handle.setAttribute('transform', `translate(${map.x(at[0])} ${map.y(at[1])})`);
    handle.setAttribute('aria-valuemin', box[0]);
    handle.setAttribute('aria-valuemax', box[1]);
    handle.setAttribute('aria-valuenow', at[0]);
    handle.setAttribute('aria-valuetext', `x ${short(at[0], 4)}, y ${short(at[1], 4)}`);
  };
  const drag = (event, done) => {
    const matrix = map.drawing.getScreenCTM().inverse();
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix);
    put(Number(map.x.invert(point.x).toPrecision(4)), Number(map.y.invert(point.y).toPrecision(4)));
    moved(...at, done);
  };
  handle.addEventListener('pointerdown', (event) => {
    handle.setPointerCapture(event.pointerId);
    handle.classList.add('held');
    event.preventDefault();
    handle.focus({ preventScroll: true });
  });
  handle.addEventListener('pointermove', (event) => handle.classList.contains('held') && drag(event, false));
  const release = (event) => {
    if (handle.classList.contains('held')) {
      handle.classList.remove('held');
      drag(event, true);
    }
  };
  handle.addEventListener('pointerup', release);
  handle.addEventListener('pointercancel', release);
  handle.addEventListener('keydown', (event) => {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (way) {
      event.preventDefault();
      const stride = (event.shiftKey ? 0.1 : 0.01);
      put(Number((at[0] + way[0] * stride * (box[1] - box[0])).toPrecision(6)), Number((at[1] + way[1] * stride * (box[3] - box[2])).toPrecision(6)));
      moved(...at, true);
    }
  });
  map.resized = () => put(...at);
  return { set(x, y, within) { box = within; put(x, y); } };
}
