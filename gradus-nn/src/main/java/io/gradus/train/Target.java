package io.gradus.train;

import io.gradus.Shape;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a data set asks a network to predict: one of several classes, or numbers.
public sealed interface Target {

  /// The number of network outputs that fit this target: classes, or numbers per sample.
  int width();

  /// Whether a network for this target predicts what another asks for.
  default boolean predictsAs(Target other) {
    return equals(other);
  }

  /// One label per sample, or a block of them, each an index into `names`.
  ///
  /// With `each` `[time]` a sample has a label for each of its time steps, and the network gives
  /// `[batch, time, classes]`.
  ///
  /// @param names the classes
  /// @param each the shape of one sample's labels: `[]` for one label
  /// @param ignored a label that says that there is nothing to predict; a batch has -1 in its
  ///   place, and neither loss nor metrics count it. Null where each label counts
  record Classes(List<String> names, Shape each, @Nullable Integer ignored) implements Target {
    private static final int NOTHING = -1;

    /// Keeps a copy of the names.
    ///
    /// @throws DataException if there is no class or a name appears twice
    public Classes {
      names = List.copyOf(names);
      if (names.isEmpty()) {
        throw new DataException("a target of classes needs at least one class name");
      }
      requireDistinct(names, "class");
      Shapes.width(each.lengths(), "label");
    }

    /// One label per sample.
    public Classes(List<String> names) {
      this(names, Shape.scalar(), null);
    }

    /// Classes named by their index: `"0"`, `"1"`, ...
    public static Classes numbered(int count) {
      if (count < 1) {
        throw new DataException("a target of classes needs at least one class, got " + count);
      }
      return new Classes(Shapes.numberedNames("", count));
    }

    /// The same classes, with a block of labels of this shape for each sample, such as one for each
    /// time step.
    public Classes each(int... shape) {
      return new Classes(names, Shape.of(shape), ignored);
    }

    /// The same classes, where this label says that there is nothing to predict: -1, -100, or one
    /// of the classes, such as that of padding.
    public Classes ignoring(int label) {
      return new Classes(names, each, label);
    }

    @Override
    public int width() {
      return names.size();
    }

    /// A label as a batch holds it: the same, or -1 for one that does not count.
    ///
    /// @param where the place to name in the error, such as `"row 3"`
    /// @throws DataException if it is no index into `names`
    int stored(int label, String where) {
      return ignored != null && label == ignored ? NOTHING : checked(label, where);
    }

    /// Whether predictions are the same: the same classes for the same blocks.
    @Override
    public boolean predictsAs(Target other) {
      return other instanceof Classes that && names.equals(that.names) && each.equals(that.each);
    }

    @Override
    public String toString() {
      return "Classes[names="
          + names
          + (each.rank() == 0 ? "" : ", each=" + each)
          + (ignored == null ? "" : ", ignored=" + ignored)
          + "]";
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
  record Values(int[] shape, List<String> names) implements Target {
    /// Checks that there is a name for each number.
    ///
    /// @throws DataException if a size is not positive, or names and shape disagree
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

    /// A copy of the shape of one sample's numbers, without the batch axis.
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
