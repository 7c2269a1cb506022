import { h } from '../../lib/dom.js';
import { figure } from '../../lib/figure.js';
import { count, number } from '../../lib/format.js';
import { plot } from '../../lib/plot.js';
import { colour, dash } from './marks.js';

/** About forty steps of so many, the last among them. */
function sampled(last) {
  const every = Math.max(1, Math.ceil(last / 40));
  return Array.from({ length: last + 1 }, (_, step) => step).filter((step) => step % every === 0 || step === last);
}

/** What each optimizer has above the minimum, step by step, as a chart and a table. */
export function losses() {
  const element = h('div', {});
  let chart = null;
  return {
    element,
    draw(race) {
      chart?.destroy();
      const names = titles(race);
      chart = plot({ series: names.map((label, i) => ({ label, colour: colour(i), dash: dash(i) ?? undefined })), height: 240, log: true, y: 'f above its minimum' });
      const figured = figure({ title: 'Loss, on a logarithmic scale', drawing: chart.element, picture: chart.picture, table: { head: ['step', ...names] } });
      const steps = Array.from({ length: race.steps + 1 }, (_, i) => i);
      // A logarithm has no place for zero: there the line ends.
      chart.set(steps, race.racers.map((racer) => steps.map((step) => (racer.above[step] > 0 ? racer.above[step] : null))));
      figured.rows(sampled(race.steps).map((step) => [step, ...race.racers.map((racer) => (step < racer.above.length ? number(racer.above[step], 6) : '–'))]));
      figured.say(`${race.racers.map((racer, i) => `${names[i]}: ${racer.diverged ? `diverged at step ${racer.steps}` : `${number(racer.above[racer.steps], 6)} above the minimum after ${count(racer.steps)} steps`}`).join('; ')}.`);
      element.replaceChildren(figured);
    },
    destroy: () => chart?.destroy(),
  };
}

/** What each optimizer of a race is called: two may be of one kind. */
export function titles(race) {
  return race.racers.map((racer, i) => `${i + 1}: ${racer.title}`);
}

/** Where each optimizer was, for the table below the map. */
export function trail(race) {
  return {
    head: ['Step', ...titles(race).map((name) => `${name}, x, y`)],
    rows: sampled(race.steps).map((step) => [step, ...race.racers.map((racer) => (2 * step < racer.points.length
      ? `${number(racer.points[2 * step], 4)}, ${number(racer.points[2 * step + 1], 4)}` : '–'))]),
  };
}
