package io.gradus.text;

import io.gradus.train.DataException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A token for each different character, in the order of their code points.
///
/// A character is a Unicode code point: an emoji of one code point is one token.
public final class CharacterTokenizer implements Tokenizer {
  private static final int NONE = -1;

  private final int[] characters;
  private final int substitute;

  private CharacterTokenizer(int[] characters, int substitute) {
    this.characters = characters;
    this.substitute = substitute;
  }

  /// The tokenizer of all characters of a text.
  ///
  /// @throws DataException if the text is empty, or has half of a surrogate pair
  public static CharacterTokenizer of(String text) {
    if (text.isEmpty()) {
      throw new DataException("an empty text has no characters to make tokens of");
    }
    Characters.requireWhole(text);
    return new CharacterTokenizer(text.codePoints().distinct().sorted().toArray(), NONE);
  }

  /// The same, that reads each character that it does not know as this one, which it knows.
  ///
  /// @throws DataException if it does not know the substitute
  public CharacterTokenizer reading(int unknownAs) {
    int token = Arrays.binarySearch(characters, unknownAs);
    if (token < 0) {
      throw new DataException(
          "unknown characters are read as one of the %d that are known, and %s is none"
              .formatted(characters.length, Characters.named(unknownAs)));
    }
    return new CharacterTokenizer(characters, token);
  }

  @Override
  public int vocabulary() {
    return characters.length;
  }

  @Override
  public int[] encode(String text) {
    Characters.requireWhole(text);
    int[] tokens = text.codePoints().toArray();
    for (int i = 0; i < tokens.length; i++) {
      int token = Arrays.binarySearch(characters, tokens[i]);
      if (token < 0 && substitute == NONE) {
        throw new DataException(
            "character %d of the text is %s, which was not in the text that the tokens were made of; leave it out, or use byte pairs, which know every character"
                .formatted(i + 1, Characters.named(tokens[i])));
      }
      tokens[i] = token < 0 ? substitute : token;
    }
    return tokens;
  }

  @Override
  public byte[] bytes(int token) {
    if (token < 0 || token >= characters.length) {
      throw new DataException(
          "there are tokens 0 to %d, got %d".formatted(characters.length - 1, token));
    }
    return Character.toString(characters[token]).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", "characters");
    map.put("characters", new String(characters, 0, characters.length));
    if (substitute != NONE) {
      map.put("substitute", Character.toString(characters[substitute]));
    }
    return map;
  }

  static CharacterTokenizer read(Map<String, ? extends @Nullable Object> map) {
    if (!(map.get("characters") instanceof String text)) {
      throw new DataException(
          "tokenizer, \"characters\": expected a text, got " + map.get("characters"));
    }
    CharacterTokenizer tokenizer = of(text);
    return map.get("substitute") instanceof String one && !one.isEmpty()
        ? tokenizer.reading(one.codePointAt(0))
        : tokenizer;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CharacterTokenizer that
        && substitute == that.substitute
        && Arrays.equals(characters, that.characters);
  }

  @Override
  public int hashCode() {
    return 31 * substitute + Arrays.hashCode(characters);
  }

  @Override
  public String toString() {
    return characters.length + " characters";
  }
}
