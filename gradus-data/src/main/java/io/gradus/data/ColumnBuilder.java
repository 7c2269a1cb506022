package io.gradus.data;

import io.gradus.train.Cells;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Gathers the cells of one column and finds out whether they are numbers or texts.
final class ColumnBuilder {
  /// What a column is said to be.
  enum Kind {
    INFERRED,
    NUMBER,
    TEXT
  }

  /// As many different numbers are no categories: from here on their spelling is not kept.
  private static final int MOST_SPELLINGS = 10_000;

  /// With a decimal comma (and perhaps points between thousands), or with commas between thousands.
  private static final Pattern COMMAS =
      Pattern.compile(
          "[+-]?(?:(?:[0-9]*|[0-9]{1,3}(?:[. '][0-9]{3})+),[0-9]+(?:[eE][+-]?[0-9]+)?"
              + "|[0-9]{1,3}(?:,[0-9]{3})+(?:\\.[0-9]+)?)");

  private final String name;
  private final Kind kind;
  private double[] numbers = new double[16];
  private int[] codes = new int[16];
  private @Nullable Map<String, Integer> dictionary = new LinkedHashMap<>();
  private int rows;
  private int numberCount;
  private int textCount;
  private int commaCount;
  private int firstCommaRow = -1;
  private String firstComma = "";
  private int firstTextRow = -1;
  private int firstNaNRow = -1;
  private int firstInfiniteRow = -1;
  private String firstInfinite = "";
  private String firstText = "";

  ColumnBuilder(String name, Kind kind) {
    this.name = name;
    this.kind = kind;
  }

  void add(String cell) {
    String text = Cells.missing(cell) ? "" : cell;
    double number = text.isEmpty() || kind == Kind.TEXT ? Double.NaN : Cells.number(text);
    if (!Double.isNaN(number)) {
      numberCount++;
      if (Double.isInfinite(number) && firstInfiniteRow < 0) {
        firstInfiniteRow = rows;
        firstInfinite = text;
      }
    } else if (Cells.notANumber(text) && kind != Kind.TEXT) {
      firstNaNRow = firstNaNRow < 0 ? rows : firstNaNRow;
    } else if (!text.isEmpty()) {
      textCount++;
      if (kind != Kind.TEXT && commas(text)) {
        commaCount++;
        if (firstCommaRow < 0) {
          firstCommaRow = rows;
          firstComma = text;
        }
      }
      if (firstTextRow < 0) {
        firstTextRow = rows;
        firstText = text;
      }
    }
    append(number, text);
  }

  /// A number that needs no reading; NaN is a missing one.
  void add(double number) {
    dictionary = null;
    append(number, "");
  }

  private void append(double number, String text) {
    if (rows == numbers.length) {
      int grown = Math.max(16, rows + rows / 2);
      numbers = Arrays.copyOf(numbers, grown);
      codes = Arrays.copyOf(codes, dictionary == null ? 0 : grown);
    }
    numbers[rows] = number;
    if (dictionary != null) {
      codes[rows] = code(dictionary, text);
      if (textCount == 0 && dictionary.size() > MOST_SPELLINGS) {
        dictionary = null;
      }
    }
    rows++;
  }

  private static int code(Map<String, Integer> dictionary, String text) {
    Integer code = dictionary.get(text);
    if (code == null) {
      code = dictionary.size();
      dictionary.put(text, code);
    }
    return code;
  }

  /// The column, as numbers if all its cells are; texts if most of them are.
  ///
  /// @throws Mixed if most cells are numbers and some are not, or have commas
  TableColumn build() throws Mixed {
    var texts = dictionary;
    if (kind == Kind.NUMBER || (kind == Kind.INFERRED && numberCount > textCount)) {
      requireFinite(firstNaNRow, "NaN");
      requireFinite(firstInfiniteRow, firstInfinite);
    }
    if (kind != Kind.TEXT && textCount == 0 && firstNaNRow < 0) {
      return new TableColumn.Numbers(name, Arrays.copyOf(numbers, rows));
    }
    if (texts == null
        || kind == Kind.NUMBER
        || (kind == Kind.INFERRED && numberCount > textCount)) {
      throw new Mixed(firstTextRow, message(firstText));
    }
    if (commaCount > 0 && numberCount + commaCount > textCount - commaCount) {
      throw new Mixed(firstCommaRow, message(firstComma));
    }
    return new TableColumn.Texts(
        name, texts.keySet().toArray(new String[0]), Arrays.copyOf(codes, rows));
  }

  private void requireFinite(int row, String text) throws Mixed {
    if (row >= 0) {
      throw new Mixed(
          row,
          "column \""
              + name
              + "\": expected a finite number, got \""
              + shortened(text)
              + "\"; leave the cell empty if the value is missing, or mend what made it");
    }
  }

  private static String shortened(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "..." : text;
  }

  private static boolean commas(String text) {
    return text.indexOf(',') >= 0 && COMMAS.matcher(text).matches();
  }

  private String message(String cell) {
    String shown = shortened(cell);
    boolean declared = kind == Kind.NUMBER;
    boolean commas = commas(cell);
    String message =
        "column \"%s\": expected a number%s, got \"%s\"; %s"
            .formatted(
                name,
                declared || numberCount <= textCount ? "" : ", as in most rows",
                shown,
                commas
                    ? "write numbers with a point, not a comma, and nothing between thousands"
                    : "correct the cell");
    if (declared) {
      return commas ? message : message + ", or take data whose column holds numbers";
    }
    return message
        + ", or say that the column holds texts: --categorical \""
        + name
        + "\" of gradus train, CsvOptions.categorical in Java";
  }

  /// A column of numbers with something else among them.
  static final class Mixed extends Exception {
    private static final long serialVersionUID = 1L;
    private final int row;

    Mixed(int row, String message) {
      super(message);
      this.row = row;
    }

    int row() {
      return row;
    }
  }
}
