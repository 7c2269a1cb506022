import { frames, reduced } from '../../lib/motion.js';

const ACROSS = 4000;
const LOOPS = 2;

/**
 * Moves z from `low` to `high` in four seconds and back, twice, at an even pace: what looks fast is
 * steep, not sped up.
 */
export function clock({ low, high, move, changed }) {
  let stop = () => {};
  let playing = false;
  let speed = 1;

  function at(time) {
    const share = (time % (2 * ACROSS)) / ACROSS;
    return low + (high - low) * (share <= 1 ? share : 2 - share);
  }

  function halt() {
    stop();
    stop = () => {};
    if (playing) {
      playing = false;
      changed(false);
    }
  }

  function play(from) {
    halt();
    if (reduced()) {
      return;
    }
    const begun = from >= high ? ACROSS : ACROSS * ((from - low) / (high - low));
    let time = begun;
    let last = 0;
    playing = true;
    changed(true);
    stop = frames((elapsed) => {
      time += (elapsed - last) * speed;
      last = elapsed;
      if (time >= LOOPS * 2 * ACROSS) {
        halt();
        move(low, true);
        return;
      }
      move(at(time), false);
    });
  }

  return {
    play,
    halt,
    playing: () => playing,
    speed(value) {
      speed = value;
    },
  };
}
