package io.gradus;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.exec.Engine;
import io.gradus.exec.Workers;
import io.gradus.graph.Value;
import io.gradus.kernel.Kernels;
import io.gradus.kernel.ScalarKernels;
import io.gradus.op.Relu;
import io.gradus.op.Vjp;
import org.junit.jupiter.api.Test;

/// What JShell and a debugger print: the type, the shape, the first numbers.
class PrintedTest {
  @Test
  void tensorsAndIndices() {
    assertThat(Tensor.of(new float[][] {{1, 2.5f}, {3, 4}}))
        .hasToString("Tensor [2, 2] [[1, 2.5], [3, 4]]");
    assertThat(Tensor.input("x", Shape.of(2))).hasToString("Tensor [2], traced");
    assertThat(Indices.of(3, 1, 2)).hasToString("Indices [3] [3, 1, 2]");
    assertThat(Indices.of(Shape.of(2, 1), 7, 8)).hasToString("Indices [2, 1] [[7], [8]]");
    assertThat(Indices.of(0, 1, 2, 3, 4, 5, 6, 7, 8))
        .hasToString("Indices [9] [0, 1, 2, 3, 4, 5, 6, 7, ...]");
    assertThat(Indices.input("y", Shape.of(2))).hasToString("Indices [2], traced");
    assertThat(Value.of(new float[] {1, 2})).hasToString("Value of 2 numbers [1, 2]");
    assertThat(Value.of(new int[] {1, 2})).hasToString("Value of 2 indices [1, 2]");
  }

  @Test
  void parameters() {
    Parameters parameters = new Parameters();
    assertThat(parameters).hasToString("Parameters of 0 numbers in 0");
    Param weight = parameters.add("hidden.weight", Shape.of(2, 2));
    weight.set(1, 2, 3, 4);
    parameters.add("hidden.bias", Shape.of(2)).freeze(true);
    assertThat(parameters)
        .hasToString("Parameters of 6 numbers in 2: hidden.weight [2, 2], hidden.bias [2]");
    assertThat(parameters.list())
        .hasToString(
            "[Param hidden.weight [2, 2] [[1, 2], [3, 4]], Param hidden.bias [2] [0, 0], frozen]");
    for (int i = 0; i < 8; i++) {
      parameters.add("more." + i, Shape.scalar());
    }
    assertThat(parameters.toString()).endsWith("more.5 [], ...");
  }

  @Test
  void gradientsAndWhatComputes() {
    Tensor x = Tensor.of(1, 2).tracked();
    Tensor loss = x.square().sum();
    assertThat(loss.gradients())
        .hasToString("Gradients of Tensor [] from reshape 5 with respect to 4 values");
    Tensor y = x.relu();
    assertThat(new Vjp(y.node(), y, new boolean[] {true})).hasToString("Vjp of relu [2]");
    try (Workers one = new Workers(1);
        Workers two = new Workers(2)) {
      assertThat(new Engine(new ScalarKernels(), two))
          .hasToString("Engine[kernels=scalar, workers=Workers on 2 threads]");
      assertThat(one).hasToString("Workers on 1 thread");
    }
    assertThat(Kernels.best()).hasToString(Kernels.best().name());
    assertThat(new Relu()).hasToString("Relu[]");
  }
}
