import { h } from '../lib/dom.js';
import { finderSection } from './optimizers/finder.js';
import { phaseSection } from './optimizers/phase.js';
import { raceSection } from './optimizers/race.js';

export const title = 'Optimizers';

/** The race, the plane of rate and momentum, and the search for a rate. */
export async function mount(root, context) {
  const catalog = await context.call('catalog');
  const jump = (text, name, target) => h('button', { type: 'button', class: 'small', 'data-test': name, text, onclick: () => {
    target().element.scrollIntoView({ block: 'start' });
    target().element.querySelector('h2, select, input')?.focus?.({ preventScroll: true });
  } });
  root.append(h('header', { class: 'intro' }, h('h1', { text: 'Optimizers' }),
    h('p', { text: 'Back-propagation gives the gradient; the optimizer decides what to do with it. Here each one starts from the same point and sees the same gradients: the differences are its own.' }),
    h('div', { class: 'row tight' }, jump('Rates and the phase plot', 'jump-phase', () => phase), jump('Find a learning rate', 'jump-finder', () => finder))));
  const race = await raceSection(context, catalog);
  root.append(race.element);
  const phase = await phaseSection(context, context.state?.phase);
  root.append(phase.element);
  const finder = finderSection(context, catalog);
  root.append(finder.element);
  return {
    unmount() {
      race.unmount();
      phase.unmount();
      finder.unmount();
    },
    link: () => ({ race: race.state(), phase: phase.state() }),
  };
}
