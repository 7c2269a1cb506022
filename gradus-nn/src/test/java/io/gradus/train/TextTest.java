package io.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.nn.CrossEntropy;
import io.gradus.nn.Dense;
import io.gradus.nn.Model;
import io.gradus.nn.Sequential;
import io.gradus.optim.Adam;
import io.gradus.optim.Lamb;
import io.gradus.optim.Momentum;
import io.gradus.optim.Muon;
import io.gradus.optim.OptimizerRun;
import io.gradus.optim.Sgd;
import io.gradus.optim.UpdateOptions;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a person sees who prints an object.
class TextTest {
  private static final Dataset DATA =
      Dataset.of(new float[][] {{1, 2}, {3, 4}}, new int[] {0, 1}, List.of("no", "yes"));

  private static Model model() {
    return Model.of(Sequential.of(new Dense(3), new Dense(2))).seed(7).input(2);
  }

  @Test
  void models() {
    assertThat(model()).hasToString("Sequential [2] -> [2], 17 parameters, seed 7");
    assertThat(Model.of((s, x) -> x).input(2).toString()).startsWith("Layer [2] -> [2], 0");
    assertThat(SavedModel.of(model()))
        .hasToString("model: samples of shape [2], 17 parameters, predicting y0, y1");
  }

  @Test
  void data() {
    assertThat(DATA).hasToString("2 samples of shape [2], 2 classes: no, yes");
    assertThat(DATA.subset(new int[] {1})).hasToString("1 sample of shape [2], 2 classes: no, yes");
    assertThat(Dataset.of(new float[][] {{1}}, new float[][] {{1}}).toString())
        .startsWith("1 sample of shape [1], predicting ");
    assertThat(Batch.of(DATA, 4)).hasToString("0 of 4 samples of shape [2]");
  }

  @Test
  void predictions() {
    Target.Classes flowers = new Target.Classes(List.of("a", "b", "c", "d"));
    assertThat(new Prediction(flowers, 0.25f, 0.5f, 0.05f, 0.2f))
        .hasToString("b 0.5, a 0.25, d 0.2");
    assertThat(new Prediction(flowers.each(2), 0.1f, 0.6f, 0.1f, 0.2f, 0.7f, 0.1f, 0.1f, 0.1f))
        .hasToString("b, a");
    assertThat(new Prediction(Target.Values.named("price", "size"), 200.5f, -3))
        .hasToString("price 200.5, size -3");
  }

  @Test
  void rules() {
    assertThat(new Sgd(0.1).rule()).hasToString("p <- p - rate * g");
    assertThat(new Momentum(0.1).rule())
        .hasToString("v <- mu * v + g; p <- p - rate * v with mu = 0.9");
    assertThat(new Lamb(0.1).rule().toString()).contains("p_norm <- |p|; ");
    assertThat(new Muon(0.1).rule().toString()).contains("o <- orthogonal(n); ");
  }

  @Test
  void training() {
    Trainer trainer =
        Trainer.of(model(), new CrossEntropy(), new Sgd(0.1)).batch(2).metric(new Accuracy());
    assertThat(trainer.toString())
        .startsWith("trainer of Sequential [2] -> [2], 17 parameters, seed 7, with CrossEntropy[")
        .endsWith(", batch 2, epochs 1, done 0");
    List<Epoch> history = trainer.fit(DATA);
    assertThat(history.toString()).startsWith("[Epoch[number=1, loss=").contains("accuracy=");
    assertThat(new Evaluation(model(), new CrossEntropy(), List.of(new Accuracy()), 2).toString())
        .startsWith("evaluation of Sequential")
        .endsWith(", accuracy");
    assertThat(FullBatch.of(model(), new CrossEntropy(), DATA))
        .hasToString("loss over 2 samples, of 17 weights");
    assertThat(new TrainingStep(model(), new CrossEntropy(), DATA.target(), 2, true).toString())
        .startsWith("planned step for inputs [2, 2], ");
    TrainingSteps steps =
        TrainingSteps.of(
            model(), new CrossEntropy(), new Adam(0.01), UpdateOptions.standard(), DATA, 2);
    steps.step();
    assertThat(steps.toString()).startsWith("step 1 of Sequential").endsWith("epoch 2, sample 0");
    OptimizerRun run = steps.optimizer();
    assertThat(run).hasToString("Adam after step 1, at rate 0.01");
    assertThat(run.state()).hasToString("state after step 1: arrays [m, v], numbers [schedule]");
  }

  @Test
  void metrics() {
    Accuracy accuracy = new Accuracy();
    accuracy.update(new float[] {1, 0, 0, 1}, new int[] {0, 0}, new float[0], 2, 2);
    assertThat(accuracy).hasToString("accuracy 0.5");
    for (Metric metric :
        List.of(
            new AbsoluteError(),
            new SquaredError(),
            new RSquared(),
            new TopK(2),
            new Perplexity(),
            new RocAuc(),
            new Precision(Average.MACRO),
            new Recall(Average.MACRO),
            new F1(Average.BINARY))) {
      assertThat(metric.toString()).startsWith(metric.name() + " ").doesNotContain("@");
    }
  }
}
