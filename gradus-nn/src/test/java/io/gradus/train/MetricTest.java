package io.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class MetricTest {
  private static final float[] NO_VALUES = {};
  private static final int[] NO_LABELS = {};

  /// The example of scikit-learn's documentation of precision, recall and F1.
  private static final int[] ACTUAL = {0, 1, 2, 0, 1, 2};

  private static final int[] PREDICTED = {0, 2, 1, 0, 0, 1};

  private static double classes(Metric metric, int[] actual, int[] predicted, int classes) {
    metric.reset();
    metric.update(oneHot(predicted, classes), actual, NO_VALUES, actual.length, classes);
    return metric.value();
  }

  private static double values(Metric metric, float[] outputs, float[] values, int width) {
    metric.reset();
    metric.update(outputs, NO_LABELS, values, outputs.length / width, width);
    return metric.value();
  }

  private static float[] oneHot(int[] labels, int classes) {
    float[] outputs = new float[labels.length * classes];
    for (int i = 0; i < labels.length; i++) {
      outputs[i * classes + labels[i]] = 1;
    }
    return outputs;
  }

  @Test
  void accuracy() {
    assertThat(classes(new Accuracy(), ACTUAL, PREDICTED, 3)).isEqualTo(2.0 / 6);
    assertThat(new Accuracy().value()).isNaN();
  }

  @Test
  void accuracyOfASingleLogitOrProbability() {
    float[] outputs = {-1, 0.4f, 0.6f, 0};
    int[] labels = {0, 1, 0, 0};
    var logits = new Accuracy();
    logits.update(outputs, labels, NO_VALUES, 4, 1);
    assertThat(logits.value()).isEqualTo(3.0 / 4);
    var probabilities = new Accuracy(Outputs.PROBABILITIES);
    probabilities.update(outputs, labels, NO_VALUES, 4, 1);
    assertThat(probabilities.value()).isEqualTo(2.0 / 4);
    var fromValues = new Accuracy();
    fromValues.update(outputs, NO_LABELS, new float[] {0, 1, 0, 0}, 4, 1);
    assertThat(fromValues.value()).isEqualTo(3.0 / 4);
  }

  @Test
  void oneHotTargetsCountLikeLabels() {
    var metric = new Accuracy();
    metric.update(oneHot(PREDICTED, 3), NO_LABELS, oneHot(ACTUAL, 3), 6, 3);
    assertThat(metric.value()).isEqualTo(2.0 / 6);
  }

  @Test
  void ignoredRowsAndRowsOfNaN() {
    var metric = new Accuracy();
    float nan = Float.NaN;
    metric.update(
        new float[] {1, 0, nan, nan, nan, 0, 0, 1}, new int[] {0, 0, 1, -1}, NO_VALUES, 4, 2);
    assertThat(metric.value()).isEqualTo(2.0 / 3);
  }

  @Test
  void topK() {
    float[] outputs = {0.5f, 0.2f, 0.2f, 0.3f, 0.4f, 0.2f, 0.2f, 0.4f, 0.3f, 0.7f, 0.2f, 0.1f};
    int[] labels = {0, 1, 2, 2};
    assertThat(topK(1, outputs, labels)).isEqualTo(2.0 / 4);
    assertThat(topK(2, outputs, labels)).isEqualTo(3.0 / 4);
    assertThat(topK(3, outputs, labels)).isEqualTo(1);
  }

  @Test
  void topKBreaksTiesByIndex() {
    float[] same = {1, 1, 1};
    assertThat(topK(1, same, new int[] {0})).isEqualTo(1);
    assertThat(topK(2, same, new int[] {1})).isEqualTo(1);
    assertThat(topK(2, same, new int[] {2})).isEqualTo(0);
    float nan = Float.NaN;
    assertThat(topK(3, new float[] {nan, 1, 1}, new int[] {0})).isEqualTo(0);
  }

  private static double topK(int k, float[] outputs, int[] labels) {
    var metric = new TopK(k);
    metric.update(outputs, labels, NO_VALUES, labels.length, 3);
    return metric.value();
  }

  @Test
  void precisionRecallAndF1() {
    assertThat(classes(new Precision(Average.MACRO), ACTUAL, PREDICTED, 3)).isEqualTo(2.0 / 9);
    assertThat(classes(new Precision(Average.MICRO), ACTUAL, PREDICTED, 3)).isEqualTo(1.0 / 3);
    assertThat(classes(new Precision(Average.WEIGHTED), ACTUAL, PREDICTED, 3))
        .isEqualTo(2.0 / 9, within(1e-15));
    assertThat(classes(new Recall(Average.MACRO), ACTUAL, PREDICTED, 3)).isEqualTo(1.0 / 3);
    assertThat(classes(new F1(Average.MACRO), ACTUAL, PREDICTED, 3))
        .isEqualTo(0.8 / 3, within(1e-15));
    assertThat(classes(new F1(Average.MICRO), ACTUAL, PREDICTED, 3)).isEqualTo(1.0 / 3);
    assertThat(classes(new F1(Average.WEIGHTED), ACTUAL, PREDICTED, 3))
        .isEqualTo(0.8 / 3, within(1e-15));
  }

  @Test
  void binaryScoresAreThoseOfTheSecondClass() {
    int[] actual = {0, 1, 1, 1, 0, 1, 0};
    int[] predicted = {1, 1, 1, 0, 0, 1, 1};
    assertThat(classes(new Precision(Average.BINARY), actual, predicted, 2)).isEqualTo(3.0 / 5);
    assertThat(classes(new Recall(Average.BINARY), actual, predicted, 2)).isEqualTo(3.0 / 4);
    assertThat(classes(new F1(Average.BINARY), actual, predicted, 2)).isEqualTo(6.0 / 9);
    assertThatThrownBy(() -> classes(new F1(Average.BINARY), ACTUAL, PREDICTED, 3))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("MACRO");
  }

  @Test
  void weightedDiffersFromMacroWhenClassesDoInSize() {
    int[] actual = {0, 0, 0, 1};
    int[] predicted = {0, 0, 1, 1};
    assertThat(classes(new Recall(Average.MACRO), actual, predicted, 2))
        .isEqualTo(5.0 / 6, within(1e-15));
    assertThat(classes(new Recall(Average.WEIGHTED), actual, predicted, 2)).isEqualTo(3.0 / 4);
    assertThat(classes(new Precision(Average.MACRO), actual, predicted, 2)).isEqualTo(3.0 / 4);
    assertThat(classes(new Precision(Average.WEIGHTED), actual, predicted, 2)).isEqualTo(7.0 / 8);
  }

  @Test
  void absentClassesTakeNoPart() {
    assertThat(classes(new F1(Average.MACRO), new int[] {0, 1}, new int[] {0, 1}, 5)).isEqualTo(1);
    assertThat(classes(new Recall(Average.BINARY), new int[] {0}, new int[] {1}, 2)).isEqualTo(0);
    assertThat(new F1(Average.MACRO).value()).isNaN();
  }

  @Test
  void confusionMatrixAndItsTable() {
    var matrix = new ConfusionMatrix(List.of("cat", "dog", "elephant"));
    assertThat(classes(matrix, ACTUAL, PREDICTED, 3)).isEqualTo(2.0 / 6);

    assertThat(matrix.count(2, 1)).isEqualTo(2);
    assertThat(matrix.count(1, 2)).isEqualTo(1);
    assertThat(matrix.actual(1)).isEqualTo(2);
    assertThat(matrix.predicted(0)).isEqualTo(3);
    assertThat(matrix.table())
        .isEqualTo(
            """
            actual \\ predicted  cat  dog  elephant
            cat                   2    0         0
            dog                   1    0         1
            elephant              0    2         0
            """);
  }

  @Test
  void confusionMatrixShowsRowsOfNaN() {
    var matrix = new ConfusionMatrix();
    matrix.update(new float[] {Float.NaN, 1}, new int[] {1, 1}, NO_VALUES, 2, 1);
    assertThat(matrix.value()).isEqualTo(0.5);
    assertThat(matrix.table())
        .isEqualTo(
            """
            actual \\ predicted  0  1  (none)
            0                   0  0       0
            1                   0  1       1
            """);
  }

  @Test
  void areaUnderTheCurve() {
    float[] scores = {0.1f, 0.4f, 0.35f, 0.8f};
    int[] labels = {0, 0, 1, 1};
    assertThat(area(scores, labels, 1)).isEqualTo(0.75);
    assertThat(area(new float[] {-2, 0, -1, 3}, labels, 1)).isEqualTo(0.75);
    assertThat(area(new float[] {1, 1, 1, 1}, labels, 1)).isEqualTo(0.5);
    assertThat(area(new float[] {1, 2, 2, 3}, labels, 1)).isEqualTo(3.5 / 4);
    assertThat(area(new float[] {3, 0, 2, 0, 1, 0, 0, 0}, labels, 2)).isEqualTo(1);
    assertThat(area(scores, new int[] {1, 1, 1, 1}, 1)).isNaN();
    assertThat(area(new float[] {1, Float.NaN, 0, 2}, labels, 1)).isNaN();
    assertThat(new RocAuc().value()).isNaN();
  }

  @Test
  void logitsTooLargeForSoftmaxStayApart() {
    float[] outputs = {0, 100, 0, 200, 0, 150, 0, 300};
    assertThat(area(outputs, new int[] {0, 1, 0, 1}, 2)).isEqualTo(1);
  }

  @Test
  void areaOfSeveralClassesAgainstCountingAllPairs() {
    var random = new Random(5);
    int rows = 200;
    int width = 4;
    float[] outputs = new float[rows * width];
    int[] labels = new int[rows];
    for (int i = 0; i < rows; i++) {
      labels[i] = random.nextInt(3); // class 3 never occurs and takes no part
      for (int c = 0; c < width; c++) {
        outputs[i * width + c] = random.nextInt(4) / 8f + (c == labels[i] ? 0.125f : 0);
      }
    }
    double sum = 0;
    for (int c = 0; c < 3; c++) {
      sum += pairs(outputs, labels, width, c);
    }
    assertThat(area(outputs, labels, width, Outputs.PROBABILITIES))
        .isEqualTo(sum / 3, within(1e-15));
    assertThat(area(outputs, labels, width, Outputs.LOGITS)).isBetween(0.6, 0.9);
  }

  private static double pairs(float[] outputs, int[] labels, int width, int c) {
    double wins = 0;
    long all = 0;
    for (int i = 0; i < labels.length; i++) {
      for (int j = 0; j < labels.length; j++) {
        if (labels[i] == c && labels[j] != c) {
          all++;
          wins += (1 + Float.compare(outputs[i * width + c], outputs[j * width + c])) / 2.0;
        }
      }
    }
    return wins / all;
  }

  private static double area(float[] outputs, int[] labels, int width) {
    return area(outputs, labels, width, Outputs.LOGITS);
  }

  private static double area(float[] outputs, int[] labels, int width, Outputs kind) {
    var metric = new RocAuc(kind);
    metric.update(outputs, labels, NO_VALUES, labels.length, width);
    return metric.value();
  }

  @Test
  void perplexity() {
    var uniform = new Perplexity();
    uniform.update(new float[] {7, 7, 7, 7}, new int[] {2}, NO_VALUES, 1, 4);
    assertThat(uniform.value()).isEqualTo(4, offset(1e-14));
    var probabilities = new Perplexity(Outputs.PROBABILITIES);
    probabilities.update(
        new float[] {0.5f, 0.5f, 0.875f, 0.125f}, new int[] {0, 1}, NO_VALUES, 2, 2);
    assertThat(probabilities.value()).isEqualTo(4, offset(1e-14));
    var single = new Perplexity();
    single.update(new float[] {0, 1000, -1000}, new int[] {1, 1, 0}, NO_VALUES, 3, 1);
    assertThat(single.value()).isEqualTo(Math.cbrt(2), offset(1e-14));
    var large = new Perplexity();
    large.update(new float[] {1e30f, -1e30f}, new int[] {0}, NO_VALUES, 1, 2);
    assertThat(large.value()).isEqualTo(1);
  }

  @Test
  void numbers() {
    float[] targets = {3, -0.5f, 2, 7};
    float[] outputs = {2.5f, 0, 2, 8};
    assertThat(values(new SquaredError(), outputs, targets, 1)).isEqualTo(0.375);
    assertThat(values(new AbsoluteError(), outputs, targets, 1)).isEqualTo(0.5);
    assertThat(values(new SquaredError(2), outputs, targets, 1)).isEqualTo(1.5);
    assertThat(values(new AbsoluteError(10, 1), outputs, targets, 2)).isEqualTo(1.625);
    assertThat(values(new RSquared(), outputs, targets, 1))
        .isEqualTo(0.9486081370449679, within(1e-15));
  }

  @Test
  void rSquaredOfSeveralOutputsIsTheirMean() {
    float[] targets = {0.5f, 1, -1, 1, 7, -6};
    float[] outputs = {0, 2, -1, 2, 8, -5};
    assertThat(values(new RSquared(), outputs, targets, 2))
        .isEqualTo(0.9368005266622779, within(1e-15));
  }

  @Test
  void rSquaredAtItsEdges() {
    assertThat(values(new RSquared(), new float[] {2, 2}, new float[] {2, 2}, 1)).isEqualTo(1);
    assertThat(values(new RSquared(), new float[] {2, 3}, new float[] {2, 2}, 1)).isEqualTo(0);
    assertThat(values(new RSquared(), new float[] {2, 2}, new float[] {1, 3}, 1)).isEqualTo(0);
    assertThat(values(new RSquared(), new float[] {3, 1}, new float[] {1, 3}, 1)).isEqualTo(-3);
    float far = 1 << 23;
    assertThat(values(new RSquared(), new float[] {far, far}, new float[] {far - 1, far + 1}, 1))
        .isEqualTo(0);
    assertThat(new RSquared().value()).isNaN();
  }

  @TestFactory
  Stream<DynamicTest> batchesAddUpAndResetForgets() {
    Stream<Metric> ofClasses =
        Stream.of(
            new Accuracy(),
            new TopK(2),
            new ConfusionMatrix(),
            new Precision(Average.MACRO),
            new Recall(Average.WEIGHTED),
            new F1(Average.MICRO),
            new RocAuc(),
            new Perplexity());
    Stream<Metric> ofNumbers = Stream.of(new SquaredError(), new AbsoluteError(), new RSquared());
    var random = new Random(3);
    float[] outputs = new float[60];
    float[] values = new float[60];
    int[] labels = new int[20];
    for (int i = 0; i < 60; i++) {
      outputs[i] = random.nextInt(-8, 8) / 4f;
      values[i] = random.nextInt(-8, 8) / 4f;
      labels[i / 3] = random.nextInt(3);
    }
    return Stream.concat(
        ofClasses.map(m -> adding(m, outputs, labels, NO_VALUES)),
        ofNumbers.map(m -> adding(m, outputs, NO_LABELS, values)));
  }

  private static DynamicTest adding(Metric metric, float[] outputs, int[] labels, float[] values) {
    return DynamicTest.dynamicTest(
        metric.name(),
        () -> {
          metric.update(outputs, labels, values, 20, 3);
          double whole = metric.value();
          assertThat(whole).isFinite();
          metric.reset();
          metric.update(outputs, labels, values, 7, 3);
          metric.reset();
          for (int from : new int[] {0, 10}) {
            metric.update(
                Arrays.copyOfRange(outputs, from * 3, 60),
                labels.length == 0 ? labels : Arrays.copyOfRange(labels, from, 20),
                values.length == 0 ? values : Arrays.copyOfRange(values, from * 3, 60),
                10,
                3);
          }
          assertThat(metric.value()).isEqualTo(whole);
        });
  }

  @Test
  void namesAndDirections() {
    assertThat(new Accuracy().name()).isEqualTo("accuracy");
    assertThat(new TopK(5).name()).isEqualTo("top_5");
    assertThat(new F1(Average.BINARY).name()).isEqualTo("f1");
    assertThat(new Precision(Average.MACRO).name()).isEqualTo("precision_macro");
    assertThat(new SquaredError().higherIsBetter()).isFalse();
    assertThat(new Perplexity().higherIsBetter()).isFalse();
    assertThat(new RSquared().higherIsBetter()).isTrue();
  }

  @Test
  void unfitTargetsAreRefused() {
    var accuracy = new Accuracy();
    assertThatThrownBy(() -> accuracy.update(new float[3], new int[] {3}, NO_VALUES, 1, 3))
        .isInstanceOf(DataException.class)
        .hasMessage("row 1 of the batch: label out of range: expected 0..2 for 3 outputs, got 3");
    assertThatThrownBy(() -> accuracy.update(new float[3], NO_LABELS, NO_VALUES, 1, 3))
        .isInstanceOf(DataException.class);
    assertThatThrownBy(() -> new TopK(0)).isInstanceOf(DataException.class);
    assertThatThrownBy(() -> new TopK(1).update(new float[1], new int[1], NO_VALUES, 1, 1))
        .isInstanceOf(DataException.class);
    for (Metric metric : List.of(new SquaredError(), new AbsoluteError(), new RSquared())) {
      assertThatThrownBy(() -> metric.update(new float[4], NO_LABELS, new float[2], 2, 2))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("2 target numbers per row");
    }
    var matrix = new ConfusionMatrix(List.of("a", "b"));
    assertThatThrownBy(() -> matrix.update(new float[3], new int[1], NO_VALUES, 1, 3))
        .isInstanceOf(DataException.class);
  }
}
