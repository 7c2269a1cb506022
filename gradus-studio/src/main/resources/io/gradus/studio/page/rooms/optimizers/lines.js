import { palette } from '../../lib/colour.js';
import { svg } from '../../lib/dom.js';
import { decade, short } from '../../lib/format.js';
import { fitted } from './marks.js';

const WIDEST = 640;
const LEFT = 54;
const BOTTOM = 42;
const EDGE = 10;
const TOP = 28;

/** A drawing of a few lines: `set({x, y, logX, lines: [{points, colour, dash, width, label}], marks})`. */
export function lineChart({ height = 300 } = {}) {
  const drawing = svg('svg', { class: 'lines' });
  let shown = null;
  let width = WIDEST;

  function ticksOf(scale, log) {
    return log ? scale.ticks(10).filter((t) => Math.abs(Math.log10(t) - Math.round(Math.log10(t))) < 1e-9) : scale.ticks(width / 90);
  }

  function draw() {
    drawing.setAttribute('viewBox', `0 0 ${width} ${height}`);
    const { ink, ink2, line, panel } = palette();
    const points = shown.lines.flatMap((each) => each.points);
    const d3 = window.d3;
    const makeX = shown.logX ? d3.scaleLog : d3.scaleLinear;
    const x = makeX(d3.extent(points, (p) => p[0]), [LEFT, width - EDGE]);
    const high = d3.max(points, (p) => p[1]);
    const y = d3.scaleLinear([Math.min(0, d3.min(points, (p) => p[1])), high], [height - BOTTOM, TOP]).nice();
    const text = (words, px, py, anchor, more) => svg('text', { x: px, y: py, 'text-anchor': anchor, 'font-size': 13, text: words, ...more });
    const path = d3.line((p) => x(p[0]), (p) => y(p[1]));
    const labels = (shown.marks ?? []).flatMap((mark) => [
      svg('line', { x1: x(mark.x), x2: x(mark.x), y1: TOP - 8, y2: height - BOTTOM, stroke: ink, 'stroke-width': 1.5, 'stroke-dasharray': '5 4' }),
      text(mark.text, Math.min(x(mark.x) + 6, width - 150), TOP + 8, 'start', { 'font-weight': 600, stroke: panel, 'stroke-width': 4, 'paint-order': 'stroke' })]);
    drawing.replaceChildren(
      ...y.ticks(5).flatMap((t) => [svg('line', { x1: LEFT, x2: width - EDGE, y1: y(t), y2: y(t), stroke: line }), text(short(t), LEFT - 6, y(t) + 4, 'end')]),
      ...ticksOf(x, shown.logX).map((t) => text(shown.logX ? decade(t) : short(t), x(t), height - BOTTOM + 18, 'middle')),
      text(shown.x, (LEFT + width) / 2, height - 4, 'middle', { style: { fill: ink2 } }),
      text(shown.y, 4, 14, 'start', { style: { fill: ink2 } }),
      ...shown.lines.map((each) => svg('path', { d: path(each.points), fill: 'none', stroke: each.colour(), 'stroke-width': each.width ?? 2.25,
        'stroke-opacity': each.opacity ?? 1, 'stroke-dasharray': each.dash ?? null, 'stroke-linejoin': 'round' })),
      ...labels);
  }

  function redraw() {
    if (shown !== null) {
      draw();
    }
  }

  return {
    drawing,
    set(next) {
      shown = next;
      draw();
    },
    redraw,
    unmount: fitted(drawing, WIDEST, (now) => {
      width = now;
      redraw();
    }),
  };
}
