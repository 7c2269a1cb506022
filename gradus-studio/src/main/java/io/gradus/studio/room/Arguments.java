package io.gradus.studio.room;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The fields of a request, each read with its type and its limits, so that nothing from outside is
/// believed.
///
/// A room reads the fields that it knows and then calls [#done], which refuses those that it does
/// not know.
public final class Arguments {
  private static final int SHOWN = 60;

  private final Map<String, ? extends @Nullable Object> fields;
  private final Map<String, String> words;
  private final Set<String> read = new HashSet<>();

  public Arguments(Map<String, ? extends @Nullable Object> fields) {
    this(fields, Map.of());
  }

  private Arguments(Map<String, ? extends @Nullable Object> fields, Map<String, String> words) {
    this.fields = fields;
    this.words = words;
  }

  /// The same fields, unread; refusals call them what the page calls them.
  ///
  /// @param words by the names of fields, such as "the learning rate" for `rate`
  public Arguments called(Map<String, String> words) {
    return new Arguments(fields, Map.copyOf(words));
  }

  private String said(String name) {
    String word = words.get(name);
    return word == null ? "\"" + name + "\"" : word;
  }

  private String entry(String name, int index) {
    String word = words.get(name);
    return word == null
        ? said(name + "[" + index + "]")
        : "entry %d of %s".formatted(index + 1, word);
  }

  /// Whether the field is there and not null.
  public boolean has(String name) {
    read.add(name);
    return fields.get(name) != null;
  }

  /// A finite number of `low` to `high`.
  public double number(String name, double low, double high) {
    return number(said(name), required(name), low, high);
  }

  /// As [#number(String, double, double)], or `otherwise` where the field is missing.
  public double number(String name, double low, double high, double otherwise) {
    return has(name) ? number(name, low, high) : otherwise;
  }

  /// A whole number of `low` to `high`.
  public int whole(String name, int low, int high) {
    return whole(said(name), required(name), low, high);
  }

  /// As [#whole(String, int, int)], or `otherwise` where the field is missing.
  public int whole(String name, int low, int high, int otherwise) {
    return has(name) ? whole(name, low, high) : otherwise;
  }

  /// A text of at most `length` characters.
  public String text(String name, int length) {
    return text(said(name), required(name), length);
  }

  /// The text, if the field is there.
  public Optional<String> optionalText(String name, int length) {
    return has(name) ? Optional.of(text(name, length)) : Optional.empty();
  }

  /// One of `choices`.
  public String choice(String name, List<String> choices) {
    String text = text(name, 1000);
    if (!choices.contains(text)) {
      throw new Refusal(
          "%s must be one of %s, and is \"%s\""
              .formatted(said(name), String.join(", ", choices), shortened(text)));
    }
    return text;
  }

  /// `true` or `false`.
  public boolean flag(String name, boolean otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    if (required(name) instanceof Boolean flag) {
      return flag;
    }
    throw wrong(said(name), "true or false", required(name));
  }

  /// At most `most` finite numbers of `low` to `high`.
  public double[] numbers(String name, int most, double low, double high) {
    List<?> list = list(name, most);
    double[] numbers = new double[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number(entry(name, i), list.get(i), low, high);
    }
    return numbers;
  }

  /// At most `most` whole numbers of `low` to `high`.
  public int[] wholes(String name, int most, int low, int high) {
    List<?> list = list(name, most);
    int[] numbers = new int[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = whole(entry(name, i), list.get(i), low, high);
    }
    return numbers;
  }

  /// At most `most` rows of at most `width` finite numbers of `low` to `high`.
  public List<double[]> rows(String name, int most, int width, double low, double high) {
    List<double[]> rows = new ArrayList<>();
    for (Object row : list(name, most)) {
      String each = name + "[" + rows.size() + "]";
      Map<String, @Nullable Object> field = new java.util.HashMap<>();
      field.put(each, row);
      rows.add(new Arguments(field).numbers(each, width, low, high));
    }
    return rows;
  }

  /// At most `most` texts of at most `length` characters.
  public List<String> texts(String name, int most, int length) {
    List<String> texts = new ArrayList<>();
    for (Object text : list(name, most)) {
      texts.add(text(entry(name, texts.size()), text, length));
    }
    return texts;
  }

  /// An object with fields of its own.
  public Arguments object(String name) {
    return object(said(name), required(name));
  }

  /// At most `most` objects with fields of their own.
  public List<Arguments> objects(String name, int most) {
    List<Arguments> objects = new ArrayList<>();
    for (Object object : list(name, most)) {
      objects.add(object(entry(name, objects.size()), object));
    }
    return objects;
  }

  /// Refuses fields that were not asked for.
  public void done() {
    for (String name : fields.keySet()) {
      if (!read.contains(name)) {
        throw new Refusal("there is no field \"" + shortened(name) + "\" in this request");
      }
    }
  }

  /// The text, or its beginning where it is long; control characters are dropped.
  public static String shortened(String text) {
    String clean = text.replaceAll("\\p{Cntrl}", " ");
    return clean.length() <= SHOWN ? clean : clean.substring(0, SHOWN) + "...";
  }

  private Object required(String name) {
    read.add(name);
    Object value = fields.get(name);
    if (value == null) {
      throw new Refusal(
          (words.containsKey(name) ? said(name) : "the field " + said(name)) + " is missing");
    }
    return value;
  }

  private List<?> list(String name, int most) {
    if (!(required(name) instanceof List<?> list)) {
      throw wrong(said(name), "a list", required(name));
    }
    if (list.size() > most) {
      throw new Refusal(
          "%s holds %d entries; at most %d are taken".formatted(said(name), list.size(), most));
    }
    return list;
  }

  private static double number(String name, @Nullable Object value, double low, double high) {
    if (!(value instanceof Number number)) {
      throw wrong(name, "a number", value);
    }
    double d = number.doubleValue();
    if (!(d >= low && d <= high)) {
      throw new Refusal(
          "%s must be a number from %s to %s, and is %s"
              .formatted(name, plain(low), plain(high), plain(d)));
    }
    return d;
  }

  /// As people write it: 5, 0.5, 1e-7.
  private static String plain(double d) {
    boolean whole = d == Math.rint(d) && Math.abs(d) < 1e9;
    return whole
        ? Long.toString((long) d)
        : Double.toString(d).replace(".0E", "e").replace('E', 'e');
  }

  private static int whole(String name, @Nullable Object value, int low, int high) {
    double d = number(name, value, low, high);
    if (d != Math.rint(d)) {
      throw wrong(name, "a whole number", value);
    }
    return (int) d;
  }

  private static String text(String name, @Nullable Object value, int length) {
    if (!(value instanceof String text)) {
      throw wrong(name, "a text", value);
    }
    if (text.length() > length) {
      throw new Refusal(
          "%s has %d characters; at most %d are taken".formatted(name, text.length(), length));
    }
    return text;
  }

  private static Arguments object(String name, @Nullable Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw wrong(name, "an object", value);
    }
    Map<String, Object> fields = new java.util.LinkedHashMap<>();
    map.forEach((key, entry) -> fields.put(String.valueOf(key), entry));
    return new Arguments(fields);
  }

  private static Refusal wrong(String name, String expected, @Nullable Object value) {
    return new Refusal(
        "%s must be %s, and is %s".formatted(name, expected, shortened(String.valueOf(value))));
  }
}
