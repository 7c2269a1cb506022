/** Names of everything in a network, by the rule of the engine: w1, w2, ... layer by layer, neuron by neuron. */
export function names(network) {
  const last = network.layers.length - 1;
  const neuron = (k, j) => (k === last ? `o${j + 1}` : last > 1 ? `h${k + 1}_${j + 1}` : `h${j + 1}`);
  let next = 1;
  return network.layers.map((layer, k) => layer.weights.map((row, j) => ({
    neuron: neuron(k, j), net: `net_${neuron(k, j)}`, out: `out_${neuron(k, j)}`, bias: `b_${neuron(k, j)}`,
    weights: row.map(() => `w${next++}`),
  })));
}

/** The name of a sample's own number. */
export function of(network, symbol, sample) {
  return network.samples.length === 1 ? symbol : `${symbol}@${sample + 1}`;
}

/** The part of the drawing that a number belongs to: `dE/dnet_h1` to neuron h1, `w5+` to the line w5. */
export function placeOf(symbol) {
  const bare = symbol.replace(/^dE\/d/, '').replace(/\+$/, '').replace(/^[a-z]+_(?=w\d|b_)/, '');
  return bare.replace(/^(net|p)_/, 'out_');
}

/** Which sample a symbol is about, from 0; null where it is about all. */
export function sampleOf(symbol) {
  const found = /@(\d+)$/.exec(symbol);
  return found ? Number(found[1]) - 1 : null;
}

/** A symbol as people write it. */
export function written(symbol) {
  return symbol.replace(/^dE\/d/, '∂E/∂').replace(/\+$/, ' new').replace(/@(\d+)/, ' ($1)');
}
