package io.gradus.text;

import io.gradus.train.DataException;
import io.gradus.train.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Cuts text into tokens, whole numbers from 0, and puts tokens together to text again.
///
/// `decode(encode(text))` is `text`, for every text that it takes. Tokenizers never change, and any
/// number of threads may ask one.
public sealed interface Tokenizer permits CharacterTokenizer, BytePairTokenizer {
  /// How many different tokens there are.
  int vocabulary();

  /// The tokens of a text.
  ///
  /// @throws DataException if the text has a character that it does not know, or half of a
  ///   surrogate pair; names it and its place
  int[] encode(String text);

  /// What a token stands for, in UTF-8; it may be a part of a character.
  ///
  /// @throws DataException if there is no such token
  byte[] bytes(int token);

  /// This tokenizer as maps, lists, texts and numbers, ready for JSON.
  Map<String, Object> toMap();

  /// The text of tokens; bytes that are no whole character become U+FFFD.
  ///
  /// @throws DataException if there is no such token; names it
  default String decode(int... tokens) {
    TokenText text = new TokenText(this);
    StringBuilder whole = new StringBuilder();
    for (int token : tokens) {
      whole.append(text.next(token));
    }
    return whole.append(text.end()).toString();
  }

  /// This tokenizer as JSON.
  default String toJson() {
    return Json.write(toMap());
  }

  /// The tokenizer that [#toJson] wrote.
  ///
  /// @throws DataException if the text is none
  static Tokenizer fromJson(String json) {
    return fromMap(Json.parseObject("tokenizer", json));
  }

  /// The tokenizer that [#toMap] gave.
  ///
  /// @throws DataException if an entry is missing or of the wrong kind
  static Tokenizer fromMap(Map<String, ? extends @Nullable Object> map) {
    String kind = String.valueOf(map.get("kind"));
    return switch (kind) {
      case "characters" -> CharacterTokenizer.read(map);
      case "bytePairs" -> BytePairTokenizer.read(map);
      default ->
          throw new DataException(
              "tokenizer, \"kind\": expected \"characters\" or \"bytePairs\", got " + kind);
    };
  }
}
