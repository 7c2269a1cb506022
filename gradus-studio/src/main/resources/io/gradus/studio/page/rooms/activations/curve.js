import { number, percent } from '../../lib/format.js';
import { floats } from '../../lib/floats.js';

/** The engine's answer with its arrays unpacked. */
export function unpack(answer) {
  return {
    ...answer,
    values: floats(answer.values),
    slopes: floats(answer.slopes),
    others: answer.others.map((other) => ({ ...other, numbers: floats(other.numbers) })),
  };
}

/** The sampled place nearest to `z`, and what the engine found there. */
export function lookup(curve, z) {
  const last = curve.points - 1;
  const share = (z - curve.low) / (curve.high - curve.low);
  const index = Math.max(0, Math.min(last, Math.round(share * last)));
  return {
    z: curve.low + (curve.high - curve.low) * (index / last),
    value: curve.values[index],
    slope: curve.slopes[index],
    others: curve.others.map((other) => other.numbers[index]),
    zone: curve.zones.find((zone) => z >= zone.from && z <= zone.to)?.kind ?? 'open',
  };
}

/** `z` as people say it: one digit where that is all there is. */
export function place(z) {
  return number(z, Math.abs(z * 10 - Math.round(z * 10)) < 1e-9 ? 1 : 2);
}

const ZONES = { saturated: ' Saturated.', turning: ' The slope is on its way through zero.' };

/** What the drawing shows, in a sentence. */
export function sentence(at, kinks) {
  const slope = typeof at.slope === 'string' ? Number(at.slope) : at.slope;
  const kink = kinks.some((each) => each.z === at.z) ? ' A kink: here one slope is chosen.' : '';
  const start = `z ${place(at.z)}, output ${number(at.value, 4)}, slope ${number(slope, 3)}: `;
  if (slope === 0) {
    return `${start}lets nothing of the gradient through.${kink}`;
  }
  const share = percent(Math.abs(slope), Math.abs(slope) < 0.01 ? 2 : 0);
  const verb = slope < 0 ? `turns the gradient round and lets ${share} of it through` : `lets ${share} of the gradient through`;
  return `${start}${verb}${Math.abs(slope) > 1 ? ', which makes it larger' : ''}.${ZONES[at.zone] ?? ''}${kink}`;
}

/** The way of a curve through its points, cut where the slope jumps: `[[[z, y], ...], ...]`. */
export function slopePieces(curve) {
  const pieces = [];
  let piece = [];
  let next = 0;
  for (let i = 0; i < curve.points; i++) {
    const z = curve.low + (curve.high - curve.low) * (i / (curve.points - 1));
    const kink = curve.kinks[next];
    if (kink !== undefined && z >= kink.z - 1e-9) {
      piece.push([kink.z, kink.before]);
      pieces.push(piece);
      piece = [[kink.z, kink.after]];
      next++;
      if (Math.abs(z - kink.z) < 1e-9) {
        continue;
      }
    }
    piece.push([z, curve.slopes[i]]);
  }
  pieces.push(piece);
  return pieces;
}

/** A column of numbers over the curve's places, as points. */
export function points(curve, numbers) {
  return Array.from(numbers, (y, i) => [curve.low + (curve.high - curve.low) * (i / (curve.points - 1)), y]);
}
