package io.gradus.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.gradus.Tensor;
import io.gradus.expr.Expr;
import io.gradus.nn.Dense;
import io.gradus.nn.Loss;
import io.gradus.nn.Model;
import io.gradus.nn.PointwiseLoss;
import io.gradus.nn.Targets;
import io.gradus.optim.Adam;
import io.gradus.testkit.LossCheck;
import io.gradus.train.Dataset;
import io.gradus.train.Trainer;
import org.junit.jupiter.api.Test;

/// "Add a loss" of CONTRIBUTING, done.
class OwnLossTest {
  /// `l = max(q d, (q - 1) d)`, with `d = t - y`: the output becomes the q-quantile (Koenker and
  /// Bassett 1978).
  record Quantile(double q, Reduction reduction) implements PointwiseLoss {
    @Override
    public Expr term(Expr y, Expr t) {
      Expr d = t.minus(y);
      return d.times(q).max(d.times(q - 1));
    }
  }

  @Test
  void oneFormulaIsALoss() {
    Loss loss = new Quantile(0.9, Loss.Reduction.NONE);
    Tensor y = Tensor.of(1, 1).tracked();
    Tensor value = loss.of(y, Targets.of(Tensor.of(2, 0)));
    assertThat(value.values()).containsExactly(0.9f, 0.1f);
    assertThat(value.sum().gradients().of(y).values())
        .containsExactly(new float[] {-0.9f, 0.1f}, offset(1e-7f));
  }

  @Test
  void itsGradientsAreRightAndItsBitsTheSameEverywhere() {
    LossCheck.of(new Quantile(0.9, Loss.Reduction.MEAN)).numbers(-2, 2).check();
  }

  @Test
  void anyFunctionOfTensorsIsALoss() {
    Loss worst = (y, t) -> y.subtract(t.requireValues("worst", y.shape())).square().max(0, 1);
    LossCheck.of(worst).numbers(-2, 2).check();
  }

  @Test
  void itTrains() {
    float[][] nothing = new float[100][1];
    float[][] values = new float[100][1];
    for (int i = 0; i < 100; i++) {
      values[i][0] = i / 100f;
    }
    Model model = Model.of(new Dense(1)).seed(1).input(1);
    Trainer.of(model, new Quantile(0.9, Loss.Reduction.MEAN), new Adam(0.01))
        .batch(100)
        .epochs(300)
        .fit(Dataset.of(nothing, values));
    assertThat(model.predict(0f)[0]).isCloseTo(0.9f, offset(0.02f));
  }
}
