package io.gradus.kernel;

/// The 64-bit key that names one use of random numbers: `key = hash(seed, path, occurrence)`.
///
/// Because a key depends on the path of its layer and not on how many layers came before, a network
/// with one layer more gives all its other layers the same start.
///
/// The hash is part of the numeric profile: it never changes. With `mix` the finaliser of
/// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA
/// 2014; constants: Stafford's variant 13) and all arithmetic modulo 2^64:
///
/// ```
/// absorb(h, symbol) = mix((h ^ symbol) + 0x9E3779B97F4A7C15)
/// h = absorb(0, seed)
/// h = absorb(h, c)                 for each UTF-16 code unit c of the path, in order
/// key = absorb(h, 2^32 + occurrence)
/// ```
///
/// The last symbol is no code unit, so two different uses never absorb the same symbols. For a
/// fixed path and occurrence the key is a bijection of the seed.
public final class RandomKey {
  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  private RandomKey() {}

  /// The key of the `occurrence`-th use (from 0) of random numbers at `path` in a run with this
  /// seed.
  ///
  /// @param path for example `"encoder.0.dropout"`; any string, the empty one too
  /// @throws IllegalArgumentException if `occurrence` is negative
  public static long of(long seed, String path, int occurrence) {
    if (occurrence < 0) {
      throw new IllegalArgumentException(
          "the occurrence must not be negative, but is " + occurrence);
    }
    long hash = absorb(0, seed);
    for (int i = 0; i < path.length(); i++) {
      hash = absorb(hash, path.charAt(i));
    }
    return absorb(hash, (1L << 32) + occurrence);
  }

  private static long absorb(long hash, long symbol) {
    return mix((hash ^ symbol) + GAMMA);
  }

  private static long mix(long z) {
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }
}
