import { call, encode } from '../lib/api.js';
import { h } from '../lib/dom.js';
import { figure } from '../lib/figure.js';
import { drawNetwork } from './stepper/net.js';

export const title = 'Start';

const DOORS = [
  ['stepper', 'Step', 'Watch one training step of a small network, number by number: ▶ feed-forward, ◀ back-propagation, ⟳ update.'],
  ['activations', 'Activate', 'See what each activation function does to a signal, and how much gradient it lets back through.'],
  ['play', 'Play', 'Draw points, choose a network and watch it learn; look into every hidden unit, and at its gradient.'],
  ['optimizers', 'Race', 'Send optimizers down the same slope, look at their state and formula at every step, find a learning rate.'],
  ['circuit', 'Wire', 'Type an expression and see it as gates: values flow forward above the wires, gradients back below them.'],
  ['run', 'Look in', 'Watch a real training run of a Java program while it goes on.'],
];

const READING = [
  ['3Blue1Brown: But what is a neural network?', 'https://www.3blue1brown.com/lessons/neural-networks', 'The picture of layers, weights and activations, in motion.', 'activations', 'Activations'],
  ['M. Mazur: A step by step backpropagation example', 'https://mattmazur.com/2015/03/17/a-step-by-step-backpropagation-example/', 'The network that the Stepper opens with, by hand. Its three result numbers come from a variant that updates the output weights too early; the Stepper shows the exact ones.', 'stepper', 'Stepper'],
  ['A. Karpathy: CS231n lecture 4, Backpropagation', 'https://www.youtube.com/watch?v=i94OvYb6noo', 'Circuits of gates, local gradients, and how gradients flow back through them.', 'circuit', 'Circuit'],
  ['CS231n notes: Backpropagation, Intuitions', 'https://cs231n.github.io/optimization-2/', 'The circuits (x+y)z and the sigmoid neuron; both are ready to be stepped through.', 'circuit', 'Circuit'],
  ['M. Nielsen: Neural Networks and Deep Learning, chapter 2', 'http://neuralnetworksanddeeplearning.com/chap2.html', 'The four equations BP1 to BP4; the matrix view shows them with shapes and numbers.', 'stepper', 'Stepper'],
  ['Lex Fridman: Deep Learning Basics, MIT lecture of 2019', 'https://www.youtube.com/watch?v=O5xeyoRL95U', 'Where it all leads: what networks learn, and what makes training go well or badly.', 'play', 'Play'],
  ['G. Goh: Why Momentum Really Works', 'https://distill.pub/2017/momentum/', 'The phase plot of learning rate and momentum on a quadratic.', 'optimizers', 'Optimizers'],
];

/** The stepper with its guide, which shows the worked example whatever is loaded. */
const TOUR = `#/stepper?s=${encode({ tour: true })}`;

/** The doors of the studio and what to read beside them. */
export async function mount(root) {
  const loaded = h('div', { class: 'panel loaded room-stepper', 'data-test': 'loaded' });
  root.append(
    h('link', { rel: 'stylesheet', href: '/page/rooms/stepper.css' }),
    h('div', { class: 'hello' },
      h('div', {},
        h('h1', { text: 'See a neural network learn, number by number' }),
        h('p', { class: 'lead', text: 'Learning has three parts, and they never mix. Here each has its own button, and every number tells where it comes from.' }),
        h('ol', { class: 'parts' },
          h('li', {}, h('strong', { text: '▶ Feed-forward' }), ' carries the inputs through the layers: weighted sums and activations, up to a prediction and its loss.'),
          h('li', {}, h('strong', { text: '◀ Back-propagation' }), ' goes back by the chain rule and finds the gradient at every neuron and every weight. It changes nothing.'),
          h('li', {}, h('strong', { text: '⟳ Optimizer' }), ' uses the gradients to change the weights, so that the loss gets smaller.')),
        h('p', {}, h('a', { class: 'button primary', href: TOUR, 'data-test': 'begin', text: 'Begin: the first five minutes' }))),
      loaded),
    h('h2', { text: 'Six doors' }),
    h('ul', { class: 'doors' }, DOORS.map(([room, verb, text]) => h('li', {},
      h('a', { class: 'panel door', href: `#/${room}`, 'data-door': room }, h('strong', { text: verb }), h('span', { text }))))),
    h('h2', { text: 'Read and watch beside it' }),
    h('p', { class: 'muted', text: 'These lectures and tutorials open in a tab of their own; nothing is loaded from them here.' }),
    h('ul', { class: 'reading panel' }, READING.map(([name, address, text, room, roomTitle]) => h('li', {},
      h('div', {}, h('a', { href: address, target: '_blank', rel: 'noreferrer noopener', text: name }), h('p', { text })),
      h('a', { class: 'button small', href: `#/${room}`, text: `Try it: ${roomTitle}` })))));
  const state = await call('stepper', 'state');
  const draw = () => {
    const drawing = drawNetwork(state, { digits: 2, chosen: null, mark: null, pick: () => { location.hash = '#/stepper'; } });
    const { inputs, targets } = state.network.samples[0];
    loaded.replaceChildren(
      figure({ title: `Loaded: ${state.network.name}`, drawing, interactive: true, wide: true,
        text: `Inputs ${inputs.join(' and ')}. It should answer ${targets.join(' and ')}. What does it answer now?` }),
      h('a', { class: 'button primary', href: TOUR, text: '▶ Find out' }));
  };
  draw();
  document.addEventListener('gradus-theme', draw);
  return { unmount: () => document.removeEventListener('gradus-theme', draw), link: () => null };
}
