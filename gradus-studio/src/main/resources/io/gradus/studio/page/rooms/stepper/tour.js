import { h } from '../../lib/dom.js';
import { number, numeric } from '../../lib/format.js';

const value = (state, symbol) => state.shown.find((line) => line.symbol === symbol)?.value;
const nine = (state, symbol) => number(value(state, symbol), 9);

/** The loss, and what each output adds to it. */
function lossInParts(state) {
  const terms = state.current?.symbol === 'E' ? state.current.terms ?? [] : [];
  return `${nine(state, 'E')}${terms.length > 1 ? ` = ${terms.map((term) => number(term.value, 9)).join(' + ')}, a part for each output` : ''}`;
}

/** The weights by how much they are to blame, most first. */
function blame(state) {
  return state.shown.filter((line) => /^dE\/dw\d+$/.test(line.symbol)).sort((one, other) => Math.abs(numeric(other.value)) - Math.abs(numeric(one.value)));
}

function reveal(state, guess) {
  const ranking = blame(state);
  if (ranking.length < 2) {
    return 'The gradients come with ◀ Back-propagation: press it now, and see which weight is most to blame.';
  }
  const place = ranking.findIndex((line) => line.symbol === `dE/d${guess}`);
  const own = guess === null || place < 0 ? '' : place === 0 ? `You guessed ${guess}: right. ` : `You guessed ${guess}; it comes ${place + 1}${['st', 'nd', 'rd'][place] ?? 'th'} of ${ranking.length}. `;
  const [first, second] = ranking;
  return `${own}${first.symbol.slice(4)} is most to blame with ${number(first.value, 9)}, ${second.symbol.slice(4)} comes close with ${number(second.value, 9)}; w1 has only ${nine(state, 'dE/dw1')}. Click w5: three factors make its gradient, and each tells where it comes from. The seal above says that no weight has changed.`;
}

/** The first five minutes: what to do, and how the studio knows that it was done. */
const STOPS = [
  { text: () => 'This network should answer 0.01 and 0.99. What does it answer now? Press ▶ Feed-forward.', pulse: 'forward', done: (s) => s.lines >= s.forwardEnd },
  { text: (s) => `It answers ${nine(s, 'out_o1')} and ${nine(s, 'out_o2')}: the loss is ${lossInParts(s)}. Which weight is most to blame? Click your guess in the drawing.`, guess: true },
  { text: () => 'Now press ◀ Back-propagation: the chain rule goes from the loss back to every weight, right to left.', pulse: 'backward', done: (s) => s.lines >= s.backwardEnd },
  { text: reveal, next: true },
  { text: () => 'Press ⟳ Update: now, and only now, the optimizer changes the weights.', pulse: 'update', done: (s) => s.lines >= s.all },
  { text: (s) => `w5 went from 0.40 to ${nine(s, 'w5+')}, and the loss from ${nine(s, 'E')} to ${number(s.lossAfter, 9)}: a little better. How much does the rate matter? Set it to 50, press “1 step”, and look at the rings around the outputs: a sigmoid that is nearly closed lets little of a gradient through. Then undo both.`, next: true },
  { text: () => 'Press ↺ Reset for the weights of the beginning, then “1000 steps”, and look at what it answers.', done: (s) => s.steps >= 1000 },
  { text: (s) => `After ${s.steps} steps it answers ${number(value(s, 'out_o1'), 4)} and ${number(value(s, 'out_o2'), 4)}. Drag the slider of moments back: nothing is lost. Next: draw points of your own in Play, or press Link above to share what is on screen.`, next: true, last: true },
];

/** A guide above the drawing. `told(state)` brings every new state, `picked(symbol)` every choice; `moved()` hears of every stop. */
export function tour({ close, announce, state, moved }) {
  let at = 0;
  let guess = null;
  let present = state;
  const text = h('p', { 'data-test': 'tour-text', 'aria-live': 'polite' });
  const next = h('button', { type: 'button', class: 'primary small', 'data-test': 'tour-next', text: 'Next', onclick: () => go(at + 1) });
  const onward = h('a', { class: 'button small', href: '#/play', 'data-test': 'tour-play', text: 'Draw points of your own' });
  const dots = h('div', { class: 'dots', 'aria-hidden': 'true' });
  const element = h('div', { class: 'tour panel', role: 'region', 'aria-label': 'Guided tour' }, text,
    h('div', { class: 'row' }, onward, next, h('button', { type: 'button', class: 'quiet small', 'data-test': 'tour-end', text: 'End the tour', onclick: close }), dots, h('span', { class: 'muted small by-keys', text: 'space: go on' })));
  function show() {
    const stop = STOPS[at];
    text.textContent = `${at + 1} of ${STOPS.length}: ${stop.text(present, guess)}`;
    next.textContent = stop.last ? 'Done' : stop.next ? 'Next' : 'Skip';
    next.classList.toggle('primary', Boolean(stop.next));
    onward.hidden = !stop.last;
    dots.replaceChildren(...STOPS.map((_, i) => h('span', { class: i === at ? 'now' : '', text: i <= at ? '●' : '○' })));
    announce(text.textContent);
  }
  function go(to) {
    if (to >= STOPS.length) {
      close();
      return;
    }
    at = to;
    show();
    moved();
  }
  show();
  return {
    element,
    pulse: () => STOPS[at]?.pulse ?? null,
    guessing: () => Boolean(STOPS[at]?.guess),
    /** Space goes on: it does what is asked for, or passes to the next stop. */
    next: (press) => (STOPS[at].pulse ? press(STOPS[at].pulse) : go(at + 1)),
    told(next_) {
      present = next_;
      if (STOPS[at]?.done?.(present)) {
        go(at + 1);
      }
    },
    picked(symbol) {
      if (STOPS[at]?.guess && /^w\d+$/.test(symbol)) {
        guess = symbol;
        go(at + 1);
      }
    },
  };
}
