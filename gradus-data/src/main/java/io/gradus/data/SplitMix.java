package io.gradus.data;

/// SplitMix64: z = mix(seed + n * 0x9E3779B97F4A7C15) for n = 1, 2, ... (Steele, Lea and Flood
/// 2014).
///
/// Our own, and never to be changed: splits and generated data must be the same on every Java,
/// today and in years.
final class SplitMix {
  private static final double UNIT = 0x1.0p-53;

  private long state;

  SplitMix(long seed) {
    state = seed;
  }

  long next() {
    state += 0x9E3779B97F4A7C15L;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /// From 0 up to but not including 1, in steps of 2^-53.
  double uniform() {
    return (next() >>> 11) * UNIT;
  }

  double uniform(double from, double to) {
    return from + (to - from) * uniform();
  }

  /// A standard normal number (Box and Muller 1958); uses two draws.
  double normal() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform()));
    return radius * StrictMath.cos(2 * Math.PI * uniform());
  }

  /// From 0 up to but not including `bound`, all equally likely (Lemire 2019, alg. 5, in 64 bits).
  int below(int bound) {
    long draw = next();
    if (Long.compareUnsigned(draw * bound, bound) < 0) {
      long least = Long.remainderUnsigned(-bound, bound);
      while (Long.compareUnsigned(draw * bound, least) < 0) {
        draw = next();
      }
    }
    return (int) Math.unsignedMultiplyHigh(draw, bound);
  }
}
