import { chartPicture } from './chart-picture.js';
import { palette } from './colour.js';
import { h } from './dom.js';
import { decade, tick } from './format.js';

const power = (exponent) => Number(`1e${exponent}`);

/** Whole decades around the values; some for a chart that has none yet. */
function decades(_, low, high) {
  return low > 0 && Number.isFinite(high) ? [power(Math.floor(Math.log10(low))), power(Math.ceil(Math.log10(high * 1.0001)))] : [power(-3), 1];
}

/** Marks at powers of ten, eight at most; the library's own do not end for numbers as small as 1e-29. */
function powers(_, axis, low, high) {
  const first = Math.round(Math.log10(low));
  const last = Math.round(Math.log10(high));
  const each = Math.max(1, Math.ceil((last - first) / 8));
  return Array.from({ length: Math.floor((last - first) / each) + 1 }, (_unused, i) => power(first + i * each));
}

/** Marks a round distance apart. */
function evenly(_, axis, low, high, distance) {
  const first = Math.ceil(low / distance);
  return Array.from({ length: Math.max(0, Math.floor(high / distance) - first + 1) }, (_unused, i) => Number(((first + i) * distance).toPrecision(12)));
}

/** Distances of marks for every size of float; the library's own end at 1e16, and above them no number is written. */
const ROUND = Array.from({ length: 78 }, (_, i) => [1, 2, 2.5, 5].map((n) => n * power(i - 38))).flat();

/** Distances of marks on the axis of steps. */
const WHOLE = Array.from({ length: 12 }, (_, i) => [1, 2, 5].map((n) => n * power(i))).flat();

/** As many pixels as the longest number on the axis needs. */
function room(_, values) {
  return Math.max(56, 22 + 7.5 * Math.max(0, ...(values ?? []).map((text) => text.length)));
}

/**
 * Series over a common axis, drawn by uPlot.
 *
 * `series`: `[{label, colour, dash}]`, a colour by its name in the palette or as it is; `log` for a logarithmic value axis. Returns the element,
 * `set(xs, columns)` and `picture(title)`, the chart as SVG; `destroy()` ends it. Give it a figure for its text and its table.
 */
export function plot({ series, height = 220, x = 'step', y = '', log = false, label = null }) {
  const box = h('div', { class: 'plot' });
  let chart = null;
  let data = [[], ...series.map(() => [])];
  const make = () => {
    chart?.destroy();
    const colours = palette();
    const { ink2, line } = colours;
    const axis = { stroke: ink2, grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1 }, font: '12px system-ui, sans-serif' };
    chart = new window.uPlot({
      width: Math.max(160, box.clientWidth),
      height,
      cursor: { drag: { x: false, y: false } },
      legend: { live: false, markers: { dash: (_, i) => (series[i - 1]?.dash ? 'dashed' : 'solid') } },
      scales: { x: { time: false }, y: log ? { distr: 3, range: decades } : {} },
      axes: [{ ...axis, incrs: WHOLE, values: (_, ticks) => ticks.map((t) => (t === null ? '' : tick(t))), label: label ?? x, labelSize: 18, labelFont: axis.font },
        { ...axis, label: y, labelSize: y ? 18 : 0, labelFont: axis.font, size: room, ...(log ? { splits: powers, filter: (_, marks) => marks } : { splits: evenly, incrs: ROUND }), values: (_, ticks) => ticks.map((t) => (t === null ? '' : log ? decade(t) : tick(t))) }],
      series: [{ label: x }, ...series.map((s) => ({ label: s.label, stroke: colours[s.colour] ?? s.colour, dash: s.dash, width: 2, points: { show: (u) => u.data[0].length < 3 } }))],
    }, data, box);
  };
  const watcher = new ResizeObserver(() => {
    if (chart === null || Math.abs(chart.width - box.clientWidth) > 2) {
      make();
    }
  });
  watcher.observe(box);
  const themed = () => make();
  document.addEventListener('gradus-theme', themed);
  return {
    element: box,
    set(xs, columns) {
      data = [xs, ...columns];
      chart?.setData(data);
    },
    picture: (title) => chartPicture(chart, series.map((s) => ({ ...s, colour: palette()[s.colour] ?? s.colour })), title),
    destroy() {
      watcher.disconnect();
      document.removeEventListener('gradus-theme', themed);
      chart?.destroy();
    },
  };
}
