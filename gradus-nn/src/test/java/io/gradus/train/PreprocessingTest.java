package io.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.train.Column.Categorical;
import io.gradus.train.Column.Numeric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PreprocessingTest {
  private static final Rows HOUSES =
      Rows.of(
          "rooms,kind,age,price",
          "1,flat,10,100",
          "3,house,30,300",
          "5,flat,,200",
          "100,boat,2000,9999");
  private static final int[] FIRST_THREE = {0, 1, 2};

  @Test
  void standardisesByTheTrainingRowsOnly() {
    var p = Preprocessing.fit(HOUSES, FIRST_THREE, List.of("price"), Scaling.standardise());

    double deviation = Math.sqrt(8.0 / 3);
    assertThat(p.inputs())
        .containsExactly(
            new Numeric("rooms", Double.NaN, 3, deviation),
            new Categorical("kind", List.of("boat", "flat", "house")),
            new Numeric("age", 20, 20, 10));
    assertThat(p.targets())
        .containsExactly(new Numeric("price", Double.NaN, 200, Math.sqrt(20000.0 / 3)));
    assertThat(p.width()).isEqualTo(5);
    assertThat(p.inputShape()).containsExactly(5);
    assertThat(p.target()).isEqualTo(Target.Values.named("price"));
  }

  @Test
  void minMaxFixedAndConstantColumns() {
    var rows = Rows.of("a,b,c", "2,7,x", "6,7,y");
    var minMax = Preprocessing.fit(rows, List.of("c"), Scaling.minMax());
    assertThat(minMax.encode(new float[] {3, 7})).containsExactly(0.25f, 0);
    var fixed = Preprocessing.fit(rows, List.of("c"), Scaling.dividedBy(16));
    assertThat(fixed.encode(new float[] {4, 8})).containsExactly(0.25f, 0.5f);
    var standard = Preprocessing.fit(rows, List.of("c"), Scaling.standardise());
    assertThat(standard.encode(new float[] {6, 7})).containsExactly(1, 0);
    var none = Preprocessing.fit(rows, List.of("b"), Scaling.none());
    assertThat(none.targets()).containsExactly(Numeric.unscaled("b"));
  }

  @Test
  void aConstantColumnThatNoBinaryNumberIsExactlyHasScaleOne() {
    String[] cells = new String[10];
    java.util.Arrays.fill(cells, "0.1,0.3,0.1,0.1");
    cells[9] = "0.1,0.30000000000000004,0.1,0.1"; // 0.1 + 0.2, as a table computes it
    var rows = Rows.of("same,nearly,y,z", cells);
    for (Scaling scaling : List.of(Scaling.standardise(), Scaling.minMax())) {
      var p = Preprocessing.fit(rows, List.of("y"), scaling);

      assertThat(p.inputs()).allMatch(column -> ((Numeric) column).scale() == 1);
      assertThat(p.targets()).allMatch(column -> ((Numeric) column).scale() == 1);
      assertThat(p.encode(new float[] {0.6f, 0.3f, 0.1f})[0]).isEqualTo(0.5f);
    }
  }

  @Test
  void aSmallSpreadThatIsRealIsScaled() {
    var rows = Rows.of("x,y", "1000000,1e-30", "1000001,3e-30");
    var p = Preprocessing.fit(rows, List.of("y"), Scaling.standardise());
    assertThat(p.inputs()).containsExactly(new Numeric("x", Double.NaN, 1000000.5, 0.5));
    assertThat(((Numeric) p.targets().getFirst()).scale()).isBetween(0.9e-30, 1.1e-30);
  }

  @Test
  void encodesATableByColumnName() {
    var p = Preprocessing.fit(HOUSES, FIRST_THREE, List.of("price"), Scaling.standardise());
    var other = Rows.of("price,extra,age,kind,rooms", "200,?,,house,3", "100,?,40,boat,3");

    var data = p.dataset(other);

    var batch = Batch.of(data, 2).fill(data, new int[] {0, 1}, 0, 2);
    assertThat(batch.inputs).containsExactly(0, 0, 0, 1, 0, 0, 1, 0, 0, 2);
    assertThat(batch.values[0]).isEqualTo(0);
    assertThat(p.decode(batch.values)).containsExactly(200, 100);
    assertThat(p.inputs(Rows.of("rooms,kind,age", "3,flat,20"))).containsExactly(0, 0, 1, 0, 0);
  }

  @Test
  void numbersInOriginalUnitsHaveTheDigitsThatTheOutputHas() {
    var time = new Numeric("t", Double.NaN, 1_700_001_185, 692.8);
    var p = new Preprocessing(List.of(Numeric.unscaled("x")), List.of(time));
    float[] outputs = {-1.5f, 0, 0.7f, Math.nextUp(0.7f)};
    double[] numbers = p.numbers(outputs);
    assertThat(numbers).doesNotHaveDuplicates().contains(1_700_001_185 - 1.5 * 692.8);
    for (int i = 0; i < outputs.length; i++) {
      assertThat(time.encode(numbers[i], "row")).isEqualTo(outputs[i]);
    }
  }

  @Test
  void unscaledNumbersAreTheOutputsThemselves() {
    var p = new Preprocessing(List.of(Numeric.unscaled("x")), List.of(Numeric.unscaled("y")));
    assertThat(p.numbers(new float[] {0.1f, -3, 0, 1e-30f, 16_777_216}))
        .containsExactly(0.1, -3, 0, 1e-30, 16_777_216);
    float[] outputs = {1, Math.nextDown(1f), Float.MIN_VALUE, Float.MAX_VALUE, 1e10f, -1 / 3f};
    assertThat(p.decode(outputs)).containsExactly(outputs);
    assertThat(p.decode(new float[] {Float.NaN, Float.NEGATIVE_INFINITY}))
        .containsExactly(Float.NaN, Float.NEGATIVE_INFINITY);
  }

  @Test
  void classesAreSortedNumbersFirstBySize() {
    var rows = Rows.of("x,c", "1,10", "2,9", "3,b", "4,a", "5,9");
    var p = Preprocessing.fit(rows, List.of("c"), Scaling.none());

    assertThat(p.target()).isEqualTo(new Target.Classes(List.of("9", "10", "a", "b")));
    assertThat(p.dataset(rows).labels()).containsExactly(1, 0, 3, 2, 0);
    assertThat(p.decode(new float[] {1, 2, 3, 4})).containsExactly(1, 2, 3, 4);
  }

  @Test
  void encodesCellsAndNamedCells() {
    var p = Preprocessing.fit(HOUSES, FIRST_THREE, List.of("price"), Scaling.standardise());

    assertThat(p.encode(new String[] {"3", " flat ", "?"})).containsExactly(0, 0, 1, 0, 0);
    assertThat(p.encode(Map.of("age", "30", "rooms", "3", "kind", "boat", "other", "x")))
        .containsExactly(0, 1, 0, 0, 1);
    assertThatThrownBy(() -> p.encode(Map.of("age", "30", "kind", "boat")))
        .isInstanceOf(DataException.class)
        .hasMessage("missing column \"rooms\"; given are age, kind");
  }

  @Test
  void numbersInTextColumnsMatchByValue() {
    var p =
        new Preprocessing(
            List.of(new Categorical("size", List.of("1", "2.5"))), List.of(Numeric.unscaled("y")));
    assertThat(p.encode(new String[] {"1.0"})).containsExactly(1, 0);
    assertThat(p.encode(new float[] {2.5f})).containsExactly(0, 1);
  }

  @Test
  void aMissingTextIsACategoryIfTheTableHasOne() {
    var rows = Rows.of("colour,y", "red,1", ",2", "blue,3");
    var p = Preprocessing.fit(rows, new int[] {0, 2}, List.of("y"), Scaling.none());
    assertThat(p.encode(new String[] {"?"})).containsExactly(1, 0, 0);
    assertThat(p.encode(new String[] {"red"})).containsExactly(0, 0, 1);
    assertThatThrownBy(() -> p.encode(new String[] {"green"})).isInstanceOf(DataException.class);
  }

  @Test
  void aNumberTooLargeForItsSquareIsRefusedWhereItStands() {
    var rows = Rows.of("x,y", "1,1", "-1e200,2", "3,3");
    assertThatThrownBy(() -> Preprocessing.fit(rows, List.of("y"), Scaling.standardise()))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "row 2, column \"x\": expected a number between -1e140 and 1e140, got \"-1E+200\"");
  }

  @Test
  void identityPassesNumbersOn() {
    var p = Preprocessing.identity(new int[] {2, 1}, Target.Classes.numbered(3));
    assertThat(p.encode(new float[] {0.1f, -7})).containsExactly(0.1f, -7);
    assertThat(p.inputShape()).containsExactly(2, 1);
    assertThat(p.target()).isEqualTo(Target.Classes.numbered(3));
    assertThatThrownBy(() -> p.encode(new float[] {1, Float.NaN}))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("column \"x1\"");
  }

  @Test
  void survivesTheWayThroughAMap() {
    var p = Preprocessing.fit(HOUSES, FIRST_THREE, List.of("price"), Scaling.standardise());
    assertThat(Preprocessing.fromMap(p.toMap())).isEqualTo(p);
    var images = Preprocessing.identity(new int[] {8, 8, 1}, Target.Classes.numbered(10));
    assertThat(Preprocessing.fromMap(images.toMap())).isEqualTo(images);
    assertThat(p.reshaped(1, 5).toMap())
        .containsEntry("shape", List.of(1, 5))
        .containsOnlyKeys("shape", "inputs", "targets");
  }

  @Test
  void numbersOfAnyKindComeBack() {
    Map<String, Object> column =
        Map.of("kind", "numeric", "name", "x", "shift", 1L, "scale", new java.math.BigDecimal("2"));
    Map<String, Object> target = Map.of("kind", "categorical", "name", "c", "values", List.of("a"));
    var p =
        Preprocessing.fromMap(
            Map.of("shape", List.of(1.0), "inputs", List.of(column), "targets", List.of(target)));
    assertThat(p.encode(new float[] {5})).containsExactly(2);
  }

  @Test
  void brokenMapsAreRefused() {
    var good = Preprocessing.identity(new int[] {1}, Target.Values.named("y")).toMap();
    for (String key : good.keySet()) {
      for (Object bad : new Object[] {"text", 3, List.of(Map.of()), List.of(List.of()), Map.of()}) {
        var map = new LinkedHashMap<>(good);
        map.put(key, bad);
        assertThatThrownBy(() -> Preprocessing.fromMap(map)).isInstanceOf(DataException.class);
      }
      var map = new LinkedHashMap<>(good);
      map.remove(key);
      assertThatThrownBy(() -> Preprocessing.fromMap(map))
          .isInstanceOf(DataException.class)
          .hasMessageContaining(key);
    }
    var column = Map.of("kind", "wavelet", "name", "x");
    assertThatThrownBy(() ->
            Preprocessing.fromMap(
                Map.of("shape", List.of(1), "inputs", List.of(column), "targets", List.of())))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("wavelet");
  }

  @Test
  void errorsNameRowColumnAndValue() {
    var p = Preprocessing.fit(HOUSES, FIRST_THREE, List.of("price"), Scaling.standardise());
    assertThatThrownBy(() -> p.inputs(Rows.of("rooms,kind,age", "1,flat,1", "1,tent,1")))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "row 2, column \"kind\": unknown category: expected one of \"boat\", \"flat\","
                + " \"house\", got \"tent\"");
    assertThatThrownBy(() -> p.inputs(Rows.of("rooms,kind,age", "many,flat,1")))
        .isInstanceOf(DataException.class)
        .hasMessage("row 1, column \"rooms\": expected a number, got \"many\"");
    assertThatThrownBy(() -> p.inputs(Rows.of("rooms,kind,age", ",flat,1")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("row 1, column \"rooms\"")
        .hasMessageContaining("a missing value");
    assertThatThrownBy(() -> p.inputs(Rows.of("rooms,age", "1,1")))
        .isInstanceOf(DataException.class)
        .hasMessage("missing column \"kind\"; the columns are rooms, age");
    assertThatThrownBy(() -> p.inputs(Rows.of("rooms,kind,age", "1e300,flat,1")))
        .isInstanceOf(DataException.class)
        .hasMessage("row 1, column \"rooms\": expected a finite number, got \"1E+300\"");
    assertThatThrownBy(() -> p.encode(new float[2]))
        .isInstanceOf(DataException.class)
        .hasMessage("expected 3 values (rooms, kind, age), got 2");
  }

  @Test
  void unusableTablesAreRefused() {
    assertThatThrownBy(
            () -> Preprocessing.fit(HOUSES, new int[0], List.of("price"), Scaling.none()))
        .isInstanceOf(DataException.class);
    assertThatThrownBy(() -> Preprocessing.fit(HOUSES, List.of("cost"), Scaling.none()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("rooms, kind, age, price");
    assertThatThrownBy(() -> Preprocessing.fit(HOUSES, List.of("age"), Scaling.none()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("row 3, column \"age\": expected a target");
    assertThatThrownBy(() -> Preprocessing.fit(HOUSES, List.of("price", "kind"), Scaling.none()))
        .isInstanceOf(DataException.class);
    assertThatThrownBy(
            () -> Preprocessing.fit(Rows.of("x,y", "1,2", "-inf,3"), List.of("y"), Scaling.none()))
        .isInstanceOf(DataException.class)
        .hasMessage("row 2, column \"x\": expected a finite number, got \"-Infinity\"");
    assertThatThrownBy(
            () -> Preprocessing.fit(Rows.of("x,y", ",2", ",3"), List.of("y"), Scaling.none()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("\"x\" has no value");
    assertThatThrownBy(() -> Preprocessing.fit(Rows.of("y", "1"), List.of("y"), Scaling.none()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no input columns");
  }

  @Test
  void targetsThatNoFloatHoldsAreRefused() {
    for (Scaling scaling : List.of(Scaling.standardise(), Scaling.minMax())) {
      var large = Rows.of("x,y", "1,1e38", "2,2e38", "3,-4e38", "4,5e38");
      assertThatThrownBy(() -> Preprocessing.fit(large, new int[] {3, 1, 0}, List.of("y"), scaling))
          .isInstanceOf(DataException.class)
          .hasMessageStartingWith(
              "row 3, column \"y\": expected a target between -3.4e38 and 3.4e38")
          .hasMessageContaining("divide the column by a power of ten")
          .hasMessageEndingWith("got \"-4E+38\"");
      var small = Rows.of("x,y", "1,1e-50", "2,2e-50", "3,3e-50");
      assertThatThrownBy(() -> Preprocessing.fit(small, List.of("y"), scaling))
          .isInstanceOf(DataException.class)
          .hasMessageStartingWith("the table, column \"y\": the targets differ by 8.2e-51")
          .hasMessageContaining("multiply the column by a power of ten");
    }
    var fine = Rows.of("x,y", "1e39,1e38", "2e39,2e38", "3e39,3e38");
    assertThat(Preprocessing.fit(fine, List.of("y"), Scaling.standardise()).width()).isEqualTo(1);
  }

  @Test
  void theFirstBadRowIsNamedHoweverTheRowsAreShuffled() {
    var table = Rows.of("x,y", "1,1", "1e300,2", "3,3", "1e301,4", "5,5");
    assertThatThrownBy(() ->
            Preprocessing.fit(table, new int[] {4, 3, 0, 1}, List.of("y"), Scaling.standardise()))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("row 2, column \"x\": expected a number between");
    var fit = Preprocessing.fit(table, new int[] {4, 0}, List.of("y"), Scaling.standardise());
    assertThatThrownBy(() -> fit.dataset(table, new int[] {3, 2, 1}))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("row 2, column \"x\": expected a finite number");
  }

  @Test
  void tooManyTextsAreRefused() {
    var rows = new ArrayList<String>();
    for (int i = 0; i < 1_001; i++) {
      rows.add("name" + i + ",1");
    }
    var table = Rows.of("id,y", rows.toArray(new String[0]));
    assertThatThrownBy(() -> Preprocessing.fit(table, List.of("y"), Scaling.none()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("1001 different texts");
  }

  @Test
  void numbersAreReadStrictly() {
    assertThat(Cells.number("-1.5e3")).isEqualTo(-1500);
    assertThat(Cells.number("+.5")).isEqualTo(0.5);
    assertThat(Cells.number("5.")).isEqualTo(5);
    assertThat(Cells.number("-INF")).isEqualTo(Double.NEGATIVE_INFINITY);
    for (String text :
        new String[] {"", "1f", "0x10", "1,5", "1e", ".", "1 2", "NaN", "e5", "--1"}) {
      assertThat(Cells.number(text)).as(text).isNaN();
    }
    assertThat(Cells.missing("NA")).isTrue();
    assertThat(Cells.missing("none")).isFalse();
  }

  @Test
  void plainNumbers() {
    assertThat(Column.plain(3)).isEqualTo("3");
    assertThat(Column.plain(-0.0)).isEqualTo("0");
    assertThat(Column.plain(2.50)).isEqualTo("2.5");
    assertThat(Column.plain(1e300)).isEqualTo("1E+300");
    assertThat(Column.plain(Double.NaN)).isEmpty();
  }

  @Test
  void badColumnsAreRefused() {
    assertThatThrownBy(() -> new Numeric("x", 0, 0, 0)).isInstanceOf(DataException.class);
    assertThatThrownBy(() -> new Numeric("x", 0, Double.NaN, 1)).isInstanceOf(DataException.class);
    assertThatThrownBy(() -> new Categorical("x", List.of())).isInstanceOf(DataException.class);
    assertThatThrownBy(() -> new Categorical("x", List.of("a", "a")))
        .isInstanceOf(DataException.class);
    var x = Numeric.unscaled("x");
    assertThatThrownBy(() -> new Preprocessing(List.of(x), List.of(x)))
        .isInstanceOf(DataException.class);
    assertThatThrownBy(
            () -> new Preprocessing(List.of(x), List.of(Numeric.unscaled("y")), List.of(2)))
        .isInstanceOf(DataException.class);
  }
}
