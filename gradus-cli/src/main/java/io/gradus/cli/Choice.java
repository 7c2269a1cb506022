package io.gradus.cli;

import io.gradus.train.CloseNames;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// One of a few names, in any case and with `-` or `_` between words; a name that is none of them
/// is answered with those that come close.
///
/// @param names all names, as they are listed
/// @param meaning what a listed name stands for
record Choice<T>(List<String> names, Function<String, T> meaning) implements ITypeConverter<T> {
  Choice {
    names = List.copyOf(names);
  }

  /// The values of an enum, by the names that they print.
  static <E extends Enum<E>> Choice<E> of(Class<E> type) {
    List<E> values = List.of(type.getEnumConstants());
    List<String> names = values.stream().map(value -> spelled(value.toString())).toList();
    return new Choice<>(names, name -> values.get(names.indexOf(name)));
  }

  @Override
  public T convert(String word) {
    return names.stream()
        .filter(name -> plain(name).equals(plain(word)))
        .findFirst()
        .map(meaning)
        .orElseThrow(() -> new TypeConversionException(unknown(word)));
  }

  private String unknown(String word) {
    return "there is no \"%s\"; %sit is one of %s"
        .formatted(word, suggestion(word, names), String.join(", ", names));
  }

  /// `did you mean adam or adamw? `, or nothing if no name comes close.
  static String suggestion(String word, List<String> names) {
    // Any letter comes close to any other.
    List<String> close =
        word.length() < 3
            ? names.stream().filter(word::equalsIgnoreCase).toList()
            : CloseNames.of(spelled(word), names);
    return close.isEmpty() ? "" : "did you mean " + String.join(" or ", close) + "? ";
  }

  private static String spelled(String word) {
    return word.toLowerCase(Locale.ROOT);
  }

  private static String plain(String word) {
    return Arrays.stream(spelled(word).strip().split("[-_ ]+")).collect(Collectors.joining("_"));
  }
}
