package io.gradus.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.gradus.Gradients;
import io.gradus.Indices;
import io.gradus.Param;
import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.Tensor;
import io.gradus.op.Relu;
import io.gradus.optim.Adam;
import io.gradus.train.Dataset;
import io.gradus.train.Trainer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Layers by hand: shapes, names, sharing, freezing, and what they refuse.
class LayerTest {
  private static double[] range(double from, double to, int count) {
    return IntStream.range(0, count)
        .mapToDouble(i -> from + (to - from) * i / (count - 1))
        .toArray();
  }

  private static float[] floats(double... numbers) {
    float[] floats = new float[numbers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers[i];
    }
    return floats;
  }

  /// CS231n, assignment 1: an affine layer after flattening.
  @Test
  void cs231nAffine() {
    Model model = Model.of(Sequential.of(new Flatten(), new Dense(3))).input(4, 5, 6);
    List<Param> params = model.parameters().list();
    params.get(0).set(floats(range(-0.2, 0.3, 360)));
    params.get(1).set(floats(range(-0.3, 0.1, 3)));
    float[] y = model.predict(floats(range(-0.1, 0.5, 240)), 2);
    double[] expected = {1.49834967, 1.70660132, 1.91485297, 3.25553199, 3.5141327, 3.77273342};
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) y[i]).isCloseTo(expected[i], offset(4e-6));
    }
  }

  @Test
  void embeddingPicksRowsAndOnlyTheseLearn() {
    Embedding words = new Embedding(4, 2, new Initializer.Constant(3));
    Layer layer =
        (s, x) -> words.forward(s.in("words"), Indices.of(Shape.of(3), 1, 3, 1)).multiply(x);
    Model model = Model.of(layer).input(3, 2);
    Param table = model.parameters().list().getFirst();
    assertThat(table.path()).isEqualTo("words.weight");
    assertThat(table.shape()).isEqualTo(Shape.of(4, 2));
    table.set(0, 1, 10, 11, 20, 21, 30, 31);
    Tensor x = Tensor.of(Shape.of(1, 3, 2), 1, 1, 1, 1, 2, 2);
    Tensor y = model.forward(x, true);
    assertThat(y.shape()).isEqualTo(Shape.of(1, 3, 2));
    assertThat(y.values()).containsExactly(10, 11, 30, 31, 20, 22);
    assertThat(y.sum().gradients().of(table).values()).containsExactly(0, 0, 3, 3, 0, 0, 1, 1);
  }

  @Test
  void embeddingRefusesWhatItHasNoVectorFor() {
    Layer layer = (s, x) -> new Embedding(4, 2).forward(s.in("words"), Indices.of(4));
    Model model =
        Model.of((s, x) -> new Embedding(4, 2).forward(s.in("words"), Indices.of(3))).input(1);
    assertThat(model.forward(Tensor.zeros(Shape.of(1, 1)), false).shape())
        .isEqualTo(Shape.of(1, 2));
    assertThatThrownBy(() -> Model.of(layer).input(1).forward(Tensor.zeros(Shape.of(1, 1)), false))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessageContaining("index 4");
    assertThatThrownBy(() -> new Embedding(0, 3)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void sharedPartsHaveOneSetOfWeightsAndTheSumOfTheirGradients() {
    Dense dense = new Dense(2).withoutBias();
    Layer twice = (s, x) -> s.share("same").apply(dense, s.share("same").apply(dense, x));
    Model model = Model.of(twice).input(2);
    assertThat(model.parameters().list()).extracting(Param::path).containsExactly("same.weight");
    Param weight = model.parameters().list().getFirst();
    weight.set(2, 0, 0, 3);
    Tensor y = model.forward(Tensor.of(new float[][] {{1, 1}}), true);
    assertThat(y.values()).containsExactly(4, 9);
    // d/dw of w * w is 2 w.
    assertThat(y.sum().gradients().of(weight).values()).containsExactly(4, 5, 5, 6);
  }

  @Test
  void oneNameTwiceIsRefusedUnlessShared() {
    Layer twice = (s, x) -> s.call("a", new Dense(2), s.call("a", new Dense(2), x));
    assertThatThrownBy(() -> Model.of(twice).input(2))
        .hasMessageContaining("\"a\" is used twice")
        .hasMessageContaining("share(\"a\")");
    Layer sizes = (s, x) -> s.share("a").apply(new Dense(3), s.share("a").apply(new Dense(3), x));
    assertThatThrownBy(() -> Model.of(sizes).input(2)).hasMessageContaining("a.weight");
  }

  @Test
  void frozenParametersStayAndTheOthersLearn() {
    Model model =
        Model.of(Sequential.of(new Dense(4), new Activation(new Relu()), new Dense(1)))
            .seed(5)
            .input(1);
    List<Param> all = model.parameters().list();
    all.get(0).freeze(true);
    all.get(1).freeze(true);
    float[] first = all.get(0).values();
    float[] last = all.get(2).values();
    Dataset line =
        Dataset.of(new float[][] {{0}, {1}, {2}, {3}}, new float[][] {{1}, {3}, {5}, {7}});
    Trainer.of(model, new MeanSquaredError(), new Adam(0.1)).batch(2).epochs(3).fit(line);
    assertThat(all.get(0).values()).containsExactly(first);
    assertThat(all.get(2).values()).isNotEqualTo(last);
    Tensor y = model.forward(Tensor.of(Shape.of(1, 1), 2), true);
    Gradients gradients = y.sum().gradients();
    assertThat(gradients.of(all.get(0)).values()).containsOnly(0);
    assertThat(gradients.of(all.get(3)).values()).containsExactly(1);
  }

  @Test
  void dropoutDropsInTrainingOnlyAndKeepsTheMean() {
    Model model = Model.of(new Dropout(0.25)).seed(9).input(10_000);
    Tensor ones = Tensor.ones(Shape.of(1, 10_000));
    assertThat(model.forward(ones, false).values()).containsOnly(1);
    float[] dropped = model.forward(ones, true).values();
    float kept = 1 / 0.75f;
    int zeros = 0;
    for (float number : dropped) {
      assertThat(number == 0 || number == kept).isTrue();
      zeros += number == 0 ? 1 : 0;
    }
    // Six standard deviations of a binomial count.
    assertThat(zeros).isBetween(2500 - 260, 2500 + 260);
    assertThat(model.forward(ones, true).values()).containsExactly(dropped);
    assertThat(Model.of(new Dropout(0.25)).seed(10).input(10_000).forward(ones, true).values())
        .isNotEqualTo(dropped);
    assertThat(
            Model.of(new Dropout(0))
                .input(3)
                .forward(Tensor.of(new float[][] {{1, 2, 3}}), true)
                .values())
        .containsExactly(1, 2, 3);
    assertThatThrownBy(() -> new Dropout(1)).hasMessageContaining("[0, 1)");
  }

  @Test
  void aResidualWhoseBodyHasAnotherWidthIsRefused() {
    for (int units : new int[] {1, 2}) {
      assertThatThrownBy(() -> Model.of(new Residual(new Dense(units))).input(3))
          .isInstanceOf(ShapeException.class)
          .hasMessageContaining("[1, 3]")
          .hasMessageContaining("[1, " + units + "]")
          .hasMessageContaining("as many units as its input has, here 3");
    }
  }

  @Test
  void aResidualOfZeroWeightsChangesNothing() {
    Dense zero = new Dense(3).starting(new Initializer.Zeros());
    Model model = Model.of(new Residual(zero)).input(3);
    assertThat(model.predict(1, -2, 3)).containsExactly(1, -2, 3);
    assertThat(model.parameters().list())
        .extracting(Param::path)
        .containsExactly("body.weight", "body.bias");
  }

  @Test
  void reshapedAndFlattenedKeepTheBatch() {
    Model model = Model.of(Sequential.of(new Reshaped(Shape.of(2, 3)), new Flatten())).input(6);
    assertThat(model.output()).isEqualTo(Shape.of(6));
    assertThat(model.predict(1, 2, 3, 4, 5, 6)).containsExactly(1, 2, 3, 4, 5, 6);
    assertThatThrownBy(() -> Model.of(new Reshaped(Shape.of(4))).input(6))
        .hasMessageContaining("Reshaped");
  }
}
