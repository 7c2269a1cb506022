package io.gradus.text;

import io.gradus.train.DataException;

/// Checks of characters.
final class Characters {
  private Characters() {}

  /// @throws DataException if the text has half of a surrogate pair, which is no character
  static void requireWhole(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isSurrogate(c)) {
        continue;
      }
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (!pair) {
        throw new DataException(
            "place %d of the text has half of a character (a lone surrogate, U+%04X)"
                .formatted(i + 1, (int) c));
      }
      i++;
    }
  }

  /// A character as a message shows it: `"x" (U+0078)`.
  static String named(int character) {
    return Character.isISOControl(character)
        ? "U+%04X".formatted(character)
        : "\"%s\" (U+%04X)".formatted(Character.toString(character), character);
  }
}
