package io.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.train.DataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitsTest {
  /// 50 rows of class 0, 30 of class 1, 20 of class 2.
  private static final int[] LABELS =
      IntStream.range(0, 100).map(i -> i < 50 ? 0 : i < 80 ? 1 : 2).toArray();

  @Test
  void splitMixGivesItsPublishedNumbers() {
    var random = new SplitMix(1234567);
    assertThat(random.next()).isEqualTo(6457827717110365317L);
    assertThat(random.next()).isEqualTo(3203168211198807973L);
    assertThat(Long.toUnsignedString(random.next())).isEqualTo("9817491932198370423");
  }

  @Test
  void normalNumbersHaveMeanZeroAndDeviationOne() {
    var random = new SplitMix(1);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < 100_000; i++) {
      double x = random.normal();
      sum += x;
      squares += x * x;
    }
    assertThat(sum / 100_000).isBetween(-0.015, 0.015);
    assertThat(squares / 100_000).isBetween(0.98, 1.02);
  }

  @Test
  void permutationsStayTheSameForEver() {
    assertThat(Splits.shuffled(10, 42)).containsExactly(8, 3, 6, 5, 4, 0, 9, 2, 1, 7);
    assertThat(Splits.shuffled(10, -1)).containsExactly(6, 7, 0, 3, 5, 4, 2, 1, 9, 8);
    assertThat(Splits.shuffled(0, 1)).isEmpty();
    assertThat(Splits.shuffled(1, 1)).containsExactly(0);
  }

  @Test
  void everyPositionIsEquallyLikely() {
    int[][] counts = new int[5][5];
    for (int seed = 0; seed < 20_000; seed++) {
      int[] order = Splits.shuffled(5, seed);
      for (int i = 0; i < 5; i++) {
        counts[i][order[i]]++;
      }
    }
    for (int[] row : counts) {
      for (int count : row) {
        assertThat(count).isBetween(3_750, 4_250); // 4000 give or take four deviations
      }
    }
  }

  @Test
  void trainTestHoldsOutItsShare() {
    var split = Splits.trainTest(10, 0.25, 7);
    assertThat(split.test()).hasSize(3);
    assertThat(together(split)).containsExactly(IntStream.range(0, 10).toArray());
    assertThat(Splits.trainTest(10, 0.25, 7).test()).containsExactly(split.test());
    assertThat(Splits.trainTest(10, 0.25, 8).train()).isNotEqualTo(split.train());
  }

  @Test
  void stratifiedTakesFromEveryClassItsShare() {
    var split = Splits.stratified(LABELS, 0.25, 3);
    assertThat(perClass(split.test())).containsExactly(13, 7, 5);
    assertThat(together(split)).containsExactly(IntStream.range(0, 100).toArray());
    assertThat(Splits.stratified(LABELS, 0.25, 3).train()).containsExactly(split.train());
    assertThat(split.test()).isNotEqualTo(sorted(split.test()));
  }

  @Test
  void foldsHoldOutEveryRowOnce() {
    var folds = Splits.kFold(11, 3, 5);
    assertThat(folds).extracting(f -> f.test().length).containsExactly(4, 4, 3);
    assertHeldOutOnce(folds, 11);
  }

  @Test
  void stratifiedFoldsAreBalancedInEveryClass() {
    var folds = Splits.stratifiedKFold(LABELS, 3, 5);
    assertHeldOutOnce(folds, 100);
    assertThat(folds).extracting(f -> f.test().length).containsExactly(34, 33, 33);
    for (var fold : folds) {
      int[] counts = perClass(fold.test());
      assertThat(counts[0]).isBetween(16, 17);
      assertThat(counts[1]).isEqualTo(10);
      assertThat(counts[2]).isBetween(6, 7);
    }
    assertThat(Splits.stratifiedKFold(LABELS, 3, 6).getFirst().test())
        .isNotEqualTo(folds.getFirst().test());
  }

  @Test
  void emptySidesAreRefused() {
    for (double share : new double[] {0, 1, -1, 2, Double.NaN, 0.01, 0.99}) {
      assertThatThrownBy(() -> Splits.trainTest(10, share, 1)).isInstanceOf(DataException.class);
    }
    for (int folds : new int[] {-1, 0, 1, 11}) {
      assertThatThrownBy(() -> Splits.kFold(10, folds, 1)).isInstanceOf(DataException.class);
    }
  }

  private static void assertHeldOutOnce(List<Splits.Split> folds, int size) {
    var held = new ArrayList<Integer>();
    for (var fold : folds) {
      assertThat(together(fold)).containsExactly(IntStream.range(0, size).toArray());
      Arrays.stream(fold.test()).forEach(held::add);
    }
    assertThat(held.stream().sorted().toList()).containsExactly(boxed(size));
  }

  private static Integer[] boxed(int size) {
    return IntStream.range(0, size).boxed().toArray(Integer[]::new);
  }

  private static int[] together(Splits.Split split) {
    return IntStream.concat(Arrays.stream(split.train()), Arrays.stream(split.test()))
        .sorted()
        .toArray();
  }

  private static int[] sorted(int[] numbers) {
    return Arrays.stream(numbers).sorted().toArray();
  }

  private static int[] perClass(int[] rows) {
    int[] counts = new int[3];
    for (int row : rows) {
      counts[LABELS[row]]++;
    }
    return counts;
  }
}
