package io.gradus.train;

/// How a numeric column is brought to a size that suits a network: (x - shift) / scale.
public sealed interface Scaling {

  /// x -> (x - mean) / deviation: mean 0 and standard deviation 1 over the training rows.
  ///
  /// The deviation is that of the population (divided by n). A constant column becomes 0.
  record Standardise() implements Scaling {}

  /// x -> (x - min) / (max - min): from 0 to 1 over the training rows. A constant column becomes 0.
  record MinMax() implements Scaling {}

  /// x -> (x - shift) / scale, the same for every column and whatever the rows are.
  record Fixed(double shift, double scale) implements Scaling {
    /// Checks that both are finite and the scale is not 0.
    ///
    /// @throws DataException if not
    public Fixed {
      if (!Double.isFinite(shift) || !Double.isFinite(scale) || scale == 0) {
        throw new DataException(
            "a fixed scaling needs a finite shift and a finite scale that is not 0");
      }
    }
  }

  /// To mean 0 and standard deviation 1; see [Standardise].
  static Scaling standardise() {
    return new Standardise();
  }

  /// From 0 to 1; see [MinMax].
  static Scaling minMax() {
    return new MinMax();
  }

  /// x -> x.
  static Scaling none() {
    return new Fixed(0, 1);
  }

  /// x -> x / scale.
  static Scaling dividedBy(double scale) {
    return new Fixed(0, scale);
  }
}
