package io.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradus.kernel.Philox;
import io.gradus.nn.Activation;
import io.gradus.nn.Dense;
import io.gradus.nn.MeanSquaredError;
import io.gradus.nn.Model;
import io.gradus.nn.Sequential;
import io.gradus.op.Tanh;
import io.gradus.optim.Lbfgs;
import io.gradus.optim.Minimum;
import org.junit.jupiter.api.Test;

/// L-BFGS trains networks on all of the data at once.
class FullBatchTest {
  private static float at(int i, int k) {
    return Philox.normal(4, 0, 0, 2 * i + k);
  }

  @Test
  void aLineIsFoundExactly() {
    float[][] inputs = new float[50][2];
    float[][] targets = new float[50][1];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = new float[] {at(i, 0), at(i, 1)};
      targets[i][0] = 2 * at(i, 0) - 3 * at(i, 1) + 1;
    }
    Model model = Model.of(new Dense(1)).seed(1).input(2);
    Minimum found =
        FullBatch.of(model, new MeanSquaredError(), Dataset.of(inputs, targets)).train(new Lbfgs());
    assertThat(found.iterations()).isLessThan(30);
    assertThat(model.predict(1, 0)[0]).isCloseTo(3, within(1e-4f));
    assertThat(model.predict(0, 1)[0]).isCloseTo(-2, within(1e-4f));
    assertThat(model.predict(0, 0)[0]).isCloseTo(1, within(1e-4f));
  }

  @Test
  void xorIsLearnedAndFrozenWeightsStay() {
    Dataset xor =
        Dataset.of(
            new float[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, new float[][] {{0}, {1}, {1}, {0}});
    Model model =
        Model.of(Sequential.of(new Dense(8), new Activation(new Tanh()), new Dense(1)))
            .seed(1)
            .input(2);
    var frozen = model.parameters().find("0.bias");
    frozen.freeze(true);
    float[] before = frozen.values();
    Minimum found = FullBatch.of(model, new MeanSquaredError(), xor).train(new Lbfgs());
    assertThat(found.value()).isLessThan(1e-6);
    assertThat(model.predict(0, 1)[0]).isCloseTo(1, within(0.01f));
    assertThat(model.predict(1, 1)[0]).isCloseTo(0, within(0.01f));
    assertThat(frozen.values()).containsExactly(before);
  }
}
