import { short } from './format.js';

/** What the field takes, in words. */
function taken({ min, max, step }) {
  const kind = step === '' || step === '1' ? 'a whole number' : 'a number';
  if (min !== '' && max !== '') {
    return `${kind} from ${short(min)} to ${short(max)}`;
  }
  return min === '' ? kind : `${kind} of ${short(min)} or more`;
}

/**
 * The number in a field. An empty field is not 0: where no finite number of its range stands there, the answer is null, the
 * field shows `old` again, and `say(why)` is told.
 */
export function typed(input, old, say) {
  const value = input.value.trim() === '' ? NaN : Number(input.value);
  if (Number.isFinite(value) && input.checkValidity()) {
    return value;
  }
  const came = Number.isFinite(value) ? `${short(value)} is refused` : 'That is refused';
  input.value = String(old);
  say(`${came}: the field takes ${taken(input)}. ${input.value === '' ? '' : `It is ${short(input.value)} as before.`}`.trim());
  return null;
}
