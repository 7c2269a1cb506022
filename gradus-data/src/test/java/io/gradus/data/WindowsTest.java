package io.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradus.train.Batch;
import io.gradus.train.Column;
import io.gradus.train.DataException;
import io.gradus.train.Dataset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Windows over a series see the past only.
class WindowsTest {
  /// Rows 0, 1, ..: load is the number of the row, heat its square.
  private static Table table(int rows) {
    double[] load = IntStream.range(0, rows).asDoubleStream().toArray();
    double[] heat = Arrays.stream(load).map(x -> x * x).toArray();
    return Table.ofNumbers(List.of("load", "heat"), load, heat);
  }

  private static Batch one(Dataset data, int index) {
    return Batch.of(data, 1).fill(data, new int[] {index}, 0, 1);
  }

  /// The load that a scaled number stands for.
  private static double load(Windows windows, float scaled) {
    return windows.target().decode(scaled);
  }

  @Test
  void aWindowIsFollowedByItsAnswer() {
    Windows.Fold fold = Windows.holdOut(table(20), "load", 3, 2, 0.25);
    Windows windows = fold.windows();
    Dataset train = fold.train();
    assertThat(train.inputShape()).containsExactly(3, 2);
    for (int i = 0; i < train.size(); i++) {
      Batch batch = one(train, i);
      for (int t = 0; t < 3; t++) {
        assertThat(load(windows, batch.inputs[2 * t])).isCloseTo(i + t, within(1e-5));
        assertThat(windows.columns().get(1).decode(batch.inputs[2 * t + 1]))
            .isCloseTo((i + t) * (i + t), within(1e-3));
      }
      assertThat(load(windows, batch.values[0])).isCloseTo(i + 4, within(1e-5));
    }
  }

  @Test
  void whatIsHeldOutIsNeverSeenInTraining() {
    Windows.Fold fold = Windows.holdOut(table(20), "load", 3, 2, 0.25);
    Windows windows = fold.windows();
    assertThat(load(windows, one(fold.train(), fold.train().size() - 1).values[0]))
        .isCloseTo(14, within(1e-5));
    assertThat(load(windows, one(fold.test(), 0).values[0])).isCloseTo(15, within(1e-5));
    assertThat(load(windows, one(fold.test(), fold.test().size() - 1).values[0]))
        .isCloseTo(19, within(1e-5));
    assertThat(fold.test().size()).isEqualTo(5);
    assertThat(windows.target().shift()).isEqualTo(7);

    double[] other = IntStream.range(0, 20).mapToDouble(i -> i < 15 ? i : 1000 + i).toArray();
    Table changed = Table.ofNumbers(List.of("load"), other);
    assertThat(Windows.holdOut(changed, "load", 3, 2, 0.25).windows().target())
        .isEqualTo(windows.target());
  }

  @Test
  void missingCellsAreTheMeanOfTheTrainingRowsButNoAnswers() {
    double[] load = {1, 2, 3, 4, 5, 6, 7, 8};
    double[] heat = {2, Double.NaN, 4, 6, 0, 0, Double.NaN, 100};
    Table table = Table.ofNumbers(List.of("load", "heat"), load, heat);
    Windows.Fold fold = Windows.holdOut(table, "load", 1, 1, 0.5);
    assertThat(fold.windows().columns().get(1).missingFill()).isEqualTo(4);
    assertThat(one(fold.train(), 1).inputs[1]).isZero();
    assertThatThrownBy(() -> Windows.holdOut(table, "heat", 1, 1, 0.5))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("heat");
  }

  @Test
  void columnsOfTextsAreLeftOut() {
    Table table =
        Table.of(
            List.of("day", "load"),
            new String[] {"mo", "1"},
            new String[] {"tu", "2"},
            new String[] {"we", "3"},
            new String[] {"th", "5"});
    Windows windows = Windows.holdOut(table, "load", 1, 1, 0.25).windows();
    assertThat(windows.columns()).extracting(Column.Numeric::name).containsExactly("load");
    assertThatThrownBy(() -> Windows.holdOut(table, "day", 1, 1, 0.25))
        .hasMessageContaining("\"day\" holds texts");
    assertThatThrownBy(() -> Windows.holdOut(table, "lod", 1, 1, 0.25))
        .hasMessageContaining("missing column \"lod\"");
  }

  @Test
  void theyAreFoundAgainFromASavedModel() {
    Windows windows = Windows.holdOut(table(20), "load", 3, 2, 0.25).windows();
    Windows read = Windows.read(windows.toJson(), windows.preprocessing());
    assertThat(read).isEqualTo(windows);
    assertThat(read.preprocessing().inputs().getFirst().name()).isEqualTo("load[-2]");
    Windows other = new Windows(windows.columns(), windows.target(), 4, 2);
    assertThatThrownBy(() -> Windows.read(other.toJson(), windows.preprocessing()))
        .isInstanceOf(DataException.class);
    assertThatThrownBy(() -> Windows.read("{}", windows.preprocessing()))
        .isInstanceOf(DataException.class);
  }

  @Test
  void newRowsAreWindowsWithoutAnswers() {
    Windows windows = Windows.holdOut(table(20), "load", 3, 2, 0.25).windows();
    float[] inputs = windows.inputs(table(5));
    assertThat(inputs).hasSize(3 * 3 * 2);
    assertThat(load(windows, inputs[inputs.length - 2])).isCloseTo(4, within(1e-5));
    assertThat(windows.dataset(table(5)).size()).isEqualTo(1);
    assertThatThrownBy(() -> windows.inputs(table(2))).hasMessageContaining("2 rows are too few");
    assertThatThrownBy(() -> windows.dataset(table(4))).hasMessageContaining("need 5 here");
  }

  @Test
  void seriesThatAreTooShortAreTold() {
    assertThatThrownBy(() -> Windows.holdOut(table(10), "load", 9, 1, 0.2))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("windows of 9 that look 1 ahead need 10 to train on");
    assertThatThrownBy(() -> Windows.holdOut(table(10), "load", 3, 1, 0.01))
        .isInstanceOf(DataException.class);
    assertThatThrownBy(() -> Windows.holdOut(table(10), "load", 0, 1, 0.2))
        .hasMessageContaining("1 row or more");
  }
}
