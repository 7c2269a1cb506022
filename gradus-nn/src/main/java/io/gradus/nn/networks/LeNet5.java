package io.gradus.nn.networks;

import io.gradus.Tensor;
import io.gradus.nn.AvgPool2d;
import io.gradus.nn.Conv2d;
import io.gradus.nn.Dense;
import io.gradus.nn.Flatten;
import io.gradus.nn.Layer;
import io.gradus.nn.Scope;
import io.gradus.op.Elementwise;
import io.gradus.op.Tanh;

/// LeNet-5: two convolutions with pooling, then three dense layers (LeCun, Bottou, Bengio and
/// Haffner 1998, section II.B).
///
/// As it is taught today: every filter of the second convolution sees all channels, pooling has no
/// weights, and the outputs are dense. x `[n, height, width, channels]`, y `[n, classes]`; 61,706
/// parameters for images of one channel and ten classes.
///
/// @param size height and width of the filters, 5 in the paper
/// @param padding zeros around the image: 2 for 28x28 pixels, 0 for the paper's 32x32
/// @param activation tanh in the paper; sigmoid and ReLU are usual, too
/// @param classes how many outputs
public record LeNet5(int size, int padding, Elementwise.Unary activation, int classes)
    implements Layer {
  /// For images of 28x28 pixels, with tanh.
  public LeNet5(int classes) {
    this(5, 2, new Tanh(), classes);
  }

  @Override
  public Tensor forward(Scope s, Tensor x) {
    Tensor y = s.call("conv1", new Conv2d(6, size).padding(padding), x).map(activation);
    y = s.call("pool1", new AvgPool2d(2), y);
    y = s.call("conv2", new Conv2d(16, size), y).map(activation);
    y = s.call("pool2", new AvgPool2d(2), y);
    y = s.call("flatten", new Flatten(), y);
    y = s.call("dense1", new Dense(120), y).map(activation);
    y = s.call("dense2", new Dense(84), y).map(activation);
    return s.call("output", new Dense(classes), y);
  }
}
