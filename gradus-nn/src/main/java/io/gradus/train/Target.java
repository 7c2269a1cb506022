package io.gradus.train;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/// What a data set asks a network to predict: one of several classes, or numbers.
public sealed interface Target {

  /// The number of network outputs that fit this target: classes, or numbers per sample.
  int width();

  /// One label per sample, an index into `names`.
  ///
  /// @throws DataException if there is no class or a name appears twice
  record Classes(List<String> names) implements Target {
    public Classes {
      names = List.copyOf(names);
      if (names.isEmpty()) {
        throw new DataException("a target of classes needs at least one class name");
      }
      requireDistinct(names, "class");
    }

    /// Classes named by their index: `"0"`, `"1"`, ...
    public static Classes numbered(int count) {
      if (count < 1) {
        throw new DataException("a target of classes needs at least one class, got " + count);
      }
      return new Classes(Shapes.numberedNames("", count));
    }

    @Override
    public int width() {
      return names.size();
    }

    /// The same label, if it is an index into `names`.
    ///
    /// @param where the place to name in the error, such as `"row 3"`
    /// @throws DataException if it is not
    public int checked(int label, String where) {
      if (label < 0 || label >= names.size()) {
        throw new DataException(
            where
                + ": label out of range: expected 0.."
                + (names.size() - 1)
                + " for "
                + names.size()
                + " classes, got "
                + label);
      }
      return label;
    }
  }

  /// A block of numbers per sample, of a fixed `shape`; `names` has one name per number.
  ///
  /// @throws DataException if a size is not positive, or names and shape disagree
  record Values(int[] shape, List<String> names) implements Target {
    public Values {
      shape = shape.clone();
      names = List.copyOf(names);
      int width = Shapes.width(shape, "target");
      if (names.size() != width) {
        throw new DataException(
            "a target of shape "
                + Arrays.toString(shape)
                + " needs "
                + width
                + " names, got "
                + names.size());
      }
      requireDistinct(names, "target");
    }

    /// Numbers in a row, one per name.
    public static Values named(String... names) {
      return new Values(new int[] {names.length}, List.of(names));
    }

    /// Numbers in a row, named `"y0"`, `"y1"`, ...
    public static Values numbered(int count) {
      return new Values(new int[] {count}, Shapes.numberedNames("y", count));
    }

    @Override
    public int[] shape() {
      return shape.clone();
    }

    @Override
    public int width() {
      return names.size();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Values that
          && Arrays.equals(shape, that.shape)
          && names.equals(that.names);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(shape) + names.hashCode();
    }

    @Override
    public String toString() {
      return "Values[shape=" + Arrays.toString(shape) + ", names=" + names + "]";
    }
  }

  private static void requireDistinct(List<String> names, String what) {
    var seen = new HashSet<String>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new DataException("two entries share the " + what + " name \"" + name + "\"");
      }
    }
  }
}
