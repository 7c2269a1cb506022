package io.gradus.data;

/// How well a character separates the cells of a text.
final class SeparatorCount {
  private static final int ROWS = 50;

  /// More than any count: rows that agree win over rows that do not.
  private static final int AGREEMENT = 1 << 20;

  private SeparatorCount() {}

  /// The count in the first row, outside quotes; far more if the next rows have as many. The row
  /// that the text breaks off in does not count, unless it is the first.
  static int score(char[] text, int length, char candidate) {
    int first = -1;
    int count = 0;
    int rows = 0;
    boolean quoted = false;
    boolean blank = true;
    for (int i = 0; i < length && rows < ROWS; i++) {
      char c = text[i];
      if (c == '"') {
        quoted = !quoted;
      }
      boolean end = !quoted && (c == '\n' || c == '\r');
      if (end && !blank) {
        if (rows > 0 && count != first) {
          return first;
        }
        first = count;
        rows++;
        count = 0;
        blank = true;
      } else if (!end) {
        blank = false;
        count += c == candidate && !quoted ? 1 : 0;
      }
    }
    int agreed = rows == 0 ? count : first;
    return agreed == 0 ? 0 : agreed + AGREEMENT;
  }
}
