package io.gradus.text;

import io.gradus.train.DataException;

/// Checks of characters.
final class Characters {
  private Characters() {}

  /// @throws DataException if the text has half of a surrogate pair, which is no character
  static void requireWhole(String text) {
    int point;
    for (int i = 0; i < text.length(); i += Character.charCount(point)) {
      point = text.codePointAt(i);
      if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
        throw new DataException(
            "place %d of the text has half of a character (a lone surrogate, U+%04X)"
                .formatted(i + 1, point));
      }
    }
  }

  /// A character as a message shows it: `"x" (U+0078)`.
  static String named(int character) {
    return Character.isISOControl(character)
        ? "U+%04X".formatted(character)
        : "\"%s\" (U+%04X)".formatted(Character.toString(character), character);
  }
}
