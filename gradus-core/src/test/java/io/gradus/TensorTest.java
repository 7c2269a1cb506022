package io.gradus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.exec.Engine;
import io.gradus.exec.Plan;
import io.gradus.graph.Node;
import io.gradus.op.CustomOp;
import io.gradus.op.Example;
import io.gradus.op.View;
import io.gradus.op.Vjp;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What a tensor's methods mean at their edges.
class TensorTest {
  private final Tensor square = Tensor.of(new float[][] {{1, 2}, {3, 4}});

  @Test
  void noAxesMeansAllOfThem() {
    assertThat(square.sum().item()).isEqualTo(10);
    assertThat(square.mean().item()).isEqualTo(2.5f);
    assertThat(square.max().item()).isEqualTo(4);
    assertThat(square.min().item()).isEqualTo(1);
    assertThat(square.product().item()).isEqualTo(24);
    assertThat(square.variance(0).item()).isEqualTo(1.25f);
    assertThat(Tensor.of(3, 4).norm2().item()).isEqualTo(5);
    assertThat(Tensor.of(3, -4).norm1().item()).isEqualTo(7);
    assertThat(Tensor.of(3, -4).normInfinity().item()).isEqualTo(4);
  }

  @Test
  void axesKeepLengthOneAndAreNamedOnce() {
    assertThat(square.mean(0).values()).containsExactly(2, 3);
    assertThat(square.mean(-1).shape()).isEqualTo(Shape.of(2, 1));
    assertThatThrownBy(() -> square.mean(0, -2))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("twice");
    assertThatThrownBy(() -> square.sum(2))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("axis 2");
  }

  @Test
  void theNormAtZeroHasGradientZero() {
    Tensor x = Tensor.of(0, 0, 0).tracked();
    assertThat(x.norm2().gradients().of(x).values()).containsExactly(0, 0, 0);
    Tensor y = Tensor.of(3, 4).tracked();
    assertThat(y.norm2().gradients().of(y).values()).containsExactly(0.6f, 0.8f);
  }

  @Test
  void onlyInputsBecomeLeaves() {
    Tensor x = Tensor.input("x", Shape.of(2));
    Tensor y = x.square();
    assertThatThrownBy(y::tracked)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("not an input");
    assertThat(x.tracked().shape()).isEqualTo(Shape.of(2));
  }

  @Test
  void wrongArgumentsAreShapeErrors() {
    assertThatThrownBy(() -> Tensor.of(3, 4).transpose()).isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> Tensor.concat(0)).isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> Tensor.stack(5, square, square)).isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> square.pad(new int[] {1}, new int[] {1}))
        .isInstanceOf(ShapeException.class);
    assertThat(square.transpose(-1, 0).values()).containsExactly(1, 3, 2, 4);
    assertThat(square.slice(0, 0, 2, Integer.MAX_VALUE).values()).containsExactly(1, 2);
  }

  @Test
  void softmaxCrossEntropyIgnoresImpossibleClassesThatAreNotWanted() {
    Tensor z = Tensor.of(new float[][] {{Float.NEGATIVE_INFINITY, 1, 2}}).tracked();
    Tensor t = Tensor.of(new float[][] {{0, 1, 0}});
    Tensor loss = Tensor.apply(new io.gradus.op.SoftmaxCrossEntropy(), List.of(z, t)).sum();
    assertThat(loss.item()).isBetween(1.3132f, 1.3133f);
    assertThat(loss.gradients().of(z).values()[0]).isZero();
  }

  /// Callers outside the package cannot see the classes that `Tensor` is a chain of.
  @Test
  void everyPublicMethodBelongsToTensorItself() {
    assertThat(Tensor.class.getMethods())
        .filteredOn(method -> method.getDeclaringClass() != Object.class)
        .allMatch(method -> method.getDeclaringClass() == Tensor.class);
  }

  private record Outside() implements CustomOp {
    @Override
    public Shape shape(List<Shape> inputs) {
      return Shape.of(2);
    }

    @Override
    public void forward(List<View> in, List<Shape> shapes, View out, Shape shape) {
      for (int i = 0; i < 4; i++) {
        out.set(i, 1);
      }
    }

    @Override
    public List<@Nullable Tensor> vjp(Vjp call) {
      return Vjp.none(1);
    }

    @Override
    public String formula(List<String> operands) {
      return "outside";
    }

    @Override
    public List<Example> examples() {
      return List.of();
    }
  }

  @Test
  void aCustomOpCannotWriteBeyondItsResult() {
    Tensor x = Tensor.input("x", Shape.of(2));
    Node node = Tensor.apply(new Outside(), List.of(x)).node();
    Plan plan = Plan.of(Engine.shared(), List.of(Plan.Output.of(node)));
    plan.bind(x.node(), io.gradus.graph.Value.of(new float[2]));
    assertThatThrownBy(() -> plan.run(0, 0)).isInstanceOf(IndexOutOfBoundsException.class);
  }
}
