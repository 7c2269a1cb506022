package io.gradus.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.gradus.Gradients;
import io.gradus.Param;
import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.Tensor;
import io.gradus.exec.Reference;
import io.gradus.graph.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Single steps from the CS231n course (Stanford, assignment 3), sequences of different lengths,
/// and gradients that are cut off.
class RecurrentTest {
  /// `count` numbers from `from` to `to` at equal distances.
  private static double[] line(double from, double to, int count) {
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = from + (to - from) * i / (count - 1);
    }
    return numbers;
  }

  /// The states after one step, in double.
  private static List<double[]> step(
      Cell cell, double[] x, int channels, List<double[]> states, Map<String, double[]> weights) {
    int n = x.length / channels;
    Tensor input = Tensor.input("x", Shape.of(n, channels));
    List<Tensor> given = new ArrayList<>();
    for (int i = 0; i < states.size(); i++) {
      given.add(Tensor.input("state" + i, Shape.of(n, cell.units())));
    }
    List<Tensor> after = new ArrayList<>();
    Layer once =
        (s, sequence) -> {
          Cell.Step step = cell.in(s, channels);
          if (sequence.shape().length(0) != n) {
            // The model is made with one row.
            return sequence;
          }
          Tensor sums = step.inputs(sequence.reshape(Shape.of(n, 1, channels)));
          Shape each = Shape.of(n, sums.shape().length(2));
          after.addAll(step.next(sums.reshape(each), given));
          return after.getFirst();
        };
    Model model = Model.of(once).input(channels);
    after.clear();
    model.trace(input, false);
    Reference reference = new Reference(after.stream().map(Tensor::node).toList());
    reference.set(input.node(), x);
    for (int i = 0; i < states.size(); i++) {
      reference.set(given.get(i).node(), states.get(i));
    }
    weights.forEach((name, numbers) -> {
      Param param = Objects.requireNonNull(model.parameters().find(name));
      System.arraycopy(numbers, 0, reference.param(param), 0, numbers.length);
    });
    reference.run(0, 0);
    return after.stream().map(tensor -> reference.of(tensor.node())).toList();
  }

  private static void close(double[] actual, int from, double... expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[from + i]).isCloseTo(expected[i], offset(1e-8));
    }
  }

  @Test
  void oneStepOfARecurrentNetwork() {
    double[] h =
        step(
                new RnnCell(4),
                line(-0.4, 0.7, 30),
                10,
                List.of(line(-0.2, 0.5, 12)),
                Map.of(
                    "weight_ih", line(-0.1, 0.9, 40),
                    "weight_hh", line(-0.3, 0.7, 16),
                    "bias_ih", line(-0.2, 0.4, 4),
                    "bias_hh", new double[4]))
            .getFirst();
    close(h, 0, -0.58172089, -0.50182032, -0.41232771, -0.31410098);
    close(h, 8, 0.97934501, 0.99144213, 0.99646691, 0.99854353);
  }

  /// The course has its gates in the order i, f, o, g.
  private static double[] ordered(double[] weights, int units) {
    int width = 4 * units;
    double[] result = new double[weights.length];
    int[] from = {0, 1, 3, 2};
    for (int at = 0; at < weights.length; at++) {
      int column = at % width;
      result[at] = weights[at - column + from[column / units] * units + column % units];
    }
    return result;
  }

  @Test
  void oneStepOfALongShortTermMemory() {
    List<double[]> after =
        step(
            new LstmCell(5),
            line(-0.4, 1.2, 12),
            4,
            List.of(line(-0.3, 0.7, 15), line(-0.4, 0.9, 15)),
            Map.of(
                "weight_ih", ordered(line(-2.1, 1.3, 80), 5),
                "weight_hh", ordered(line(-0.7, 2.2, 100), 5),
                "bias_ih", ordered(line(0.3, 0.7, 20), 5),
                "bias_hh", new double[20]));
    close(after.get(0), 0, 0.24635157, 0.28610883, 0.32240467, 0.35525807, 0.38474904);
    close(after.get(1), 0, 0.32986176, 0.39145139, 0.451556, 0.51014116, 0.56717407);
  }

  @Test
  void paddingChangesNothing() {
    Recurrent layer = Recurrent.gru(3).layers(2).inBothDirections().lastOnly();
    Model shorter = Model.of(layer).seed(4).input(2, 2);
    Layer masked = (s, x) -> layer.forward(s, x, Tensor.of(Shape.of(1, 4), 1, 1, 0, 0));
    Model longer = Model.of(masked).seed(4).input(4, 2);
    float[] expected = shorter.predict(1, 2, 3, 4);
    assertThat(longer.predict(1, 2, 3, 4, 99, 98, 97, 96)).containsExactly(expected);
  }

  @Test
  void theGradientIsCutOff() {
    Model model = Model.of(Recurrent.lstm(3).lastOnly().truncatedAfter(2)).seed(1).input(5, 2);
    Tensor x = Tensor.of(Shape.of(1, 5, 2), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10).tracked();
    Gradients gradients = model.forward(x, true).sum().gradients();
    float[] g = gradients.of(x).values();
    // Cut before the steps 2 and 4: only the last step is seen.
    for (int i = 0; i < 8; i++) {
      assertThat(g[i]).isZero();
    }
    assertThat(g[8]).isNotZero();
  }

  @Test
  void aMaskOfAnotherShapeIsRefused() {
    Layer wrong = (s, x) -> Recurrent.rnn(2).forward(s, x, Tensor.ones(Shape.of(1, 3)));
    assertThatThrownBy(() -> Model.of(wrong).input(4, 2).predict(new float[8]))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("mask");
    Node none = Tensor.input("x", Shape.of(1, 0, 2)).node();
    assertThat(none.shape().size()).isZero();
    assertThatThrownBy(() -> Model.of(Recurrent.rnn(2)).input(0, 2))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("1 or more steps");
  }
}
