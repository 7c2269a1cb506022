package io.gradus.nn;

import io.gradus.kernel.Philox;
import java.util.Arrays;

/// Fills a parameter with its first values, as a pure function of its shape and its key.
///
/// The same key gives the same bits on every machine: numbers come from [Philox] at step 0, sample
/// 0 and the element's index, and are computed in double through `StrictMath`, then rounded once.
///
/// Shapes follow the library's layout: a dense weight is `[in, out]`, a convolution's `[kernel...,
/// in, out]`. So the fan-in, the number of inputs that one output sums, is the product of all
/// lengths but the last, and the fan-out, the number of outputs that one input reaches, is the last
/// length times the kernel's size. A shape of one axis has both fans equal to its length, a
/// scalar's are 1. The normal kinds are not truncated, as in PyTorch.
///
/// Users write their own as a record or a lambda.
@FunctionalInterface
public interface Initializer {

  /// Writes the values of a parameter of this shape, row by row, to `into` from `offset` on.
  ///
  /// @param key names this use of random numbers; see [io.gradus.kernel.RandomKey]
  /// @throws IndexOutOfBoundsException if the array is too short
  void fill(float[] into, int offset, int[] shape, long key);

  /// The spread that signals keep on their way forward (in), back (out), or the mean of both.
  enum Fan {
    /// Inputs that one output sums: keeps the spread of signals on their way forward.
    IN,
    /// Outputs that one input reaches: keeps the spread of gradients on their way back.
    OUT,
    /// `(fan-in + fan-out) / 2`: a compromise between the two.
    AVERAGE;

    /// This fan of a parameter's shape, at least 1.
    public double of(int... shape) {
      return switch (this) {
        case IN -> Fans.in(shape);
        case OUT -> Fans.out(shape);
        case AVERAGE -> (Fans.in(shape) + Fans.out(shape)) / 2;
      };
    }
  }

  /// `w = 0`: for biases. Weights that are all equal would learn the same thing.
  record Zeros() implements Initializer {
    @Override
    public void fill(float[] into, int offset, int[] shape, long key) {
      Arrays.fill(into, offset, offset + Fans.size(shape), 0);
    }
  }

  /// `w = 1`: for the scales of normalisation layers.
  record Ones() implements Initializer {
    @Override
    public void fill(float[] into, int offset, int[] shape, long key) {
      Arrays.fill(into, offset, offset + Fans.size(shape), 1);
    }
  }

  /// `w = value`.
  record Constant(float value) implements Initializer {
    /// Checks that the value is finite.
    ///
    /// @throws IllegalArgumentException if it is not
    public Constant {
      Fans.check("value", value, Float.isFinite(value));
    }

    @Override
    public void fill(float[] into, int offset, int[] shape, long key) {
      Arrays.fill(into, offset, offset + Fans.size(shape), value);
    }
  }

  /// `w ~ N(mean, deviation^2)`.
  record Normal(double mean, double deviation) implements Initializer {
    /// Checks the settings.
    ///
    /// @throws IllegalArgumentException if the deviation is negative, or a number is not finite
    public Normal {
      Fans.check("deviation", deviation, deviation >= 0 && Double.isFinite(deviation + mean));
    }

    @Override
    public void fill(float[] into, int offset, int[] shape, long key) {
      Fans.pieces(
          Fans.size(shape),
          (from, to) ->
              Philox.fillGaussian(into, offset + from, to - from, key, from, mean, deviation));
    }
  }

  /// `w ~ N(mean, s^2)` without the values further than `2 s` from the mean, which are drawn anew.
  ///
  /// Cutting narrows a distribution. Here `deviation` is that of the result: the distribution that
  /// is cut has `s = deviation / 0.8796`, so no value is further than `2.2737 deviation` from the
  /// mean. (PyTorch's and Keras's truncated normals take `s` itself; Keras's variance scaling
  /// corrects as done here.)
  record TruncatedNormal(double mean, double deviation) implements Initializer {
    /// The deviation of N(0, 1) cut at 2: `sqrt(1 - 4 pdf(2) / (cdf(2) - cdf(-2)))`.
    private static final double CUT_DEVIATION = 0.87962566103423978;

    /// Checks the settings.
    ///
    /// @throws IllegalArgumentException if the deviation is negative, or a number is not finite
    public TruncatedNormal {
      Fans.check("deviation", deviation, deviation >= 0 && Double.isFinite(deviation + mean));
    }

    @Override
    public void fill(float[] into, int offset, int[] shape, long key) {
      double scale = deviation / CUT_DEVIATION;
      Fans.pieces(
          Fans.size(shape),
          (from, to) -> {
            for (int i = from; i < to; i++) {
              int attempt = 0;
              double z = Philox.normalDouble(key, attempt, 0, i);
              while (Math.abs(z) > 2) {
                z = Philox.normalDouble(key, ++attempt, 0, i);
              }
              into[offset + i] = (float) (mean + scale * z);
            }
          });
    }
  }

  /// `w ~ U[low, high)`.
  record Uniform(double low, double high) implements Initializer {
    /// Checks the settings.
    ///
    /// @throws IllegalArgumentException if `high` is below `low`, or a number is not finite
    public Uniform {
      Fans.check("high", high, low <= high && Double.isFinite(high - low));
    }

    @Override
    public void fill(float[] into, int offset, int[] shape, long key) {
      Fans.pieces(
          Fans.size(shape),
          (from, to) -> {
            for (int i = from; i < to; i++) {
              float value = (float) (low + (high - low) * Philox.uniformDouble(key, 0, 0, i));
              // Rounding to float may reach the open end.
              into[offset + i] = value < high || low == high ? value : Math.nextDown((float) high);
            }
          });
    }
  }

  /// `w ~ U(-b, b)`, `b = gain sqrt(6 / (fan-in + fan-out))`: for tanh and sigmoid layers.
  ///
  /// Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural
  /// networks", AISTATS 2010, equation 16. Also known as Xavier uniform.
  record GlorotUniform(double gain) implements Initializer {
    /// Checks the settings.
    ///
    /// @throws IllegalArgumentException if the gain is negative or not finite
    public GlorotUniform {
      Fans.check("gain", gain, gain >= 0 && Double.isFinite(gain));
    }

    /// Gain 1.
    public GlorotUniform() {
      this(1);
    }

    @Override
    public void fill(float[] into, int offset, int[] shape, long key) {
      Fans.uniform(gain / StrictMath.sqrt(Fan.AVERAGE.of(shape)), into, offset, shape, key);
    }
  }

  /// `w ~ N(0, s^2)`, `s = gain sqrt(2 / (fan-in + fan-out))`: for tanh and sigmoid layers.
  ///
  /// Glorot and Bengio 2010, equation 12. Also known as Xavier normal.
  record GlorotNormal(double gain) implements Initializer {
    /// Checks the settings.
    ///
    /// @throws IllegalArgumentException if the gain is negative or not finite
    public GlorotNormal {
      Fans.check("gain", gain, gain >= 0 && Double.isFinite(gain));
    }

    /// Gain 1.
    public GlorotNormal() {
      this(1);
    }

    @Override
    public void fill(float[] into, int offset, int[] shape, long key) {
      Fans.normal(gain / StrictMath.sqrt(Fan.AVERAGE.of(shape)), into, offset, shape, key);
    }
  }

  /// `w ~ U(-b, b)`, `b = sqrt(6 / ((1 + slope^2) fan))`: for ReLU layers and their leaky kind.
  ///
  /// `slope` is the activation's slope below zero. He, Zhang, Ren and Sun, "Delving deep into
  /// rectifiers", ICCV 2015, equations 10, 14 and 15. Also known as Kaiming uniform.
  record HeUniform(Fan fan, double slope) implements Initializer {
    /// Checks the settings.
    ///
    /// @throws IllegalArgumentException if the slope is not finite
    public HeUniform {
      Fans.check("slope", slope, Double.isFinite(slope));
    }

    /// Fan-in, for plain ReLU.
    public HeUniform() {
      this(Fan.IN, 0);
    }

    @Override
    public void fill(float[] into, int offset, int[] shape, long key) {
      Fans.uniform(Fans.he(fan, slope, shape), into, offset, shape, key);
    }
  }

  /// `w ~ N(0, s^2)`, `s = sqrt(2 / ((1 + slope^2) fan))`: for ReLU layers and their leaky kind.
  ///
  /// He et al. 2015, equations 10, 14 and 15. Also known as Kaiming normal.
  record HeNormal(Fan fan, double slope) implements Initializer {
    /// Checks the settings.
    ///
    /// @throws IllegalArgumentException if the slope is not finite
    public HeNormal {
      Fans.check("slope", slope, Double.isFinite(slope));
    }

    /// Fan-in, for plain ReLU.
    public HeNormal() {
      this(Fan.IN, 0);
    }

    @Override
    public void fill(float[] into, int offset, int[] shape, long key) {
      Fans.normal(Fans.he(fan, slope, shape), into, offset, shape, key);
    }
  }

  /// `w ~ U(-b, b)`, `b = sqrt(3 / fan-in)`: for SELU layers.
  ///
  /// LeCun, Bottou, Orr and Müller, "Efficient backprop", 1998, section 4.6, equation 16; for SELU:
  /// Klambauer et al., "Self-normalizing neural networks", NIPS 2017.
  record LeCunUniform() implements Initializer {
    @Override
    public void fill(float[] into, int offset, int[] shape, long key) {
      Fans.uniform(1 / StrictMath.sqrt(Fans.in(shape)), into, offset, shape, key);
    }
  }

  /// `w ~ N(0, s^2)`, `s = sqrt(1 / fan-in)`: for SELU layers. Sources as for [LeCunUniform].
  record LeCunNormal() implements Initializer {
    @Override
    public void fill(float[] into, int offset, int[] shape, long key) {
      Fans.normal(1 / StrictMath.sqrt(Fans.in(shape)), into, offset, shape, key);
    }
  }

  /// `w ~ U(-b, b)`, `b = 1 / sqrt(fan-in)`: what PyTorch's dense and convolution layers start
  /// from.
  ///
  /// The "commonly used heuristic" of Glorot and Bengio 2010, equation 1; PyTorch reaches the same
  /// bound as He uniform with slope sqrt(5). PyTorch's biases use the fan-in of their weight, which
  /// the shape of a bias does not show: `FanInUniform.ofFan(in)`.
  record FanInUniform() implements Initializer {
    /// `U(-b, b)`, `b = 1 / sqrt(fan)`, whatever the shape: for the bias of a layer with this
    /// fan-in.
    public static Initializer ofFan(int fan) {
      double bound = 1 / StrictMath.sqrt(Math.max(1, fan));
      return new Uniform(-bound, bound);
    }

    @Override
    public void fill(float[] into, int offset, int[] shape, long key) {
      double bound = 1 / StrictMath.sqrt(Fans.in(shape));
      new Uniform(-bound, bound).fill(into, offset, shape, key);
    }
  }

  /// `wT w = gain^2 I` (or `w wT`, when wider than high): a random orthogonal matrix.
  ///
  /// The matrix has a row for each index of all axes but the last and a column for each index of
  /// the last. It is the Q of the QR factorisation of a matrix of standard normals, with the signs
  /// that make R's diagonal positive, so every orthogonal matrix is as likely.
  ///
  /// Saxe, McClelland and Ganguli, "Exact solutions to the nonlinear dynamics of learning in deep
  /// linear neural networks", ICLR 2014; the signs: Mezzadri, "How to generate random matrices from
  /// the classical compact groups", Notices of the AMS 54, 2007, section 5.
  record Orthogonal(double gain) implements Initializer {
    /// Checks the settings.
    ///
    /// @throws IllegalArgumentException if the gain is not finite
    public Orthogonal {
      Fans.check("gain", gain, Double.isFinite(gain));
    }

    /// Gain 1.
    public Orthogonal() {
      this(1);
    }

    @Override
    public void fill(float[] into, int offset, int[] shape, long key) {
      int size = Fans.size(shape);
      int columns = shape.length == 0 ? 1 : shape[shape.length - 1];
      if (size > 0) {
        OrthogonalMatrix.fill(into, offset, size / columns, columns, gain, key);
      }
    }
  }

  /// `w[i, i] = gain`, all else 0: the layer passes on what it gets.
  ///
  /// A convolution's weight has these ones at the kernel's centre (`length / 2` along each of its
  /// axes). The shape needs two axes at least. Le, Jaitly and Hinton, "A simple way to initialize
  /// recurrent networks of rectified linear units", 2015.
  record Identity(double gain) implements Initializer {
    /// Checks the settings.
    ///
    /// @throws IllegalArgumentException if the gain is not finite
    public Identity {
      Fans.check("gain", gain, Double.isFinite(gain));
    }

    /// Gain 1.
    public Identity() {
      this(1);
    }

    @Override
    public void fill(float[] into, int offset, int[] shape, long key) {
      if (shape.length < 2) {
        throw new IllegalArgumentException(
            "the identity needs a shape of two axes or more, but got " + Arrays.toString(shape));
      }
      int size = Fans.size(shape);
      Arrays.fill(into, offset, offset + size, 0);
      if (size == 0) {
        return;
      }
      int tap = 0;
      for (int axis = 0; axis < shape.length - 2; axis++) {
        tap = tap * shape[axis] + shape[axis] / 2;
      }
      int rows = shape[shape.length - 2];
      int columns = shape[shape.length - 1];
      for (int i = 0; i < Math.min(rows, columns); i++) {
        into[offset + (tap * rows + i) * columns + i] = (float) gain;
      }
    }
  }
}
