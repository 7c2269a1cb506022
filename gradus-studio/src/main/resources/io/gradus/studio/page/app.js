import { call, connect, decode, encode, on, whenLost } from './lib/api.js';
import { h } from './lib/dom.js';

const ROOMS = [
  ['start', 'Start'],
  ['stepper', 'Stepper'],
  ['activations', 'Activations'],
  ['play', 'Play'],
  ['optimizers', 'Optimizers'],
  ['circuit', 'Circuit'],
  ['run', 'Live run'],
];

const main = document.getElementById('room');
const nav = document.getElementById('rooms');
const announcer = document.getElementById('announcer');
const problemBox = document.getElementById('problem');
let present = null;
let presentName = '';
let turn = 0;
let problems = 0;
let acted = false;

nav.append(...ROOMS.map(([name, title]) => h('a', { href: `#/${name}`, 'data-room': name, text: title })));

function announce(text) {
  announcer.textContent = '';
  requestAnimationFrame(() => { announcer.textContent = text; });
}

function problem(error) {
  const text = error instanceof Error ? error.message : String(error);
  problems++;
  acted = false;
  problemBox.replaceChildren(h('p', { text }), h('button', { type: 'button', class: 'quiet', text: 'Close', onclick: () => problemBox.replaceChildren() }));
}

// What an error says is old once the reader has gone on and the room has answered.
for (const act of ['pointerdown', 'keydown', 'input', 'change']) {
  document.addEventListener(act, () => { acted = true; }, true);
}

/** Asks a room; a good answer to what was done after an error takes the error away. */
async function answered(mine, name, action, fields) {
  const known = acted ? problems : -1;
  const answer = await call(name, action, fields);
  if (mine === turn && known === problems) {
    problemBox.replaceChildren();
  }
  return answer;
}

function place() {
  const [, name = 'start', query = ''] = /^#\/([a-z]*)(?:\?s=(.*))?$/.exec(location.hash) ?? [];
  const known = ROOMS.some(([room]) => room === name) ? name : 'start';
  let state = null;
  if (query) {
    try {
      state = decode(query);
    } catch {
      problem('The state in this link cannot be read; the room opens as new.');
    }
  }
  return { name: known, state };
}

function style(name) {
  const id = `style-${name}`;
  if (document.getElementById(id)) {
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    document.head.append(h('link', { id, rel: 'stylesheet', href: `/page/rooms/${name}.css`, onload: resolve, onerror: resolve }));
  });
}

async function open() {
  const mine = ++turn;
  problemBox.replaceChildren();
  const { name, state } = place();
  present?.unmount?.();
  present = null;
  presentName = name;
  for (const link of nav.children) {
    if (link.dataset.room === name) {
      link.setAttribute('aria-current', 'page');
      link.scrollIntoView({ block: 'nearest', inline: 'center' });
    } else {
      link.removeAttribute('aria-current');
    }
  }
  const root = h('section', { class: `room room-${name}` });
  try {
    const [room] = await Promise.all([import(`./rooms/${name}.js`), style(name)]);
    if (mine !== turn) {
      return;
    }
    document.title = `${room.title} · Gradus Studio`;
    main.replaceChildren(root);
    const opened = await room.mount(root, {
      call: (action, fields) => answered(mine, name, action, fields),
      on: (event, handler) => on(name, event, handler),
      state,
      announce: (text) => mine === turn && announce(text),
      problem: (error) => mine === turn && problem(error),
    });
    if (mine !== turn) {
      opened?.unmount?.();
      return;
    }
    present = opened ?? null;
    root.dataset.ready = 'true';
  } catch (error) {
    if (mine === turn) {
      main.replaceChildren(h('section', { class: 'room' }, h('h1', { text: 'This room did not open' }), h('p', { text: error.message })));
    }
  }
}

document.getElementById('theme').addEventListener('click', () => {
  const theme = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem('gradus-theme', theme);
  } catch {
    // The choice lasts as long as the page.
  }
  document.dispatchEvent(new CustomEvent('gradus-theme'));
  announce(`${theme} theme`);
});

document.getElementById('share').addEventListener('click', async () => {
  const state = present?.link?.() ?? null;
  const address = `${location.origin}/${location.search}#/${presentName}${state === null ? '' : `?s=${encode(state)}`}`;
  history.replaceState(null, '', address);
  let where = 'in the address bar';
  try {
    await navigator.clipboard.writeText(address);
    where = 'on the clipboard and in the address bar';
  } catch {
    // Some browsers keep the clipboard to themselves.
  }
  if (new URLSearchParams(location.search).has('token')) {
    announce(`The link is ${where}.`);
  } else {
    // The cookie that let this page in cannot be read here, and no other browser has it.
    problem(`The link is ${where}, but it opens in this browser only: this page was opened without its token. To share it, open the address that the studio printed and press Link there.`);
  }
});

window.addEventListener('hashchange', () => {
  open();
  main.focus({ preventScroll: true });
  window.scrollTo(0, 0);
});

try {
  whenLost(problem);
  await connect();
  await open();
} catch (error) {
  problem(error);
}
