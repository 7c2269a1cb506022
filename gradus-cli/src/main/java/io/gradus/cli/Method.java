package io.gradus.cli;

import io.gradus.optim.Adadelta;
import io.gradus.optim.Adagrad;
import io.gradus.optim.Adam;
import io.gradus.optim.AdamW;
import io.gradus.optim.Adamax;
import io.gradus.optim.Lamb;
import io.gradus.optim.Lion;
import io.gradus.optim.Momentum;
import io.gradus.optim.Muon;
import io.gradus.optim.NAdam;
import io.gradus.optim.Nesterov;
import io.gradus.optim.Optimizer;
import io.gradus.optim.RAdam;
import io.gradus.optim.RmsProp;
import io.gradus.optim.Schedule;
import io.gradus.optim.Sgd;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.TypeConversionException;

/// The optimizers by the names that a user types.
enum Method {
  SGD(Recipe.DESCENT_RATE),
  MOMENTUM(Recipe.DESCENT_RATE),
  NESTEROV(Recipe.DESCENT_RATE),
  ADAGRAD(Recipe.DESCENT_RATE),
  ADADELTA(1),
  RMSPROP(Recipe.ADAM_RATE),
  ADAM(Recipe.ADAM_RATE),
  AMSGRAD(Recipe.ADAM_RATE),
  ADAMW(Recipe.ADAM_RATE, 0.01),
  ADAMAX(Recipe.ADAM_RATE),
  NADAM(Recipe.ADAM_RATE),
  RADAM(Recipe.ADAM_RATE),
  LION(0.0005, 0),
  LAMB(0.01, 0.01),
  MUON(Recipe.ADAM_RATE, 0.1);

  final double usualRate;
  final double usualDecay;
  final boolean decays;

  Method(double rate) {
    this.usualRate = rate;
    this.usualDecay = 0;
    this.decays = false;
  }

  Method(double rate, double decay) {
    this.usualRate = rate;
    this.usualDecay = decay;
    this.decays = true;
  }

  /// The optimizer that a user names.
  static Method named(String word) {
    if (word.equalsIgnoreCase(OptimizerFormulas.LBFGS)) {
      throw new TypeConversionException(
          "lbfgs goes over all rows several times a step, not over batches: in Java it is"
              + " FullBatch.of(...).train(new Lbfgs()); see gradus explain lbfgs");
    }
    return Choice.of(Method.class).convert(word);
  }

  /// The optimizer with this rate and, where it has one, this decay.
  Optimizer with(Schedule rate, double decay) {
    return switch (this) {
      case SGD -> new Sgd(rate);
      case MOMENTUM -> new Momentum(rate);
      case NESTEROV -> new Nesterov(rate);
      case ADAGRAD -> new Adagrad(rate);
      case ADADELTA -> new Adadelta(rate);
      case RMSPROP -> new RmsProp(rate);
      case ADAM -> new Adam(rate);
      case AMSGRAD -> new Adam(rate, 0.9, 0.999, 1e-8, true);
      case ADAMW -> new AdamW(rate, 0.9, 0.999, 1e-8, decay);
      case ADAMAX -> new Adamax(rate);
      case NADAM -> new NAdam(rate);
      case RADAM -> new RAdam(rate);
      case LION -> new Lion(rate, 0.9, 0.99, decay);
      case LAMB -> new Lamb(rate, 0.9, 0.999, 1e-6, decay);
      case MUON -> new Muon(rate, 0.95, true, decay, Muon.Scale.MATCH_ADAMW, List.of("output"));
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
