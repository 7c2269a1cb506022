package io.gradus.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradus.Parameters;
import io.gradus.Shape;
import io.gradus.exec.Engine;
import io.gradus.kernel.Philox;
import java.util.List;
import org.junit.jupiter.api.Test;

/// LAMB by its formula, and the orthogonal matrices of Muon.
class WholeTensorTest {
  private static final int STEPS = 100;

  /// You et al. 2020, algorithm 2, with the identity for phi.
  private static double[] lamb() {
    double[] p = Problem.START.clone();
    double[] m = new double[6];
    double[] v = new double[6];
    for (int t = 1; t <= STEPS; t++) {
      double[] u = new double[6];
      double p2 = 0;
      double u2 = 0;
      for (int i = 0; i < 6; i++) {
        double g = Problem.gradient(i, p[i], t);
        m[i] = 0.9 * m[i] + 0.1 * g;
        v[i] = 0.999 * v[i] + 0.001 * g * g;
        double mHat = m[i] / (1 - StrictMath.pow(0.9, t));
        double vHat = v[i] / (1 - StrictMath.pow(0.999, t));
        u[i] = mHat / (Math.sqrt(vHat) + 1e-6) + 0.01 * p[i];
        p2 += p[i] * p[i];
        u2 += u[i] * u[i];
      }
      for (int i = 0; i < 6; i++) {
        p[i] -= 0.02 * Math.sqrt(p2) / Math.sqrt(u2) * u[i];
      }
    }
    return p;
  }

  @Test
  void lambIsItsFormula() {
    Optimizer ours = new Lamb(0.02);
    assertThat(Problem.reference(ours, Shape.of(6), STEPS)).containsExactly(lamb(), within(1e-12));
    assertThat(Problem.doubles(Problem.driven(ours, Shape.of(6), STEPS)))
        .containsExactly(lamb(), within(2e-6));
  }

  @Test
  void lambMovesWeightsOfNormZeroByAdamsStep() {
    ReferenceOptimizer lamb = ReferenceOptimizer.of(new Lamb(0.5), "p", Shape.of(2), 0, 0);
    lamb.step(3, -4);
    assertThat(lamb.values()).containsExactly(new double[] {-0.5, 0.5}, within(1e-6));
  }

  private static double[] random(int size) {
    double[] x = new double[size];
    for (int i = 0; i < size; i++) {
      x[i] = Philox.normal(9, 0, 0, i);
    }
    return x;
  }

  /// `O O^T` (or `O^T O`, whichever is smaller) is near the identity: the five steps bring singular
  /// values into `[0.68, 1.14]`.
  @Test
  void rowsOrColumnsBecomeNearlyOrthonormal() {
    for (int[] size : new int[][] {{3, 40}, {40, 3}, {5, 5}}) {
      double[] o = NewtonSchulz.orthogonal(random(size[0] * size[1]), size[1]);
      boolean wide = size[0] <= size[1];
      int small = Math.min(size[0], size[1]);
      for (int i = 0; i < small; i++) {
        double length = 0;
        for (int k = 0; k < Math.max(size[0], size[1]); k++) {
          double value = wide ? o[i * size[1] + k] : o[k * size[1] + i];
          length += value * value;
        }
        assertThat(Math.sqrt(length)).isBetween(0.65, 1.2);
      }
    }
  }

  /// The float matrices, with the kernels' products, against the plain loops in double.
  @Test
  void theDriversMatricesAreThoseOfTheReference() {
    for (Shape shape : List.of(Shape.of(20, 70), Shape.of(70, 20), Shape.of(3, 3, 4, 8))) {
      Parameters parameters = new Parameters();
      var param = parameters.add("w", shape);
      double[] gradient = random(shape.size());
      for (int i = 0; i < gradient.length; i++) {
        parameters.gradients()[i] = (float) gradient[i];
      }
      Optimizer muon = new Muon(1);
      OptimizerRun run = OptimizerRun.of(muon, parameters, List.of(), Engine.shared());
      run.step();
      ReferenceOptimizer reference =
          ReferenceOptimizer.of(muon, "w", shape, new double[shape.size()]);
      reference.step(gradient);
      assertThat(Problem.doubles(param.values())).containsExactly(reference.values(), within(1e-5));
    }
  }

  @Test
  void muonLeavesVectorsAndWhatIsExceptedToAdamW() {
    Muon muon = new Muon(0.1).except("head");
    Rule adam = new AdamW(Schedule.constant(0.1), 0.9, 0.999, 1e-8, 0.1).rule();
    assertThat(muon.rule("body.bias", Shape.of(4))).isEqualTo(adam);
    assertThat(muon.rule("head.weight", Shape.of(4, 4))).isEqualTo(adam);
    assertThat(muon.rule("body.weight", Shape.of(4, 4)).tensorwise()).isTrue();
  }

  /// `p <- orthogonal(g)`.
  private record Turn() implements Optimizer {
    @Override
    public Schedule rate() {
      return Schedule.constant(1);
    }

    @Override
    public Rule rule() {
      RuleBuilder r = new RuleBuilder();
      r.set(r.parameter(), r.orthogonal("o", r.gradient()));
      return r.build();
    }

    @Override
    public String citation() {
      return "a test";
    }
  }

  @Test
  void aVectorCannotBeOrthogonal() {
    Parameters parameters = new Parameters();
    parameters.add("x", Shape.of(3));
    assertThatThrownBy(() -> OptimizerRun.of(new Turn(), parameters, List.of(), Engine.shared()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[3]");
  }
}
