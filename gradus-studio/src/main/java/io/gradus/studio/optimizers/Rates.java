package io.gradus.studio.optimizers;

import io.gradus.studio.room.Floats;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Rates on the bowl as theory has them and as runs show them.
final class Rates {
  private static final Point START = new Point(-8, 3);
  private static final int STEPS = 40;

  private Rates() {}

  /// The best gradient descent and the best momentum for a bowl, each run and measured.
  static Map<String, Object> of(double kappa) {
    Quadratic theory = new Quadratic(kappa);
    Entry descent = Entry.of(Method.SGD, theory.bestDescentRate());
    Entry momentum = Entry.of(Method.MOMENTUM, theory.bestMomentumRate(), theory.bestBeta());
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kappa", kappa);
    map.put("descent", row(kappa, descent, 0, theory.descentContraction()));
    map.put("momentum", row(kappa, momentum, theory.bestBeta(), theory.momentumContraction()));
    return map;
  }

  private static Map<String, Object> row(double kappa, Entry entry, double beta, double theory) {
    Contraction measured = Contraction.of(run(kappa, entry, STEPS));
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("rate", entry.rate());
    map.put("beta", beta);
    map.put("theory", theory);
    map.put("measured", measured.longRun());
    map.put("difference", Math.abs(measured.longRun() - theory));
    map.put("lastStep", measured.lastStep());
    map.put("average", measured.average());
    map.put("steps", STEPS);
    // A tenth of what is left: how people compare speeds.
    map.put("stepsForTenth", StrictMath.log(0.1) / StrictMath.log(theory));
    return map;
  }

  private static Racer run(double kappa, Entry entry, int steps) {
    Racer racer = new Racer(entry, Surfaces.bowl(kappa), START);
    racer.runTo(steps);
    return racer;
  }

  /// One rate and beta of the phase plot: its run, and the factor of each coordinate.
  static Map<String, Object> cell(double kappa, double rate, double beta, int steps) {
    Racer racer = run(kappa, Entry.of(Method.MOMENTUM, rate, beta), steps);
    Quadratic theory = new Quadratic(kappa);
    float[] points = new float[2 * racer.steps() + 2];
    for (int step = 0; step <= racer.steps(); step++) {
      points[2 * step] = (float) racer.point(step).x();
      points[2 * step + 1] = (float) racer.point(step).y();
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("rate", rate);
    map.put("beta", beta);
    map.put("points", Floats.base64(points));
    map.put("theory", theory.radius(rate, beta));
    map.put(
        "factors", List.of(Quadratic.radius(rate, beta, 1), Quadratic.radius(rate, beta, kappa)));
    map.put("measured", Contraction.of(racer).longRun());
    map.put(
        "swings", List.of(Quadratic.swings(rate, beta, 1), Quadratic.swings(rate, beta, kappa)));
    map.put("border", theory.border(beta));
    return map;
  }
}
