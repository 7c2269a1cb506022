package io.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradus.nn.BinaryCrossEntropy;
import io.gradus.nn.CrossEntropy;
import io.gradus.nn.Dense;
import io.gradus.nn.Embedding;
import io.gradus.nn.Focal;
import io.gradus.nn.Hinge;
import io.gradus.nn.Loss;
import io.gradus.nn.MeanSquaredError;
import io.gradus.nn.Model;
import io.gradus.nn.NegativeLogLikelihood;
import io.gradus.nn.Penalty;
import io.gradus.nn.Sequential;
import io.gradus.optim.Adam;
import io.gradus.optim.Sgd;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Labels that do not count and samples that count more or less: in losses, in metrics, in runs.
class WeightedTest {
  private static final float[][] INPUTS = {{1, 0}, {0, 1}, {1, 1}, {-1, 2}, {2, -1}, {0.5f, 0.2f}};
  private static final int[] LABELS = {0, 1, 2, 1, 0, 2};
  private static final float[][] VALUES = {{1}, {2}, {-1}, {0.5f}, {3}, {-2}};
  private static final List<String> NAMES = List.of("a", "b", "c");

  /// 0, 1, 2 and 3 times what the sample counts, as copies of it.
  private static final int[] TIMES = {1, 0, 2, 1, 3, 1};

  private static int[] copies() {
    return IntStream.range(0, TIMES.length)
        .flatMap(i -> IntStream.generate(() -> i).limit(TIMES[i]))
        .toArray();
  }

  private static float[] weights() {
    float[] weights = new float[TIMES.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = TIMES[i];
    }
    return weights;
  }

  private static Dataset classes() {
    return Dataset.of(INPUTS, LABELS, NAMES);
  }

  private static Model model(int outputs) {
    return Model.of(Sequential.of(new Dense(outputs))).seed(11).input(2);
  }

  private static List<Supplier<Metric>> ofClasses() {
    return List.of(
        Accuracy::new,
        ConfusionMatrix::new,
        () -> new TopK(2),
        Perplexity::new,
        RocAuc::new,
        () -> new Precision(Average.MACRO),
        () -> new Recall(Average.MACRO),
        () -> new F1(Average.MICRO),
        () -> new F1(Average.WEIGHTED));
  }

  private static List<Metric> made(List<Supplier<Metric>> metrics) {
    List<Metric> made = new ArrayList<>();
    metrics.forEach(metric -> made.add(metric.get()));
    return made;
  }

  private static void assertSame(Map<String, Double> actual, Map<String, Double> expected) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach((name, value) ->
        assertThat(actual.get(name)).as(name).isNotNull().isCloseTo(value, within(1e-6)));
  }

  @Test
  void aSampleOfWeightTwoCountsAsTwoCopiesOfIt() {
    for (int batch : new int[] {1, 2, 4, 6}) {
      Evaluation weighted = new Evaluation(model(3), new CrossEntropy(), made(ofClasses()), batch);
      Evaluation copied = new Evaluation(model(3), new CrossEntropy(), made(ofClasses()), 3);
      assertSame(weighted.of(classes().weighted(weights())), copied.of(classes().subset(copies())));
      List<Supplier<Metric>> metrics =
          List.of(SquaredError::new, AbsoluteError::new, RSquared::new);
      Dataset numbers = Dataset.of(INPUTS, VALUES);
      assertSame(
          new Evaluation(model(1), new MeanSquaredError(), made(metrics), batch)
              .of(numbers.weighted(weights())),
          new Evaluation(model(1), new MeanSquaredError(), made(metrics), 3)
              .of(numbers.subset(copies())));
    }
  }

  @Test
  void weightsTrainAsCopiesDo() {
    Model weighted = model(3);
    Model copied = model(3);
    List<Epoch> one =
        Trainer.of(weighted, new CrossEntropy(), new Sgd(0.5))
            .batch(6)
            .epochs(5)
            .fit(classes().weighted(weights()));
    List<Epoch> two =
        Trainer.of(copied, new CrossEntropy(), new Sgd(0.5))
            .batch(8)
            .epochs(5)
            .fit(classes().subset(copies()));
    assertThat(weighted.parameters().values())
        .containsExactly(copied.parameters().values(), within(1e-5f));
    assertThat(one.getLast().loss()).isCloseTo(two.getLast().loss(), within(1e-6));
  }

  @Test
  void accumulatedBatchesAreOneLargeBatchWhereTheyCountDifferently() {
    Model whole = model(3);
    Model parts = model(3);
    Dataset data = classes().weighted(weights());
    Trainer.of(whole, new CrossEntropy(), new Sgd(0.5)).batch(6).epochs(3).fit(data);
    Trainer.of(parts, new CrossEntropy(), new Sgd(0.5)).batch(2).accumulate(3).epochs(3).fit(data);
    assertThat(parts.parameters().values())
        .containsExactly(whole.parameters().values(), within(1e-5f));
  }

  @Test
  void aLabelThatDoesNotCountIsAsIfTheSampleWereNotThere() {
    int[] labels = LABELS.clone();
    labels[1] = -100;
    labels[4] = -100;
    Target.Classes target = new Target.Classes(NAMES).ignoring(-100);
    float[] flat = new float[INPUTS.length * 2];
    for (int i = 0; i < INPUTS.length; i++) {
      System.arraycopy(INPUTS[i], 0, flat, 2 * i, 2);
    }
    Dataset data = Dataset.of(new int[] {2}, flat, labels, target);
    Dataset without = classes().subset(new int[] {0, 2, 3, 5});
    List<Loss> losses =
        List.of(
            new CrossEntropy(),
            new Focal(),
            new Hinge(),
            new NegativeLogLikelihood(),
            Penalty.l2(new CrossEntropy(), 0.1));
    for (Loss loss : losses) {
      assertSame(
          new Evaluation(model(3), loss, made(ofClasses()), 4).of(data),
          new Evaluation(model(3), loss, made(ofClasses()), 4).of(without));
      Model one = model(3);
      Model two = model(3);
      Trainer.of(one, loss, new Sgd(0.1)).batch(6).epochs(3).fit(data);
      Trainer.of(two, loss, new Sgd(0.1)).batch(6).epochs(3).fit(without);
      assertThat(one.parameters().values())
          .as(loss.toString())
          .containsExactly(two.parameters().values(), within(1e-5f));
    }
    assertThatThrownBy(() -> Dataset.of(new int[] {2}, flat, labels, new Target.Classes(NAMES)))
        .hasMessageContaining("row 2: label out of range: expected 0..2 for 3 classes, got -100");
  }

  @Test
  void oneOutputForTwoClassesIgnoresToo() {
    Target.Classes target = Target.Classes.numbered(2).ignoring(-1);
    float[] inputs = {1, 0, 0, 1, 1, 1};
    Dataset data = Dataset.of(new int[] {2}, inputs, new int[] {1, -1, 0}, target);
    Dataset without = data.subset(new int[] {0, 2});
    for (Loss loss :
        List.of(new BinaryCrossEntropy(), new BinaryCrossEntropy().withPositiveWeights(3))) {
      assertSame(
          new Evaluation(model(1), loss, List.of(new Accuracy()), 3).of(data),
          new Evaluation(model(1), loss, List.of(new Accuracy()), 3).of(without));
    }
  }

  @Test
  void aClassThatTheLossIgnoresIsNotInTheMetricsEither() {
    Loss loss = new CrossEntropy().ignoring(1);
    Dataset without = classes().subset(new int[] {0, 2, 4, 5});
    Model model = model(3);
    Trainer trainer = Trainer.of(model, loss, new Adam(0.01)).batch(6).metric(new Accuracy());
    assertSame(trainer.evaluate(classes()), trainer.evaluate(without));
    Epoch one = trainer.fit(classes()).getFirst();
    Epoch two =
        Trainer.of(model(3), new CrossEntropy(), new Adam(0.01))
            .batch(6)
            .metric(new Accuracy())
            .fit(without)
            .getFirst();
    assertSame(one.metrics(), two.metrics());
    assertThat(one.loss()).isCloseTo(two.loss(), within(1e-6));
  }

  @Test
  void stepsThatDoNotCountAreLeftOutOfSequences(@TempDir Path folder) throws IOException {
    int[][] words = {{0, 1, 2}, {1, 2, 0}, {2, 0, 0}, {0, 0, 0}};
    int[][] next = {{1, 2, -1}, {2, -1, -1}, {-1, -1, -1}, {0, 0, 0}};
    Dataset data = Dataset.of(words, next, Target.Classes.numbered(3).each(3).ignoring(-1));
    Supplier<Model> made =
        () -> Model.of(Sequential.of(new Embedding(3, 4), new Dense(3))).seed(6).indices(3);
    Model model = made.get();
    float[] logits = model.predict(new int[] {0, 1, 2, 1, 2, 0, 2, 0, 0, 0, 0, 0}, 4);
    double sum = 0;
    int correct = 0;
    int[] counted = {0, 1, 3, 9, 10, 11};
    for (int i : counted) {
      int label = next[i / 3][i % 3];
      sum += LogOdds.logSumExp(logits, i, 3, -1) - logits[i * 3 + label];
      correct += Outputs.LOGITS.predicted(logits, i, 3) == label ? 1 : 0;
    }
    for (int batch : new int[] {1, 3, 4}) {
      Map<String, Double> result =
          new Evaluation(model, new CrossEntropy(), List.of(new Accuracy()), batch).of(data);
      assertThat(result.get("loss")).isCloseTo(sum / 6, within(1e-6));
      assertThat(result.get("accuracy")).isCloseTo(correct / 6.0, within(1e-12));
    }
    Map<String, Double> weighted =
        new Evaluation(model, new CrossEntropy(), List.of(new Accuracy()), 3)
            .of(data.weighted(2, 1, 5, 0));
    double own = 0;
    for (int i : new int[] {0, 1, 3}) {
      double loss = LogOdds.logSumExp(logits, i, 3, -1) - logits[i * 3 + next[i / 3][i % 3]];
      own += i < 3 ? 2 * loss : loss;
    }
    assertThat(weighted.get("loss")).isCloseTo(own / 5, within(1e-6));

    Path file = folder.resolve("steps.ck");
    Model whole = made.get();
    List<Epoch> all = trainer(whole).epochs(2).fit(data);
    Trainer interrupted = trainer(made.get()).epochs(2).checkpoint(file).checkpointEverySteps(1);
    interrupted.listener(event -> {
      if (event instanceof TrainingEvent.StepDone done && done.step() == 1) {
        throw new IllegalStateException("interrupted in the midst of an epoch");
      }
    });
    assertThatThrownBy(() -> interrupted.fit(data)).hasMessageContaining("interrupted");
    Model resumed = made.get();
    List<Epoch> rest = trainer(resumed).epochs(2).resume(file).fit(data);
    assertThat(rest).hasSize(2);
    assertThat(rest.getFirst().loss()).isEqualTo(all.getFirst().loss());
    assertThat(resumed.parameters().values()).containsExactly(whole.parameters().values());
    assertThat(rest.getLast().loss()).isEqualTo(all.getLast().loss());
  }

  private static Trainer trainer(Model model) {
    return Trainer.of(model, new CrossEntropy(), new Adam(0.01)).batch(2);
  }

  @Test
  void gradientsWithWeightsAndIgnoredLabelsAreThoseOfTheDifferences() {
    Target.Classes target = Target.Classes.numbered(3).each(2).ignoring(-1);
    Dataset data =
        Dataset.of(
                new int[][] {{0, 1}, {2, 2}, {1, 0}}, new int[][] {{1, -1}, {0, 2}, {2, 1}}, target)
            .weighted(0.5f, 2, 1);
    Model model = Model.of(Sequential.of(new Embedding(3, 2), new Dense(3))).seed(1).indices(2);
    Batch batch = Batch.of(data, 3).fill(data, new int[] {0, 1, 2}, 0, 3);
    assertThat(GradientCheck.of(model, new CrossEntropy(), batch, target))
        .hasSize(3)
        .allMatch(GradientCheck.Row::passed);
  }

  @Test
  void weightsStayWithTheirSamples() {
    Dataset data = classes().weighted(weights()).subset(new int[] {4, 0});
    Batch batch = Batch.of(data, 2).fill(data, new int[] {0, 1}, 0, 2);
    assertThat(batch.weights).containsExactly(3, 1);
    assertThat(data.contentHash())
        .isNotEqualTo(classes().subset(new int[] {4, 0}).contentHash())
        .isNotEqualTo(classes().weighted(1, 1, 1, 1, 1, 1).subset(new int[] {4, 0}).contentHash());
    assertThat(Batch.of(classes(), 2).weights).isEmpty();
    Dataset again = data.weighted(7, 8);
    assertThat(Batch.of(again, 2).fill(again, new int[] {0, 1}, 0, 2).weights)
        .containsExactly(7, 8);
  }

  @Test
  void wrongWeightsAndTwoWaysToIgnoreAreRefused() {
    assertThatThrownBy(() -> classes().weighted(1, 2))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("a weight for each of 6 samples, got 2");
    assertThatThrownBy(() -> classes().weighted(1, 2, -3, 1, 1, 1)).hasMessageContaining("row 3");
    assertThatThrownBy(() -> classes().weighted(1, 2, Float.NaN, 1, 1, 1))
        .hasMessageContaining("row 3");
    Dataset data =
        Dataset.of(
            new int[] {2},
            new float[] {1, 2, 3, 4},
            new int[] {-5, 1},
            Target.Classes.numbered(2).ignoring(-5));
    assertThatThrownBy(
            () -> Trainer.of(model(2), new CrossEntropy().ignoring(-5), new Adam(1)).fit(data))
        .hasMessageContaining("leave ignoring(-5) out of the loss");
  }
}
