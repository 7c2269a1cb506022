import { palette } from '../../lib/colour.js';
import { svg } from '../../lib/dom.js';

const DASHES = [null, [10, 4], [3, 3], [12, 3, 3, 3], [6, 6], [2, 5]];
const SYMBOLS = ['symbolCircle', 'symbolSquare', 'symbolTriangle', 'symbolDiamond', 'symbolCross', 'symbolStar'];

/** The colour of racer `index` in the present theme. */
export function colour(index) {
  const { plus, minus, gradient, ink, zero } = palette();
  // Half way from blue to orange the long way round the colour circle: green.
  return [plus, minus, gradient, window.d3.interpolateHclLong(plus, minus)(0.5), ink, zero][index % 6];
}

export function dash(index) {
  return DASHES[index % 6];
}

/** The outline of racer `index`'s symbol, centred on the origin. */
export function symbol(index, size = 90) {
  return window.d3.symbol(window.d3[SYMBOLS[index % 6]], size)();
}

/** The key to racer `index`: symbol on its line. */
export function key(index) {
  return svg('svg', { class: 'key', viewBox: '0 0 36 16', width: 36, height: 16, 'aria-hidden': 'true' },
    svg('line', { x1: 1, x2: 35, y1: 8, y2: 8, stroke: colour(index), 'stroke-width': 2.5, 'stroke-dasharray': dash(index)?.join(' ') ?? null }),
    svg('path', { d: symbol(index, 70), transform: 'translate(18 8)', fill: colour(index), stroke: palette().panel, 'stroke-width': 1.5 }));
}

/** The key to a plain line. */
export function lineKey(attributes) {
  return svg('svg', { class: 'key', viewBox: '0 0 36 16', width: 36, height: 16, 'aria-hidden': 'true' },
    svg('line', { x1: 1, x2: 35, y1: 8, y2: 8, ...attributes }));
}

/** The name of a setting as a formula. */
export const LATEX = { rate: '\\eta', mu: '\\mu', beta1: '\\beta_1', beta2: '\\beta_2', eps: '\\varepsilon', alpha: '\\alpha', rho: '\\rho', decay: '\\lambda' };

export const WORDS = { rate: 'rate η', mu: 'momentum μ', beta1: 'β₁', beta2: 'β₂', eps: 'ε', alpha: 'smoothing α', rho: 'decay ρ', decay: 'weight decay λ' };

/**
 * Calls `draw(width)` when the element has become wider or narrower, with a width of 300 to `most`, so
 * that text in a drawing keeps its size on a phone. Returns what ends it.
 */
export function fitted(element, most, draw) {
  let width = most;
  const watcher = new ResizeObserver(([entry]) => {
    const now = Math.round(Math.max(300, Math.min(most, entry.contentRect.width)));
    if (entry.contentRect.width > 0 && Math.abs(now - width) > 4) {
      width = now;
      draw(width);
    }
  });
  watcher.observe(element);
  return () => watcher.disconnect();
}
