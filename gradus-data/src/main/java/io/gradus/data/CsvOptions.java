package io.gradus.data;

import io.gradus.train.Column;
import io.gradus.train.DataException;
import io.gradus.train.Preprocessing;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is known about a CSV file beforehand; whatever is not said is found out.
///
/// @param separator the character between cells; null to find it out
/// @param header whether the first row holds the column names; null to find it out
/// @param numeric columns that must be numbers in every row
/// @param categorical columns of texts, whatever they look like
/// @param declaredOnly whether the other columns are of no interest: they are kept as texts, and
///   never refused
public record CsvOptions(
    @Nullable Character separator,
    @Nullable Boolean header,
    Set<String> numeric,
    Set<String> categorical,
    boolean declaredOnly) {

  /// Keeps copies of the sets.
  public CsvOptions {
    numeric = Set.copyOf(numeric);
    categorical = Set.copyOf(categorical);
  }

  /// Everything is found out.
  public static CsvOptions detected() {
    return new CsvOptions(null, null, Set.of(), Set.of(), false);
  }

  /// The input columns are of the types that a trained model takes, whatever they look like here;
  /// the others are of no interest.
  public static CsvOptions fitting(Preprocessing preprocessing) {
    var options = new CsvOptions(null, null, Set.of(), Set.of(), true);
    for (Column column : preprocessing.inputs()) {
      options =
          switch (column) {
            case Column.Numeric numeric -> options.numeric(numeric.name());
            case Column.Categorical categorical -> options.categorical(categorical.name());
            case Column.Image image ->
                throw new DataException(
                    "the model takes images, and a table has none: give it the file or the folder of"
                        + " \"%s\"".formatted(image.name()));
          };
    }
    return options;
  }

  /// Cells stand between this character, such as `';'`.
  public CsvOptions separatedBy(char character) {
    return new CsvOptions(character, header, numeric, categorical, declaredOnly);
  }

  /// The first row holds the column names.
  public CsvOptions withHeader() {
    return new CsvOptions(separator, true, numeric, categorical, declaredOnly);
  }

  /// The first row holds data; the columns are called `column1`, `column2`, ...
  public CsvOptions withoutHeader() {
    return new CsvOptions(separator, false, numeric, categorical, declaredOnly);
  }

  /// These columns, too, must be numbers in every row.
  public CsvOptions numeric(String... names) {
    return new CsvOptions(separator, header, more(numeric, names), categorical, declaredOnly);
  }

  /// These columns, too, hold texts, even if they look like numbers (postal codes, say).
  public CsvOptions categorical(String... names) {
    return new CsvOptions(separator, header, numeric, more(categorical, names), declaredOnly);
  }

  private static Set<String> more(Set<String> names, String... others) {
    var all = new HashSet<>(names);
    all.addAll(List.of(others));
    return all;
  }
}
