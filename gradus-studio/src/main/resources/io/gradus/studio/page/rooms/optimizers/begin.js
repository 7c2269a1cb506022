/** The race of a link as far as it makes sense, or the first preset. */
export function initial(catalog, linked) {
  const first = catalog.presets[0];
  const base = { surface: first.surface, kappa: first.kappa, seed: 1, x: first.start[0], y: first.start[1], steps: first.steps, step: null,
    racers: first.racers.map((racer) => ({ ...racer })) };
  if (typeof linked !== 'object' || linked === null || !Array.isArray(linked.racers)) {
    return base;
  }
  const whole = { ...base, ...Object.fromEntries(Object.entries(linked).filter(([name]) => name in base)) };
  whole.racers = linked.racers.filter((racer) => catalog.methods.some((method) => method.name === racer?.method)).slice(0, catalog.mostRacers);
  whole.step = Number(linked.step) || 0;
  whole.x = Number.isFinite(linked.x) ? linked.x : null;
  whole.y = Number.isFinite(linked.y) ? linked.y : null;
  whole.steps = Number.isFinite(linked.steps) ? linked.steps : first.steps;
  return whole.racers.length > 0 ? whole : base;
}
