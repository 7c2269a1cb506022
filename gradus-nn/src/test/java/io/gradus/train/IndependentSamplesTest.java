package io.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.Tensor;
import io.gradus.nn.Activation;
import io.gradus.nn.BatchNorm;
import io.gradus.nn.Dense;
import io.gradus.nn.Embedding;
import io.gradus.nn.Flatten;
import io.gradus.nn.Initializer;
import io.gradus.nn.Layer;
import io.gradus.nn.LayerNorm;
import io.gradus.nn.Model;
import io.gradus.nn.Sequential;
import io.gradus.nn.Softmax;
import io.gradus.op.Relu;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a saved model says of a sample does not depend on the samples beside it.
class IndependentSamplesTest {
  record Mixed(String name, UnaryOperator<Tensor> by) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Mixed> mixing() {
    return List.of(
        new Mixed("flip", x -> x.flip(0)),
        new Mixed("log sum exp", x -> x.add(x.logSumExp(0))),
        new Mixed("sum", x -> x.add(x.sum(0))),
        new Mixed("max", x -> x.subtract(x.max(0))),
        new Mixed("softmax", x -> x.softmax(0)),
        new Mixed("contraction", x -> x.matmul(x.transpose(1, 0)).matmul(x)),
        new Mixed("reshape", x -> x.transpose(1, 0).reshape(x.shape())),
        new Mixed("first", x -> x.multiply(x.slice(0, 0, 1))));
  }

  static List<Mixed> position() {
    return List.of(
        new Mixed(
            "first row twice",
            x ->
                Tensor.concat(0, x.slice(0, 0, 1).multiply(2), x.slice(0, 1, x.shape().length(0)))),
        new Mixed(
            "padding",
            x ->
                x.add(
                    x.slice(0, 1, x.shape().length(0))
                        .multiply(0)
                        .add(1)
                        .pad(new int[] {1, 0}, new int[] {0, 0}))));
  }

  private static Model model(Mixed mixed) {
    Layer layer = (scope, x) -> mixed.by().apply(x);
    return Model.of(Sequential.of(layer, new Dense(2))).seed(1).input(7);
  }

  @ParameterizedTest
  @MethodSource("mixing")
  void aNetworkThatMixesSamplesIsRefused(Mixed mixed) {
    Model model = model(mixed);
    assertThatThrownBy(() -> SavedModel.of(model))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must not depend on the other samples");
  }

  @ParameterizedTest
  @MethodSource("position")
  void aNetworkThatLooksAtTheRowIsRefused(Mixed mixed) {
    Model model = model(mixed);
    assertThatThrownBy(() -> SavedModel.of(model))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must not depend on its row");
  }

  @Test
  void weightsOfZeroHideNothing() {
    Layer flip = (scope, x) -> x.flip(0);
    Dense none = new Dense(2).starting(new Initializer.Zeros());
    Model model = Model.of(Sequential.of(flip, none)).seed(1).input(3);
    assertThatThrownBy(() -> SavedModel.of(model)).hasMessageContaining("other samples");
  }

  @Test
  void indicesThatMixSamplesAreRefused() {
    Layer flip = (scope, x) -> x.flip(0);
    Model model =
        Model.of(Sequential.of(new Embedding(5, 3), flip, new Flatten(), new Dense(2)))
            .seed(1)
            .indices(4);
    assertThatThrownBy(() -> SavedModel.of(model)).hasMessageContaining("other samples");
  }

  @Test
  void samplesThatAreReversedWithinThemselvesAreSaved() {
    Layer flip = (scope, x) -> x.flip(1).add(x.logSumExp(1));
    Model model =
        Model.of(
                Sequential.of(
                    flip,
                    new Dense(40),
                    new BatchNorm(),
                    new Activation(new Relu()),
                    new LayerNorm(),
                    new Dense(3),
                    new Softmax()))
            .seed(1)
            .input(17);
    assertThat(SavedModel.of(model).inputs()).hasSize(1);
  }

  @Test
  void weightsThatAreNotFiniteAreSavedAsTheyAre() {
    Model model = Model.of(new Dense(2)).seed(1).input(3);
    model.parameters().list().getFirst().set(Float.NaN, 1, 2, 3, 4, 5);
    assertThat(SavedModel.of(model).values("weight")).startsWith(Float.NaN);
  }
}
