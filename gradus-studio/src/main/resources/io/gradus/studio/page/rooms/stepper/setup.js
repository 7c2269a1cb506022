import { download, field, h, select } from '../../lib/dom.js';
import { typed as number } from '../../lib/typed.js';

const TYPES = { html: 'text/html', markdown: 'text/markdown', latex: 'application/x-tex', java: 'text/x-java' };
const TITLES = { mazur: 'Mazur: 2-2-2, the tutorial', xor: 'XOR: one sample', 'xor-batch': 'XOR: all four samples', goodfellow: 'Goodfellow: XOR solved exactly', nielsen: 'Nielsen: a saturated neuron', karpathy: 'Karpathy: a tanh neuron' };

/** Which network is stepped and how it learns. */
export function setup({ catalog, change, ask, sample, problem }) {
  const choices = [...(catalog.model ? [['model', catalog.model]] : []), ...catalog.examples.map((name) => [name, TITLES[name] ?? name]), ['own', 'sizes of my own']];
  const example = select(choices, catalog.model ? 'model' : 'mazur', { 'data-test': 'example', onchange: openChosen });
  const sizes = h('input', { type: 'text', value: '2,3,2', size: 10, inputmode: 'numeric', 'data-test': 'sizes' });
  let opened = 1;
  const hidden = select(catalog.activations, 'tanh');
  const output = select(catalog.activations, 'sigmoid');
  const seed = h('input', { type: 'number', min: 0, max: 1000000, value: 1, 'data-test': 'seed' });
  const own = h('div', { class: 'row', hidden: true }, field('sizes, inputs first', sizes), field('hidden', hidden), field('output', output), field('seed', seed),
    h('button', { type: 'button', text: 'Open', 'data-test': 'open-own', onclick: openOwn }),
    h('button', { type: 'button', text: 'New seed', 'data-test': 'new-seed', onclick: () => {
      const last = number(seed, opened, problem);
      if (last !== null) {
        seed.value = String(last + 1);
        openOwn();
      }
    } }));
  const loss = select(catalog.losses, 'HALF_SQUARES', { 'data-test': 'loss-choice', onchange: () => change('settings', { loss: loss.value }) });
  const descent = select(catalog.descents, 'SGD', { 'data-test': 'descent', onchange: () => change('settings', { descent: descent.value }) });
  const activations = h('div', { class: 'row' });
  const samples = h('div', { class: 'row' });
  const cells = h('input', { type: 'text', size: 34, spellcheck: 'false', autocomplete: 'off', 'data-test': 'sample-text' });
  const cellsLabel = h('span', {});
  const madeUp = h('p', { class: 'small muted', 'data-test': 'made-up', hidden: true });
  const typed = h('form', { class: 'row', novalidate: true, onsubmit: (event) => {
    event.preventDefault();
    change('sample', { index: sample.shown(), text: cells.value });
  } }, h('label', { class: 'field' }, cellsLabel, cells), h('button', { type: 'submit', text: 'Use it', 'data-test': 'sample-set' }));

  function showTyped({ network, ofModel, madeUp: nobodys }) {
    const { inputs, targets } = network.samples[Math.min(sample.shown(), network.samples.length - 1)];
    cellsLabel.textContent = ofModel ? 'a row of the data' : 'this sample: inputs, then targets';
    cells.placeholder = ofModel ? catalog.columns.join(', ') : [...inputs, ...targets].join(', ');
    madeUp.hidden = !nobodys;
    madeUp.textContent = ofModel
      ? `The sample on screen is made up, in the network's own scale. Type a row of your data as it stands in the file: ${catalog.columns.slice(0, 12).join(', ')}${catalog.columns.length > 12 ? ', …' : ''}.`
      : 'The sample on screen is made up: change its numbers in the drawing, or type your own.';
  }

  function openChosen() {
    own.hidden = example.value !== 'own';
    if (example.value === 'own') {
      openOwn();
    } else {
      change('open', example.value === 'model' ? { model: true } : { example: example.value });
    }
  }

  function openOwn() {
    // 2-3-2 is read, too; a sign before a number is one.
    const texts = sizes.value.replace(/(?<=\d)-(?=\d)/g, ',').split(/[\s,;]+/).filter(Boolean);
    const wrong = texts.find((text) => !/^0*[1-9]\d*$/.test(text));
    if (wrong !== undefined || texts.length < 2) {
      problem(`${wrong === undefined ? '' : `“${wrong}” is no size. `}Sizes are two or more whole numbers from 1 on, inputs first, with commas between them, such as 2,3,2.`);
      return;
    }
    const list = texts.map(Number);
    const from = number(seed, opened, problem);
    if (from !== null) {
      opened = from;
      change('open', { sizes: list, hidden: hidden.value, output: output.value, seed: from });
    }
  }

  const save = select([['', 'Export …'], ['html', 'derivation, HTML'], ['markdown', 'derivation, Markdown'], ['latex', 'derivation, LaTeX'], ['java', 'network, Java']], '', { 'aria-label': 'Export', 'data-test': 'export', onchange: async () => {
    const format = save.value;
    save.value = '';
    const answer = format && await ask('export', { format });
    if (answer) {
      download(answer.file, TYPES[format], answer.text);
    }
  } });

  return {
    save,
    element: h('div', { class: 'panel stack setup' }, h('div', { class: 'row' }, field('network', example), field('loss', loss), field('optimizer', descent), samples), own, activations, madeUp, typed),
    show(state) {
      const { network } = state;
      const name = state.origin.example ?? (state.origin.sizes ? 'own' : catalog.model && network.name === catalog.model ? 'model' : null);
      if (name) {
        example.value = name;
        own.hidden = name !== 'own';
      }
      loss.value = network.loss;
      descent.value = network.descent;
      activations.replaceChildren(...network.layers.map((layer, k) => {
        const known = catalog.activations.includes(layer.activation) ? catalog.activations : [...catalog.activations, layer.activation];
        return field(k === network.layers.length - 1 ? 'output layer' : network.layers.length > 2 ? `hidden layer ${k + 1}` : 'hidden layer',
          select(known, layer.activation, { 'data-test': `activation-${k}`, onchange: (event) => change('settings', { layer: k, activation: event.target.value }) }));
      }));
      showTyped(state);
      const all = network.samples.map((one, i) => [String(i), `${i + 1}: ${one.inputs.slice(0, 3).join(', ')}${one.inputs.length > 3 ? ', …' : ''} → ${one.targets.slice(0, 3).join(', ')}`]);
      samples.replaceChildren(
        ...(all.length > 1 ? [field('sample shown', select(all, String(sample.shown()), { 'data-test': 'sample', onchange: (event) => sample.show(Number(event.target.value)) }))] : []),
        h('button', { type: 'button', 'data-test': 'add-sample', text: all.length > 1 ? '+ sample' : '+ second sample', onclick: () => change('addSample') }),
        ...(all.length > 1 ? [h('button', { type: 'button', 'data-test': 'remove-sample', text: '− this sample', onclick: () => change('removeSample', { index: sample.shown() }) })] : []));
    },
  };
}
