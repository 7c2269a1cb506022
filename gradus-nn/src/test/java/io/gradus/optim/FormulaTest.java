package io.gradus.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradus.Shape;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every optimizer against its paper's formula, written here once more as a plain loop in double,
/// over 100 steps.
class FormulaTest {
  private static final int STEPS = 100;

  /// One number on its way; a subclass has the formula.
  private abstract static class Walk {
    double p;

    abstract void step(double g, int t);
  }

  private record Case(String name, Optimizer optimizer, Supplier<Walk> formula) {}

  private static Stream<Case> cases() {
    return Stream.of(
        new Case("Sgd", new Sgd(0.05), SgdWalk::new),
        new Case("Momentum", new Momentum(0.02, 0.9), () -> new MomentumWalk(0, false)),
        new Case(
            "Momentum, dampened",
            new Momentum(Schedule.constant(0.02), 0.9, 0.3),
            () -> new MomentumWalk(0.3, false)),
        new Case("Nesterov", new Nesterov(0.02, 0.9), () -> new MomentumWalk(0, true)),
        new Case("Adagrad", new Adagrad(Schedule.constant(0.1), 0.01, 1e-10), AdagradWalk::new),
        new Case("Adadelta", new Adadelta(1), AdadeltaWalk::new),
        new Case("RmsProp", new RmsProp(0.01), () -> new RmsPropWalk(0, false)),
        new Case(
            "RmsProp, centred",
            new RmsProp(Schedule.constant(0.01), 0.99, 1e-8, 0.5, true),
            () -> new RmsPropWalk(0.5, true)),
        new Case("Adam", new Adam(0.02), () -> new AdamWalk(0, false)),
        new Case(
            "Adam, AMSGrad",
            new Adam(Schedule.constant(0.02), 0.9, 0.999, 1e-8, true),
            () -> new AdamWalk(0, true)),
        new Case(
            "AdamW",
            new AdamW(Schedule.constant(0.02), 0.9, 0.999, 1e-8, 0.1),
            () -> new AdamWalk(0.1, false)),
        new Case("Adamax", new Adamax(0.02), AdamaxWalk::new),
        new Case("NAdam", new NAdam(0.02), NAdamWalk::new),
        new Case("RAdam", new RAdam(0.02), RAdamWalk::new),
        new Case("Lion", new Lion(Schedule.constant(0.01), 0.9, 0.99, 0.1), LionWalk::new));
  }

  @TestFactory
  List<DynamicTest> theReferenceIsTheFormula() {
    return cases()
        .map(c ->
            DynamicTest.dynamicTest(
                c.name(),
                () ->
                    assertThat(Problem.reference(c.optimizer(), Shape.of(6), STEPS))
                        .containsExactly(byHand(c.formula()), within(1e-12))))
        .toList();
  }

  @TestFactory
  List<DynamicTest> theFloatPassIsTheFormulaWithinRounding() {
    return cases()
        .map(c ->
            DynamicTest.dynamicTest(
                c.name(),
                () ->
                    assertThat(Problem.doubles(Problem.driven(c.optimizer(), Shape.of(6), STEPS)))
                        .containsExactly(byHand(c.formula()), within(2e-6))))
        .toList();
  }

  @TestFactory
  List<DynamicTest> eachTellsItsSourceAndItsFormula() {
    return cases()
        .map(c ->
            DynamicTest.dynamicTest(
                c.name(),
                () -> {
                  assertThat(c.optimizer().citation()).containsPattern("(19|20)\\d\\d");
                  assertThat(c.optimizer().rule().assignments())
                      .anyMatch(line -> line.target().equals(Rule.PARAMETER));
                }))
        .toList();
  }

  private static double[] byHand(Supplier<Walk> formula) {
    double[] result = new double[6];
    for (int i = 0; i < result.length; i++) {
      Walk walk = formula.get();
      walk.p = Problem.START[i];
      for (int t = 1; t <= STEPS; t++) {
        walk.step(Problem.gradient(i, walk.p, t), t);
      }
      result[i] = walk.p;
    }
    return result;
  }

  private static final class SgdWalk extends Walk {
    @Override
    void step(double g, int t) {
      p -= 0.05 * g;
    }
  }

  private static final class MomentumWalk extends Walk {
    private final double dampening;
    private final boolean nesterov;
    private double v;

    MomentumWalk(double dampening, boolean nesterov) {
      this.dampening = dampening;
      this.nesterov = nesterov;
    }

    @Override
    void step(double g, int t) {
      v = t == 1 ? g : 0.9 * v + (1 - dampening) * g;
      p -= 0.02 * (nesterov ? g + 0.9 * v : v);
    }
  }

  private static final class AdagradWalk extends Walk {
    private double sum;

    @Override
    void step(double g, int t) {
      sum += g * g;
      p -= 0.1 / (1 + (t - 1) * 0.01) * g / (Math.sqrt(sum) + 1e-10);
    }
  }

  private static final class AdadeltaWalk extends Walk {
    private double meanSquare;
    private double meanStep;

    @Override
    void step(double g, int t) {
      meanSquare = 0.9 * meanSquare + 0.1 * g * g;
      double d = Math.sqrt(meanStep + 1e-6) / Math.sqrt(meanSquare + 1e-6) * g;
      meanStep = 0.9 * meanStep + 0.1 * d * d;
      p -= d;
    }
  }

  private static final class RmsPropWalk extends Walk {
    private final double mu;
    private final boolean centred;
    private double square;
    private double mean;
    private double b;

    RmsPropWalk(double mu, boolean centred) {
      this.mu = mu;
      this.centred = centred;
    }

    @Override
    void step(double g, int t) {
      square = 0.99 * square + 0.01 * g * g;
      mean = 0.99 * mean + 0.01 * g;
      double power = centred ? square - mean * mean : square;
      b = mu * b + g / (Math.sqrt(power) + 1e-8);
      p -= 0.01 * b;
    }
  }

  private static final class AdamWalk extends Walk {
    private final double decay;
    private final boolean amsgrad;
    private double m;
    private double v;
    private double most;

    AdamWalk(double decay, boolean amsgrad) {
      this.decay = decay;
      this.amsgrad = amsgrad;
    }

    @Override
    void step(double g, int t) {
      m = 0.9 * m + 0.1 * g;
      v = 0.999 * v + 0.001 * g * g;
      most = Math.max(most, v);
      double mHat = m / (1 - StrictMath.pow(0.9, t));
      double vHat = (amsgrad ? most : v) / (1 - StrictMath.pow(0.999, t));
      p -= 0.02 * decay * p;
      p -= 0.02 * mHat / (Math.sqrt(vHat) + 1e-8);
    }
  }

  private static final class AdamaxWalk extends Walk {
    private double m;
    private double u;

    @Override
    void step(double g, int t) {
      m = 0.9 * m + 0.1 * g;
      u = Math.max(0.999 * u, Math.abs(g) + 1e-8);
      p -= 0.02 / (1 - StrictMath.pow(0.9, t)) * m / u;
    }
  }

  private static final class NAdamWalk extends Walk {
    private double m;
    private double v;
    private double product = 1;

    private static double mu(int t) {
      return 0.9 * (1 - 0.5 * StrictMath.pow(0.96, t * 0.004));
    }

    @Override
    void step(double g, int t) {
      product *= mu(t);
      m = 0.9 * m + 0.1 * g;
      v = 0.999 * v + 0.001 * g * g;
      double mHat = mu(t + 1) * m / (1 - product * mu(t + 1)) + (1 - mu(t)) * g / (1 - product);
      p -= 0.02 * mHat / (Math.sqrt(v / (1 - StrictMath.pow(0.999, t))) + 1e-8);
    }
  }

  private static final class RAdamWalk extends Walk {
    private double m;
    private double v;

    @Override
    void step(double g, int t) {
      m = 0.9 * m + 0.1 * g;
      v = 0.999 * v + 0.001 * g * g;
      double mHat = m / (1 - StrictMath.pow(0.9, t));
      double left = StrictMath.pow(0.999, t);
      double last = 2 / (1 - 0.999) - 1;
      double rho = last - 2 * t * left / (1 - left);
      if (rho > 5) {
        double r = Math.sqrt((rho - 4) * (rho - 2) * last / ((last - 4) * (last - 2) * rho));
        p -= 0.02 * mHat * r * Math.sqrt(1 - left) / (Math.sqrt(v) + 1e-8);
      } else {
        p -= 0.02 * mHat;
      }
    }
  }

  private static final class LionWalk extends Walk {
    private double m;

    @Override
    void step(double g, int t) {
      double c = 0.9 * m + 0.1 * g;
      p -= 0.01 * (Math.signum(c) + 0.1 * p);
      m = 0.99 * m + 0.01 * g;
    }
  }
}
