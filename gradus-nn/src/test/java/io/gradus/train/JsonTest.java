package io.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @Test
  void everyTypeIsRead() {
    String text =
        """
        {"a": [1, -2.5, 1e3, -0, true, false, null, {}, [], "x"],
         "b": {"\\u00e9\\"\\\\\\/\\b\\f\\n\\r\\t": "\\ud83d\\ude00 é"}}
        """;
    assertThat(Json.parse(text))
        .isEqualTo(
            Map.of(
                "a",
                Arrays.asList(1L, -2.5, 1000.0, -0.0, true, false, null, Map.of(), List.of(), "x"),
                "b",
                Map.of("é\"\\/\b\f\n\r\t", "😀 é")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "9223372036854775807", "-9223372036854775808"})
  void wholeNumbersAreLongs(String text) {
    assertThat(Json.parse(text)).isEqualTo(Long.valueOf(text));
    assertThat(Json.write(Json.parse(text))).isEqualTo(text);
  }

  @Test
  void orderIsKept() {
    String text = "{\"z\":1,\"a\":2,\"m\":3,\"\":4}";
    assertThat(Json.write(Json.parse(text))).isEqualTo(text);
  }

  @Test
  void indentedTextIsReadable() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("name", "digits");
    value.put("sizes", List.of(64, 32));
    value.put("none", List.of());
    assertThat(Json.writeIndented(value))
        .isEqualTo(
            """
            {
              "name": "digits",
              "sizes": [
                64,
                32
              ],
              "none": []
            }\
            """);
  }

  @Test
  void doublesComeBackToTheBit() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        Object back = Json.parse(Json.write(value));
        assertThat(Double.doubleToRawLongBits((Double) back))
            .isEqualTo(Double.doubleToRawLongBits(value));
      }
    }
    for (double value : new double[] {0.0, -0.0, Double.MIN_VALUE, Double.MAX_VALUE, 1e15, 3}) {
      assertThat(Json.parse(Json.write(value))).isEqualTo(value);
    }
  }

  @Test
  void floatsComeBackToTheBit() {
    Random random = new Random(8);
    for (int i = 0; i < 20_000; i++) {
      float value = Float.intBitsToFloat(random.nextInt());
      if (Float.isFinite(value)) {
        Object back = Json.parse(Json.write(value));
        assertThat(Float.floatToRawIntBits(((Double) back).floatValue()))
            .isEqualTo(Float.floatToRawIntBits(value));
      }
    }
    assertThat(Json.write(0.1f)).isEqualTo("0.1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        " | 1 | 1 | expected a value, but found the end of the text",
        "[1,] | 1 | 4 | expected a value, but found ']'",
        "[1 2] | 1 | 4 | expected ',' or ']', but found '2'",
        "{\"a\" 1} | 1 | 6 | expected ':', but found '1'",
        "{\"a\":1,} | 1 | 8 | expected a name in quotation marks, but found '}'",
        "{a:1} | 1 | 2 | expected a name in quotation marks, but found 'a'",
        "[1}| 1 | 3 | expected ',' or ']', but found '}'",
        "{\"a\":1,\"a\":2} | 1 | 8 | the name \"a\" stands twice in one object",
        "01 | 1 | 2 | expected the end of the text, but found '1'",
        "+1 | 1 | 1 | expected a value, but found '+'",
        ".5 | 1 | 1 | expected a value, but found '.'",
        "1. | 1 | 3 | expected a digit, but found the end of the text",
        "1e | 1 | 3 | expected a digit, but found the end of the text",
        "- | 1 | 2 | expected a digit, but found the end of the text",
        "NaN | 1 | 1 | expected a value, but found 'N'",
        "-Infinity | 1 | 2 | expected a digit, but found 'I'",
        "1e999 | 1 | 1 | the number 1e999 is too large for a double",
        "9223372036854775808 | 1 | 1 | the whole number 9223372036854775808 does not fit in 64 bits",
        "nul | 1 | 1 | expected null, but found 'n'",
        "true false | 1 | 6 | expected the end of the text, but found 'f'",
        "'a' | 1 | 1 | expected a value, but found '''",
        "\"a | 1 | 3 | expected '\"' at the end of a string, but found the end of the text",
        "\"\\x\" | 1 | 3 | expected one of \" \\ / b f n r t u after \\, but found 'x'",
        "\"\\u12g4\" | 1 | 6 | expected four hexadecimal digits after \\u, but found 'g'",
        "\"\\ud83d\" | 1 | 8 | the string that ends here holds half a surrogate pair",
        "\"\\ude00\\ud83d\" | 1 | 14 | the string that ends here holds half a surrogate pair",
        "[1] // no | 1 | 5 | expected the end of the text, but found '/'",
      })
  void whatIsNotJsonIsRefusedWithItsPlace(String text, int line, int column, String problem) {
    String given = text == null ? "" : text;
    JsonException error = catchThrowableOfType(JsonException.class, () -> Json.parse(given));
    assertThat(error.problem()).isEqualTo(problem);
    assertThat(error.line()).isEqualTo(line);
    assertThat(error.column()).isEqualTo(column);
    assertThat(error.position()).isEqualTo(column - 1L);
  }

  @Test
  void errorsTellFileLineColumnAndByte() {
    JsonException error =
        catchThrowableOfType(
            JsonException.class, () -> Json.parse("model.json", "{\"é\": 1,\n \"b\": x}"));
    assertThat(error.line()).isEqualTo(2);
    assertThat(error.column()).isEqualTo(7);
    assertThat(error.position()).isEqualTo(16);
    assertThat(error)
        .hasMessage(
            """
            expected a value, but found 'x'
              file    model.json
              at      line 2, column 7
              try     correct the text there, or write it with a program that knows JSON\
            """);
  }

  @Test
  void controlCharactersInStringsAreRefused() {
    assertThatThrownBy(() -> Json.parse("\"a\nb\""))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("U+000A");
    assertThatThrownBy(() -> Json.parse("\"a\uD800\""))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("half a surrogate pair");
    assertThat(Json.write("\u0000\u001f\u007f\u2028")).isEqualTo("\"\\u0000\\u001f\u007f\u2028\"");
  }

  @Test
  void anObjectIsAskedFor() {
    assertThat(Json.parseObject("x", " {\"a\":null} ")).containsEntry("a", null).hasSize(1);
    assertThatThrownBy(() -> Json.parseObject("x", "[]"))
        .isInstanceOf(JsonException.class)
        .hasMessageStartingWith("expected an object, that is '{', but found '['");
  }

  @Test
  void depthIsLimitedBothWays() {
    String deepest = "[".repeat(Json.DEPTH) + "]".repeat(Json.DEPTH);
    Object value = Json.parse(deepest);
    assertThat(Json.write(value)).isEqualTo(deepest);
    assertThatThrownBy(() -> Json.parse("[" + deepest + "]"))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("nested deeper than the limit, 256");
    assertThatThrownBy(() -> Json.parse("[".repeat(1_000_000))).isInstanceOf(JsonException.class);
    List<Object> cycle = new ArrayList<>();
    cycle.add(cycle);
    assertThatThrownBy(() -> Json.write(cycle))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nested deeper");
  }

  @Test
  void lengthIsLimited() {
    assertThat(new JsonReader("x", "[1234]", 9, 6).document()).isEqualTo(List.of(1234L));
    assertThatThrownBy(() -> new JsonReader("x", "[12345]", 9, 6))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("longer than the limit, 6");
  }

  @Test
  void whatJsonCannotSayIsNotWritten() {
    assertThatThrownBy(() -> Json.write(Map.of("a", List.of(1, Double.NaN))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cannot write JSON: the value at $.a[1] is NaN, for which JSON has no form");
    assertThatThrownBy(() -> Json.write(Float.NEGATIVE_INFINITY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Json.write(new int[1])).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Json.write(Map.of(1, 2))).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Json.write("\uDE00")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatIsReadCannotBeChanged() {
    Map<String, ?> map = Json.parseObject("x", "{\"a\":[1]}");
    assertThatThrownBy(map::clear).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> ((List<?>) map.get("a")).clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  /// Texts with characters changed, cut or doubled either give the typed error or a value that
  /// writes and reads back to itself.
  @Test
  void brokenTextsGiveOnlyTheTypedError() {
    String good =
        "{\"a\":[1,-2.5e-3,true,null,\"x\\u00e9\\n\"],\"b\":{\"c\":[[],{}],\"d\":\"😀\"}}";
    Random random = new Random(9);
    String alphabet = "{}[]\",:\\u0129eE+-.tfn \n😀\u0001";
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(good);
      for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
        int where = random.nextInt(text.length());
        char c = alphabet.charAt(random.nextInt(alphabet.length()));
        switch (random.nextInt(4)) {
          case 0 -> text.setCharAt(where, c);
          case 1 -> text.replace(where, where + 1, "  ");
          case 2 -> text.insert(where, c);
          default -> text.setLength(Math.max(1, where));
        }
      }
      try {
        Object value = Json.parse(text.toString());
        assertThat(Json.parse(Json.write(value))).isEqualTo(value);
      } catch (JsonException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(15_000, 19_999);
  }
}
