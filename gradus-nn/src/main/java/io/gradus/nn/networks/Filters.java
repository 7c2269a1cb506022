package io.gradus.nn.networks;

import io.gradus.Tensor;
import io.gradus.nn.BatchNorm;
import io.gradus.nn.Conv2d;
import io.gradus.nn.Initializer;
import io.gradus.nn.Scope;

/// What the convolutional networks share.
final class Filters {
  private Filters() {}

  /// Filters of an odd size without bias, padded so that stride 1 keeps the image's size; they
  /// start normal with He's deviation over the fan-out (He et al. 2015), as in torchvision.
  static Conv2d convolution(int filters, int size, int stride) {
    return new Conv2d(filters, size)
        .stride(stride)
        .padding(size / 2)
        .withoutBias()
        .starting(new Initializer.HeNormal(Initializer.Fan.OUT, 0));
  }

  /// The convolution `name` and the batch norm after it, `name_norm`.
  static Tensor normalised(Scope s, String name, Conv2d convolution, Tensor x) {
    return s.call(name + "_norm", new BatchNorm(), s.call(name, convolution, x));
  }
}
