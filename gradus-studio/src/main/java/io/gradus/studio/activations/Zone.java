package io.gradus.studio.activations;

import java.util.ArrayList;
import java.util.List;

/// A stretch of the z axis where little or no gradient gets through.
///
/// @param from where it begins; at the left end of what was sampled it may go on
/// @param to where it ends
record Zone(Kind kind, double from, double to) {
  /// Of the largest slope; below it a unit counts as saturated.
  static final double SATURATED = 0.05;

  /// How little.
  enum Kind {
    /// The slope is exactly zero.
    NO_GRADIENT,
    /// The slope is below [#SATURATED] of its maximum.
    SATURATED,
    /// As [#SATURATED], but only because the slope passes through zero on its way.
    TURNING,
    /// All else.
    OPEN
  }

  /// The zones of a curve that are not open, left to right.
  static List<Zone> of(Samples samples) {
    Kind[] kinds = kinds(samples.slope(), limit(samples));
    List<Zone> zones = new ArrayList<>();
    int begin = 0;
    for (int i = 1; i <= kinds.length; i++) {
      if (i == kinds.length || kinds[i] != kinds[begin]) {
        if (kinds[begin] != Kind.OPEN && i - 1 > begin) {
          zones.add(zone(kinds[begin], samples, begin, i - 1));
        }
        begin = i;
      }
    }
    return zones;
  }

  /// The slope below which a unit counts as saturated.
  static double limit(Samples samples) {
    return SATURATED * Math.abs(samples.slope()[samples.steepest()]);
  }

  private static Kind[] kinds(double[] slope, double limit) {
    Kind[] kinds = new Kind[slope.length];
    for (int i = 0; i < kinds.length; i++) {
      boolean alone =
          slope[i] == 0
              && (i == 0 || slope[i - 1] != 0)
              && (i == kinds.length - 1 || slope[i + 1] != 0);
      // One place of zero slope is where the slope passes through zero.
      kinds[i] = alone ? Kind.SATURATED : kind(slope[i], limit);
    }
    return kinds;
  }

  private static Zone zone(Kind kind, Samples samples, int begin, int end) {
    boolean turns = kind == Kind.SATURATED && samples.slope()[begin] * samples.slope()[end] < 0;
    return new Zone(turns ? Kind.TURNING : kind, samples.z()[begin], samples.z()[end]);
  }

  /// What a slope is, where `limit` is that of saturation.
  static Kind kind(double slope, double limit) {
    if (slope == 0) {
      return Kind.NO_GRADIENT;
    }
    return Math.abs(slope) < limit ? Kind.SATURATED : Kind.OPEN;
  }

  /// `noGradient`, `saturated`, `turning` or `open`.
  static String word(Kind kind) {
    return switch (kind) {
      case NO_GRADIENT -> "noGradient";
      case SATURATED -> "saturated";
      case TURNING -> "turning";
      case OPEN -> "open";
    };
  }
}
