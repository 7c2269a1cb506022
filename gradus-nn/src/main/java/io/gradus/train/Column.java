package io.gradus.train;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;

/// How one raw column becomes numbers for the network, and back.
public sealed interface Column {

  /// The raw column's name.
  String name();

  /// How many numbers the column becomes.
  int width();

  /// How many raw numbers stand for the column where a row is given as numbers.
  default int rawWidth() {
    return 1;
  }

  /// Writes the encoded cell at `out[at]` to `out[at + width() - 1]`.
  ///
  /// @param where the place to name in an error, such as `"row 3"`
  /// @throws DataException if the text is not one this column takes
  void encode(String cell, float[] out, int at, String where);

  /// x -> (x - shift) / scale, computed in double and rounded once; a missing cell counts as
  /// `missingFill`.
  ///
  /// A `missingFill` of NaN says that a missing cell is an error.
  record Numeric(String name, double missingFill, double shift, double scale) implements Column {
    /// Checks that shift and scale are finite, the scale is not 0, and the fill is not infinite.
    ///
    /// @throws DataException if not; names the column
    public Numeric {
      if (Double.isInfinite(missingFill)
          || !Double.isFinite(shift)
          || !Double.isFinite(scale)
          || scale == 0) {
        throw new DataException(
            "column \""
                + name
                + "\" needs a finite fill and shift and a finite scale that is not 0, got fill "
                + missingFill
                + ", shift "
                + shift
                + ", scale "
                + scale);
      }
    }

    /// A column passed on as it is; a missing cell is an error.
    public static Numeric unscaled(String name) {
      return new Numeric(name, Double.NaN, 0, 1);
    }

    @Override
    public int width() {
      return 1;
    }

    @Override
    public void encode(String cell, float[] out, int at, String where) {
      double number = Cells.missing(cell) ? Double.NaN : Cells.number(cell);
      if (Double.isNaN(number) && !Cells.missing(cell)) {
        throw Cells.bad(where, name, "expected a number", cell);
      }
      out[at] = encode(number, where);
    }

    /// The network's number for a raw number; NaN is a missing cell.
    ///
    /// @throws DataException if it is missing and there is no fill, or the result is not finite
    public float encode(double number, String where) {
      float scaled = scaled(number);
      if (Float.isFinite(scaled)) {
        return scaled;
      }
      throw refused(number, where);
    }

    /// Why there is no network's number for a raw number.
    DataException refused(double number, String where) {
      if (Double.isNaN(number)) {
        String expected = "expected a number (no value is missing in the training data)";
        return Cells.bad(where, name, expected, "");
      }
      return Cells.bad(where, name, "expected a finite number", plain(number));
    }

    /// The network's number, or one that is not finite if there is none.
    float scaled(double number) {
      return (float) (((Double.isNaN(number) ? missingFill : number) - shift) / scale);
    }

    /// The raw number for a network's number: y * scale + shift.
    public double decode(double scaled) {
      return scaled * scale + shift;
    }
  }

  /// One number per value: 1 for the cell's own, 0 for the others.
  ///
  /// The empty text among `values` stands for a missing cell; without it a missing cell is an
  /// error.
  record Categorical(String name, List<String> values) implements Column {
    /// Checks that there is a value and none comes twice; keeps a copy of the list.
    ///
    /// @throws DataException if not; names the column
    public Categorical {
      values = List.copyOf(values);
      if (values.isEmpty()) {
        throw new DataException("column \"" + name + "\" needs at least one value");
      }
      if (new HashSet<>(values).size() != values.size()) {
        throw new DataException("column \"" + name + "\" lists a value twice: " + values);
      }
    }

    @Override
    public int width() {
      return values.size();
    }

    @Override
    public void encode(String cell, float[] out, int at, String where) {
      int index = index(cell, where);
      for (int i = 0; i < values.size(); i++) {
        out[at + i] = i == index ? 1 : 0;
      }
    }

    /// The position of a cell's text among `values`; 1, 1.0 and 1e0 are the same value.
    ///
    /// @throws DataException if it is none of them
    public int index(String cell, String where) {
      int index = values.indexOf(cell);
      if (index < 0 && Cells.missing(cell)) {
        index = values.indexOf("");
      }
      double number = Cells.number(cell);
      if (index < 0 && !Double.isNaN(number)) {
        index = values.indexOf(plain(number));
      }
      if (index < 0) {
        String expected = "unknown category: expected one of " + Names.quoted(values);
        throw Cells.bad(where, name, expected, cell);
      }
      return index;
    }
  }

  /// An image: pixel p from 0 to 255 becomes `(p / 255 - mean[c]) / deviation[c]` for its channel
  /// c, computed in double and rounded once.
  ///
  /// Pixels come row after row, the channels of a pixel side by side. No cell of a table holds one.
  ///
  /// @param rows pixels from top to bottom
  /// @param columns pixels from left to right
  /// @param mean one for each channel
  /// @param deviation one for each channel
  record Image(String name, int rows, int columns, List<Double> mean, List<Double> deviation)
      implements Column {
    private static final double WHITE = 255;

    /// Checks the numbers; keeps copies of the lists.
    ///
    /// @throws DataException if a size is not positive, there is no channel, or a mean or deviation
    ///   is no such number; names the column
    public Image {
      mean = List.copyOf(mean);
      deviation = List.copyOf(deviation);
      Shapes.width(new int[] {rows, columns, mean.size()}, "image");
      if (deviation.size() != mean.size()
          || !mean.stream().allMatch(Double::isFinite)
          || !deviation.stream().allMatch(it -> it > 0 && Double.isFinite(it))) {
        throw new DataException(
            "image \""
                + name
                + "\" needs a finite mean and a finite deviation above 0 for each channel, got "
                + mean
                + " and "
                + deviation);
      }
    }

    /// An image whose pixels become 0 to 1.
    public static Image unscaled(String name, int rows, int columns, int channels) {
      return new Image(
          name,
          rows,
          columns,
          Collections.nCopies(channels, 0.0),
          Collections.nCopies(channels, 1.0));
    }

    /// How many numbers a pixel has.
    public int channels() {
      return mean.size();
    }

    /// `[rows, columns, channels]`, the shape of a sample.
    public int[] shape() {
      return new int[] {rows, columns, channels()};
    }

    @Override
    public int width() {
      return rows * columns * channels();
    }

    @Override
    public int rawWidth() {
      return width();
    }

    /// The network's number for a pixel's raw number, 0 to 255.
    public float encode(double raw, int channel) {
      return (float) ((raw / WHITE - mean.get(channel)) / deviation.get(channel));
    }

    @Override
    public void encode(String cell, float[] out, int at, String where) {
      throw Cells.bad(
          where, name, "expected an image: give its pixels as numbers, or its file", cell);
    }

    void encode(float[] raw, int from, float[] out, int at) {
      for (int i = 0; i < width(); i++) {
        out[at + i] = encode(raw[from + i], i % channels());
        if (!Float.isFinite(out[at + i])) {
          throw Cells.bad(
              "input", name, "expected pixels from 0 to 255", Column.plain(raw[from + i]));
        }
      }
    }
  }

  /// A number as text, the same text for equal numbers: `1` rather than `1.0`; empty for NaN.
  static String plain(double number) {
    if (Double.isNaN(number)) {
      return "";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "Infinity" : "-Infinity";
    }
    if (number == StrictMath.rint(number) && Math.abs(number) < 1e15) {
      return Long.toString((long) number);
    }
    return new BigDecimal(Double.toString(number)).stripTrailingZeros().toString();
  }
}
