const listeners = new Map();
let session = null;
let source = null;
let lost = () => {};

async function post(path, fields) {
  let response;
  try {
    response = await fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(fields ?? {}) });
  } catch {
    throw new Error('The studio does not answer. Is its process still running?');
  }
  let answer = null;
  try {
    answer = await response.json();
  } catch {
    throw new Error(`The studio answered ${response.status} without words.`);
  }
  if (!response.ok) {
    throw new Error(answer.error ?? `The studio answered ${response.status}.`);
  }
  return answer;
}

// A page that is left may be kept for the back button with its stream open, and a browser opens six connections to a host.
addEventListener('pagehide', () => source?.close());
addEventListener('pageshow', (event) => {
  if (event.persisted) {
    location.reload();
  }
});

/** Hears, in words, that the stream broke off; the browser tries again by itself unless the tab is unknown by now. */
export function whenLost(handler) {
  lost = handler;
}

/** Opens this tab's session and its stream; rooms may be asked afterwards. */
export async function connect() {
  session = (await post('/api/session')).session;
  source = new EventSource(`/api/stream?session=${session}`);
  source.addEventListener('error', () => lost(source.readyState === EventSource.CLOSED
    ? 'The studio does not know this page any more. Load it again.'
    : 'The studio does not answer. Is its process still running?'));
  for (const name of listeners.keys()) {
    listenTo(name);
  }
}

function listenTo(name) {
  source?.addEventListener(name, (event) => {
    const data = JSON.parse(event.data);
    listeners.get(name)?.forEach((handler) => handler(data));
  });
}

/** Asks a room. */
export function call(room, action, fields) {
  return post(`/api/${room}/${action}?session=${session}`, fields);
}

/** Hears a room's events; returns what ends it. */
export function on(room, event, handler) {
  const name = `${room}/${event}`;
  if (!listeners.has(name)) {
    listeners.set(name, new Set());
    listenTo(name);
  }
  listeners.get(name).add(handler);
  return () => listeners.get(name).delete(handler);
}

/** The state of a share link as text for an address, and back. */
export function encode(state) {
  const bytes = new TextEncoder().encode(JSON.stringify(state));
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

export function decode(text) {
  const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes));
}
