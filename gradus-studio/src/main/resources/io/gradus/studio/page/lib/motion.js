const wish = matchMedia('(prefers-reduced-motion: reduce)');

/** Whether the reader asked for less motion. */
export function reduced() {
  return wish.matches;
}

/** Calls back when the wish changes; returns what ends it. */
export function onReduced(callback) {
  wish.addEventListener('change', callback);
  return () => wish.removeEventListener('change', callback);
}

/**
 * Calls `callback(milliseconds since the start)` for every frame while the page is seen; never under
 * reduced motion. Returns what stops it.
 */
export function frames(callback) {
  if (reduced()) {
    return () => {};
  }
  let handle = 0;
  let elapsed = 0;
  let last = null;
  const tick = (now) => {
    // A hidden page gets no frames; its time stands still.
    elapsed += last === null ? 0 : Math.min(now - last, 100);
    last = now;
    handle = requestAnimationFrame(tick);
    callback(elapsed);
  };
  handle = requestAnimationFrame(tick);
  return () => cancelAnimationFrame(handle);
}
