package io.gradus.optim;

/// `rate <- max(rate factor, least)` whenever the metric has not become better for more than
/// `patience` looks at it.
///
/// Better is a fall by more than `threshold` of the size of the best value so far: `metric < best -
/// threshold |best|`. For metrics of 0 or more that is what PyTorch does; below 0 it compares with
/// `best (1 - threshold)`, which is above `best`, so that a metric that stands still counts as
/// better for ever and the rate is never cut. What it remembers is its rate, the best metric, how
/// many looks were bad, and how many are still not counted after a cut.
///
/// @param pause how many looks after a cut are not counted
public record ReduceOnPlateau(
    double start, double factor, long patience, double threshold, long pause, double least)
    implements Schedule {
  private static final int RATE = 0;
  private static final int BEST = 1;
  private static final int BAD = 2;
  private static final int PAUSE = 3;

  /// A smaller change of the rate is not made, as in PyTorch.
  private static final double SMALLEST_CUT = 1e-8;

  /// Checks that `factor` and `threshold` are in `[0, 1)`, and all else is 0 or more.
  ///
  /// @throws IllegalArgumentException if one is outside of its range; says which, and the range
  public ReduceOnPlateau {
    Require.notNegative("ReduceOnPlateau", "start", start);
    Require.fraction("ReduceOnPlateau", "factor", factor);
    Require.notNegative("ReduceOnPlateau", "patience", patience);
    Require.fraction("ReduceOnPlateau", "threshold", threshold);
    Require.notNegative("ReduceOnPlateau", "pause", pause);
    Require.notNegative("ReduceOnPlateau", "least", least);
  }

  /// A tenth of the rate after more than 10 looks without a fall by 1e-4 of the best; no pause, no
  /// least rate.
  public ReduceOnPlateau(double start) {
    this(start, 0.1, 10, 1e-4, 0, 0);
  }

  @Override
  public double rate(long step) {
    return start;
  }

  @Override
  public double rate(long step, double[] memory) {
    return memory[RATE];
  }

  @Override
  public double[] memory() {
    return new double[] {start, Double.MAX_VALUE, 0, 0};
  }

  @Override
  public void observe(double metric, double[] memory) {
    double best = memory[BEST];
    if (metric < best * (best < 0 ? 1 + threshold : 1 - threshold)) {
      memory[BEST] = metric;
      memory[BAD] = 0;
    } else {
      memory[BAD]++;
    }
    if (memory[PAUSE] > 0) {
      memory[PAUSE]--;
      memory[BAD] = 0;
    }
    if (memory[BAD] > patience) {
      double next = Math.max(memory[RATE] * factor, least);
      memory[RATE] = memory[RATE] - next > SMALLEST_CUT ? next : memory[RATE];
      memory[BAD] = 0;
      memory[PAUSE] = pause;
    }
  }
}
