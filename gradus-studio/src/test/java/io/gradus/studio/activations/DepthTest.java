package io.gradus.studio.activations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradus.op.Relu;
import io.gradus.op.Sigmoid;
import io.gradus.studio.room.Arguments;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DepthTest {
  private static Map<String, @Nullable Object> ask(String action, Map<String, Object> fields) {
    return new ActivationsRoom().answer(action, new Arguments(fields));
  }

  @Test
  void tenSigmoidsLeaveAtMostAMillionthOfTheGradient() {
    var answer = ask("depth", Map.of("name", "sigmoid", "start", "glorot"));
    assertThat((Double) answer.get("mostSlopeProduct"))
        .isEqualTo(Math.pow(0.25, 10))
        .isCloseTo(9.5e-7, within(1e-8));
    assertThat((Double) answer.get("slopeProduct")).isLessThanOrEqualTo(Math.pow(0.25, 10));
    assertThat((Double) answer.get("left")).isLessThan(1e-5);
    assertThat((List<?>) answer.get("stages")).hasSize(11);
  }

  @Test
  void reluKeepsSignalAndGradientWithTheStartThatWasMadeForIt() {
    Depth he = Depth.of(FormulaCurve.of(new Relu()), 10, 100, Start.HE, 1);
    assertThat(he.left()).isBetween(0.2, 5.0);
    assertThat(Histogram.rootMeanSquare(he.outputs().getLast())).isBetween(0.2, 5.0);
    Depth small = Depth.of(FormulaCurve.of(new Relu()), 10, 100, Start.SMALL, 1);
    assertThat(small.left()).isLessThan(1e-9);
  }

  @Test
  void theGradientIsThatOfCentredDifferences() {
    // One layer of two: L = sum g f(x W), so dL/dx is f'(z) g W^T, sample by sample.
    Depth depth = Depth.of(FormulaCurve.of(new Sigmoid()), 1, 2, Start.UNIT, 3);
    double[] entered = depth.gradients().get(1);
    double[] slopes = depth.slopes().getFirst();
    double[] left = depth.gradients().getFirst();
    // W is the same for all samples: two samples give it, a third one checks it.
    double[] d = new double[6];
    for (int i = 0; i < 6; i++) {
      d[i] = entered[i] * slopes[i];
    }
    double determinant = d[0] * d[3] - d[1] * d[2];
    for (int input = 0; input < 2; input++) {
      double first = (left[input] * d[3] - left[2 + input] * d[1]) / determinant;
      double second = (left[2 + input] * d[0] - left[input] * d[2]) / determinant;
      assertThat(d[4] * first + d[5] * second).isCloseTo(left[4 + input], within(1e-12));
    }
  }

  @Test
  void aBatchHasItsSumsAndWhatBecomesOfThem() {
    var before = ask("batch", Map.of("name", "relu", "data", "iris", "start", "he", "steps", 0));
    assertThat(before).containsEntry("count", 384);
    assertThat((Double) before.get("shut")).isBetween(0.2, 0.8);
    assertThat((List<?>) before.get("losses")).isEmpty();
    var after =
        ask(
            "batch",
            Map.of("name", "relu", "data", "iris", "start", "he", "steps", 100, "rate", 0.1));
    List<?> losses = (List<?>) after.get("losses");
    assertThat(losses).hasSize(100);
    assertThat((Double) losses.getLast()).isLessThan((Double) losses.getFirst());
    assertThat(after.get("z")).isNotEqualTo(before.get("z"));
  }

  @Test
  void wideWeightsSaturateASigmoid() {
    var narrow = ask("batch", Map.of("name", "sigmoid", "data", "digits", "start", "glorot"));
    var wide = ask("batch", Map.of("name", "sigmoid", "data", "digits", "start", "unit"));
    assertThat((Double) narrow.get("saturated")).isLessThan(0.01);
    assertThat((Double) wide.get("saturated")).isGreaterThan((Double) narrow.get("saturated"));
  }

  @Test
  void histogramsCountEveryNumberOnce() {
    assertThat(Histogram.of(new double[] {-9, 0, 0.49, 0.5, 1, 9}, 0, 1, 2)).containsExactly(3, 3);
  }
}
