package io.gradus;

/// A named view into the [Parameters] of a model: a weight matrix, a bias, a scale.
///
/// The path is its checkpoint key and what an error message says.
public final class Param {
  private final Parameters owner;
  private final String path;
  private final Shape shape;
  private final int offset;
  private boolean frozen;
  private long writes;

  Param(Parameters owner, String path, Shape shape, int offset) {
    this.owner = owner;
    this.path = path;
    this.shape = shape;
    this.offset = offset;
  }

  /// Where it belongs.
  public Parameters owner() {
    return owner;
  }

  /// Its full name, such as `encoder.0.attention.query.weight`.
  public String path() {
    return path;
  }

  /// The lengths of its axes.
  public Shape shape() {
    return shape;
  }

  /// The index of its first number in the owner's arrays.
  public int offset() {
    return offset;
  }

  /// How many numbers it has.
  public int size() {
    return shape.size();
  }

  /// Whether optimizers leave it alone.
  public boolean frozen() {
    return frozen;
  }

  /// Makes optimizers leave it alone, or not.
  public void freeze(boolean value) {
    if (frozen != value) {
      frozen = value;
      owner.frozenOrThawed();
    }
  }

  /// A copy of its numbers.
  public float[] values() {
    float[] copy = new float[size()];
    System.arraycopy(owner.values(), offset, copy, 0, copy.length);
    return copy;
  }

  /// Overwrites its numbers.
  public void set(float... numbers) {
    if (numbers.length != size()) {
      throw new ShapeException(
          "parameter \""
              + path
              + "\" is "
              + shape
              + " and takes "
              + size()
              + " numbers, got "
              + numbers.length);
    }
    System.arraycopy(numbers, 0, owner.values(), offset, numbers.length);
    writes++;
    owner.changed();
  }

  /// Counts the times that [#set] overwrote its numbers.
  public long writes() {
    return writes;
  }

  /// Its path, its shape and its first numbers.
  @Override
  public String toString() {
    String numbers = io.gradus.graph.Listing.numbers(values(), shape);
    return "Param " + path + " " + shape + " " + numbers + (frozen ? ", frozen" : "");
  }
}
