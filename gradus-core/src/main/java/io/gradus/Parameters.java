package io.gradus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// All numbers that a model learns, in one array, and their gradients in another.
///
/// Plans read and write in place; optimizers, clipping and averaging are passes over the arrays.
/// Each parameter starts at a multiple of 16 floats, so that vectors never straddle two of them.
public final class Parameters {
  private static final int ALIGNMENT = 16;
  private static final int SHOWN = 8;

  private final Map<String, Param> byPath = new LinkedHashMap<>();
  private float[] values = new float[0];
  private float[] gradients = new float[0];
  private int used;
  private long version;
  private long freezes;

  /// Adds a parameter of zeros.
  public Param add(String path, Shape shape) {
    if (byPath.containsKey(path)) {
      throw new IllegalArgumentException(
          "the name \""
              + path
              + "\" is taken: give each layer its own name, or share it on purpose with Scope.share");
    }
    Param param = new Param(this, path, shape, used);
    byPath.put(path, param);
    used = Math.addExact(used, (shape.size() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
    if (used > values.length) {
      int capacity = (int) Math.min(Integer.MAX_VALUE - 64, Math.max(used, values.length * 3L / 2));
      values = Arrays.copyOf(values, capacity);
      gradients = Arrays.copyOf(gradients, capacity);
    }
    return param;
  }

  /// Gives back the room that [#add] keeps for further parameters.
  public void trim() {
    if (used < values.length) {
      values = Arrays.copyOf(values, used);
      gradients = Arrays.copyOf(gradients, used);
    }
  }

  /// The parameter of this path, or null.
  public @Nullable Param find(String path) {
    return byPath.get(path);
  }

  /// All parameters, in the order in which they were made.
  public List<Param> list() {
    return Collections.unmodifiableList(new ArrayList<>(byPath.values()));
  }

  /// The array of values itself, [#extent] floats of it in use; whoever writes to it calls
  /// [#changed].
  ///
  /// A write to it is seen by nobody: until [#changed] is called, [#version] stays, and eager
  /// gradients over values computed before the write are not refused as stale but are wrong, a
  /// mixture of old and new weights. [Param#set] and the optimizers do both. [#add] may make a
  /// larger array in this one's place, so it is not to be kept.
  public float[] values() {
    return values;
  }

  /// The array of gradients itself, laid out as the values; [#add] may make another in its place.
  public float[] gradients() {
    return gradients;
  }

  /// How many parameters there are.
  public int size() {
    return byPath.size();
  }

  /// Floats in use in both arrays, gaps included.
  public int extent() {
    return used;
  }

  /// How many numbers are learned, gaps not counted.
  public long count() {
    return byPath.values().stream().mapToLong(Param::size).sum();
  }

  /// Counts the changes to the values; eager gradients compare it to refuse mixing old and new
  /// weights.
  public long version() {
    return version;
  }

  /// Counts the times that a parameter was frozen or thawed: what is trained is another set then.
  public long freezes() {
    return freezes;
  }

  void frozenOrThawed() {
    freezes++;
  }

  /// Tells that values were written, so that eager gradients over the old ones are refused as
  /// stale.
  public void changed() {
    version++;
  }

  /// How many there are, and the first of them with their shapes.
  @Override
  public String toString() {
    String first =
        byPath.values().stream()
            .limit(SHOWN)
            .map(param -> param.path() + " " + param.shape())
            .collect(Collectors.joining(", "));
    return "Parameters of %d numbers in %d%s%s%s"
        .formatted(count(), size(), size() > 0 ? ": " : "", first, size() > SHOWN ? ", ..." : "");
  }
}
