package io.gradus.nn.networks;

import io.gradus.Tensor;
import io.gradus.nn.Flatten;
import io.gradus.nn.Layer;
import io.gradus.nn.Mlp;
import io.gradus.nn.Scope;
import io.gradus.op.NormalSample;
import io.gradus.op.Relu;
import io.gradus.train.Dataset;
import java.util.Arrays;
import java.util.List;

/// `z = mean + exp(logVariance / 2) * noise`, `y = decode(z)`: a variational autoencoder, whose
/// codes lie like standard normal numbers, so that new ones can be drawn (Kingma and Welling 2014,
/// appendix C.1).
///
/// x `[n, ..]` of numbers in `[0, 1]`. The output `[n, pixels + 2 latent]` holds the logits of the
/// pixels, then mean and log variance of the code: what [NegativeElbo] compares with an image and
/// the prior. While it does not learn, the code is the mean.
///
/// ```java
/// var vae = new Vae(400, 20);
/// var model = Model.of(vae).seed(1).input(784);
/// Trainer.of(model, vae.loss(), new Adam(1e-3)).fit(vae.data(images));
/// ```
///
/// With 784 pixels, 400 hidden units and a code of 20 it has `785 * 400 + 2 * 401 * 20 + 21 * 400 +
/// 401 * 784` = 652,824 parameters.
///
/// @param hidden units of the hidden layers of encoder and decoder
/// @param latent numbers in the code
public record Vae(int hidden, int latent) implements Layer {
  @Override
  public Tensor forward(Scope s, Tensor x) {
    Tensor flat = s.apply(new Flatten(), x);
    Tensor code = encode(s, flat);
    Tensor mean = code.slice(1, 0, latent);
    Tensor logVariance = code.slice(1, latent, 2 * latent);
    Tensor z = mean;
    if (s.training()) {
      Tensor noise = s.draw(new NormalSample(mean.shape(), s.key()));
      z = mean.add(logVariance.multiply(0.5).exp().multiply(noise));
    }
    return Tensor.concat(1, decode(s, z, flat.shape().length(1)), code);
  }

  /// Mean and log variance of the code of x, `[n, 2 latent]`.
  public Tensor encode(Scope s, Tensor x) {
    return s.call("encoder", new Mlp(List.of(hidden), new Relu(), 0, 2 * latent), x);
  }

  /// The logits of the pixels of a code, `[n, pixels]`.
  public Tensor decode(Scope s, Tensor z, int pixels) {
    return s.call("decoder", new Mlp(List.of(hidden), new Relu(), 0, pixels), z);
  }

  /// The loss of its outputs.
  public NegativeElbo loss() {
    return new NegativeElbo(latent);
  }

  /// Images to learn from: each is its own target, followed by mean and log variance of the prior,
  /// which are 0.
  public Dataset data(float[][] images) {
    float[][] targets =
        Arrays.stream(images)
            .map(image -> Arrays.copyOf(image, image.length + 2 * latent))
            .toArray(float[][]::new);
    return Dataset.of(images, targets);
  }
}
