import { palette } from './colour.js';
import { download, h } from './dom.js';
import { moved, rows } from './vector.js';

let count = 0;

const KEPT = ['fill', 'fill-opacity', 'stroke', 'stroke-opacity', 'stroke-width', 'stroke-dasharray', 'stroke-linecap', 'stroke-linejoin', 'paint-order', 'opacity', 'font-family', 'font-size', 'font-style',
  'font-weight', 'text-anchor', 'dominant-baseline', 'letter-spacing', 'display'];

const KEY = { width: 36, height: 16, row: 22, margin: 14 };

/** Makes the drawing higher and writes below it what its lines are. */
function explained(copy, keys) {
  const [left, top, width, height] = copy.getAttribute('viewBox').split(' ').map(Number);
  const context = moved(copy, left, top + height);
  context.font = '13px system-ui, sans-serif';
  context.fillStyle = palette().ink;
  const more = rows(context, keys.map(([label]) => label), { left: KEY.margin, top: KEY.row / 2, width: width - KEY.margin, height: KEY.row, lead: KEY.width + 8, draw(i, x, y) {
    const [, mark] = keys[i];
    mark.setAttribute('x', left + x);
    mark.setAttribute('y', top + height + y - KEY.height / 2);
    copy.append(mark);
  } });
  copy.setAttribute('viewBox', `${left} ${top} ${width} ${height + more}`);
  copy.setAttribute('height', Number(copy.getAttribute('height')) * (height + more) / height);
}

/** The drawing as a file of its own: styles of the page are written into the elements; `keys` as in `figure`, as they are now. */
export function svgText(drawing, keys = []) {
  // What is on its way is drawn where it goes to.
  drawing.getAnimations({ subtree: true }).forEach((animation) => animation.cancel());
  const copy = drawing.cloneNode(true);
  const from = [drawing, ...drawing.querySelectorAll('*')];
  const to = [copy, ...copy.querySelectorAll('*')];
  from.forEach((element, i) => {
    const style = getComputedStyle(element);
    for (const name of KEPT) {
      const value = style.getPropertyValue(name);
      if (value) {
        to[i].style.setProperty(name, value);
      }
    }
  });
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.style.setProperty('background', getComputedStyle(document.documentElement).getPropertyValue('--panel'));
  const box = drawing.getBoundingClientRect();
  if (!copy.hasAttribute('viewBox')) {
    copy.setAttribute('viewBox', `0 0 ${box.width} ${box.height}`);
  }
  copy.setAttribute('width', box.width);
  copy.setAttribute('height', box.height);
  if (keys.length > 0) {
    explained(copy, keys);
  }
  return new XMLSerializer().serializeToString(copy);
}

/**
 * A drawing with its name, its text equivalent and, if given, its table twin.
 *
 * A `wide` drawing is scrolled where it has not enough room.
 * `interactive` drawings keep their parts reachable; others are one image to a screen reader. Call
 * `.say(text)` when what the drawing shows has changed, `.rows(rows)` when the table has.
 *
 * Every figure can be saved as SVG: an SVG drawing as it is, another one by `picture(title)`, which gives it as an SVG element.
 * What the page explains beside an SVG drawing, `keys()` gives for the file: pairs of a label and a mark, an SVG of 36 by 16.
 */
export function figure({ title, drawing, text = '', table = null, interactive = false, wide = false, tools = [], picture = null, keys = () => [] }) {
  const id = `figure-${++count}`;
  const said = h('p', { class: 'said', id, text });
  drawing.setAttribute('role', interactive ? 'group' : 'img');
  drawing.setAttribute('aria-label', title);
  drawing.setAttribute('aria-describedby', id);
  const bar = h('div', { class: 'figure-tools' }, tools);
  const file = picture === null ? () => svgText(drawing, keys()) : () => new XMLSerializer().serializeToString(picture(title));
  if (picture !== null || drawing instanceof SVGElement) {
    const name = `${title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.svg`;
    bar.append(h('button', { type: 'button', class: 'quiet small', 'aria-label': `Save ${title} as SVG`, text: 'SVG',
      onclick: () => download(name, 'image/svg+xml', file()) }));
  }
  const body = h('tbody');
  const details = table === null ? null : h('details', {}, h('summary', { text: 'As a table' }),
    h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': `${title}, table` }, h('table', {},
      h('thead', {}, h('tr', {}, table.head.map((cell) => h('th', { scope: 'col', text: cell })))), body)));
  const element = h('figure', {}, h('figcaption', {}, h('span', { text: title }), bar), wide ? h('div', { class: 'wide' }, drawing) : drawing, said, details);
  element.say = (words) => {
    if (said.textContent !== words) {
      said.textContent = words;
    }
  };
  element.rows = (rows) => body.replaceChildren(...rows.map((row) => h('tr', {}, row.map((cell, i) =>
    i === 0 ? h('th', { scope: 'row', text: cell }) : h('td', { text: cell })))));
  if (table !== null) {
    element.rows(table.rows ?? []);
  }
  return element;
}
