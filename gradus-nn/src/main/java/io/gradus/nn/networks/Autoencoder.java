package io.gradus.nn.networks;

import io.gradus.Tensor;
import io.gradus.nn.Flatten;
import io.gradus.nn.Layer;
import io.gradus.nn.Mlp;
import io.gradus.nn.Scope;
import io.gradus.op.Elementwise;
import io.gradus.op.Relu;
import java.util.List;

/// `y = decode(encode(x))` through a narrow code, so that the code keeps what matters (Hinton and
/// Salakhutdinov 2006).
///
/// x of any shape `[n, ..]`, y the same shape: real numbers for a `MeanSquaredError`, or logits for
/// a `BinaryCrossEntropy` where x is in `[0, 1]`. It learns on data whose targets are its inputs:
/// `Dataset.of(images, images)`. With the paper's hidden layers 1000, 500, 250, a code of 30 and
/// images of 784 pixels it has `785 * 1000 + 1001 * 500 + 501 * 250 + 251 * 30 + 31 * 250 + 251 *
/// 500 + 501 * 1000 + 1001 * 784` = 2,837,314 parameters.
///
/// @param hidden units of the encoder's hidden layers; the decoder has them in reverse
/// @param code numbers in the code
/// @param activation after each hidden layer
public record Autoencoder(List<Integer> hidden, int code, Elementwise.Unary activation)
    implements Layer {
  /// Keeps a copy of the list.
  public Autoencoder {
    hidden = List.copyOf(hidden);
  }

  /// With ReLU.
  public Autoencoder(List<Integer> hidden, int code) {
    this(hidden, code, new Relu());
  }

  @Override
  public Tensor forward(Scope s, Tensor x) {
    int width = s.apply(new Flatten(), x).shape().length(1);
    return decode(s, encode(s, x), width).reshape(x.shape());
  }

  /// The code of x, `[n, code]`.
  public Tensor encode(Scope s, Tensor x) {
    return s.call("encoder", new Mlp(hidden, activation, 0, code), x);
  }

  /// What a code stands for, `[n, width]`.
  public Tensor decode(Scope s, Tensor z, int width) {
    return s.call("decoder", new Mlp(hidden.reversed(), activation, 0, width), z);
  }
}
