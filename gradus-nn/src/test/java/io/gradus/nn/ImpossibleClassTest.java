package io.gradus.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradus.Indices;
import io.gradus.Shape;
import io.gradus.Tensor;
import io.gradus.exec.Engine;
import io.gradus.exec.Plan;
import io.gradus.exec.Reference;
import io.gradus.graph.Value;
import io.gradus.nn.Loss.Reduction;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A class whose probability is 0 (a masked one) and that is not the right one counts nothing.
class ImpossibleClassTest {
  private static final Shape SHAPE = Shape.of(2, 3);

  private static float[] outputs(float never) {
    return new float[] {never, -0.1f, -2.3f, -0.5f, never, -1};
  }

  private static Stream<Arguments> losses() {
    Targets labels = Targets.of(Indices.of(1, 0));
    Targets ignored = Targets.of(Indices.of(1, -1));
    Targets shares = Targets.of(Tensor.of(SHAPE, 0, 0.3f, 0.7f, 1, 0, 0));
    return Stream.of(
        Arguments.of(new NegativeLogLikelihood(), labels),
        Arguments.of(new NegativeLogLikelihood(), ignored),
        Arguments.of(new NegativeLogLikelihood(Reduction.SUM), shares),
        Arguments.of(new NegativeLogLikelihood().withClassWeights(2, 3, 0), labels),
        Arguments.of(new Focal(), labels),
        Arguments.of(new Focal(), ignored),
        Arguments.of(new Focal(0, 0.5, Reduction.SUM), labels),
        Arguments.of(new CrossEntropy(), labels));
  }

  private static Tensor gradient(Tensor loss, Tensor y) {
    return loss.gradients(y).of(y);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void eager(Loss loss, Targets targets) {
    Tensor far = Tensor.of(SHAPE, outputs(-1e4f)).tracked();
    Tensor y = Tensor.of(SHAPE, outputs(Float.NEGATIVE_INFINITY)).tracked();
    Tensor expected = loss.of(far, targets);
    Tensor got = loss.of(y, targets);
    assertThat(got.item()).isFinite().isEqualTo(expected.item());
    assertThat(gradient(got, y).values()).containsExactly(gradient(expected, far).values());
  }

  @ParameterizedTest
  @MethodSource("losses")
  void planned(Loss loss, Targets targets) {
    Tensor known = Tensor.of(SHAPE, outputs(-1e4f)).tracked();
    Tensor expected = loss.of(known, targets);
    Tensor y = Tensor.input("y", SHAPE);
    Tensor value = loss.of(y, targets);
    Plan plan =
        Plan.of(
            Engine.shared(),
            List.of(Plan.Output.of(value.node()), Plan.Output.of(gradient(value, y).node())));
    plan.bind(y.node(), Value.of(outputs(Float.NEGATIVE_INFINITY)));
    plan.run(0, 0);
    assertThat(plan.item(0)).isEqualTo(expected.item());
    assertThat(plan.output(1).copyFloats()).containsExactly(gradient(expected, known).values());
  }

  @ParameterizedTest
  @MethodSource("losses")
  void inDouble(Loss loss, Targets targets) {
    Tensor known = Tensor.of(SHAPE, outputs(-1e4f)).tracked();
    Tensor expected = loss.of(known, targets);
    Tensor y = Tensor.input("y", SHAPE);
    Tensor value = loss.of(y, targets);
    Tensor gradient = gradient(value, y);
    double never = Double.NEGATIVE_INFINITY;
    Reference reference =
        new Reference(List.of(value.node(), gradient.node()))
            .set(y.node(), never, -0.1, -2.3, -0.5, never, -1);
    reference.run(0, 0);
    assertThat(reference.of(value.node())[0]).isCloseTo(expected.item(), within(1e-6));
    float[] floats = gradient(expected, known).values();
    for (int i = 0; i < floats.length; i++) {
      assertThat(reference.of(gradient.node())[i]).isCloseTo(floats[i], within(1e-6));
    }
  }
}
