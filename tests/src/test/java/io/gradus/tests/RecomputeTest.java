package io.gradus.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.Param;
import io.gradus.Shape;
import io.gradus.Tensor;
import io.gradus.exec.Engine;
import io.gradus.exec.OutOfHeapException;
import io.gradus.exec.Plan;
import io.gradus.graph.Value;
import io.gradus.nn.Activation;
import io.gradus.nn.BatchNorm;
import io.gradus.nn.Conv2d;
import io.gradus.nn.CrossEntropy;
import io.gradus.nn.Dense;
import io.gradus.nn.Dropout;
import io.gradus.nn.Flatten;
import io.gradus.nn.Inputs;
import io.gradus.nn.Layer;
import io.gradus.nn.MaxPool2d;
import io.gradus.nn.Model;
import io.gradus.nn.Recurrent;
import io.gradus.nn.Sequential;
import io.gradus.nn.networks.Gpt;
import io.gradus.op.Gelu;
import io.gradus.optim.Adam;
import io.gradus.train.Dataset;
import io.gradus.train.Trainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Back-propagation that computes cheap results again instead of keeping them: the same bits from
/// less memory.
class RecomputeTest {
  private static final Map<String, Layer> NETWORKS =
      Map.of(
          "dense",
              Sequential.of(
                  new Dense(64),
                  new Activation(new Gelu()),
                  new Dropout(0.3),
                  new Dense(16),
                  new Activation(new Gelu()),
                  new Dense(3)),
          "convolution",
              Sequential.of(
                  new Conv2d(4, 3).padding(1),
                  new BatchNorm(),
                  new Activation(new Gelu()),
                  new MaxPool2d(2),
                  new Flatten(),
                  new Dense(3)),
          "recurrent",
              (s, x) ->
                  s.call(
                      "dense",
                      new Dense(3),
                      s.call("lstm", Recurrent.lstm(5).lastOnly(), x.reshape(-1, 8, 8))));

  private record Step(Plan plan, float[] gradients) {}

  private static Step step(Model model, Inputs inputs, Value given, boolean recompute) {
    Tensor output = model.trace(inputs, true).output();
    Tensor loss = output.logSoftmax(-1).square().mean();
    var gradients = loss.gradients();
    float[] all = new float[model.parameters().extent()];
    List<Plan.Output> outputs = new ArrayList<>(List.of(Plan.Output.of(loss.node())));
    for (Param param : model.parameters().list().reversed()) {
      outputs.add(
          new Plan.Output(gradients.of(param).node(), Value.of(all, param.offset(), param.size())));
    }
    Engine engine = model.engine();
    Plan plan = recompute ? Plan.recomputing(engine, outputs) : Plan.of(engine, outputs);
    plan.bind(inputs.nodes().values().iterator().next(), given);
    for (int run = 0; run < 2; run++) {
      plan.run(run, 0);
    }
    return new Step(plan, all);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dense", "convolution", "recurrent"})
  void theGradientsHaveTheSameBits(String name) {
    Layer network = NETWORKS.get(name);
    int[] sample = name.equals("convolution") ? new int[] {8, 8, 1} : new int[] {64};
    Model model = Model.of(network).seed(3).input(sample);
    float[] numbers = new float[5 * 64];
    Random random = new Random(1);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    Step kept = step(model, model.placeholders(5), Value.of(numbers), false);
    Step again = step(model, model.placeholders(5), Value.of(numbers), true);
    assertThat(again.gradients()).isEqualTo(kept.gradients());
    assertThat(again.plan().item(0)).isEqualTo(kept.plan().item(0));
    assertThat(again.plan().arena()).isLessThanOrEqualTo(kept.plan().arena());
  }

  @Test
  void aTransformerOfTwelveLayersNeedsHalfTheMemory() {
    Model model = Model.of(new Gpt(32, 64, 32, 4, 12, 0.1, true)).seed(1).indices(64);
    int[] tokens = new int[2 * 64];
    Arrays.setAll(tokens, i -> i * 7 % 32);
    Step kept = step(model, model.placeholders(2), Value.of(tokens), false);
    Step again = step(model, model.placeholders(2), Value.of(tokens), true);
    assertThat(again.gradients()).isEqualTo(kept.gradients());
    assertThat(again.plan().arena()).isLessThan(kept.plan().arena() / 2);
  }

  @Test
  void aTrainerThatRecomputesEndsWithTheSameWeights() {
    float[][] inputs = new float[40][8];
    int[] labels = new int[40];
    Random random = new Random(5);
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i % 2;
      for (int j = 0; j < 8; j++) {
        inputs[i][j] = (float) random.nextGaussian() + labels[i];
      }
    }
    Dataset data = Dataset.of(inputs, labels, List.of("a", "b"));
    List<float[]> weights = new ArrayList<>();
    for (boolean recompute : new boolean[] {false, true}) {
      Layer network =
          Sequential.of(new Dense(32), new Activation(new Gelu()), new Dropout(0.2), new Dense(2));
      Model model = Model.of(network).seed(2).input(8);
      Trainer trainer = Trainer.of(model, new CrossEntropy(), new Adam(0.01)).batch(8).epochs(3);
      (recompute ? trainer.recompute() : trainer).fit(data);
      weights.add(model.parameters().values().clone());
    }
    assertThat(weights.get(1)).isEqualTo(weights.get(0));
  }

  @Test
  void aPlanThatDoesNotFitTheHeapIsRefusedWithItsSize() {
    Tensor x = Tensor.input("x", Shape.of(40_000, 1));
    Tensor all = x.matmul(x.transpose()).transpose();
    assertThatThrownBy(() -> Plan.of(Engine.shared(), List.of(Plan.Output.of(all.node()))))
        .isInstanceOf(OutOfHeapException.class)
        .hasMessageContaining("GB of working memory")
        .hasMessageContaining("smaller batches")
        .hasMessageContaining("recompute");
  }
}
