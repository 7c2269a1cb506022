import { palette } from '../../lib/colour.js';
import { h } from '../../lib/dom.js';
import { figure } from '../../lib/figure.js';
import { percent, short } from '../../lib/format.js';
import { classColours, mark, markAll, paint, signedBytes } from './maps.js';
import { planePicture } from './pictures.js';

const SPACING = 12;

/**
 * The plane: what the network decides, the points, and a brush.
 *
 * `draw(x, y, group)` adds a point, `erase(x, y, radius)` takes points away, `stroke()` says that a
 * stroke ended; `brush()` tells the class in hand, -1 for the eraser, null for none.
 */
export function board({ name, grid, draw, erase, stroke, brush, drawable, announce }) {
  const surface = h('canvas', { class: 'surface', width: grid, height: grid, 'aria-hidden': 'true' });
  const over = h('canvas', { class: 'over', tabindex: 0, role: 'application', 'data-test': `board-${name}`,
    'aria-label': `Plane ${name}. Arrow keys move the cursor, keys 1 to 5 put a point of that class, Delete takes points away.` });
  const low = [h('span', {}), h('span', {})];
  const middle = [h('span', {}), h('span', {})];
  const high = [h('span', {}), h('span', {})];
  const frame = h('div', { class: 'plane' },
    h('div', { class: 'ticks up', 'aria-hidden': 'true' }, high[1], middle[1], low[1]),
    h('div', { class: 'stackup' }, surface, over),
    h('div', { class: 'ticks across', 'aria-hidden': 'true' }, low[0], middle[0], high[0]));
  const caption = h('span', { class: 'muted small' });
  const element = figure({ title: 'The plane', drawing: frame, interactive: true, tools: [caption],
    picture: (title) => planePicture({ title, surface, data, caption: caption.textContent, radius: radius() }) });
  element.classList.add('board');
  let data = null;
  let cursor = null;
  let last = null;

  function radius() {
    return data.size > 1500 ? 2 : data.size > 600 ? 2.8 : 3.6;
  }

  function place(event) {
    const box = over.getBoundingClientRect();
    const scale = (2 * data.reach) / box.width;
    return [(event.clientX - box.left) * scale - data.reach, data.reach - (event.clientY - box.top) * scale];
  }

  function use(event) {
    const [x, y] = place(event);
    const scale = (2 * data.reach) / over.clientWidth;
    if (last !== null && Math.hypot(x - last[0], y - last[1]) < SPACING * scale) {
      return;
    }
    const group = event.shiftKey || event.buttons === 2 ? -1 : brush();
    // A stroke scatters its points, a single click sets one exactly where it is.
    const scatter = last === null ? 0 : 7 * scale;
    last = [x, y];
    if (group === -1) {
      erase(x, y, 14 * scale);
    } else {
      draw(x + scatter * (Math.random() - 0.5), y + scatter * (Math.random() - 0.5), group);
    }
  }

  over.addEventListener('pointerdown', (event) => {
    if (brush() === null || data === null) {
      return;
    }
    event.preventDefault();
    over.focus({ preventScroll: true });
    over.setPointerCapture(event.pointerId);
    last = null;
    cursor = null;
    use(event);
  });
  over.addEventListener('pointermove', (event) => {
    if (over.hasPointerCapture(event.pointerId)) {
      use(event);
    }
  });
  over.addEventListener('lostpointercapture', () => stroke());
  over.addEventListener('contextmenu', (event) => event.preventDefault());
  over.addEventListener('blur', () => {
    cursor = null;
    overlay();
  });
  over.addEventListener('keydown', (event) => {
    const step = data.reach / (event.shiftKey ? 5 : 30);
    const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
    const at = cursor ?? [0, 0];
    if (moves[event.key]) {
      const clip = (v) => Math.max(-data.reach, Math.min(data.reach, v));
      cursor = [clip(at[0] + moves[event.key][0] * step), clip(at[1] + moves[event.key][1] * step)];
      announce(`${short(cursor[0], 2)}, ${short(cursor[1], 2)}`);
    } else if (!drawable()) {
      return;
    } else if (/^[1-5]$/.test(event.key)) {
      cursor = at;
      draw(at[0], at[1], Number(event.key) - 1);
      stroke();
      announce(`Point of class ${event.key} at ${short(at[0], 2)}, ${short(at[1], 2)}`);
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      cursor = at;
      erase(at[0], at[1], data.reach / 12);
      stroke();
      announce('Points near the cursor are gone');
    } else {
      return;
    }
    event.preventDefault();
    overlay();
  });

  function overlay() {
    if (data === null) {
      return;
    }
    const side = Math.max(1, Math.round(over.clientWidth * devicePixelRatio));
    if (over.width !== side) {
      over.width = side;
      over.height = side;
    }
    const context = over.getContext('2d');
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, side, side);
    context.scale(devicePixelRatio, devicePixelRatio);
    const size = side / devicePixelRatio;
    markAll(context, size, data, radius());
    if (cursor !== null) {
      const x = ((cursor[0] + data.reach) / (2 * data.reach)) * size;
      const y = ((data.reach - cursor[1]) / (2 * data.reach)) * size;
      context.strokeStyle = palette().ink;
      context.lineWidth = 2;
      context.beginPath();
      context.moveTo(x - 12, y);
      context.lineTo(x + 12, y);
      context.moveTo(x, y - 12);
      context.lineTo(x, y + 12);
      context.stroke();
      mark(context, x, y, 0, 7, palette().ink, true, palette().panel);
    }
  }

  const watcher = new ResizeObserver(overlay);
  watcher.observe(over);

  function words(maps) {
    const { shares, broken, limit } = maps.surface;
    if (broken > 0) {
      return `✖ ${percent(broken, 0)} of the plane is not a number.`;
    }
    if (maps.gradients) {
      return `∂L/∂output at each place, from −${short(limit, 2)} (orange) to ${short(limit, 2)} (blue): where it is far from zero, a point would push hard.`;
    }
    if (!data.classes.length) {
      return 'The number that the network predicts at each place; blue is above zero, orange below.';
    }
    return `The network says ${shares.map((share, i) => `class ${data.classes[i]} on ${percent(share, 0)}`).join(', ')} of the plane.`;
  }

  return {
    element,
    overlay,
    points(set) {
      data = set;
      [low, middle, high].forEach((list, i) => list.forEach((tick, axis) => {
        const value = [set.axes[axis].low, set.axes[axis].middle, set.axes[axis].high][i];
        tick.textContent = i === 1 ? set.axes[axis].name : short(value, 3);
      }));
      over.classList.toggle('brushed', brush() !== null);
      overlay();
    },
    tool() {
      over.classList.toggle('brushed', brush() !== null);
    },
    show(maps, names) {
      const focus = maps.focus ?? null;
      if (focus) {
        paint(surface, grid, signedBytes(focus.map));
        caption.textContent = `${maps.gradients ? '∂L/∂a of ' : ''}${names(focus.layer, focus.unit)}, ±${short(focus.limit, 2)}`;
      } else {
        const winners = maps.surface.winners ? signedBytes(maps.surface.winners) : null;
        paint(surface, grid, signedBytes(maps.surface.map), 0, winners);
        caption.textContent = maps.gradients ? `∂L/∂output, ±${short(maps.surface.limit, 2)}` : '';
      }
      element.say(words(maps));
    },
    destroy() {
      watcher.disconnect();
    },
  };
}

/** A small picture of a set of points; `of()` gives them, or null where there are none. */
export function thumbnail(of) {
  const canvas = h('canvas', { width: 96, height: 96, 'aria-hidden': 'true' });
  const draw = () => {
    const context = canvas.getContext('2d');
    context.clearRect(0, 0, 96, 96);
    const data = of();
    if (data !== null) {
      markAll(context, 96, data, 3);
    }
  };
  draw();
  return { canvas, draw };
}

/** A class's mark, for buttons and legends. */
export function chip(group) {
  const canvas = h('canvas', { width: 32, height: 32, class: 'chip', 'aria-hidden': 'true' });
  const draw = () => {
    const context = canvas.getContext('2d');
    context.clearRect(0, 0, 32, 32);
    mark(context, 16, 16, group, 9, classColours()[group], false, palette().panel);
  };
  draw();
  return { canvas, draw };
}
