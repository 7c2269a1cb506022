/** A number of the engine as a double; the words that JSON has no form for become what they mean. */
export function numeric(value) {
  return typeof value === 'string' ? Number(value) : value;
}

/**
 * The number with so many digits after the point, as the literature prints it; 17 means every digit
 * that tells it apart. Very large and very small ones get an exponent. Missing is "?", not 0.
 */
export function number(value, digits = 4) {
  if (value === null || value === undefined) {
    return '?';
  }
  const x = numeric(value);
  if (Number.isNaN(x)) {
    return 'NaN ✖';
  }
  if (!Number.isFinite(x)) {
    return x > 0 ? '∞ ✖' : '−∞ ✖';
  }
  if (digits >= 17) {
    return minus(String(x));
  }
  const size = Math.abs(x);
  if (size !== 0 && (size < 10 ** -digits || size >= 1e9)) {
    return minus(x.toExponential(Math.min(digits, 4)));
  }
  return minus(x.toFixed(digits));
}

/** The number without trailing zeros: for settings and axes; from a billion on with an exponent. */
export function short(value, digits = 6) {
  const x = numeric(value);
  if (!Number.isFinite(x)) {
    return number(x);
  }
  const rounded = Number(x.toPrecision(digits));
  return minus(Math.abs(rounded) >= 1e9 ? rounded.toExponential().replace('e+', 'e') : String(rounded));
}

/** The number on an axis, three digits and short: 250000 is 2.5e5. */
export function tick(value) {
  const size = Math.abs(value);
  return size !== 0 && (size >= 1e5 || size < 1e-3) ? minus(String(Number(value.toPrecision(3)).toExponential()).replace('e+', 'e')) : short(value, 3);
}

/** A power of ten with its exponent raised: for logarithmic axes. */
export function decade(value) {
  return `10${String(Math.round(Math.log10(value))).replace(/./g, (c) => '⁰¹²³⁴⁵⁶⁷⁸⁹⁻'['0123456789-'.indexOf(c)])}`;
}

/** A share as per cent. */
export function percent(value, digits = 1) {
  const x = numeric(value);
  return Number.isFinite(x) ? `${(100 * x).toFixed(digits)} %` : number(x);
}

/** A count with thin spaces between thousands. */
export function count(value) {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ' ');
}

function minus(text) {
  return text.replace(/^-/, '−').replace('e-', 'e−');
}
