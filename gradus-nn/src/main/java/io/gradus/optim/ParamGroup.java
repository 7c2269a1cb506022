package io.gradus.optim;

import io.gradus.Param;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/// Parameters that are trained with a rate or a decay of their own.
///
/// A parameter belongs to the first group whose predicate holds; the rest are trained as the
/// optimizer says. A group's decay replaces the setting `decay` of the rule, where it has one.
///
/// @param name what listings print
/// @param rateFactor the rate of these parameters, as a factor of the optimizer's
/// @param decay the decay of these parameters, if it is another
public record ParamGroup(
    String name, Predicate<Param> members, double rateFactor, OptionalDouble decay) {
  /// Checks that the factor, and the decay if there is one, are 0 or more.
  ///
  /// @throws IllegalArgumentException if one is outside of its range; says which, and the range
  public ParamGroup {
    Require.notNegative("ParamGroup \"" + name + "\"", "rateFactor", rateFactor);
    if (decay.isPresent()) {
      Require.notNegative("ParamGroup \"" + name + "\"", "decay", decay.getAsDouble());
    }
  }

  /// Parameters whose rate is the optimizer's times `factor`.
  public static ParamGroup rate(String name, Predicate<Param> members, double factor) {
    return new ParamGroup(name, members, factor, OptionalDouble.empty());
  }

  /// Parameters with this decay.
  public static ParamGroup decay(String name, Predicate<Param> members, double decay) {
    return new ParamGroup(name, members, 1, OptionalDouble.of(decay));
  }

  /// No decay for biases and the scales of norms: whatever has fewer than two axes.
  public static ParamGroup noDecayOnBiasAndNorm() {
    return decay("no decay", param -> param.shape().rank() < 2, 0);
  }
}
