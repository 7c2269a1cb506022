import { field, h, select } from '../../lib/dom.js';
import { percent, short } from '../../lib/format.js';
import { chip, thumbnail } from './board.js';
import { unpack } from './maps.js';
import { tableForm } from './table.js';

const NAMES = { spirals: 'Spirals', moons: 'Moons', circles: 'Circles', xor: 'XOR', blobs: 'Blobs', waves: 'Waves', plane: 'Slope' };
const MOST = 5000;
const MOST_CLASSES = 5;
/** Characters of a table that a link carries. */
const MOST_LINKED = 6000;

/** Points as `[x, y, class]` each, of a link or of the reader's hand. */
function sound(points) {
  return points.length <= MOST && points.every((point) => Array.isArray(point) && point.length === 3 && point.every(Number.isFinite)
    && Number.isInteger(point[2]) && point[2] >= 0 && point[2] < MOST_CLASSES);
}

/** The points of the room as such a list. */
function listed({ numbers }) {
  return Array.from({ length: numbers.length / 4 }, (_, i) => [...numbers.subarray(4 * i, 4 * i + 3)]);
}

function slider(label, { min, max, step, value, say, test }, onchange) {
  const output = h('output', { text: say(value) });
  const input = h('input', { type: 'range', min, max, step, value: String(value), 'data-test': test,
    oninput: () => { output.textContent = say(Number(input.value)); }, onchange: () => onchange(Number(input.value)) });
  const element = h('label', { class: 'field slider' }, h('span', {}, label, ' ', output), input);
  return { element, set(next) { input.value = String(next); output.textContent = say(next); } };
}

/**
 * The points: generated, drawn, or of the reader's own table.
 *
 * `send(action, fields)` asks the room, which answers with the points; nothing comes back where it refused.
 */
export function dataPanel({ open, send, context }) {
  let recipe = open.recipe;
  let drawn = null;
  // What was drawn last, while other points are shown.
  let own = open.drawn === null ? null : listed(unpack(open.drawn));
  let past = [];
  let table = null;
  let brush = matchMedia('(pointer: fine)').matches ? 1 : null;
  let data = null;
  let waiting = false;
  let busy = false;

  const thumbs = Object.entries(open.kinds).map(([kind, set]) => {
    const points = unpack(set);
    const picture = thumbnail(() => points);
    const button = h('button', { type: 'button', class: 'thumb', 'data-test': `kind-${kind}`, 'aria-pressed': 'false', onclick: () => make({ kind }) },
      picture.canvas, h('span', { text: NAMES[kind] }));
    return { kind, button, draw: picture.draw };
  });
  const ownPicture = thumbnail(() => {
    const points = drawn ?? own;
    return points === null ? null : { reach: 3, classes: ['1', '2', '3', '4', '5'], numbers: Float32Array.from(points.flatMap((point) => [...point, 0])) };
  });
  const ownButton = h('button', { type: 'button', class: 'thumb', 'data-test': 'kind-drawn', 'aria-pressed': 'false', title: 'The points that you drew', onclick: () => revive() },
    ownPicture.canvas, h('span', { text: 'Yours' }));
  const noise = slider('Noise', { min: 0, max: 1, step: 0.02, value: recipe.noise, say: (v) => short(v, 2), test: 'noise' }, (value) => make({ noise: value }));
  const size = slider('Points', { min: 20, max: 2000, step: 20, value: recipe.size, say: String, test: 'size' }, (value) => make({ size: value }));
  const share = slider('Held out for the test', { min: 0, max: 0.8, step: 0.05, value: recipe.share, say: (v) => percent(v, 0), test: 'share' }, (value) => again(value));
  const classes = select(['2', '3', '4', '5'], '2', { 'data-test': 'classes', onchange: () => make({ classes: Number(classes.value) }) });
  const classField = field('Classes', classes);
  const chips = [0, 1, 2, 3, 4].map((group) => {
    const picture = chip(group);
    const button = h('button', { type: 'button', class: 'tool', 'data-test': `brush-${group + 1}`, 'aria-label': `Draw points of class ${group + 1}`, title: `Class ${group + 1}`, onclick: () => take(group) }, picture.canvas);
    return { group, button, draw: picture.draw };
  });
  const eraser = h('button', { type: 'button', class: 'tool', 'data-test': 'brush-erase', 'aria-label': 'Take points away', title: 'Eraser', text: '⌫', onclick: () => take(-1) });
  const look = h('button', { type: 'button', class: 'tool', 'aria-label': 'Do not draw', title: 'Only look', text: '☝', onclick: () => take(null) });
  const undo = h('button', { type: 'button', class: 'small', 'data-test': 'undo-points', text: 'Undo', onclick: () => back() });
  const clear = h('button', { type: 'button', class: 'small', 'data-test': 'clear-points', text: 'Clear all', onclick: () => { keep(); drawn = []; push(); } });
  const note = h('p', { class: 'small muted', 'data-test': 'points' });

  const form = tableForm({ context, choose: (found) => choose(found) });

  function take(group) {
    brush = group;
    for (const { group: own, button } of chips) {
      button.setAttribute('aria-pressed', String(own === group));
    }
    eraser.setAttribute('aria-pressed', String(group === -1));
    look.setAttribute('aria-pressed', String(group === null));
    panel.ontool();
  }

  /** Other points come; those that were drawn stay at hand. Gives what takes this back. */
  function leave() {
    const before = { drawn, table };
    if (drawn !== null) {
      own = drawn;
      past.push(own);
    }
    drawn = null;
    table = null;
    return () => {
      if (before.drawn !== null && past.at(-1) === before.drawn) {
        past.pop();
      }
      ({ drawn, table } = before);
    };
  }

  /** Shows the settings in force, where others were refused. */
  function sync() {
    noise.set(recipe.noise);
    size.set(recipe.size);
    share.set(recipe.share);
    classes.value = String(recipe.classes);
  }

  async function make(change) {
    const before = recipe;
    const undone = leave();
    recipe = { ...recipe, ...change };
    const done = await send('make', recipe);
    if (!done) {
      recipe = before;
      undone();
    }
    sync();
    return done;
  }

  /** The drawn points once more. */
  function revive() {
    if (drawn === null && own !== null) {
      if (past.at(-1) === own) {
        past.pop();
      }
      drawn = own.slice();
      table = null;
      push();
    }
  }

  /** The same points with another share held out. */
  async function again(value) {
    const before = recipe;
    recipe = { ...recipe, share: value };
    let done = false;
    if (drawn !== null) {
      done = await push();
    } else if (table !== null) {
      done = await choose(table);
    } else if (data.kind === 'table') {
      context.problem('Give the table again: this page was left meanwhile.');
    } else {
      done = await make({});
    }
    if (!done) {
      recipe = before;
      sync();
    }
  }

  function keep() {
    if (drawn === null) {
      begin();
    }
    past.push(drawn.slice());
    past = past.slice(-30);
  }

  /** The points on screen become the reader's own, where they have classes and lie on this plane. */
  function begin() {
    if (own?.length && past.at(-1) !== own) {
      past.push(own);
    }
    table = null;
    drawn = data !== null && data.classes.length && data.kind !== 'table' ? listed(data) : [];
  }

  /** Sends the drawn points; while an answer is under way, the latest wait. */
  async function push() {
    if (busy) {
      waiting = true;
      return true;
    }
    busy = true;
    const clip = (v) => Math.max(-6, Math.min(6, v));
    const done = await send('draw', { points: drawn.flatMap(([x, y, group]) => [clip(x), clip(y), group]), share: recipe.share });
    busy = false;
    if (waiting) {
      waiting = false;
      // Other points may have been chosen meanwhile.
      return drawn === null ? done : push();
    }
    return done;
  }

  /** Takes the points of a link, or leaves things as they are. */
  async function draw(points, portion) {
    const before = recipe;
    const undone = leave();
    drawn = points;
    recipe = { ...recipe, share: portion };
    if (!await push()) {
      recipe = before;
      undone();
    }
  }

  function back() {
    if (past.length) {
      drawn = past.pop();
      table = null;
      push();
    }
  }

  let inStroke = false;
  function stroked() {
    if (!inStroke) {
      keep();
      inStroke = true;
    }
  }

  async function choose(found) {
    const undone = leave();
    const done = await send('table', { x: found.x, y: found.y, target: found.target, share: recipe.share, seed: recipe.seed });
    if (done) {
      table = found;
    } else {
      undone();
    }
    return done;
  }

  /** How many points are held out, and why none is: of each class one after so many. */
  function heldOut(set) {
    if (set.held > 0) {
      return `${set.held} held out (hollow)`;
    }
    return recipe.share > 0
      ? `none held out: at a share of ${percent(recipe.share, 0)} that takes ${Math.ceil(1 / recipe.share)} points${set.classes.length ? ' of a class' : ''}`
      : 'none held out, as the share says';
  }

  const panel = {
    ontool() {},
    element: null,
    brushes: null,
    brush: () => (panel.drawable() ? brush : null),
    /** Numbers to predict and the reader's own table are not painted over. */
    drawable: () => data !== null && data.classes.length > 0 && data.kind !== 'table',
    draw(x, y, group) {
      if (drawn !== null && drawn.length >= MOST) {
        context.problem(`At most ${MOST} points are taken.`);
        return;
      }
      stroked();
      drawn.push([x, y, group]);
      push();
    },
    erase(x, y, radius) {
      stroked();
      drawn = drawn.filter(([px, py]) => Math.hypot(px - x, py - y) > radius);
      push();
    },
    stroke() {
      inStroke = false;
    },
    /** The room has these points now. */
    points(set) {
      data = set;
      if (set.kind === 'drawn' && drawn === null) {
        begin();
      }
      for (const { kind, button } of thumbs) {
        button.setAttribute('aria-pressed', String(kind === set.kind));
      }
      ownButton.hidden = !(drawn ?? own)?.length;
      ownButton.setAttribute('aria-pressed', String(set.kind === 'drawn'));
      ownPicture.draw();
      classField.hidden = set.kind !== 'spirals' && set.kind !== 'blobs';
      undo.disabled = past.length === 0;
      note.textContent = `${set.size} points, ${set.size - set.held} to learn from, ${heldOut(set)}.${set.note ? ` ${set.note}.` : ''}${panel.drawable() ? '' : ' To draw points, clear these first.'}`;
    },
    /** What a link needs to make these points again, or null where they are too many. */
    state() {
      if (drawn !== null) {
        return drawn.length > 400 ? null : { points: drawn.map(([x, y, group]) => [Math.round(x * 100) / 100, Math.round(y * 100) / 100, group]), share: recipe.share };
      }
      if (data.kind !== 'table') {
        return { make: recipe };
      }
      return table === null || table.text.length > MOST_LINKED ? null
        : { table: { text: table.text, x: table.x, y: table.y, target: table.target }, share: recipe.share, points: recipe.seed };
    },
    async restore(state) {
      const before = recipe;
      if (state.table) {
        recipe = { ...recipe, share: state.share ?? recipe.share, seed: state.points ?? recipe.seed };
        await form.take(state.table);
        recipe = table === null ? before : recipe;
      } else if (state.make) {
        await make(state.make);
      } else if (Array.isArray(state.points) && sound(state.points)) {
        await draw(state.points, state.share ?? recipe.share);
      } else {
        context.problem(`The points in this link cannot be read: a list of [x, y, class] is expected, ${MOST} at most, classes from 0 to ${MOST_CLASSES - 1}. The points stay as they were.`);
      }
      sync();
    },
    redraw() {
      [...thumbs, ...chips, ownPicture].forEach((each) => each.draw());
    },
  };
  panel.element = h('section', { class: 'panel data', 'aria-label': 'Data' },
    h('h2', { text: 'Data' }),
    h('div', { class: 'thumbs' }, thumbs.map((each) => each.button), ownButton),
    noise.element, size.element, share.element,
    h('div', { class: 'row' }, classField,
      h('button', { type: 'button', class: 'small', 'data-test': 'other-points', text: 'Other points', onclick: () => make({ seed: (recipe.seed + 1) % (open.mostSeed + 1) }) })),
    note,
    form.element);
  panel.brushes = h('div', { class: 'brushes' },
    h('div', { class: 'tools-row', role: 'group', 'aria-label': 'Draw your own points' }, look, chips.map((each) => each.button), eraser), undo, clear);
  take(brush);
  return panel;
}
