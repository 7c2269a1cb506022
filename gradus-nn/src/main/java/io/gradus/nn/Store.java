package io.gradus.nn;

import io.gradus.Param;
import io.gradus.Parameters;
import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.kernel.RandomKey;

/// The numbers of a model: what it learns, and the buffers beside them.
final class Store {
  private final Parameters parameters = new Parameters();
  private final Parameters buffers = new Parameters();
  private final long seed;

  Store(long seed) {
    this.seed = seed;
  }

  long seed() {
    return seed;
  }

  Parameters parameters() {
    return parameters;
  }

  Parameters buffers() {
    return buffers;
  }

  Param param(String path, Shape shape, Initializer initializer) {
    return find(parameters, path, shape, initializer);
  }

  Param buffer(String path, Shape shape, Initializer initializer) {
    Param buffer = find(buffers, path, shape, initializer);
    buffer.freeze(true);
    return buffer;
  }

  private Param find(Parameters owner, String path, Shape shape, Initializer initializer) {
    Param known = owner.find(path);
    if (known == null) {
      Param made = owner.add(path, shape);
      initializer.fill(owner.values(), made.offset(), shape.lengths(), RandomKey.of(seed, path, 0));
      return made;
    }
    if (!known.shape().equals(shape)) {
      throw new ShapeException(
          "parameter \""
              + path
              + "\" was shaped "
              + known.shape()
              + " by its first use and is asked for as "
              + shape);
    }
    return known;
  }
}
