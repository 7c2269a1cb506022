package io.gradus.train;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads and writes JSON (RFC 8259), strictly: metadata of saved models, machine output of the
/// command line.
///
/// | JSON | Java |
/// |---|---|
/// | object | `Map<String, Object>`, unmodifiable, in the order of the text |
/// | array | `List<Object>`, unmodifiable |
/// | string | `String` |
/// | number without point and exponent | `Long`; but `-0` is the `Double` that it means |
/// | other number | `Double` |
/// | `true`, `false`, `null` | `Boolean`, `null` |
///
/// Writing takes the same types, and also `Integer`, `Short`, `Byte` and `Float`. Each `double`,
/// `float` and whole number comes back with the same bits (a float after a cast to float), and the
/// same value always gives the same text. NaN and the infinities have no form in JSON and are
/// refused, both ways.
///
/// Refused when reading: everything that RFC 8259 does not allow, repeated names, halves of
/// surrogate pairs, whole numbers beyond 64 bits, numbers that overflow a double, nesting deeper
/// than [#DEPTH], texts longer than [#LENGTH].
public final class Json {
  /// The most objects and arrays within one another.
  public static final int DEPTH = 256;

  /// The most characters of a text.
  public static final int LENGTH = 1 << 27;

  private Json() {}

  /// The value of a text.
  ///
  /// @throws JsonException if it is not JSON, or beyond the limits; it names line and column
  public static @Nullable Object parse(String text) {
    return parse("JSON text", text);
  }

  /// The value of a text that came from `source`, which errors name.
  public static @Nullable Object parse(String source, String text) {
    return new JsonReader(source, text, DEPTH, LENGTH).document();
  }

  /// The value of a text that must be an object.
  public static Map<String, @Nullable Object> parseObject(String source, String text) {
    return new JsonReader(source, text, DEPTH, LENGTH).objectDocument();
  }

  /// The text of a value on one line, without spaces.
  ///
  /// @throws IllegalArgumentException if it holds something that JSON does not have; names where
  public static String write(@Nullable Object value) {
    return new JsonWriter(false).document(value);
  }

  /// The text of a value with a line for each entry, indented by two spaces a level.
  public static String writeIndented(@Nullable Object value) {
    return new JsonWriter(true).document(value);
  }
}
