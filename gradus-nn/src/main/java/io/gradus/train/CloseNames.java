package io.gradus.train;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// Names that look like another: what an error offers for one that is missing.
public final class CloseNames {
  private static final int MOST = 3;

  private CloseNames() {}

  /// The closest first, at most three; none if all are far.
  public static List<String> of(String wanted, Collection<String> known) {
    return known.stream()
        .filter(name -> distance(wanted, name) <= Math.max(2, wanted.length() / 2))
        .sorted(
            Comparator.comparingInt((String name) -> distance(wanted, name))
                .thenComparing(Comparator.naturalOrder()))
        .limit(MOST)
        .toList();
  }

  /// Insertions, deletions and replacements that turn one text into the other (Levenshtein 1966).
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    java.util.Arrays.setAll(row, j -> j);
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
