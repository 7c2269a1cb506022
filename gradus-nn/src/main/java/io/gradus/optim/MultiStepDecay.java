package io.gradus.optim;

import java.util.List;

/// `rate(t) = start factor^n`, where `n` counts the milestones that are at most `t`; one given
/// twice counts twice.
public record MultiStepDecay(double start, List<Long> milestones, double factor)
    implements Schedule {
  /// Checks that nothing is negative; keeps the milestones in order.
  ///
  /// @throws IllegalArgumentException if one is outside of its range; says which, and the range
  public MultiStepDecay {
    milestones = milestones.stream().sorted().toList();
    Require.notNegative("MultiStepDecay", "start", start);
    milestones.forEach(at -> Require.notNegative("MultiStepDecay", "milestones", at));
    Require.notNegative("MultiStepDecay", "factor", factor);
  }

  @Override
  public double rate(long step) {
    int passed = 0;
    while (passed < milestones.size() && milestones.get(passed) <= step) {
      passed++;
    }
    return start * StrictMath.pow(factor, passed);
  }
}
