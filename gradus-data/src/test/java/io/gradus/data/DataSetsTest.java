package io.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradus.train.Batch;
import io.gradus.train.DataException;
import io.gradus.train.Target;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DataSetsTest {

  @Test
  void iris() {
    var iris = DataSets.iris();
    assertThat(iris.size()).isEqualTo(150);
    assertThat(iris.classification()).isTrue();
    var data = iris.samples().data();
    assertThat(data.target())
        .isEqualTo(new Target.Classes(List.of("setosa", "versicolor", "virginica")));
    assertThat(data.inputShape()).containsExactly(4);
    assertThat(counts(data.labels(), 3)).containsExactly(50, 50, 50);
    assertThat(iris.table().number(149, 3)).isEqualTo(1.8);
  }

  @Test
  void digits() {
    var samples = DataSets.digits().samples();
    assertThat(samples.data().size()).isEqualTo(1797);
    assertThat(samples.data().target()).isEqualTo(Target.Classes.numbered(10));
    assertThat(counts(samples.data().labels(), 10))
        .containsExactly(178, 182, 177, 183, 181, 182, 181, 179, 174, 180);
    var batch = Batch.of(samples.data(), 1).fill(samples.data(), new int[] {0}, 0, 1);
    assertThat(Arrays.copyOf(batch.inputs, 4)).containsExactly(0, 0, 5 / 16f, 13 / 16f);
    assertThat(batch.labels).containsExactly(0);
  }

  @Test
  void breastCancer() {
    var data = DataSets.breastCancer().samples().data();
    assertThat(data.inputShape()).containsExactly(30);
    assertThat(data.target()).isEqualTo(new Target.Classes(List.of("benign", "malignant")));
    assertThat(counts(data.labels(), 2)).containsExactly(357, 212);
  }

  static List<String> names() {
    return DataSets.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyNameGivesTheSameDataEveryTime(String name) {
    var data = DataSets.named(name).samples().data();
    assertThat(DataSets.named(name).name()).isEqualTo(name);
    assertThat(data.contentHash()).isEqualTo(DataSets.named(name).samples().data().contentHash());
    var fold = DataSets.named(name).holdOut(0.2, 1);
    assertThat(fold.train().size() + fold.test().size()).isEqualTo(data.size());
    assertThat(DataSets.named(name).folds(5, 1)).hasSize(5);
  }

  @Test
  void unknownNamesAreRefused() {
    assertThatThrownBy(() -> DataSets.named("mnist"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("iris, digits, breast-cancer");
  }

  @Test
  void theHeldOutPartTeachesNothing() {
    var table =
        Table.ofNumbers(List.of("x", "y"), new double[] {0, 2, 1000}, new double[] {1, 2, 3});
    var fold =
        Source.regression("t", table, "y").fold(new Splits.Split(new int[] {0, 1}, new int[] {2}));
    assertThat(fold.preprocessing().encode(new float[] {2})).containsExactly(1);
    var batch = Batch.of(fold.test(), 1).fill(fold.test(), new int[] {0}, 0, 1);
    assertThat(batch.inputs).containsExactly(999);
    assertThat(fold.preprocessing().decode(batch.values)).containsExactly(3);
  }

  @Test
  void classificationOrRegressionIsFoundFromTheTarget() {
    assertThat(found(0, 1, 1, 0)).isTrue();
    assertThat(found(0, 1, 1)).isFalse();
    assertThat(found(0, 1, 2, 0, 1, 2, 0, 1)).isFalse();
    assertThat(found(0, 1, 2, 0, 1, 2, 0, 1, 2)).isTrue();
    assertThat(found(0.5, 1, 1, 0.5)).isFalse();
    double[] many = new double[500];
    Arrays.setAll(many, i -> i % 20);
    assertThat(found(many)).isTrue();
    Arrays.setAll(many, i -> i % 21);
    assertThat(found(many)).isFalse();
    var texts = Table.of(List.of("x", "y"), new String[] {"1", "a"}, new String[] {"2", "b"});
    assertThat(Source.of("t", texts, "y").classification()).isTrue();
    assertThatThrownBy(() -> Source.regression("t", texts, "y")).isInstanceOf(DataException.class);
    assertThatThrownBy(() -> Source.of("t", texts, "z"))
        .isInstanceOf(DataException.class)
        .hasMessage("missing column \"z\"; the columns are x, y");
    assertThatThrownBy(() -> DataSets.named("sine").labels()).isInstanceOf(DataException.class);
  }

  private static boolean found(double... targets) {
    var table = Table.ofNumbers(List.of("x", "y"), new double[targets.length], targets);
    return Source.of("t", table, "y").classification();
  }

  @Test
  void xorHasItsCorners() {
    var table = Generated.xor(4, 0, 1).table();
    for (int row = 0; row < 4; row++) {
      int x = (int) table.number(row, 0);
      int y = (int) table.number(row, 1);
      assertThat(table.text(row, 2)).isEqualTo(Integer.toString(x ^ y));
    }
    assertThat(DataSets.named("xor").labels()).contains(0, 1);
    assertThat(table.distinct("class")).containsExactly("0", "1");
  }

  @Test
  void circlesAndMoonsLieOnTheirCurves() {
    var circles = Generated.circles(100, 0, 1).table();
    var moons = Generated.moons(101, 0, 1).table();
    for (int row = 0; row < 100; row++) {
      double radius = Math.hypot(circles.number(row, 0), circles.number(row, 1));
      assertThat(radius).isEqualTo(row % 2 == 0 ? 1 : 0.5, within(1e-12));
      double x = moons.number(row, 0) - (row % 2 == 0 ? 0 : 1);
      double y = moons.number(row, 1) - (row % 2 == 0 ? 0 : 0.5);
      assertThat(Math.hypot(x, y)).isEqualTo(1, within(1e-12));
      assertThat(row % 2 == 0 ? y : -y).isGreaterThan(-1e-12);
    }
    assertThat(moons.number(100, 0)).isEqualTo(-1, within(1e-12));
    assertThat(moons.number(99, 0)).isEqualTo(2, within(1e-12));
  }

  @Test
  void spiralsBlobsAndSizes() {
    var spirals = Generated.spirals(9, 3, 0, 1);
    assertThat(counts(spirals.labels(), 3)).containsExactly(3, 3, 3);
    assertThat(Math.hypot(spirals.table().number(7, 0), spirals.table().number(7, 1)))
        .isEqualTo(1, within(1e-12));
    var blobs = Generated.blobs(10, 5, 3, 0, 9).table();
    assertThat(blobs.number(0, 2)).isEqualTo(blobs.number(5, 2)).isNotEqualTo(blobs.number(1, 2));
    assertThat(Generated.moons(50, 0.1, 1).table().number(7, 0))
        .isNotEqualTo(Generated.moons(50, 0.1, 2).table().number(7, 0));
  }

  @Test
  void regressionsFollowTheirFormula() {
    var sine = Generated.sine(50, 0, 3).table();
    for (int row = 0; row < 50; row++) {
      assertThat(sine.number(row, 1)).isEqualTo(StrictMath.sin(sine.number(row, 0)));
    }
    // Two points fix a line: the others must lie on it.
    var linear = Generated.linear(5, 1, 0, 3).table();
    double slope =
        (linear.number(1, 1) - linear.number(0, 1)) / (linear.number(1, 0) - linear.number(0, 0));
    for (int row = 2; row < 5; row++) {
      double expected = linear.number(0, 1) + slope * (linear.number(row, 0) - linear.number(0, 0));
      assertThat(linear.number(row, 1)).isEqualTo(expected, within(1e-9));
    }
  }

  @Test
  void generatedPointsStayTheSameForEver() {
    assertThat(DataSets.named("moons").samples().data().contentHash())
        .isEqualTo("5db07ef83744a315974324c41f7f87da9e30a61cab39ae4924b00b9e45e76916");
    assertThat(DataSets.named("linear").samples().data().contentHash())
        .isEqualTo("4113aaf79c12783cace088cfcbd20a43d65c54c7e8c079e96918ad8622a92df1");
  }

  @Test
  void nonsenseIsRefused() {
    assertThatThrownBy(() -> Generated.moons(0, 0, 1)).isInstanceOf(DataException.class);
    assertThatThrownBy(() -> Generated.moons(9, -1, 1)).isInstanceOf(DataException.class);
    assertThatThrownBy(() -> Generated.moons(9, Double.NaN, 1)).isInstanceOf(DataException.class);
    assertThatThrownBy(() -> Generated.spirals(9, 1, 0, 1)).isInstanceOf(DataException.class);
  }

  private static int[] counts(int[] labels, int classes) {
    int[] counts = new int[classes];
    for (int label : labels) {
      counts[label]++;
    }
    return counts;
  }
}
