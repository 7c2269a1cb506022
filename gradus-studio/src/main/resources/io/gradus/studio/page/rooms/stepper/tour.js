import { h } from '../../lib/dom.js';

const loss = (state) => state.shown.find((line) => line.symbol === 'E')?.value;

/** The first five minutes: what to do, and how the studio knows that it was done. */
const STOPS = [
  { text: 'This network should answer 0.01 and 0.99. What does it answer now? Press ▶ Feed-forward, neuron by neuron or in one pass.', pulse: 'forward', done: (s) => s.lines >= s.forwardEnd },
  { text: 'It answers 0.751 and 0.773, and the loss is 0.298371109. Which weight is most to blame? Click your guess in the drawing.', guess: true },
  { text: 'Press ◀ Back-propagation: the chain rule goes from the loss back to every weight.', pulse: 'backward', done: (s) => s.lines >= s.backwardEnd },
  { reveal: true, text: 'w6 wins with 0.082667628, w5 comes close with 0.082167041, and w1 has only 0.000438568. Click ∂E/∂w5 in the list: it is a product, and each factor leads to where it comes from. The seal says that no weight has changed.', next: true },
  { text: 'Press ⟳ Update: now the optimizer uses the gradients.', pulse: 'update', done: (s) => s.lines >= s.all },
  { text: 'w5 went from 0.40 to 0.358916480, and the loss from 0.298371109 to 0.291027774: a little better. Now set the rate to 50 and run a step; then undo. A huge rate saturates the sigmoids here.', next: true },
  { text: 'Press “1000 steps” and look at the outputs: about 0.044 and 0.957. Then drag the slider of moments back to an earlier one.', done: (s) => s.steps >= 1000 },
  { text: 'Nothing is lost: every moment is still there. Next: draw points of your own in Play, or press Link to share what is on screen.', next: true, last: true },
];

/** A guide above the drawing. `step()` is told every new state and every choice. */
export function tour({ close, announce }) {
  let at = 0;
  let guess = null;
  const text = h('p', { 'data-test': 'tour-text' });
  const next = h('button', { type: 'button', class: 'primary small', 'data-test': 'tour-next', text: 'Next', onclick: () => go(at + 1) });
  const element = h('div', { class: 'tour panel', role: 'region', 'aria-label': 'Guided tour' }, text,
    h('div', { class: 'row' }, next, h('button', { type: 'button', class: 'quiet small', text: 'End the tour', onclick: close })));
  const show = () => {
    const stop = STOPS[at];
    const asked = stop.reveal && guess ? `You guessed ${guess}. ` : '';
    text.textContent = `${at + 1} of ${STOPS.length}: ${asked}${stop.text}`;
    next.textContent = stop.last ? 'Done' : stop.next ? 'Next' : 'Skip';
    announce(text.textContent);
  };
  function go(to) {
    if (to >= STOPS.length) {
      close();
      return;
    }
    at = to;
    show();
  }
  show();
  return {
    element,
    pulse: () => STOPS[at]?.pulse ?? null,
    next: () => go(at + 1),
    told(state) {
      if (STOPS[at]?.done?.(state)) {
        go(at + 1);
      }
    },
    picked(symbol) {
      if (STOPS[at]?.guess && /^w\d+$/.test(symbol)) {
        guess = symbol;
        go(at + 1);
      }
    },
    loss,
  };
}
