package io.gradus.cli;

import io.gradus.optim.Clipping;
import io.gradus.optim.CosineDecay;
import io.gradus.optim.ExponentialDecay;
import io.gradus.optim.OneCycle;
import io.gradus.optim.Optimizer;
import io.gradus.optim.ReduceOnPlateau;
import io.gradus.optim.Schedule;
import io.gradus.optim.StepDecay;
import io.gradus.optim.WarmUp;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// How the gradients change the weights: the optimizer, its rate over the run, decay, clipping.
final class UpdateArguments {
  enum Curve {
    CONSTANT,
    COSINE,
    ONE_CYCLE,
    STEP,
    EXPONENTIAL,
    PLATEAU;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  @Option(
      names = "--optimizer",
      description = "One of: ${COMPLETION-CANDIDATES}.",
      defaultValue = "adam")
  Method method = Method.ADAM;

  @Option(
      names = "--rate",
      description =
          "The learning rate; unless told 0.003 for Adam and its kin, 0.05 for sgd, momentum,"
              + " nesterov and adagrad, 0.01 for lamb, 0.0005 for lion, 1 for adadelta.")
  @Nullable Double rate;

  @Option(
      names = "--decay",
      paramLabel = "STRENGTH",
      description =
          "Decay of the weights, for adamw (0.01 unless told), lamb (0.01), muon (0.1) and lion (0).")
  @Nullable Double decay;

  @Option(
      names = "--schedule",
      description = {
        "How the rate changes over the run, one of: ${COMPLETION-CANDIDATES}.",
        "step: a tenth after each third; exponential: down to a hundredth; plateau: a tenth when"
            + " the test loss has not fallen for 10 epochs."
      },
      defaultValue = "constant")
  Curve curve = Curve.CONSTANT;

  @Option(
      names = "--warmup",
      paramLabel = "STEPS",
      description = "Steps in which the rate rises in a line from near 0.",
      defaultValue = "0")
  long warmup;

  @Option(
      names = "--clip",
      paramLabel = "NORM",
      description = "The largest global norm of the gradients; longer ones are shortened to it.")
  @Nullable Double clip;

  void require() {
    require(rate == null || (rate > 0 && Double.isFinite(rate)), "--rate", "above 0", rate);
    require(decay == null || (decay >= 0 && Double.isFinite(decay)), "--decay", "0 or more", decay);
    require(clip == null || (clip > 0 && Double.isFinite(clip)), "--clip", "above 0", clip);
    require(warmup >= 0, "--warmup", "0 or more", warmup);
    if (decay != null && !method.decays) {
      throw new ParameterException(
          spec.commandLine(),
          "--decay is for adamw, lamb, muon and lion; "
              + method
              + " has none"
              + (method == Method.ADAM ? ": try --optimizer adamw" : ""));
    }
  }

  private void require(boolean holds, String option, String expected, @Nullable Object value) {
    Usage.require(spec, holds, option, expected, value);
  }

  /// The optimizer for a run of so many steps.
  Optimizer optimizer(long steps) {
    return method.with(schedule(steps), decay != null ? decay : method.usualDecay);
  }

  /// How many numbers the optimizer remembers of each weight.
  int states() {
    return method.with(Schedule.constant(method.usualRate), 0).rule().state().size();
  }

  /// Another rate of Adam and its kin, for those who name none.
  void usual(double other) {
    if (rate == null && method.usualRate == Recipe.ADAM_RATE) {
      rate = other;
    }
  }

  /// Optimizer, rate and how it changes, in words.
  String words() {
    double start = rate != null ? rate : method.usualRate;
    double kept = decay != null ? decay : method.usualDecay;
    return method
        + ", rate "
        + start
        + (curve == Curve.CONSTANT ? "" : " " + curve)
        + (warmup > 0 ? ", warm-up " + warmup : "")
        + (method.decays ? ", decay " + kept : "")
        + (clip != null ? ", clipped to norm " + clip : "");
  }

  Clipping clipping() {
    return clip != null ? new Clipping.ByGlobalNorm(clip) : new Clipping.None();
  }

  private Schedule schedule(long steps) {
    if (warmup >= steps) {
      throw new ParameterException(
          spec.commandLine(),
          "--warmup takes fewer steps than the run has: %d, got %d".formatted(steps, warmup));
    }
    double start = rate != null ? rate : method.usualRate;
    long left = steps - warmup;
    Schedule then =
        switch (curve) {
          case CONSTANT -> Schedule.constant(start);
          case COSINE -> new CosineDecay(start, left);
          case ONE_CYCLE -> new OneCycle(start, left);
          case STEP -> new StepDecay(start, (left + 2) / 3, 0.1);
          case EXPONENTIAL -> new ExponentialDecay(start, StrictMath.pow(0.01, 1.0 / left));
          case PLATEAU -> new ReduceOnPlateau(start);
        };
    return warmup > 0 ? new WarmUp(warmup, then) : then;
  }
}
