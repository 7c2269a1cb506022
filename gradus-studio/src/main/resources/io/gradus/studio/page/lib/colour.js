function variable(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

let cached = null;
let cachedTheme = '';

/** The theme's colours for canvases: `plus`, `minus`, `zero`, `ground`, `panel`, `ink`, `ink2`, `line`, `bad`, `accent`. */
export function palette() {
  const theme = document.documentElement.dataset.theme;
  if (cached === null || cachedTheme !== theme) {
    cachedTheme = theme;
    cached = {};
    for (const [key, name] of [['plus', '--plus'], ['minus', '--minus'], ['zero', '--zero'], ['ground', '--ground'],
      ['panel', '--panel'], ['ink', '--ink'], ['ink2', '--ink-2'], ['line', '--line'], ['bad', '--bad'],
      ['accent', '--accent'], ['gradient', '--gradient']]) {
      cached[key] = variable(name);
    }
  }
  return cached;
}

function channels(colour) {
  const hex = colour.replace('#', '');
  return [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16));
}

/** Red, green and blue of a value on the scale from -limit (orange) over the panel to limit (blue). */
export function divergingChannels(value, limit) {
  const { plus, minus, panel, bad } = palette();
  if (!Number.isFinite(value)) {
    return channels(bad);
  }
  const share = Math.max(-1, Math.min(1, value / limit));
  const end = channels(share < 0 ? minus : plus);
  const middle = channels(panel);
  return middle.map((m, i) => Math.round(m + (end[i] - m) * Math.abs(share)));
}

/** The same as a CSS colour. */
export function diverging(value, limit) {
  return `rgb(${divergingChannels(value, limit).join(' ')})`;
}
