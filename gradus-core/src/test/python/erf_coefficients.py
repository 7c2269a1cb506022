"""Computes the coefficients of io.gradus.expr.ErrorFunction (needs mpmath).

erf(x)  = x * S(u)                          for |x| <= 1, u = 2 x^2 - 1
erfc(x) = exp(-x^2) * C(u) / (1 + 2 x)      for 1/2 <= x <= 28, t = (x - 3) / (x + 3), u = (217 t - 10) / 165

S and C are Chebyshev interpolants on [-1, 1], turned into powers of u for a Horner chain; each line is one double.
"""

from mpmath import cos, erf, erfc, exp, mp, mpf, pi, sqrt

mp.dps = 60


def powers(f, degree):
    """Coefficients, lowest first, of the Chebyshev interpolant of f on [-1, 1]."""
    count = degree + 1
    nodes = [cos(pi * (2 * j + 1) / (2 * count)) for j in range(count)]
    values = [f(u) for u in nodes]
    chebyshev = [
        2 * sum(v * cos(pi * k * (2 * j + 1) / (2 * count)) for j, v in enumerate(values)) / count
        for k in range(count)
    ]
    chebyshev[0] /= 2
    before, now = [mpf(1)] + [mpf(0)] * degree, [mpf(0), mpf(1)] + [mpf(0)] * (degree - 1)
    total = [chebyshev[0] * b + chebyshev[1] * n for b, n in zip(before, now)]
    for k in range(2, count):
        after = [-b for b in before]
        for i in range(degree):
            after[i + 1] += 2 * now[i]
        total = [s + chebyshev[k] * a for s, a in zip(total, after)]
        before, now = now, after
    return total


def series(z):
    x = sqrt(z)
    return erf(x) / x if x else 2 / sqrt(pi)


def scaled(u):
    t = (165 * u + 10) / 217
    x = 3 * (1 + t) / (1 - t)
    return (1 + 2 * x) * exp(x * x) * erfc(x)


def show(name, f, degree):
    coefficients = [float(c) for c in powers(f, degree)]
    worst = 0
    for j in range(400):
        u = -1 + 2 * (mpf(j) + mpf(1) / 3) / 400
        p = mpf(0)
        for c in reversed(coefficients):
            p = p * u + mpf(c)
        worst = max(worst, abs(p / f(u) - 1))
    print(f"{name}: degree {degree}, relative error {float(worst):.2e}")
    for c in coefficients:
        print(f"    {c!r},")


if __name__ == "__main__":
    show("SERIES in u = 2 x^2 - 1", lambda u: series((1 + u) / 2), 12)
    show("SCALED in u = (217 t - 10) / 165", scaled, 22)
