package io.gradus.studio.play;

import io.gradus.data.Csv;
import io.gradus.data.CsvOptions;
import io.gradus.data.Source;
import io.gradus.data.Splits;
import io.gradus.data.Table;
import io.gradus.studio.room.Refusal;
import io.gradus.train.Batch;
import io.gradus.train.Column;
import io.gradus.train.DataException;
import io.gradus.train.Dataset;
import io.gradus.train.Preprocessing;
import io.gradus.train.Scaling;
import io.gradus.train.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The user's own table, of which two columns of numbers become the plane and a third the target.
final class TableFile {
  /// Characters of text that are taken.
  static final int MOST_TEXT = 1 << 20;

  private static final int MOST_COLUMNS = 200;
  private static final double FARTHEST = 6;

  private final Table table;

  private TableFile(Table table) {
    this.table = table;
  }

  /// @throws Refusal if the text is no table with two columns of numbers and a third
  static TableFile read(String text) {
    try {
      Table table = Csv.parse(text, CsvOptions.detected());
      if (table.columns().size() > MOST_COLUMNS) {
        throw new Refusal(
            "the table has %d columns; at most %d are taken"
                .formatted(table.columns().size(), MOST_COLUMNS));
      }
      TableFile file = new TableFile(table);
      if (file.numeric().size() < 2 || table.columns().size() < 3) {
        throw new Refusal(
            "the table needs two columns of numbers and a third one to predict, and has the columns "
                + table.columns());
      }
      return file;
    } catch (DataException e) {
      throw refusal(e);
    }
  }

  /// What is wrong with the table; the ways out that only a command or a program has are left out.
  private static Refusal refusal(DataException e) {
    String message = String.valueOf(e.getMessage());
    int elsewhere = message.indexOf(", or say that the column holds texts: --");
    return new Refusal(
        elsewhere < 0
            ? message
            : message.substring(0, elsewhere)
                + ", in the text above or in the file, and use the table again");
  }

  private List<String> numeric() {
    return table.columns().stream().filter(name -> table.numeric(table.column(name))).toList();
  }

  /// Columns, rows, and what would be chosen: the last column to predict, the first two numbers
  /// besides.
  Map<String, @Nullable Object> map() {
    List<String> columns = table.columns();
    String target = columns.getLast();
    List<String> inputs = numeric().stream().filter(name -> !name.equals(target)).toList();
    if (inputs.size() < 2) {
      inputs = numeric();
    }
    String other = target;
    if (inputs.subList(0, 2).contains(target)) {
      List<String> taken = inputs.subList(0, 2);
      other = columns.stream().filter(name -> !taken.contains(name)).findFirst().orElse(target);
    }
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("columns", columns);
    map.put("numeric", numeric());
    map.put("rows", table.rows());
    map.put("x", inputs.get(0));
    map.put("y", inputs.get(1));
    map.put("target", other);
    return map;
  }

  /// The points of three columns; inputs and numbers to predict are standardised by the rows that
  /// are not held out.
  ///
  /// @throws Refusal if they do not fit, with what to choose instead
  Points points(String x, String y, String target, double share, long seed) {
    Set<String> chosen = new HashSet<>(List.of(x, y, target));
    if (chosen.size() < 3 || !table.columns().containsAll(chosen)) {
      throw new Refusal("choose three different columns of " + table.columns());
    }
    if (!numeric().contains(x) || !numeric().contains(y)) {
      throw new Refusal("both axes need a column of numbers; those of this table are " + numeric());
    }
    try {
      return points(source(x, y, target), x, y, target, share, seed);
    } catch (DataException e) {
      throw refusal(e);
    }
  }

  private Source source(String x, String y, String target) {
    Set<String> chosen = Set.of(x, y, target);
    List<String> others = new ArrayList<>(table.columns());
    others.removeAll(chosen);
    Table three = others.isEmpty() ? table : table.without(others.toArray(String[]::new));
    Source source = Source.of("table", three, target);
    if (source.classification() && classes(source) < 2) {
      throw new Refusal(
          "\"%s\" has only one value, so there is nothing to learn: choose another column"
              .formatted(target));
    }
    if (source.classification() && classes(source) > Points.MOST_CLASSES) {
      if (!three.numeric(three.column(target))) {
        throw new Refusal(
            "\"%s\" has %d different texts; at most %d classes can be shown: choose another column"
                .formatted(target, classes(source), Points.MOST_CLASSES));
      }
      source = Source.regression("table", three, target);
    }
    return source.scaled(Scaling.standardise());
  }

  private static int classes(Source source) {
    return source.samples().data().target().width();
  }

  private static Points points(
      Source source, String x, String y, String target, double share, long seed) {
    int[] rows = Splits.shuffled(source.size(), seed);
    String note = "";
    if (rows.length > Points.MOST) {
      rows = Arrays.copyOf(rows, Points.MOST);
      note = "%d of %d rows, chosen by chance".formatted(Points.MOST, source.size());
    }
    boolean classes = source.classification();
    float[] groups = classes ? targets(source.samples().data(), rows) : new float[rows.length];
    int[] order = IntStream.range(0, rows.length).toArray();
    boolean[] test = Points.heldOut(groups, classes, order, share);
    int[] chosen = rows;
    int[] train = IntStream.of(order).filter(i -> !test[i]).map(i -> chosen[i]).toArray();
    Preprocessing scales = source.fit(train);
    Dataset data = scales.dataset(source.table(), chosen);
    boolean swapped = scales.inputs().getFirst().name().equals(y);
    float[] across = inputs(data, swapped ? 1 : 0);
    float[] up = inputs(data, swapped ? 0 : 1);
    double reach = Math.max(reach(across), reach(up));
    List<Points.Axis> axes =
        List.of(
            axis(scales.inputs().get(swapped ? 1 : 0), reach),
            axis(scales.inputs().get(swapped ? 0 : 1), reach));
    List<String> names = data.target() instanceof Target.Classes c ? c.names() : List.of();
    float[] targets = targets(data, order);
    return new Points("table", across, up, targets, test, names, reach, axes, note);
  }

  private static Points.Axis axis(Column column, double reach) {
    return column instanceof Column.Numeric number
        ? new Points.Axis(
            number.name(), number.decode(-reach), number.decode(0), number.decode(reach))
        : new Points.Axis(column.name(), -reach, 0, reach);
  }

  private static double reach(float[] numbers) {
    double most = Points.REACH;
    for (float number : numbers) {
      most = Math.max(most, Math.abs(number) * 1.05);
    }
    return Math.min(most, FARTHEST);
  }

  private static float[] inputs(Dataset data, int column) {
    Batch one = Batch.of(data, 1);
    float[] numbers = new float[data.size()];
    for (int i = 0; i < numbers.length; i++) {
      data.copy(i, one, 0);
      numbers[i] = one.inputs[column];
    }
    return numbers;
  }

  private static float[] targets(Dataset data, int[] rows) {
    Batch one = Batch.of(data, 1);
    float[] numbers = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      data.copy(rows[i], one, 0);
      numbers[i] = one.labels.length > 0 ? one.labels[0] : one.values[0];
    }
    return numbers;
  }
}
