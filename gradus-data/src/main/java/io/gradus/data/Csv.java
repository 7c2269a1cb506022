package io.gradus.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.gradus.train.Cells;
import io.gradus.train.DataException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Reads a table from comma-separated text (RFC 4180).
///
/// What is found out, unless [CsvOptions] says it:
/// - the encoding, UTF-8 or what a byte order mark says;
/// - the separator, one of `,` `;` tab `|`: the one that cuts the first rows into equally many
///   cells, and into the most;
/// - the header: the first row holds the column names unless one of its cells is a number; blank
///   names, and all names without a header, become `column1`, `column2`, ...;
/// - the type of each column: numbers if every cell is one, texts if at least half of them are not.
///   In between, the first cell that is no number is an error, and so is a number with a decimal
///   comma where all texts of a column are such.
///
/// A cell that is empty, `?`, `NA` or `N/A` is missing; `NaN` or infinity among numbers is an
/// error. Cells may be quoted, may then hold separators and line ends, and lose spaces around them.
/// Empty lines are passed over.
public final class Csv {
  private static final char[] SEPARATORS = {',', ';', '\t', '|'};
  private static final int LOOK_AHEAD = 1 << 16;

  private Csv() {}

  /// A table from a file, with everything found out.
  ///
  /// @throws IOException if the file cannot be read
  /// @throws DataException if it holds no table; the message names line, column and value
  public static Table read(Path file) throws IOException {
    return read(file, CsvOptions.detected());
  }

  /// A table from a file.
  ///
  /// @throws IOException if the file cannot be read
  /// @throws DataException if it holds no table; the message names line, column and value
  public static Table read(Path file, CsvOptions options) throws IOException {
    try (var stream = Files.newInputStream(file)) {
      return read(stream, Objects.toString(file.getFileName()), options);
    }
  }

  /// A table from bytes; `origin` names them in messages. The stream is read to its end, not
  /// closed.
  ///
  /// @throws IOException if the stream cannot be read
  /// @throws DataException if it holds no table; the message names line, column and value
  public static Table read(InputStream stream, String origin, CsvOptions options)
      throws IOException {
    return read(TextDecoder.reader(stream, origin), origin, options);
  }

  /// A table from text.
  ///
  /// @throws DataException if it holds no table; the message names line, column and value
  public static Table parse(String text, CsvOptions options) {
    try {
      return read(new StringReader(text), "text", options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Table read(Reader source, String origin, CsvOptions options) throws IOException {
    var reader = new BufferedReader(source, LOOK_AHEAD);
    long[] line = {0};
    try {
      Character said = options.separator();
      char separator = said == null ? separator(reader) : said;
      var csv =
          CsvReader.builder()
              .fieldSeparator(separator)
              .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
              .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
              .allowUnclosedQuote(false)
              .trimWhitespacesAroundQuotes(true)
              .ofCsvRecord(reader);
      return table(csv, origin, options, line);
    } catch (CsvParseException e) {
      throw new CsvException(origin, line[0] + 1, "broken row: " + cause(e), e);
    } catch (CharacterCodingException e) {
      throw undecodable(origin, line[0], e);
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof CharacterCodingException coding) {
        throw undecodable(origin, line[0], coding);
      }
      throw e.getCause();
    }
  }

  private static CsvException undecodable(
      String origin, long line, CharacterCodingException cause) {
    return new CsvException(
        origin,
        line + 1,
        "this line or one soon after is not UTF-8: save the file as UTF-8",
        cause);
  }

  private static String cause(Throwable e) {
    Throwable first = e.getCause() == null ? e : e.getCause();
    return Objects.toString(first.getMessage(), first.getClass().getSimpleName());
  }

  private static Table table(
      CsvReader<CsvRecord> csv, String origin, CsvOptions options, long[] line) {
    var first = new FirstRow();
    try {
      return table(csv, origin, options, line, first);
    } catch (CsvException e) {
      throw e.line() == first.line ? e.and(first.hint()) : e;
    } catch (DataException e) {
      throw new DataException(e.getMessage() + first.hint(), e);
    }
  }

  /// A row that was taken for data, though nobody said so.
  private static final class FirstRow {
    private long line = -1;
    private String number = "";

    void take(long at, List<String> cells) {
      line = at;
      number = cells.stream().filter(Csv::isNumber).findFirst().orElse("");
    }

    String hint() {
      return line < 0
          ? ""
          : "; the first row was taken for data, because \"%s\" is a number: if it holds the names of the columns, say so (--header yes of gradus, CsvOptions.withHeader in Java)"
              .formatted(number.strip());
    }
  }

  private static Table table(
      CsvReader<CsvRecord> csv, String origin, CsvOptions options, long[] line, FirstRow first) {
    TableBuilder builder = null;
    for (CsvRecord row : csv) {
      line[0] = row.getStartingLineNumber();
      var cells = row.getFields();
      requireText(cells, origin, line[0]);
      if (builder == null) {
        boolean header = hasHeader(cells, options);
        if (!header && options.header() == null) {
          first.take(line[0], cells);
        }
        builder = new TableBuilder(origin, names(cells, header), options);
        if (header) {
          continue;
        }
      }
      builder.add(line[0], cells);
    }
    if (builder == null || builder.rows() == 0) {
      throw new CsvException(
          origin,
          0,
          builder == null
              ? "the file is empty; give one with a header and rows"
              : "there is a header but no row; add rows below it");
    }
    return builder.build();
  }

  private static void requireText(List<String> cells, String origin, long line) {
    for (String cell : cells) {
      if (cell.indexOf('\0') >= 0) {
        throw new CsvException(origin, line, "a zero character: this is not a text file in UTF-8");
      }
    }
  }

  private static boolean hasHeader(List<String> first, CsvOptions options) {
    Boolean said = options.header();
    return said != null ? said : first.stream().noneMatch(Csv::isNumber);
  }

  private static boolean isNumber(String cell) {
    return !Double.isNaN(Cells.number(cell.strip()));
  }

  private static List<String> names(List<String> first, boolean header) {
    var names = new ArrayList<String>();
    for (int i = 0; i < first.size(); i++) {
      String name = header ? first.get(i).strip() : "";
      names.add(name.isEmpty() ? "column" + (i + 1) : name);
    }
    return names;
  }

  private static char separator(BufferedReader reader) throws IOException {
    reader.mark(LOOK_AHEAD);
    char[] start = new char[LOOK_AHEAD];
    int length = 0;
    for (int read = 0; read >= 0 && length < LOOK_AHEAD; length += Math.max(read, 0)) {
      read = reader.read(start, length, LOOK_AHEAD - length);
    }
    reader.reset();
    return separator(start, length);
  }

  private static char separator(char[] text, int length) {
    char best = ',';
    int bestScore = 0;
    for (char candidate : SEPARATORS) {
      int score = SeparatorCount.score(text, length, candidate);
      if (score > bestScore) {
        best = candidate;
        bestScore = score;
      }
    }
    return best;
  }
}
