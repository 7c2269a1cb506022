package io.gradus.optim;

import io.gradus.Param;
import io.gradus.Parameters;
import io.gradus.exec.Engine;
import io.gradus.expr.Expr;
import io.gradus.kernel.Access;
import io.gradus.kernel.ElementwiseKernel;
import io.gradus.kernel.ElementwiseSpec;
import java.util.List;

/// `a <- a + share (p - a)`: the running average of a model's weights.
///
/// The average of a parameter that is frozen is the parameter itself, and so is that of one that
/// was set from outside ([Param#set]) since the last step: both go on from there.
final class WeightAverage {
  private final Parameters parameters;
  private final List<Param> params;
  private final double decay;
  private final ElementwiseKernel mixing;
  private final float[] average;
  private final float[][] from;
  private final float[][] to;
  private final float[] share = new float[1];
  private final long[] writes;
  private boolean listening;

  /// @param decay how much of the average a step keeps; 0 for no average
  WeightAverage(Parameters parameters, double decay, Engine engine) {
    this.parameters = parameters;
    this.decay = decay;
    params = parameters.list();
    mixing = engine.kernels().elementwise(spec());
    average = new float[decay > 0 ? parameters.values().length : 0];
    from = new float[][] {average, parameters.values()};
    to = new float[][] {average};
    writes = new long[params.size()];
  }

  private static ElementwiseSpec spec() {
    Expr a = Expr.input(0, "x0");
    Expr p = Expr.input(1, "x1");
    return new ElementwiseSpec(
        List.of(a.plus(Expr.argument(0, "a0").times(p.minus(a)))),
        List.of(Access.CONTIGUOUS, Access.CONTIGUOUS),
        1);
  }

  /// Whether there is one.
  boolean kept() {
    return decay > 0;
  }

  /// The average itself, laid out as the values; empty if none is kept.
  float[] array() {
    return average;
  }

  /// Takes parameters that were set since the last call as they are.
  void hear() {
    for (int i = 0; i < writes.length; i++) {
      Param param = params.get(i);
      if (listening && kept() && writes[i] != param.writes()) {
        take(param.offset(), param.size());
      }
      writes[i] = param.writes();
    }
    listening = true;
  }

  /// Lets what is set until the next step pass unheard: it belongs to a state that is put back.
  void restored() {
    listening = false;
  }

  private void take(int at, int count) {
    System.arraycopy(parameters.values(), at, average, at, count);
  }

  /// @param step the number of the step that was done, from 1
  void begin(long step) {
    share[0] = step == 1 ? 1 : (float) (1 - decay);
  }

  /// Mixes a part of a parameter into the average; `at` holds where it starts, for each array.
  void mix(Param param, int[] at, int[] strides, int count) {
    if (param.frozen()) {
      take(at[0], count);
    } else {
      mixing.run(from, at, strides, to, at, share, count);
    }
  }

  /// Puts the average in place of the weights and the other way round, but for what is frozen.
  void swap() {
    float[] values = parameters.values();
    for (Param param : params) {
      int end = param.offset() + (param.frozen() ? 0 : param.size());
      for (int i = param.offset(); i < end; i++) {
        float value = values[i];
        values[i] = average[i];
        average[i] = value;
      }
    }
    parameters.changed();
  }

  /// Overwrites the weights with the average, but for what is frozen.
  void overwrite() {
    for (Param param : params) {
      if (!param.frozen()) {
        System.arraycopy(
            average, param.offset(), parameters.values(), param.offset(), param.size());
      }
    }
    parameters.changed();
  }
}
