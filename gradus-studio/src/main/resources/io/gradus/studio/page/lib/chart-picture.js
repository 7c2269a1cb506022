import { palette } from './colour.js';
import { high, moved, rows, sheet } from './vector.js';

/** Room for the name of the values above the marks. */
const HEAD = 20;
const FONT = '12px system-ui, sans-serif';

/** Lines and marks of both axes, as the chart has them. */
function axes(context, chart, box) {
  const { ink2, line } = palette();
  const [x, y] = chart.axes;
  context.lineWidth = 1;
  context.font = FONT;
  context.strokeStyle = line;
  context.fillStyle = ink2;
  const marks = (axis, scale) => (axis._splits ?? []).map((value, i) => [chart.valToPos(value, scale), axis._values[i]]);
  for (const [at, text] of marks(x, 'x')) {
    rule(context, box.left + at, box.top, box.left + at, box.top + box.height);
    context.textAlign = 'center';
    context.fillText(String(text ?? ''), box.left + at, box.top + box.height + 18);
  }
  for (const [at, text] of marks(y, 'y')) {
    rule(context, box.left, box.top + at, box.left + box.width, box.top + at);
    context.textAlign = 'right';
    context.fillText(String(text ?? ''), box.left - 8, box.top + at + 4);
  }
  context.textAlign = 'center';
  context.fillText(x.label, box.left + box.width / 2, box.top + box.height + 36);
  context.textAlign = 'left';
  context.fillText(y.label ?? '', 8, box.top - 12);
}

function rule(context, x1, y1, x2, y2) {
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
}

/** A series as a line: `null` breaks it, what is missing does not; points that fall on the one before are left out. */
function line(context, chart, box, values) {
  context.beginPath();
  let last = null;
  let drawn = 0;
  chart.data[0].forEach((step, i) => {
    const value = values[i];
    if (value === undefined) {
      return;
    }
    if (value === null) {
      last = null;
      return;
    }
    const x = box.left + chart.valToPos(step, 'x');
    const y = box.top + chart.valToPos(value, 'y');
    if (last !== null && Math.hypot(x - last[0], y - last[1]) < 0.7) {
      return;
    }
    context[last === null ? 'moveTo' : 'lineTo'](x, y);
    last = [x, y];
    drawn++;
  });
  context.stroke();
  if (drawn < 3) {
    dots(context, chart, box, values);
  }
}

/** A line of one or two points is hard to see, or cannot be. */
function dots(context, chart, box, values) {
  context.fillStyle = context.strokeStyle;
  chart.data[0].forEach((step, i) => {
    if (values[i] !== undefined && values[i] !== null) {
      context.beginPath();
      context.arc(box.left + chart.valToPos(step, 'x'), box.top + chart.valToPos(values[i], 'y'), 3);
      context.fill();
    }
  });
}

/** What the lines are; gives where it ends. */
function legend(context, series, width, top) {
  context.fillStyle = palette().ink;
  context.textAlign = 'left';
  return rows(context, series.map((each) => each.label), { left: 16, top, width, lead: 34, draw(i, x, y) {
    context.strokeStyle = series[i].colour;
    context.lineWidth = 2;
    context.setLineDash(series[i].dash ?? []);
    rule(context, x, y, x + 26, y);
    context.setLineDash([]);
  } });
}

/** A chart of uPlot as SVG: its axes, its lines, and what they are; `series` as `plot` takes them, colours as they are. */
export function chartPicture(chart, series, title) {
  const ratio = window.devicePixelRatio || 1;
  const box = Object.fromEntries(Object.entries(chart.bbox).map(([name, value]) => [name, value / ratio]));
  const drawing = sheet(chart.width, 0, title);
  const context = moved(drawing, 0, HEAD);
  axes(context, chart, box);
  series.forEach((each, i) => {
    context.strokeStyle = each.colour;
    context.lineWidth = 2;
    context.setLineDash(each.dash ?? []);
    line(context, chart, box, chart.data[i + 1]);
  });
  context.setLineDash([]);
  return high(drawing, HEAD + legend(context, series, chart.width, box.top + box.height + 62));
}
