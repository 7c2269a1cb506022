import { svg } from '../../lib/dom.js';
import { number, short } from '../../lib/format.js';
import { points, slopePieces } from './curve.js';
import { gate } from './gate.js';

const LEFT = 46;
const RIGHT = 96;
const TOP = 28;
const WIDE = 700;
let count = 0;

const text = (words, x, y, anchor, more) => svg('text', { x, y, 'text-anchor': anchor, 'font-size': 13, text: words, ...more });

/** Hatches for saturated (one way) and shut (both ways). */
export function hatches(id) {
  const lines = (d) => svg('path', { d, class: 'hatch', 'stroke-width': 1.2, fill: 'none' });
  return svg('defs', {},
    svg('pattern', { id: `${id}-saturated`, width: 9, height: 9, patternUnits: 'userSpaceOnUse' }, lines('M-2 11L11 -2M-2 2L2 -2M7 11L11 7')),
    svg('pattern', { id: `${id}-noGradient`, width: 9, height: 9, patternUnits: 'userSpaceOnUse' }, lines('M-2 11L11 -2M-2 -2L11 11')));
}

/** The range of an axis: what is to be seen, with some air, and zero. */
function domain([low, high], [least, most]) {
  const from = Math.min(low, least);
  const to = Math.max(high, most);
  const air = (to - from) * 0.06;
  return [from - air, to + air];
}

export const ZONE_WORDS = { saturated: 'saturated', noGradient: 'no gradient', turning: '' };

/** Curve, slope below it on the same z axis, and gate, for a drawing of this width; `show` moves the bead. */
export function draw(curve, width, { tall }) {
  const id = `activation-${++count}`;
  const d3 = window.d3;
  const side = width >= WIDE ? 264 : 0;
  const across = width - side;
  const first = tall ? 240 : 200;
  const second = tall ? 150 : 120;
  const top = TOP + first + 26;
  const bottom = top + second;
  const x = d3.scaleLinear([curve.low, curve.high], [LEFT, across - RIGHT]);
  const slopeExtent = d3.extent([...curve.slopes, ...curve.kinks.flatMap((kink) => [kink.before, kink.after])]);
  const y = d3.scaleLinear(domain(curve.valueRange, [0, 0]), [TOP + first, TOP]);
  const dy = d3.scaleLinear(domain(slopeExtent, [-0.1, 1]), [bottom, top]);
  const height = side > 0 ? bottom + 46 : bottom + 46 + 176;
  const line = d3.line((p) => x(p[0]), (p) => y(p[1]));
  const slopeLine = d3.line((p) => x(p[0]), (p) => dy(p[1]));
  const meter = gate(side > 0 ? { x: across + 4, y: TOP - 10, width: side - 12, height: bottom - TOP + 30, most: curve.mostSlope }
    : { x: LEFT, y: bottom + 46, width: across - LEFT - 12, height: 168, most: curve.mostSlope });

  const guide = svg('line', { y1: TOP, y2: bottom, class: 'guide' });
  const across1 = svg('line', { x2: across - RIGHT + 8, class: 'guide' });
  const across2 = svg('line', { x2: across - RIGHT + 8, class: 'guide' });
  const tangent = svg('line', { class: 'tangent' });
  const bead = svg('circle', { r: 8, class: 'bead' });
  const slopeBead = svg('circle', { r: 7, class: 'bead slope' });
  const output = svg('circle', { r: 6, cx: across - RIGHT + 8, class: 'bead' });
  const outputText = text('', across - RIGHT + 20, 0, 'start', { class: 'digits strong' });
  const slopeText = text('', across - RIGHT + 20, 0, 'start', { class: 'digits strong' });
  const zText = text('', 0, bottom + 38, 'middle', { class: 'digits strong' });

  const parts = [hatches(id), svg('clipPath', { id: `${id}-first` }, svg('rect', { x: LEFT, y: TOP, width: across - RIGHT - LEFT, height: first })),
    svg('clipPath', { id: `${id}-second` }, svg('rect', { x: LEFT, y: top, width: across - RIGHT - LEFT, height: second })),
    ...zones(curve, x, id, TOP, top, bottom),
    ...grid(y, x, y.ticks(tall ? 6 : 4), dy.ticks(tall ? 5 : 4), dy),
    text('a(z)', LEFT, TOP - 10, 'start', { class: 'strong' }), text('output a', across - RIGHT + 8, TOP - 10, 'start', { class: 'quietly' }),
    text('slope a′(z)', LEFT, top - 8, 'start', { class: 'strong' }),
    svg('line', { x1: across - RIGHT + 8, x2: across - RIGHT + 8, y1: TOP, y2: TOP + first, class: 'axis' }),
    svg('g', { 'clip-path': `url(#${id}-first)` },
      curve.others.filter((other) => other.amongValues).map((other) => svg('path', { d: line(points(curve, other.numbers)), class: 'other' })),
      svg('path', { d: line(points(curve, curve.values)), class: 'value-curve' })),
    svg('g', { 'clip-path': `url(#${id}-second)` },
      curve.others.filter((other) => !other.amongValues).map((other) => svg('path', { d: slopeLine(points(curve, other.numbers)), class: 'other' })),
      slopePieces(curve).flatMap((piece) => [
        svg('path', { d: slopeLine.defined((p) => p[1] >= 0)(piece), class: 'slope-curve' }),
        svg('path', { d: slopeLine.defined((p) => p[1] <= 0)(piece), class: 'slope-curve negative' })])),
    ...kinks(curve, x, y, dy, across - RIGHT),
    guide, across1, across2, svg('g', { 'clip-path': `url(#${id}-first)` }, tangent), output, slopeBead, bead, outputText, slopeText, zText, meter.element];
  const drawing = svg('svg', { viewBox: `0 0 ${width} ${height}`, width, height, class: 'activation' }, parts);

  return {
    drawing,
    /** The z at a place of the drawing, in its own pixels. */
    invert: (px) => x.invert(px),
    show(at) {
      const px = x(at.z);
      const py = y(at.value);
      const qy = dy(at.slope);
      guide.setAttribute('x1', px);
      guide.setAttribute('x2', px);
      for (const [element, value] of [[across1, py], [across2, qy]]) {
        element.setAttribute('x1', px);
        element.setAttribute('y1', value);
        element.setAttribute('y2', value);
      }
      const run = x(1) - x(0);
      const rise = y(at.slope) - y(0);
      const half = 62 / Math.hypot(run, rise);
      tangent.setAttribute('x1', px - run * half);
      tangent.setAttribute('x2', px + run * half);
      tangent.setAttribute('y1', py - rise * half);
      tangent.setAttribute('y2', py + rise * half);
      bead.setAttribute('cx', px);
      bead.setAttribute('cy', py);
      slopeBead.setAttribute('cx', px);
      slopeBead.setAttribute('cy', qy);
      slopeBead.classList.toggle('hollow', at.slope === 0);
      output.setAttribute('cy', py);
      outputText.setAttribute('y', py + 5);
      outputText.textContent = number(at.value, 4);
      slopeText.setAttribute('y', qy + 5);
      slopeText.textContent = number(at.slope, 4);
      zText.setAttribute('x', Math.max(LEFT + 20, Math.min(across - RIGHT - 20, px)));
      zText.textContent = `z ${number(at.z, 2)}`;
      meter.show(at.slope);
    },
  };
}

function zones(curve, x, id, from, wordsAt, to) {
  return curve.zones.flatMap((zone) => {
    const left = x(zone.from);
    const width = x(zone.to) - left;
    const pattern = zone.kind === 'noGradient' ? 'noGradient' : 'saturated';
    const words = ZONE_WORDS[zone.kind];
    return [svg('rect', { x: left, y: from, width, height: to - from, fill: `url(#${id}-${pattern})`, class: 'zone' }),
      words !== '' && width > 74 ? text(words, left + width / 2, wordsAt + 15, 'middle', { class: 'quietly halo' }) : null];
  });
}

function grid(y, x, ticks, slopeTicks, dy) {
  const [left, right] = x.range();
  const [bottom] = dy.range();
  const zero = (value) => `grid${value === 0 ? ' zero' : ''}`;
  return [
    ...ticks.flatMap((t) => [svg('line', { x1: left, x2: right, y1: y(t), y2: y(t), class: zero(t) }), text(short(t), left - 8, y(t) + 4, 'end', { class: 'quietly' })]),
    ...slopeTicks.flatMap((t) => [svg('line', { x1: left, x2: right, y1: dy(t), y2: dy(t), class: zero(t) }), text(short(t), left - 8, dy(t) + 4, 'end', { class: 'quietly' })]),
    ...x.ticks(right - left > 320 ? 13 : 7).flatMap((t) => [
      svg('line', { x1: x(t), x2: x(t), y1: bottom, y2: bottom + 5, class: 'grid' }), text(short(t), x(t), bottom + 20, 'middle', { class: 'quietly' })]),
    svg('line', { x1: x(0), x2: x(0), y1: y.range()[1], y2: bottom, class: 'grid zero' }),
  ];
}

function kinks(curve, x, y, dy, right) {
  return curve.kinks.flatMap((kink) => {
    const px = x(kink.z);
    const end = px > right - 90;
    return [
      svg('circle', { cx: px, cy: y(kink.value), r: 4, class: 'kink' }),
      ...[kink.before, kink.after].filter((slope) => slope !== kink.slope).map((slope) => svg('circle', { cx: px, cy: dy(slope), r: 4.5, class: 'kink open' })),
      svg('circle', { cx: px, cy: dy(kink.slope), r: 4.5, class: 'kink' }),
      text(`a′(${short(kink.z)}) = ${short(kink.slope, 4)}`, px + (end ? -9 : 9), dy(kink.slope) + (kink.slope < (kink.before + kink.after) / 2 ? -8 : 16), end ? 'end' : 'start', { class: 'quietly halo' }),
    ];
  });
}
