package io.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DatasetTest {
  private static final float[][] INPUTS = {{0, 1}, {2, -0f}, {0.1f, 3}};
  private static final int[] LABELS = {0, 1, 1};
  private static final List<String> NAMES = List.of("no", "yes");

  @Test
  void classesFromArrays() {
    var data = Dataset.of(INPUTS, LABELS, NAMES);

    assertThat(data.size()).isEqualTo(3);
    assertThat(data.inputShape()).containsExactly(2);
    assertThat(data.target()).isEqualTo(new Target.Classes(NAMES));
    assertThat(data.labels()).containsExactly(0, 1, 1);
    var batch = Batch.of(data, 2).fill(data, new int[] {9, 2, 0}, 1, 2);
    assertThat(batch.rows()).isEqualTo(2);
    assertThat(batch.inputs).containsExactly(0.1f, 3, 0, 1);
    assertThat(batch.labels).containsExactly(1, 0);
    assertThat(batch.values).isEmpty();
  }

  @Test
  void valuesFromArrays() {
    var data = Dataset.of(INPUTS, new float[][] {{1, 2}, {3, 4}, {5, 6}});

    assertThat(data.target()).isEqualTo(Target.Values.numbered(2));
    assertThat(data.target().width()).isEqualTo(2);
    var batch = Batch.of(data, 3);
    data.copy(1, batch, 2);
    assertThat(batch.values).containsExactly(0, 0, 0, 0, 3, 4);
    assertThat(batch.labels).isEmpty();
    assertThatThrownBy(data::labels).isInstanceOf(DataException.class);
  }

  @Test
  void imagesKeepTheirShape() {
    var data =
        Dataset.of(new int[] {2, 2, 1}, new float[8], new int[] {1, 0}, new Target.Classes(NAMES));

    assertThat(data.inputShape()).containsExactly(2, 2, 1);
    assertThat(data.size()).isEqualTo(2);
    assertThat(Batch.of(data, 5).inputs).hasSize(20);
  }

  @Test
  void callersArraysAreCopied() {
    float[] inputs = {1, 2};
    var data = Dataset.of(new int[] {1}, inputs, new float[] {3, 4}, Target.Values.named("y"));
    inputs[0] = 99;
    assertThat(Batch.of(data, 1).fill(data, new int[] {0}, 0, 1).inputs).containsExactly(1);
  }

  @Test
  void classesFromAStreamAreSortedByName() {
    record Flower(float size, String species) {}
    var data =
        Dataset.ofClasses(
            Stream.of(new Flower(1, "rose"), new Flower(2, "aster"), new Flower(3, "rose")),
            f -> new float[] {f.size()},
            Flower::species);

    assertThat(data.target()).isEqualTo(new Target.Classes(List.of("aster", "rose")));
    assertThat(data.labels()).containsExactly(1, 0, 1);
  }

  @Test
  void valuesFromAStream() {
    var data =
        Dataset.ofValues(Stream.of(1f, 2f, 3f), x -> new float[] {x, -x}, x -> new float[] {x * x});
    var batch = Batch.of(data, 3).fill(data, new int[] {0, 1, 2}, 0, 3);
    assertThat(batch.inputs).containsExactly(1, -1, 2, -2, 3, -3);
    assertThat(batch.values).containsExactly(1, 4, 9);
  }

  @Test
  void subsetsOfSubsets() {
    var data = Dataset.of(INPUTS, LABELS, NAMES);
    var subset = data.subset(new int[] {2, 0, 2}).subset(new int[] {1, 2});

    assertThat(subset.size()).isEqualTo(2);
    assertThat(subset.labels()).containsExactly(0, 1);
    assertThat(Batch.of(subset, 2).fill(subset, new int[] {0, 1}, 0, 2).inputs)
        .containsExactly(0, 1, 0.1f, 3);
    assertThatThrownBy(() -> data.subset(new int[] {3}))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> subset.copy(2, Batch.of(subset, 1), 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void theHashIsThatOfTheDocumentedBytes() {
    assertThat(Dataset.of(INPUTS, LABELS, NAMES).contentHash())
        .isEqualTo("1fbd8f050fde8201e662f87b6f7f6fc0ce8df29cc4615966e133ec4a14d02da8");
    assertThat(Dataset.of(new float[][] {{1.5f}}, new float[][] {{2.5f}}).contentHash())
        .isEqualTo("523e0eacb0f7ea8ecc6374637919c330658bd853d6e72f35d91a9cece25ef165");
  }

  @Test
  void theHashSeesEveryPart() {
    var hash = Dataset.of(INPUTS, LABELS, NAMES).contentHash();
    float[][] plusZero = {{0, 1}, {2, 0f}, {0.1f, 3}};

    assertThat(Dataset.of(INPUTS, LABELS, NAMES).contentHash()).isEqualTo(hash);
    assertThat(Dataset.of(plusZero, LABELS, NAMES).contentHash()).isNotEqualTo(hash);
    assertThat(Dataset.of(INPUTS, new int[] {0, 1, 0}, NAMES).contentHash()).isNotEqualTo(hash);
    assertThat(Dataset.of(INPUTS, LABELS, List.of("no", "ja")).contentHash()).isNotEqualTo(hash);
    assertThat(Dataset.of(INPUTS, LABELS, NAMES).subset(new int[] {1, 0, 2}).contentHash())
        .isNotEqualTo(hash);
  }

  @Test
  void refusedNumbersAreNamed() {
    float[][] nan = {{0, 1}, {2, Float.NaN}};
    assertThatThrownBy(() -> Dataset.of(nan, new int[] {0, 1}, NAMES))
        .isInstanceOf(DataException.class)
        .hasMessage("row 2, input column 2: expected a finite number, got NaN");
    float[][] infinite = {{1}, {Float.NEGATIVE_INFINITY}};
    assertThatThrownBy(() -> Dataset.of(new float[][] {{0, 1}, {2, 3}}, infinite))
        .isInstanceOf(DataException.class)
        .hasMessage("row 2, target column 1: expected a finite number, got -Infinity");
  }

  @Test
  void refusedLabelsAreNamed() {
    assertThatThrownBy(() -> Dataset.of(INPUTS, new int[] {0, 1, 2}, NAMES))
        .isInstanceOf(DataException.class)
        .hasMessage("row 3: label out of range: expected 0..1 for 2 classes, got 2");
    assertThatThrownBy(() -> Dataset.of(INPUTS, new int[] {0, -1, 1}, NAMES))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("row 2: label out of range");
  }

  @Test
  void refusedShapesAreNamed() {
    assertThatThrownBy(() -> Dataset.of(new float[][] {{1, 2}, {3}}, new int[] {0, 1}, NAMES))
        .isInstanceOf(DataException.class)
        .hasMessage("row 2: expected 2 input numbers, got 1");
    assertThatThrownBy(() -> Dataset.of(INPUTS, new int[] {0, 1}, NAMES))
        .isInstanceOf(DataException.class);
    assertThatThrownBy(() -> Dataset.of(new float[0][], new int[0], NAMES))
        .isInstanceOf(DataException.class);
    var values = Target.Values.named("y");
    assertThatThrownBy(() -> Dataset.of(new int[] {2}, new float[3], new float[1], values))
        .isInstanceOf(DataException.class);
    assertThatThrownBy(() -> Dataset.of(new int[] {0}, new float[3], new float[1], values))
        .isInstanceOf(DataException.class);
    assertThatThrownBy(() -> Dataset.of(new int[] {2}, new float[4], new float[1], values))
        .isInstanceOf(DataException.class);
  }

  @Test
  void targetsAndBatchesRefuseNonsense() {
    assertThatThrownBy(() -> new Target.Classes(List.of())).isInstanceOf(DataException.class);
    assertThatThrownBy(() -> new Target.Classes(List.of("a", "a")))
        .isInstanceOf(DataException.class);
    assertThatThrownBy(() -> new Target.Values(new int[] {2}, List.of("a")))
        .isInstanceOf(DataException.class);
    assertThatThrownBy(() -> new Batch(new int[] {1}, Target.Classes.numbered(2), 0))
        .isInstanceOf(DataException.class);
    int[] huge = {1 << 20, 1 << 20};
    assertThatThrownBy(() -> new Batch(huge, Target.Classes.numbered(2), 1))
        .isInstanceOf(DataException.class);
    var batch = new Batch(new int[] {1}, Target.Classes.numbered(2), 2);
    assertThatThrownBy(() -> batch.rows(3)).isInstanceOf(DataException.class);
    var data = Dataset.of(INPUTS, LABELS, NAMES);
    assertThatThrownBy(() -> data.copy(0, Batch.of(data, 1), 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  @SuppressWarnings("NullAway") // what a caller without its checks may do
  void rowsThatAreNullAreNamed() {
    float[][] second = {{1}, null};
    float[][] first = {null, {1}};
    float[][] fine = {{1}, {2}};
    int[] labels = {0, 1};
    assertThatThrownBy(() -> Dataset.of(second, labels, NAMES))
        .isInstanceOf(DataException.class)
        .hasMessage("row 2: expected an array of input numbers, got null");
    assertThatThrownBy(() -> Dataset.of(first, labels, NAMES))
        .isInstanceOf(DataException.class)
        .hasMessage("row 1: expected an array of input numbers, got null");
    assertThatThrownBy(() -> Dataset.of(fine, first))
        .hasMessage("row 1: expected an array of target numbers, got null");
    assertThatThrownBy(() -> Dataset.of(new int[][] {{1}, null}, labels, NAMES))
        .hasMessage("row 2: expected an array of indices, got null");
  }
}
