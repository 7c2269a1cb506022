package io.gradus.train;

import io.gradus.Shape;
import io.gradus.ShapeException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The checked header of a [Safetensors] file: its entries, in the order of their data, cover the
/// data from the first byte to the last, without gap or overlap.
record SafetensorsHeader(Map<String, String> metadata, List<Entry> entries) {
  static final String METADATA = "__metadata__";

  /// Where one array lies: bytes `[begin, end)` of the data.
  record Entry(String name, String type, Shape shape, long begin, long end) {}

  /// Reads and checks a header, given the number of bytes of data that the file has.
  static SafetensorsHeader parse(String source, byte[] bytes, long dataBytes) {
    return new Parser(source, 8L + bytes.length, dataBytes).parse(bytes);
  }

  /// The header of these arrays: names of the metadata sorted; no padding.
  static String format(Map<String, String> metadata, List<Map.Entry<String, StoredArray>> arrays) {
    Map<String, Object> header = new LinkedHashMap<>();
    if (!metadata.isEmpty()) {
      header.put(METADATA, new TreeMap<>(metadata));
    }
    long at = 0;
    for (Map.Entry<String, StoredArray> named : arrays) {
      StoredArray array = named.getValue();
      long end = at + (long) array.width() * array.shape().size();
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("dtype", array.type());
      entry.put("shape", Arrays.stream(array.shape().lengths()).boxed().toList());
      entry.put("data_offsets", List.of(at, end));
      header.put(named.getKey(), entry);
      at = end;
    }
    return Json.write(header);
  }

  /// Bytes of one number of a type, or 0 if it is not read.
  static int width(String type) {
    return switch (type) {
      case "F64", "I64" -> 8;
      case "F32", "I32" -> 4;
      case "F16", "BF16" -> 2;
      default -> 0;
    };
  }

  private record Parser(String source, long dataStart, long dataBytes) {

    SafetensorsHeader parse(byte[] bytes) {
      Map<String, @Nullable Object> json = json(bytes);
      Map<String, String> metadata = new LinkedHashMap<>();
      List<Entry> entries = new ArrayList<>();
      json.forEach((name, value) -> {
        if (name.equals(METADATA)) {
          metadata(value, metadata);
        } else {
          entries.add(entry(name, value));
        }
      });
      entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
      checkCover(entries);
      return new SafetensorsHeader(metadata, List.copyOf(entries));
    }

    private Map<String, @Nullable Object> json(byte[] bytes) {
      if (bytes.length == 0 || bytes[0] != '{') {
        throw error(8, "the header does not begin with '{'");
      }
      try {
        String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        return Json.parseObject(source, text);
      } catch (CharacterCodingException e) {
        throw error(8, "the header is not UTF-8");
      } catch (JsonException e) {
        throw error(8 + e.position(), "the header is not JSON: " + e.problem());
      }
    }

    private void metadata(@Nullable Object value, Map<String, String> into) {
      if (!(value instanceof Map<?, ?> map)) {
        throw error(8, METADATA + " is no object of strings");
      }
      map.forEach((name, text) -> {
        if (!(name instanceof String key && text instanceof String string)) {
          throw error(8, METADATA + " entry \"" + name + "\" is no string");
        }
        into.put(key, string);
      });
    }

    private Entry entry(String name, @Nullable Object value) {
      if (!(value instanceof Map<?, ?> map)
          || map.size() != 3
          || !(map.get("dtype") instanceof String type)
          || !(map.get("shape") instanceof List<?> lengths)
          || !(map.get("data_offsets") instanceof List<?> offsets)) {
        throw error(8, quoted(name) + " needs exactly dtype, shape and data_offsets");
      }
      if (offsets.size() != 2
          || !(offsets.get(0) instanceof Long begin)
          || !(offsets.get(1) instanceof Long end)
          || begin < 0
          || end < begin
          || end > dataBytes) {
        throw error(
            8, quoted(name) + " has data_offsets " + offsets + " in " + dataBytes + " data bytes");
      }
      int width = width(type);
      if (width == 0) {
        throw new SafetensorsException(
            source,
            8,
            quoted(name) + " has the type " + type + ", which is not read",
            "convert it to one of F64, F32, F16, BF16, I64, I32");
      }
      Shape shape = shape(name, lengths);
      if ((long) width * shape.size() != end - begin) {
        throw error(
            dataStart + begin,
            quoted(name)
                + " of "
                + type
                + " "
                + shape
                + " needs "
                + (long) width * shape.size()
                + " bytes, but has "
                + (end - begin));
      }
      return new Entry(name, type, shape, begin, end);
    }

    private Shape shape(String name, List<?> lengths) {
      int[] result = new int[lengths.size()];
      for (int i = 0; i < result.length; i++) {
        if (!(lengths.get(i) instanceof Long length) || length < 0 || length > Integer.MAX_VALUE) {
          throw error(8, quoted(name) + " has the impossible shape " + lengths);
        }
        result[i] = length.intValue();
      }
      try {
        return Shape.of(result);
      } catch (ShapeException | ArithmeticException e) {
        throw error(8, quoted(name) + " has the impossible shape " + lengths);
      }
    }

    private void checkCover(List<Entry> entries) {
      long at = 0;
      for (Entry entry : entries) {
        if (entry.begin != at) {
          String what =
              entry.begin < at ? " overlaps the array before it" : " leaves a hole before";
          throw error(dataStart + at, "the data of " + quoted(entry.name) + what);
        }
        at = entry.end;
      }
      if (at != dataBytes) {
        throw error(
            dataStart + at,
            "the header tells of " + at + " bytes of data, but the file has " + dataBytes);
      }
    }

    private static String quoted(String name) {
      return "array \"" + (name.length() <= 200 ? name : name.substring(0, 200) + "...") + "\"";
    }

    private SafetensorsException error(long position, String problem) {
      return new SafetensorsException(source, position, problem);
    }
  }
}
