package io.gradus.optim;

import io.gradus.Param;
import io.gradus.Parameters;
import io.gradus.Shape;
import io.gradus.exec.Engine;
import io.gradus.exec.Workers;
import io.gradus.kernel.Kernels;
import io.gradus.kernel.ScalarKernels;
import java.util.List;

/// Six numbers whose gradient depends on them, changes sign, and needs no function: the same that
/// `make_pytorch.py` uses.
final class Problem {
  static final double[] START = {1.0, -2.0, 0.5, 3.0, -0.25, 0.125};
  private static final double[] SCALE = {1.0, 0.1, 10.0, 0.5, 2.0, 0.01};

  private Problem() {}

  /// The gradient before step `t`, which counts from 1.
  static double gradient(int i, double p, int t) {
    return SCALE[i] * p + ((7 * t + 3 * i) % 11 - 5) / 10.0;
  }

  static double[] gradient(double[] p, int t) {
    double[] g = new double[p.length];
    for (int i = 0; i < g.length; i++) {
      g[i] = gradient(i, p[i], t);
    }
    return g;
  }

  /// The values after `steps` steps in double.
  static double[] reference(Optimizer optimizer, Shape shape, int steps) {
    ReferenceOptimizer reference = ReferenceOptimizer.of(optimizer, "p", shape, START);
    for (int t = 1; t <= steps; t++) {
      reference.step(gradient(reference.values(), t));
    }
    return reference.values();
  }

  /// The values after `steps` steps of the float driver.
  static float[] driven(Optimizer optimizer, Shape shape, int steps) {
    Parameters parameters = new Parameters();
    Param param = parameters.add("p", shape);
    for (int i = 0; i < START.length; i++) {
      parameters.values()[i] = (float) START[i];
    }
    try (Workers workers = new Workers(1)) {
      Kernels kernels = new ScalarKernels();
      OptimizerRun run =
          OptimizerRun.of(optimizer, parameters, List.of(), new Engine(kernels, workers));
      for (int t = 1; t <= steps; t++) {
        for (int i = 0; i < START.length; i++) {
          parameters.gradients()[i] = (float) gradient(i, parameters.values()[i], t);
        }
        run.step();
      }
    }
    return param.values();
  }

  static double[] doubles(float[] values) {
    double[] result = new double[values.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = values[i];
    }
    return result;
  }
}
