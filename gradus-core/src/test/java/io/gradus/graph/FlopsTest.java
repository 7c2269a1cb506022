package io.gradus.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.Gradients;
import io.gradus.Shape;
import io.gradus.Tensor;
import io.gradus.op.ArgMaxPool;
import io.gradus.op.Convolution;
import io.gradus.op.Depthwise;
import io.gradus.op.Op;
import io.gradus.op.Window;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlopsTest {
  private static final Window WINDOW = Window.of(3, 3).stride(2, 2);
  private static final Tensor IMAGES = Tensor.input("x", Shape.of(2, 7, 9, 4)).tracked();

  private static long of(Tensor output, Class<? extends Op> op) {
    return output.graph().nodes().stream()
        .filter(node -> op.isInstance(node.op()))
        .mapToLong(Flops::of)
        .sum();
  }

  @Test
  void aConvolutionTakesTwoForEachTapChannelAndFilter() {
    Tensor w = Tensor.input("w", Shape.of(3, 3, 4, 5));
    Tensor y = Tensor.apply(new Convolution(WINDOW), List.of(IMAGES, w));
    assertThat(of(y, Convolution.class)).isEqualTo(2L * 9 * 4 * 5 * (2 * 3 * 4));
  }

  @Test
  void aDepthwiseConvolutionAndItsGradientsTakeTwoForEachTap() {
    Tensor w = Tensor.input("w", Shape.of(3, 3, 4)).tracked();
    Tensor y = Tensor.apply(new Depthwise(WINDOW), List.of(IMAGES, w));
    long each = 2L * 9 * (2 * 3 * 4 * 4);
    assertThat(of(y, Depthwise.class)).isEqualTo(each);
    Gradients gradients = y.square().sum().gradients();
    assertThat(Flops.of(only(gradients.of(IMAGES), "DepthwiseData"))).isEqualTo(each);
    assertThat(Flops.of(only(gradients.of(w), "DepthwiseFilter"))).isEqualTo(each);
  }

  private static Node only(Tensor output, String op) {
    return output.graph().nodes().stream()
        .filter(node -> node.op().getClass().getSimpleName().equals(op))
        .reduce((a, b) -> {
          throw new AssertionError("two of " + op);
        })
        .orElseThrow();
  }

  @Test
  void aPoolTakesOneForEachNumberUnderItsWindows() {
    Node places = Apply.op(new ArgMaxPool(WINDOW), List.of(IMAGES.node()), Origin.NONE);
    assertThat(Flops.of(places)).isEqualTo(9L * (2 * 3 * 4 * 4));
  }
}
