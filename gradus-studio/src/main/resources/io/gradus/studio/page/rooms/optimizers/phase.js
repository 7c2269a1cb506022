import { palette } from '../../lib/colour.js';
import { field, h } from '../../lib/dom.js';
import { figure } from '../../lib/figure.js';
import { floats } from '../../lib/floats.js';
import { number, short } from '../../lib/format.js';
import { formula } from '../../lib/formula.js';
import { latest } from '../../lib/latest.js';
import { typed } from '../../lib/typed.js';
import { VectorContext, sheet } from '../../lib/vector.js';
import { fitted } from './marks.js';
import { contourMap } from './map.js';

const LEFT = 46;
const BOTTOM = 40;
const EDGE = 10;
const WIDEST = 640;

/** Rates of gradient descent and momentum on the bowl: theory, measurement, and the whole plane of (rate, momentum). */
export async function phaseSection(context, linked) {
  let kappa = Number(linked?.kappa) >= 1.01 ? Math.min(1000, Number(linked.kappa)) : 10;
  let plane = null;
  let cell = Number.isFinite(linked?.rate) && Number.isFinite(linked?.beta) ? { rate: linked.rate, beta: linked.beta } : { rate: null, beta: null };
  let width = WIDEST;
  let height = 430;
  const canvas = h('canvas', { tabindex: 0, 'data-test': 'phase' });
  const drawing = figure({ title: 'Which rate and momentum converge, and how fast', drawing: canvas, interactive: true, picture,
    table: { head: ['momentum β', 'best rate in the plot', 'factor a step there'] } });
  const mini = contourMap({ widest: 420, most: 240 });
  const miniFigure = figure({ title: 'The run of the chosen point, 60 steps', drawing: mini.drawing });
  const result = h('div', { class: 'result', 'data-test': 'cell' });
  const number_ = (name, attributes, old, changed) => h('input', { type: 'number', step: 'any', class: 'narrow', 'data-test': name, ...attributes, onchange: (event) => {
    const value = typed(event.target, old(), context.problem);
    if (value !== null) {
      changed(value);
    }
  } });
  const kappaInput = number_('phase-kappa', { min: 1.01, max: 1000, value: kappa }, () => kappa, async (value) => {
    kappa = value;
    cell = { rate: null, beta: null };
    await load();
  });
  const rateInput = number_('phase-rate', { min: 0 }, () => Number(cell.rate.toPrecision(6)), (value) => choose(value, cell.beta));
  const betaInput = number_('phase-beta', { min: 0, max: 0.999 }, () => Number(cell.beta.toPrecision(6)), (value) => choose(cell.rate, value));
  const rows = h('tbody', { 'data-test': 'rates' });
  const best = h('button', { type: 'button', class: 'small', text: 'To the optimum ★', onclick: () => choose(plane.bestRate, plane.bestBeta) });

  const element = h('section', { class: 'stack', 'aria-label': 'Rate and momentum' },
    h('div', { class: 'panel' },
      h('h2', { text: 'Gradient descent against momentum, in theory and measured' }),
      h('div', { class: 'theory' },
        formula('\\text{descent: } \\eta = \\frac{2}{1 + \\kappa},\\ \\ \\rho = \\frac{\\kappa - 1}{\\kappa + 1}', { display: true }),
        formula('\\text{momentum: } \\eta = \\Bigl(\\frac{2}{1 + \\sqrt\\kappa}\\Bigr)^{2},\\ \\ \\beta = \\Bigl(\\frac{\\sqrt\\kappa - 1}{\\sqrt\\kappa + 1}\\Bigr)^{2},\\ \\ \\rho = \\sqrt\\beta', { display: true })),
      h('p', { class: 'muted', text: 'On the bowl, whose curvatures are 1 and κ, the best rate η, the best momentum β, and ρ, the factor by which the distance to the minimum shrinks a step.' }),
      h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Best rates, table' }, h('table', {},
        h('thead', {}, h('tr', {}, ['Bowl', 'method', 'best rate', 'momentum β', 'factor a step: theory', 'measured', 'difference', 'steps to a tenth'].map((text) => h('th', { scope: 'col', text })))), rows)),
      h('p', { class: 'said', text: 'Measured: 40 steps of the engine\'s optimizer from (−8, 3); the last four points of each coordinate give the recurrence that it obeys, and its larger root is the factor by which the distance shrinks a step in the long run.' })),
    h('div', { class: 'panel phase' },
      h('div', { class: 'stack' }, h('div', { class: 'row' }, field('steepness κ', kappaInput), field('rate η', rateInput), field('momentum β', betaInput), best), drawing),
      h('div', { class: 'stack' }, result, miniFigure)));

  const toX = (rate) => LEFT + rate / plane.mostRate * (width - LEFT - EDGE);
  const toY = (beta) => height - BOTTOM - beta * (height - BOTTOM - EDGE);

  function draw() {
    const sharp = window.devicePixelRatio || 1;
    canvas.width = width * sharp;
    canvas.height = height * sharp;
    const context2 = canvas.getContext('2d');
    context2.scale(sharp, sharp);
    paint(context2);
  }

  /** The same on a sheet of its own. */
  function picture(title) {
    const whole = sheet(width, height, title);
    paint(new VectorContext(whole));
    return whole;
  }

  function paint(context2) {
    const { panel, accent, minus, ink, ink2, ground } = palette();
    const image = new OffscreenCanvas(plane.columns, plane.rows);
    const pixels = image.getContext('2d').createImageData(plane.columns, plane.rows);
    const good = window.d3.interpolateRgb(accent, panel);
    const poor = window.d3.interpolateRgb(panel, minus);
    plane.radii.forEach((radius, i) => {
      const row = plane.rows - 1 - Math.floor(i / plane.columns);
      const c = window.d3.rgb(radius < 1 ? good(((radius - plane.bestRadius) / (1 - plane.bestRadius)) ** 0.8) : poor(Math.min(0.85, 0.35 + (radius - 1))));
      pixels.data.set([c.r, c.g, c.b, 255], 4 * (row * plane.columns + i % plane.columns));
    });
    image.getContext('2d').putImageData(pixels, 0, 0);
    context2.fillStyle = panel;
    context2.fillRect(0, 0, width, height);
    context2.imageSmoothingEnabled = true;
    context2.drawImage(image, LEFT, EDGE, width - LEFT - EDGE, height - BOTTOM - EDGE);
    hatch(context2, ink);
    axes(context2, ink, ink2);
    mark(context2, plane.bestRate, plane.bestBeta, '★', ink, panel);
    mark(context2, plane.descentRate, 0, '▲', ink, panel);
    const [x, y] = [toX(cell.rate), toY(cell.beta)];
    for (const [thick, stroke] of [[5, ground], [2.5, ink]]) {
      context2.lineWidth = thick;
      context2.strokeStyle = stroke;
      context2.strokeRect(x - 7, y - 7, 14, 14);
    }
  }

  /** Where nothing converges is hatched, so that it does not hang on colour. */
  function hatch(context2, ink) {
    context2.save();
    context2.beginPath();
    context2.moveTo(toX(plane.borderAt0), toY(0));
    context2.lineTo(toX(plane.borderAt1), toY(1));
    context2.lineTo(width - EDGE, toY(1));
    context2.lineTo(width - EDGE, toY(0));
    context2.closePath();
    context2.clip();
    context2.strokeStyle = ink;
    context2.globalAlpha = 0.3;
    context2.beginPath();
    for (let x = LEFT - height; x < width; x += 12) {
      context2.moveTo(x, height);
      context2.lineTo(x + height, 0);
    }
    context2.stroke();
    context2.restore();
    context2.strokeStyle = ink;
    context2.lineWidth = 2;
    context2.beginPath();
    context2.moveTo(toX(plane.borderAt0), toY(0));
    context2.lineTo(toX(plane.borderAt1), toY(1));
    context2.stroke();
  }

  function axes(context2, ink, ink2) {
    context2.font = '14px system-ui, sans-serif';
    context2.fillStyle = ink2;
    context2.textAlign = 'center';
    for (const tick of window.d3.ticks(0, plane.mostRate, width / 100)) {
      context2.fillText(short(tick, 3), Math.min(toX(tick), width - 18), height - BOTTOM + 17);
    }
    context2.textAlign = 'right';
    for (const tick of [0, 0.2, 0.4, 0.6, 0.8, 1]) {
      context2.fillText(short(tick), LEFT - 6, toY(tick) + 5);
    }
    context2.fillStyle = ink;
    context2.textAlign = 'center';
    context2.fillText('rate η', (LEFT + width) / 2, height - 5);
    context2.fillText('β', 12, height / 2);
    badge(context2, 'diverges', toX(plane.mostRate * 0.86), toY(0.12), ink);
  }

  function badge(context2, text, x, y, ink) {
    context2.font = '600 15px system-ui, sans-serif';
    const wide = context2.measureText(text).width + 14;
    context2.fillStyle = palette().panel;
    context2.fillRect(x - wide / 2, y - 14, wide, 22);
    context2.fillStyle = ink;
    context2.fillText(text, x, y + 2);
  }

  function mark(context2, rate, beta, sign, ink, panel) {
    context2.font = '22px system-ui, sans-serif';
    context2.textAlign = 'center';
    context2.lineWidth = 4;
    context2.strokeStyle = panel;
    context2.strokeText(sign, toX(rate), toY(beta) + 8);
    context2.fillStyle = ink;
    context2.fillText(sign, toX(rate), toY(beta) + 8);
  }

  const ask = latest(async () => {
    try {
      const answer = await context.call('cell', { kappa, rate: cell.rate, beta: cell.beta });
      mini.runs([floats(answer.points)]);
      mini.show(60);
      tell(answer);
    } catch (error) {
      context.problem(error);
    }
  });

  function tell(answer) {
    const verdict = answer.theory >= 1 ? `diverges: η is above the border ${short(answer.border, 5)}` : answer.theory > 0.98 ? 'converges, but slowly' : 'converges';
    result.replaceChildren(
      h('h3', { text: `η = ${short(answer.rate, 5)}, β = ${short(answer.beta, 5)}: ${verdict}` }),
      formula('z^2 - (1 + \\beta - \\eta\\lambda)\\,z + \\beta = 0', { display: true }),
      h('dl', { class: 'facts' },
        h('dt', { text: 'factor a step, theory' }), h('dd', {}, h('output', { 'data-test': 'cell-theory', text: number(answer.theory, 9) })),
        h('dt', { text: 'measured' }), h('dd', {}, h('output', { 'data-test': 'cell-measured', text: number(answer.measured, 9) })),
        h('dt', { text: 'along x, λ = 1' }), h('dd', { text: `${number(answer.factors[0], 6)}, ${answer.swings[0] ? 'swings' : 'no swing'}` }),
        h('dt', { text: `along y, λ = ${short(kappa)}` }), h('dd', { text: `${number(answer.factors[1], 6)}, ${answer.swings[1] ? 'swings' : 'no swing'}` })));
    miniFigure.say(`With rate ${short(answer.rate, 4)} and momentum ${short(answer.beta, 4)} the distance to the minimum changes by a factor of ${number(answer.theory, 4)} a step in the long run.`);
  }

  function choose(rate, beta) {
    const precise = (value) => Number(value.toPrecision(15));
    cell = { rate: precise(Math.max(plane.mostRate * 1e-3, Math.min(plane.mostRate, rate))), beta: precise(Math.max(0, Math.min(0.999, beta))) };
    rateInput.value = Number(cell.rate.toPrecision(6));
    betaInput.value = Number(cell.beta.toPrecision(6));
    draw();
    ask();
  }

  function chooseAt(event) {
    const box = canvas.getBoundingClientRect();
    const x = (event.clientX - box.left) / box.width * width;
    const y = (event.clientY - box.top) / box.height * height;
    choose((x - LEFT) / (width - LEFT - EDGE) * plane.mostRate, (height - BOTTOM - y) / (height - BOTTOM - EDGE));
  }

  canvas.addEventListener('pointerdown', (event) => {
    chooseAt(event);
    canvas.dataset.held = canvas.dataset.held === 'true' ? 'false' : 'true';
  });
  // Hovering looks; a click keeps what is looked at, another one lets go.
  canvas.addEventListener('pointermove', (event) => canvas.dataset.held !== 'true' && chooseAt(event));
  canvas.addEventListener('keydown', (event) => {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (way) {
      event.preventDefault();
      canvas.dataset.held = 'true';
      const stride = event.shiftKey ? 0.1 : 0.01;
      choose(cell.rate + way[0] * stride * plane.mostRate, cell.beta + way[1] * stride);
    }
  });

  function ratesRow(title, method, row, digits) {
    return h('tr', { 'data-kappa': title }, h('th', { scope: 'row', text: `κ = ${title}` }), h('td', { class: 'words', text: method }),
      h('td', { class: 'digits', text: number(row.rate, digits) }), h('td', { class: 'digits', text: row.beta === 0 ? '0' : number(row.beta, digits) }),
      h('td', { class: 'digits', text: number(row.theory, digits) }), h('td', { class: 'digits', text: number(row.measured, digits) }),
      h('td', { text: row.difference === 0 ? '0' : number(row.difference, 17).replace(/\.\d+e/, 'e') }), h('td', { text: number(row.stepsForTenth, 1) }));
  }

  async function load() {
    const kappas = [...new Set([10, 100, kappa])];
    const [answer, rates, bowl] = await Promise.all([context.call('phase', { kappa }), context.call('rates', { kappas }), context.call('surface', { surface: 'bowl', kappa })]);
    plane = { ...answer, radii: floats(answer.radius) };
    mini.set(bowl);
    rows.replaceChildren(...rates.rows.flatMap((row) => [ratesRow(short(row.kappa), 'gradient descent', row.descent, 12), ratesRow(short(row.kappa), 'momentum', row.momentum, 12)]));
    rateInput.max = plane.mostRate;
    drawing.rows(plane.slices.map((slice) => [number(slice.beta, 2), number(slice.rate, 5), number(slice.radius, 5)]));
    drawing.say(`★ the optimum: η ${number(plane.bestRate, 6)}, β ${number(plane.bestBeta, 6)}, factor ${number(plane.bestRadius, 6)} a step. ▲ the best without momentum: η ${number(plane.descentRate, 6)}, factor ${number(plane.descentRadius, 6)}. The deeper the blue, the faster; hatched: it diverges, η > (2 + 2β)/κ. Hover or use the arrow keys; a click holds the point.`);
    choose(cell.rate ?? plane.bestRate, cell.beta ?? plane.bestBeta);
  }

  const themed = () => {
    mini.redraw();
    draw();
  };
  document.addEventListener('gradus-theme', themed);
  await load();
  const unfit = fitted(canvas, WIDEST, (now) => {
    width = now;
    height = Math.round(Math.max(280, now * 0.67));
    draw();
  });
  return {
    element,
    state: () => ({ kappa, ...cell }),
    unmount() {
      unfit();
      mini.unmount();
      document.removeEventListener('gradus-theme', themed);
    },
  };
}
