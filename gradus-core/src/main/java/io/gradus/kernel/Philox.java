package io.gradus.kernel;

import java.util.Objects;

/// Random numbers as a pure function of where they are used: `word = Philox4x32-10(counter, key)`.
///
/// There is no state to seed, share or save. The 64-bit key names the use (see [RandomKey]); the
/// 128-bit counter names the number. Any number can be had at any time, by any thread, in any
/// order, and is always the same.
///
/// The counter's four words are, for a number with the coordinates `(step, sample, element)`:
///
/// | word | holds |
/// |---|---|
/// | 0 | the element, divided by what a block gives: 4 floats, 2 doubles, 2 normals, 1 bounded |
/// | 1 | the sample, `0 <= sample < 2^32` |
/// | 2 | the step, `0 <= step < 2^32` |
/// | 3 | the kind: uniform float, uniform double, normal or bounded (and then the attempt) |
///
/// so that no two coordinates share bits, and numbers of different kinds with the same coordinates
/// are independent.
///
/// Source: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011;
/// it passes all of BigCrush there. The normal numbers are by Box and Muller, "A note on the
/// generation of random normal deviates", 1958; the bounded ones by Lemire, "Fast random integer
/// generation in an interval", 2019, algorithm 5.
public final class Philox {
  private static final long MULTIPLIER_0 = 0xD2511F53L;
  private static final long MULTIPLIER_1 = 0xCD9E8D57L;
  private static final int WEYL_0 = 0x9E3779B9; // the golden ratio
  private static final int WEYL_1 = 0xBB67AE85; // sqrt(3) - 1
  private static final int ROUNDS = 10;

  private static final int UNIFORM = 0;
  private static final int UNIFORM_DOUBLE = 1;
  private static final int NORMAL = 2;
  private static final int BOUNDED = 3;
  private static final int ATTEMPT = 1 << 8; // the kind is in bits 0 to 7, the attempt above

  private static final float FLOAT_UNIT = 0x1p-24f;
  private static final double DOUBLE_UNIT = 0x1p-53;

  private Philox() {}

  // ---- the block function -----------------------------------------------------------------------

  /// The two upper words of a block's four (`second` false: words 0 and 1; true: words 2 and 3),
  /// the lower-numbered one in the high half.
  ///
  /// `left` holds counter words 0 (high half) and 1, `right` words 2 and 3, so that a round is two
  /// products of 32 by 32 bits whose low halves land where they belong.
  private static long half(long left, long right, long key, boolean second) {
    int key0 = (int) key;
    int key1 = (int) (key >>> 32);
    for (int round = 0; round < ROUNDS; round++) {
      long next = MULTIPLIER_1 * (right >>> 32) ^ (left ^ key0) << 32;
      right = MULTIPLIER_0 * (left >>> 32) ^ (right ^ key1) << 32;
      left = next;
      key0 += WEYL_0;
      key1 += WEYL_1;
    }
    return second ? right : left;
  }

  /// Words 0 to 3 of one block, written to `into` at `offset` and on: the function of the paper,
  /// with nothing added.
  ///
  /// @param key key word 0 in the low half, key word 1 in the high half
  /// @throws IndexOutOfBoundsException if there is no room for four words
  public static void block(
      int counter0, int counter1, int counter2, int counter3, long key, int[] into, int offset) {
    Objects.checkFromIndexSize(offset, 4, into.length);
    long left = pair(counter0, counter1);
    long right = pair(counter2, counter3);
    long first = half(left, right, key, false);
    long second = half(left, right, key, true);
    into[offset] = (int) (first >>> 32);
    into[offset + 1] = (int) first;
    into[offset + 2] = (int) (second >>> 32);
    into[offset + 3] = (int) second;
  }

  /// One word (`lane` 0 to 3) of one block; see [#block].
  public static int word(
      int counter0, int counter1, int counter2, int counter3, long key, int lane) {
    long half = half(pair(counter0, counter1), pair(counter2, counter3), key, (lane & 2) != 0);
    return (int) ((lane & 1) == 0 ? half >>> 32 : half);
  }

  private static long pair(int high, int low) {
    return (long) high << 32 | Integer.toUnsignedLong(low);
  }

  // ---- numbers by their coordinates -------------------------------------------------------------

  /// A float in `[0, 1)`: one of the 2^24 multiples of 2^-24, each as likely.
  ///
  /// @throws IllegalArgumentException if a coordinate is out of its range; so for all the methods
  ///   below
  public static float uniform(long key, long step, long sample, int element) {
    check(step, sample, element);
    return (word(element >>> 2, (int) sample, (int) step, UNIFORM, key, element) >>> 8)
        * FLOAT_UNIT;
  }

  /// A double in `[0, 1)`: one of the 2^53 multiples of 2^-53, each as likely.
  public static double uniformDouble(long key, long step, long sample, int element) {
    check(step, sample, element);
    return unit(
        half(
            pair(element >>> 1, (int) sample),
            pair((int) step, UNIFORM_DOUBLE),
            key,
            (element & 1) != 0));
  }

  /// A draw from the standard normal distribution, rounded to float; see [#normalDouble].
  public static float normal(long key, long step, long sample, int element) {
    return (float) normalDouble(key, step, sample, element);
  }

  /// A draw from the standard normal distribution: `sqrt(-2 ln u) cos(2 pi v)` for even elements,
  /// `... sin(2 pi v)` for odd ones, with `u` in (0, 1] and `v` in [0, 1) of 53 bits each from the
  /// block that the two elements share.
  ///
  /// Computed in double through [StrictMath], so the bits are the same everywhere. The largest
  /// absolute value is 8.57.
  public static double normalDouble(long key, long step, long sample, int element) {
    check(step, sample, element);
    long left = pair(element >>> 1, (int) sample);
    long right = pair((int) step, NORMAL);
    double radius = radius(half(left, right, key, false));
    double angle = angle(half(left, right, key, true));
    return radius * ((element & 1) == 0 ? StrictMath.cos(angle) : StrictMath.sin(angle));
  }

  /// A whole number in `[0, bound)`, each exactly as likely: no modulo bias.
  ///
  /// @throws IllegalArgumentException if `bound` is not positive
  public static int below(int bound, long key, long step, long sample, int element) {
    check(step, sample, element);
    if (bound <= 0) {
      throw new IllegalArgumentException("the bound must be positive, but is " + bound);
    }
    int tooFew =
        Integer.remainderUnsigned(
            -bound, bound); // 2^32 mod bound: so many low halves must be refused
    for (int attempt = 0; ; attempt++) {
      int kind = BOUNDED + (attempt >>> 2) * ATTEMPT;
      int word = word(element, (int) sample, (int) step, kind, key, attempt);
      long product = Integer.toUnsignedLong(word) * bound;
      if (Integer.compareUnsigned((int) product, tooFew) >= 0) {
        return (int) (product >>> 32);
      }
    }
  }

  // ---- many numbers -----------------------------------------------------------------------------

  /// `into[offset + i] = uniform(key, step, sample, first + i)` for `count` elements, four to a
  /// block; allocates nothing.
  public static void fillUniform(
      float[] into, int offset, int count, long key, long step, long sample, int first) {
    Objects.checkFromIndexSize(offset, count, into.length);
    check(step, sample, first, count);
    long right = pair((int) step, UNIFORM);
    for (int done = 0; done < count; ) {
      int element = first + done;
      int lane = element & 3;
      int lanes = Math.min(4 - lane, count - done);
      uniforms(pair(element >>> 2, (int) sample), right, key, lane, lanes, into, offset + done);
      done += lanes;
    }
  }

  /// The floats of `lanes` words of one block, from word `lane` on; the rounds of [#half], but run
  /// once for all words.
  private static void uniforms(
      long left, long right, long key, int lane, int lanes, float[] into, int offset) {
    int key0 = (int) key;
    int key1 = (int) (key >>> 32);
    for (int round = 0; round < ROUNDS; round++) {
      long next = MULTIPLIER_1 * (right >>> 32) ^ (left ^ key0) << 32;
      right = MULTIPLIER_0 * (left >>> 32) ^ (right ^ key1) << 32;
      left = next;
      key0 += WEYL_0;
      key1 += WEYL_1;
    }
    for (int i = 0; i < lanes; i++) {
      long half = (lane + i & 2) == 0 ? left : right;
      int word = (int) ((lane + i & 1) == 0 ? half >>> 32 : half);
      into[offset + i] = (word >>> 8) * FLOAT_UNIT;
    }
  }

  /// `into[offset + i] = normal(key, step, sample, first + i)` for `count` elements, two to a
  /// block; allocates nothing.
  public static void fillNormal(
      float[] into, int offset, int count, long key, long step, long sample, int first) {
    Objects.checkFromIndexSize(offset, count, into.length);
    check(step, sample, first, count);
    // -0 + z is z for every z.
    normals(into, offset, count, key, pair((int) step, NORMAL), sample, first, -0.0, 1);
  }

  /// `into[offset + i] = mean + deviation * normalDouble(key, 0, 0, first + i)` for `count`
  /// elements, rounded once, two to a block; allocates nothing.
  public static void fillGaussian(
      float[] into, int offset, int count, long key, int first, double mean, double deviation) {
    Objects.checkFromIndexSize(offset, count, into.length);
    check(0, 0, first, count);
    normals(into, offset, count, key, pair(0, NORMAL), 0, first, mean, deviation);
  }

  private static void normals(
      float[] into,
      int offset,
      int count,
      long key,
      long right,
      long sample,
      int first,
      double mean,
      double deviation) {
    for (int i = 0; i < count; ) {
      int element = first + i;
      long left = pair(element >>> 1, (int) sample);
      double radius = radius(half(left, right, key, false));
      double angle = angle(half(left, right, key, true));
      if ((element & 1) == 0) {
        into[offset + i++] = (float) (mean + deviation * (radius * StrictMath.cos(angle)));
      }
      if (i < count) {
        into[offset + i++] = (float) (mean + deviation * (radius * StrictMath.sin(angle)));
      }
    }
  }

  /// Puts `values` into an order that is a pure function of the coordinates, each order as likely
  /// as the key can make it (Fisher and Yates, in Durstenfeld's form): element `i` changes places
  /// with element `below(i + 1, ...)`.
  public static void shuffle(int[] values, long key, long step, long sample) {
    for (int i = values.length - 1; i > 0; i--) {
      int other = below(i + 1, key, step, sample, i);
      int value = values[i];
      values[i] = values[other];
      values[other] = value;
    }
  }

  // ---- small parts ------------------------------------------------------------------------------

  private static double unit(long bits) {
    return (bits >>> 11) * DOUBLE_UNIT;
  }

  /// `sqrt(-2 ln u)`, where u = 0 cannot be: it would be infinite.
  private static double radius(long bits) {
    return StrictMath.sqrt(-2 * StrictMath.log(unit(bits) + DOUBLE_UNIT));
  }

  private static double angle(long bits) {
    return 2 * StrictMath.PI * unit(bits);
  }

  private static void check(long step, long sample, int element) {
    if ((step | sample) >>> 32 != 0 || element < 0) {
      throw new IllegalArgumentException(
          "step and sample must be in [0, 2^32) and element in [0, 2^31), but are "
              + step
              + ", "
              + sample
              + " and "
              + element);
    }
  }

  private static void check(long step, long sample, int first, int count) {
    check(step, sample, first);
    if (first > Integer.MAX_VALUE - count) {
      throw new IllegalArgumentException(
          "elements must be in [0, 2^31), but the last of " + count + " from " + first + " is not");
    }
  }
}
