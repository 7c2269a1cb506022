package io.gradus.nn.networks;

import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.Tensor;
import io.gradus.nn.Loss;
import io.gradus.nn.Targets;

/// `L = sum (softplus(y) - t y) + beta KL(N(m, e^v) || N(a, e^b))`: how many nats an image costs at
/// most, the loss of a [Vae] (Kingma and Welling 2014, equation 10 and appendix B; beta: Higgins et
/// al. 2017).
///
/// Outputs `[n, pixels + 2 latent]` are logits y, means m and log variances v; targets of the same
/// shape are pixels t in `[0, 1]` and the prior's means a and log variances b, which are 0 for the
/// standard normal. `KL = 1/2 sum (b - v + (e^v + (m - a)^2) e^-b - 1)`. One loss for each sample.
///
/// @param latent numbers in the code
/// @param beta the price of a nat in the code, 1 for the bound itself
/// @param reduction how the losses of a batch become one number
public record NegativeElbo(int latent, double beta, Reduction reduction) implements Loss {
  /// Checks the settings.
  ///
  /// @throws IllegalArgumentException if there is no code, or beta is negative or not finite
  public NegativeElbo {
    if (latent < 1 || !(beta >= 0 && beta <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "NegativeElbo takes a code of 1 or more numbers and a finite beta of 0 or more, got %d and %s"
              .formatted(latent, beta));
    }
  }

  /// The bound itself, the mean over the samples.
  public NegativeElbo(int latent) {
    this(latent, 1, Reduction.MEAN);
  }

  @Override
  public Tensor of(Tensor outputs, Targets targets) {
    Shape shape = outputs.shape();
    if (shape.rank() != 2 || shape.length(1) <= 2 * latent) {
      throw new ShapeException(
          "NegativeElbo takes outputs [n, pixels + 2*%d], got %s".formatted(latent, shape));
    }
    Tensor wanted = targets.requireValues("NegativeElbo", shape);
    int pixels = shape.length(1) - 2 * latent;
    Tensor y = outputs.slice(1, 0, pixels);
    Tensor t = wanted.slice(1, 0, pixels);
    Tensor image = y.softplus().subtract(t.multiply(y)).sum(1).squeeze(1);
    return targets.reduce(reduction, image.add(divergence(outputs, wanted, pixels).multiply(beta)));
  }

  /// How far each code's distribution is from the prior, in nats, `[n]`.
  private Tensor divergence(Tensor outputs, Tensor wanted, int pixels) {
    Tensor m = outputs.slice(1, pixels, pixels + latent);
    Tensor v = outputs.slice(1, pixels + latent, pixels + 2 * latent);
    Tensor a = wanted.slice(1, pixels, pixels + latent);
    Tensor b = wanted.slice(1, pixels + latent, pixels + 2 * latent);
    Tensor spread = v.exp().add(m.subtract(a).square()).multiply(b.negate().exp());
    return b.subtract(v).add(spread).subtract(1).sum(1).squeeze(1).multiply(0.5);
  }
}
