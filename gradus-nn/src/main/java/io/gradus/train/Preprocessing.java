package io.gradus.train;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// How raw rows become network inputs, and network outputs become answers in the user's own terms.
///
/// It is saved with a model, so that a prediction takes raw values: `inputs` encode a row's columns
/// one after the other into a sample of shape `shape`; `targets` is either one [Column.Categorical]
/// (its values are the class names) or one or more [Column.Numeric] (their shift and scale bring
/// predictions back to original units). Fit it on the training rows only.
public record Preprocessing(List<Column> inputs, List<Column> targets, List<Integer> shape) {

  /// Checks that columns and shape go together; keeps copies of the lists.
  ///
  /// @throws DataException if a name appears twice, the targets mix kinds, or `shape` does not hold
  ///   the encoded columns
  public Preprocessing {
    inputs = List.copyOf(inputs);
    targets = List.copyOf(targets);
    shape = List.copyOf(shape);
    requireDistinctNames(inputs, targets);
    if (targets.isEmpty()
        || (targets.size() > 1
            && targets.stream().anyMatch(Column.Categorical.class::isInstance))) {
      throw new DataException(
          "the targets are one categorical column, or one or more numeric ones, got " + targets);
    }
    int width = Shapes.width(shape.stream().mapToInt(Integer::intValue).toArray(), "input");
    if (width != width(inputs)) {
      throw new DataException(
          "inputs of shape " + shape + " hold " + width + " numbers, the columns " + width(inputs));
    }
  }

  /// Inputs in a row, as wide as the encoded columns.
  public Preprocessing(List<Column> inputs, List<Column> targets) {
    this(inputs, targets, List.of(width(inputs)));
  }

  /// Numbers passed on as they are: `x0`, `x1`, ... and a target of the given names.
  public static Preprocessing identity(int[] inputShape, Target target) {
    var inputs =
        Shapes.numberedNames("x", Shapes.width(inputShape, "input")).stream()
            .<Column>map(Column.Numeric::unscaled)
            .toList();
    var targets =
        switch (target) {
          case Target.Classes classes ->
              List.<Column>of(new Column.Categorical("class", classes.names()));
          case Target.Values values ->
              values.names().stream().<Column>map(Column.Numeric::unscaled).toList();
        };
    return new Preprocessing(inputs, targets, IntStream.of(inputShape).boxed().toList());
  }

  /// Learns scales, fills and category values from a table: every column but the targets is input.
  ///
  /// Shift, scale and fill (the mean) come from `rows` alone, which should be the training rows. A
  /// numeric target is standardised unless `scaling` is fixed. The values of a text column, and
  /// whether a column has missing cells at all, come from the whole table: they are what the
  /// columns are, not what is learned. A missing cell in a text column is a category of its own.
  ///
  /// @throws DataException if `rows` is empty, a column has no values, or a number is infinite
  public static Preprocessing fit(
      RawTable table, int[] rows, List<String> targets, Scaling scaling) {
    return new Fit(table, rows).preprocessing(targets, scaling);
  }

  /// Learns from all rows.
  public static Preprocessing fit(RawTable table, List<String> targets, Scaling scaling) {
    return fit(table, IntStream.range(0, table.rows()).toArray(), targets, scaling);
  }

  /// The same columns as a sample of another shape.
  public Preprocessing reshaped(int... inputShape) {
    return new Preprocessing(inputs, targets, IntStream.of(inputShape).boxed().toList());
  }

  /// The shape of one encoded row.
  public int[] inputShape() {
    return shape.stream().mapToInt(Integer::intValue).toArray();
  }

  /// How many numbers an encoded row has.
  public int width() {
    return width(inputs);
  }

  /// What is predicted.
  public Target target() {
    if (targets.getFirst() instanceof Column.Categorical classes) {
      return new Target.Classes(classes.values());
    }
    var names = targets.stream().map(Column::name).toList();
    return new Target.Values(new int[] {names.size()}, names);
  }

  /// One row of raw numbers, encoded; NaN is a missing value. An image is all its pixels, 0 to 255.
  ///
  /// @throws DataException if the length is wrong, a column is not numeric, or a number is refused
  public float[] encode(float[] raw) {
    requireCells(raw.length, inputs.stream().mapToInt(Column::rawWidth).sum());
    float[] out = new float[width()];
    int at = 0;
    int from = 0;
    for (Column column : inputs) {
      switch (column) {
        case Column.Numeric numeric -> out[at] = numeric.encode(raw[from], "input");
        case Column.Categorical values -> values.encode(Column.plain(raw[from]), out, at, "input");
        case Column.Image image -> image.encode(raw, from, out, at);
      }
      at += column.width();
      from += column.rawWidth();
    }
    return out;
  }

  /// One row of raw cells, one per input column, encoded.
  ///
  /// @throws DataException if their number is wrong or a cell is refused
  public float[] encode(String[] cells) {
    requireCells(cells.length, inputs.size());
    float[] out = new float[width()];
    int at = 0;
    for (int i = 0; i < cells.length; i++) {
      inputs.get(i).encode(cells[i].strip(), out, at, "input");
      at += inputs.get(i).width();
    }
    return out;
  }

  /// One row of raw cells by column name, encoded; other names are passed over.
  ///
  /// @throws DataException if a column is missing or a cell is refused
  public float[] encode(Map<String, String> cells) {
    String[] inOrder = new String[inputs.size()];
    for (int i = 0; i < inOrder.length; i++) {
      String cell = cells.get(inputs.get(i).name());
      if (cell == null) {
        var names = cells.keySet().stream().sorted().toList();
        throw new DataException(
            "missing column \"" + inputs.get(i).name() + "\"; given are " + Names.listed(names));
      }
      inOrder[i] = cell;
    }
    return encode(inOrder);
  }

  /// Inputs and targets of the given rows of a table, encoded and held in memory.
  ///
  /// Columns are found by name, so their order is free and others may stand between them.
  ///
  /// @throws DataException naming row, column and value if a cell is refused
  public Dataset dataset(RawTable table, int[] rows) {
    return new Encoder(this, table).dataset(rows);
  }

  /// All rows of a table, encoded and held in memory.
  public Dataset dataset(RawTable table) {
    return dataset(table, IntStream.range(0, table.rows()).toArray());
  }

  /// The inputs of all rows of a table, which needs no target columns: what a prediction takes.
  public float[] inputs(RawTable table) {
    return new Encoder(this, table).inputs(IntStream.range(0, table.rows()).toArray());
  }

  /// The network's outputs in original units, each rounded to a float: y * scale + shift. Scores of
  /// classes stay as they are.
  ///
  /// A float has 7 digits, too few for numbers that are large against their spread, such as times
  /// in seconds: [#numbers(float[])] has all.
  public float[] decode(float[] outputs) {
    float[] decoded = new float[outputs.length];
    double[] numbers = numbers(outputs);
    for (int i = 0; i < decoded.length; i++) {
      decoded[i] = (float) numbers[i];
    }
    return decoded;
  }

  /// The network's outputs in original units: y * scale + shift in double. Scores of classes stay
  /// as they are.
  ///
  /// Of the doubles that are nearer to this than to what the next float as output would give, it is
  /// one of few digits, because the others say nothing.
  public double[] numbers(float[] outputs) {
    double[] numbers = new double[outputs.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] =
          targets.get(i % targets.size()) instanceof Column.Numeric column
              ? Digits.decoded(column, outputs[i])
              : outputs[i];
    }
    return numbers;
  }

  /// This description as maps, lists, texts and numbers, ready for JSON.
  public Map<String, Object> toMap() {
    return PreprocessingMap.of(this);
  }

  /// The description that [#toMap] gave.
  ///
  /// @throws DataException if an entry is missing or of the wrong kind
  public static Preprocessing fromMap(Map<String, ?> map) {
    return PreprocessingMap.read(map);
  }

  static int width(List<Column> columns) {
    return columns.stream().mapToInt(Column::width).reduce(0, Math::addExact);
  }

  private void requireCells(int got, int expected) {
    if (got != expected) {
      throw new DataException(
          "expected "
              + expected
              + " values ("
              + Names.listed(inputs.stream().map(Column::name).toList())
              + "), got "
              + got);
    }
  }

  private static void requireDistinctNames(List<Column> inputs, List<Column> targets) {
    var names = new HashSet<String>();
    for (var columns : List.of(inputs, targets)) {
      for (Column column : columns) {
        if (!names.add(column.name())) {
          throw new DataException("two columns are called \"" + column.name() + "\"");
        }
      }
    }
  }
}
