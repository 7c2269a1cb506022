package io.gradus.train;

import java.util.List;

/// Lists of names, short enough for an error message.
final class Names {
  private static final int SHOWN = 20;

  private Names() {}

  static String listed(List<String> names) {
    if (names.size() <= SHOWN) {
      return String.join(", ", names);
    }
    return String.join(", ", names.subList(0, SHOWN)) + ", ... (" + names.size() + " in all)";
  }
}
