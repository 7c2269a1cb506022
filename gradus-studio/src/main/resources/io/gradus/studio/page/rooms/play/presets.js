const tanh = (units) => ({ units, activation: 'tanh' });
const relu = (units) => ({ units, activation: 'relu' });
const base = { optimizer: 'adam', rate: 0.01, batch: 32, l1: 0, l2: 0, clip: 0 };
const none = { kind: 'never', value: 0 };

/** Situations worth seeing; each is the state of a link. */
export const PRESETS = [
  { name: 'Two spirals', say: 'Two layers of eight bend the plane until the arms come apart.',
    state: { make: { kind: 'spirals', size: 400, noise: 0.08, classes: 2, share: 0.3, seed: 1 }, runs: [{ ...base, hidden: [tanh(8), tanh(8)] }], seed: 1, stop: { kind: 'score', value: 0.99 } } },
  { name: 'XOR, two units', say: 'The smallest network that can. It does not from every seed: try others.',
    state: { make: { kind: 'xor', size: 200, noise: 0.3, classes: 2, share: 0.3, seed: 1 }, runs: [{ ...base, rate: 0.03, hidden: [tanh(2)] }], seed: 1, stop: none } },
  { name: 'No hidden layer', say: 'A line cannot cut out a circle, however long it learns. Add a layer with “+ layer” while it runs.',
    state: { make: { kind: 'circles', size: 300, noise: 0.15, classes: 2, share: 0.3, seed: 1 }, runs: [{ ...base, hidden: [] }], seed: 1, stop: none } },
  { name: 'Too few points', say: 'Thirty noisy points and many weights: training loss falls, test loss rises. L2 in B holds against it.',
    state: { make: { kind: 'moons', size: 60, noise: 0.55, classes: 2, share: 0.5, seed: 3 }, runs: [{ ...base, hidden: [tanh(16), tanh(16)] }, { ...base, l2: 0.03, hidden: [tanh(16), tanh(16)] }], seed: 1, stop: { kind: 'epochs', value: 3000 } } },
  { name: 'SGD against Adam', say: 'The same weights and the same order of points; only the optimizer differs.',
    state: { make: { kind: 'spirals', size: 400, noise: 0.08, classes: 2, share: 0.3, seed: 1 }, runs: [{ ...base, hidden: [tanh(8), tanh(8)] }, { ...base, optimizer: 'sgd', rate: 0.1, hidden: [tanh(8), tanh(8)] }], seed: 1, stop: { kind: 'score', value: 0.99 } } },
  { name: 'Sigmoid, deep', say: 'Four layers of sigmoids hardly move; with tanh in B they do. Switch to gradients to see why.',
    state: { make: { kind: 'moons', size: 300, noise: 0.15, classes: 2, share: 0.3, seed: 1 }, runs: [{ ...base, optimizer: 'sgd', rate: 0.3, hidden: Array.from({ length: 4 }, () => ({ units: 6, activation: 'sigmoid' })) }, { ...base, optimizer: 'sgd', rate: 0.3, hidden: Array.from({ length: 4 }, () => tanh(6)) }], seed: 1, stop: none } },
  { name: 'Rate far too high', say: 'The loss runs away, and soon it, a gradient or a weight is no finite number: the run stops there, and the page says which operation was first and how to mend it.',
    state: { make: { kind: 'waves', size: 300, noise: 0.05, classes: 2, share: 0.3, seed: 1 }, runs: [{ ...base, optimizer: 'sgd', rate: 10, hidden: [relu(8), relu(8)] }], seed: 1, stop: none } },
  { name: 'Five clouds', say: 'One output for each class; the largest wins.',
    state: { make: { kind: 'blobs', size: 400, noise: 0.35, classes: 5, share: 0.3, seed: 12 }, runs: [{ ...base, hidden: [tanh(8)] }], seed: 1, stop: none } },
  { name: 'A wavy surface', say: 'Regression: the network predicts a number at each place.',
    state: { make: { kind: 'waves', size: 500, noise: 0.05, classes: 2, share: 0.3, seed: 1 }, runs: [{ ...base, hidden: [tanh(12), tanh(12)] }], seed: 1, stop: none } },
];
