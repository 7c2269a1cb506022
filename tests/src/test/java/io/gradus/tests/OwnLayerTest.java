package io.gradus.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.Shape;
import io.gradus.Tensor;
import io.gradus.nn.Dense;
import io.gradus.nn.Initializer;
import io.gradus.nn.Layer;
import io.gradus.nn.MeanSquaredError;
import io.gradus.nn.Model;
import io.gradus.nn.Scope;
import io.gradus.optim.Adam;
import io.gradus.testkit.LayerCheck;
import io.gradus.train.Dataset;
import io.gradus.train.Epoch;
import io.gradus.train.Trainer;
import java.util.List;
import org.junit.jupiter.api.Test;

/// "Add a layer" of CONTRIBUTING, done.
class OwnLayerTest {
  /// `y = value(x) * sigmoid(gate(x))`: a layer made from others.
  record Gate(int units) implements Layer {
    @Override
    public Tensor forward(Scope s, Tensor x) {
      return s.call("value", new Dense(units), x)
          .multiply(s.call("gate", new Dense(units), x).sigmoid());
    }
  }

  /// `y_i = s_i x_i`: a layer with a parameter of its own.
  record Scaled() implements Layer {
    @Override
    public Tensor forward(Scope s, Tensor x) {
      Shape width = Shape.of(x.shape().length(-1));
      return x.multiply(s.param("scale", width, new Initializer.Ones()));
    }
  }

  @Test
  void itsGradientsAreRightAndItsBitsTheSameEverywhere() {
    LayerCheck.of(new Gate(3)).input(4).tolerance(1e-7).check();
    LayerCheck.of(new Scaled()).input(2, 3).tolerance(1e-7).check();
  }

  @Test
  void itsParametersAreNamedByItsParts() {
    Model model = Model.of(new Gate(3)).input(4);
    assertThat(model.parameters().list())
        .extracting(param -> param.path() + " " + param.shape())
        .containsExactly(
            "value.weight [4, 3]", "value.bias [3]", "gate.weight [4, 3]", "gate.bias [3]");
  }

  @Test
  void itLearns() {
    float[][] inputs = new float[64][1];
    float[][] targets = new float[64][1];
    for (int i = 0; i < 64; i++) {
      inputs[i][0] = i / 16f - 2;
      // What a gate does well and no linear layer can: silu.
      targets[i][0] = (float) (inputs[i][0] / (1 + StrictMath.exp(-inputs[i][0])));
    }
    Model model = Model.of(new Gate(1)).seed(2).input(1);
    List<Epoch> history =
        Trainer.of(model, new MeanSquaredError(), new Adam(0.05))
            .batch(16)
            .epochs(300)
            .fit(Dataset.of(inputs, targets));
    assertThat(history.getLast().loss()).isLessThan(1e-4);
    assertThat(model.predict(1.5f)[0])
        .isCloseTo(1.2263f, org.assertj.core.api.Assertions.offset(0.02f));
  }
}
