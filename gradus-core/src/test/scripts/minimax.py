"""Polynomials with float coefficients for the elementary functions of the kernels.

Each fit minimises the largest weighted error on Chebyshev points by Lawson's algorithm (reweighted least squares;
Lawson 1961). Coefficients are rounded to float one at a time, lowest order first, and the rest is fitted again each time
(Muller, Elementary Functions, chapter 3). Needs mpmath and numpy:

    python3 minimax.py [name ...]
"""

import sys

import numpy as np
from mpmath import mp, mpf

mp.dps = 40


def points(a, b, count=800):
    angles = np.pi * (np.arange(count) + 0.5) / count
    return (a + b) / 2 - (b - a) / 2 * np.cos(angles)


def lawson(matrix, target, rounds=400):
    """Coefficients c that nearly minimise max |target - matrix c|."""
    weights = np.full(len(target), 1 / len(target))
    best, best_error = None, np.inf
    for _ in range(rounds):
        root = np.sqrt(weights)
        c = np.linalg.lstsq(matrix * root[:, None], target * root, rcond=None)[0]
        error = np.abs(target - matrix @ c)
        if error.max() < best_error:
            best, best_error = c, error.max()
        weights = weights * error
        weights = np.maximum(weights / weights.sum(), 1e-30)
    return best, best_error


def fit(name, target, weight, degree, a, b, fixed=()):
    """target(x) ~ sum c_i x^i; weight turns the error of the sum into the one that counts."""
    if len(sys.argv) > 1 and not any(name.startswith(n) for n in sys.argv[1:]):
        return
    xs = points(float(a), float(b))
    t = np.array([float(target(mpf(x))) for x in xs])
    w = np.array([abs(float(weight(mpf(x)))) for x in xs])
    scale = max(abs(float(a)), abs(float(b)))
    basis = np.vander(xs / scale, degree + 1, increasing=True)
    c = np.zeros(degree + 1)
    ideal = None
    for k in range(degree + 1):
        if k < len(fixed):
            c[k] = fixed[k] * scale**k
            continue
        rest = t - basis[:, :k] @ c[:k]
        free, error = lawson(basis[:, k:] * w[:, None], rest * w)
        ideal = ideal or error
        c[k] = float(np.float32(free[0] / scale**k)) * scale**k
    error = np.abs(w * (t - basis @ c)).max()
    print(f"{name}: largest error {ideal:.2e} = 2^{np.log2(ideal):.1f}, with float coefficients {error:.2e} = 2^{np.log2(error):.1f}")
    print("  ", ", ".join(java(c[k] / scale**k) for k in range(degree + 1)))
    sys.stdout.flush()


def java(value):
    mantissa, exponent = float(np.float32(value)).hex().split("p")
    mantissa = mantissa.rstrip("0")
    return (mantissa + ("0" if mantissa.endswith(".") else "")) + "p" + exponent.lstrip("+") + "f"


def two_floats(value):
    high = float(np.float32(value))
    return high, float(np.float32(value - high))


def in_square(function):
    """function(x) as a function of z = x^2."""
    return lambda z: function(mp.sqrt(z))


def quotient(above, below, at_zero):
    return lambda x: above(x) / below(x) if x != 0 else mpf(at_zero)


def main():
    half_ln2 = mp.log(2) / 2 * mpf("1.01")
    fit("exp: (e^r - 1 - r) / r^2", quotient(lambda r: mp.expm1(r) - r, lambda r: r * r, 0.5),
        quotient(lambda r: r * r, mp.expm1, 0), 4, -half_ln2, half_ln2)
    fit("log: (ln(1 + f) - f) / f^2", quotient(lambda f: mp.log1p(f) - f, lambda f: f * f, -0.5),
        quotient(lambda f: f * f, mp.log1p, 0), 8, -0.2502, 0.5002)
    fit("tanh: (tanh x - x) / x^3 in x^2", in_square(lambda x: (mp.tanh(x) - x) / x**3),
        in_square(lambda x: x**3 / mp.tanh(x)), 5, 1e-8, 0.6**2)
    fit("erf: erf(x) / x - 1 in x^2", in_square(lambda x: mp.erf(x) / x - 1),
        in_square(lambda x: x / mp.erf(x)), 6, 1e-9, 0.92**2)
    fit("log erfc: ln erfc(x)", lambda x: mp.log(mp.erfc(x)), lambda x: mp.erfc(x) / mp.erf(x), 6, 0.9, 3.95)
    erfc()
    quarter = (mp.pi / 4 * mpf("1.001")) ** 2
    fit("sin: (sin r - r) / r^3 in r^2", in_square(lambda r: (mp.sin(r) - r) / r**3), lambda z: z, 2, 1e-8, quarter)
    fit("cos: (cos r - 1 + r^2 / 2) / r^4 in r^2", in_square(lambda r: (mp.cos(r) - 1 + r * r / 2) / r**4),
        lambda z: z * z, 2, 1e-4, quarter)
    fit("exp2: (2^r - 1) / r", quotient(lambda r: mpf(2) ** r - 1, lambda r: r, mp.log(2)),
        lambda r: r / mpf(2) ** r, 5, -0.503, 0.503)
    scale = 2 / mp.log(2)
    fit("artanh: 2 / ln 2 (artanh s - s) / s^3 in s^2", in_square(lambda s: (mp.atanh(s) - s) / s**3 * scale),
        lambda z: z, 3, 1e-6, 0.1717**2)


def erfc():
    middle = mpf("2.5")

    def scaled(t):
        x = middle * (1 + t) / (1 - t)
        return (1 + 2 * x) * mp.exp(x * x) * mp.erfc(x)

    high, low = two_floats(float(scaled(mpf(0))))
    print("erfc: the constant term is", java(high), "+", java(low))
    ends = [(x - middle) / (x + middle) for x in (mpf("0.34"), mpf("9.32"))]
    fit("erfc: (1 + 2x) e^(x^2) erfc(x) in t = (x - 2.5) / (x + 2.5)", scaled, lambda t: 1 / scaled(t), 9, *ends,
        fixed=(high + low,))


if __name__ == "__main__":
    main()
