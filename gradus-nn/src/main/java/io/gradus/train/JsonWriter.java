package io.gradus.train;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The writing half of [Json].
final class JsonWriter {
  private final boolean indented;
  private final StringBuilder out = new StringBuilder();
  private final Deque<Object> path = new ArrayDeque<>(); // names and indices, for errors

  JsonWriter(boolean indented) {
    this.indented = indented;
  }

  String document(@Nullable Object value) {
    value(value);
    return out.toString();
  }

  private void value(@Nullable Object value) {
    if (path.size() > Json.DEPTH) {
      throw refused("nested deeper than the limit, " + Json.DEPTH);
    }
    switch (value) {
      case null -> out.append("null");
      case Boolean b -> out.append(b);
      case String s -> string(s);
      case Double d -> out.append(real(d, Double.toString(d)));
      case Float f -> out.append(real(f, text(f)));
      case Long n -> out.append(n.longValue());
      case Integer n -> out.append(n.intValue());
      case Short n -> out.append(n.intValue());
      case Byte n -> out.append(n.intValue());
      case Map<?, ?> map -> object(map);
      case List<?> list -> array(list);
      default -> throw refused("of " + value.getClass() + ", for which JSON has no form");
    }
  }

  /// The short decimal of a float, unless by way of a double it would come back as its neighbour.
  private static String text(float value) {
    String decimal = Float.toString(value);
    return (float) Double.parseDouble(decimal) == value ? decimal : Double.toString(value);
  }

  private String real(double value, String decimal) {
    if (!Double.isFinite(value)) {
      throw refused(decimal + ", for which JSON has no form");
    }
    return decimal;
  }

  // ---- objects and arrays -----------------------------------------------------------------------

  private void object(Map<?, ?> map) {
    out.append('{');
    Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<?, ?> entry = entries.next();
      if (!(entry.getKey() instanceof String name)) {
        throw refused("a map with the key " + entry.getKey() + ", which is no string");
      }
      path.addLast(name);
      newLine(path.size());
      string(name);
      out.append(indented ? ": " : ":");
      value(entry.getValue());
      path.removeLast();
      out.append(entries.hasNext() ? "," : "");
    }
    close('}', map.isEmpty());
  }

  private void array(Collection<?> values) {
    out.append('[');
    int index = 0;
    for (Object value : values) {
      out.append(index > 0 ? "," : "");
      path.addLast(index++);
      newLine(path.size());
      value(value);
      path.removeLast();
    }
    close(']', values.isEmpty());
  }

  private void close(char bracket, boolean empty) {
    if (!empty) {
      newLine(path.size());
    }
    out.append(bracket);
  }

  private void newLine(int level) {
    if (indented) {
      out.append('\n').repeat("  ", level);
    }
  }

  // ---- strings ----------------------------------------------------------------------------------

  private void string(String value) {
    int lone = loneSurrogate(value);
    if (lone >= 0) {
      throw refused("a string with half a surrogate pair at index " + lone);
    }
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      int index = "\"\\\b\f\n\r\t".indexOf(c);
      if (index >= 0) {
        out.append('\\').append("\"\\bfnrt".charAt(index));
      } else if (c < 0x20) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  /// The index of the first half of a surrogate pair without its other half, or -1.
  static int loneSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isSurrogate(c)) {
        continue;
      }
      boolean whole = Character.isHighSurrogate(c) && i + 1 < text.length();
      if (!whole || !Character.isLowSurrogate(text.charAt(i + 1))) {
        return i;
      }
      i++;
    }
    return -1;
  }

  private IllegalArgumentException refused(String what) {
    StringBuilder where = new StringBuilder("$");
    int steps = 0;
    for (Object step : path) {
      if (++steps > 20) {
        where.append("...");
        break;
      }
      where.append(step instanceof String name ? "." + name : "[" + step + "]");
    }
    return new IllegalArgumentException("cannot write JSON: the value at " + where + " is " + what);
  }
}
