package io.gradus.testkit;

import io.gradus.Indices;
import io.gradus.Shape;
import io.gradus.Tensor;
import io.gradus.graph.Node;
import io.gradus.graph.Value;
import io.gradus.nn.Dense;
import io.gradus.nn.Loss;
import io.gradus.nn.Model;
import io.gradus.nn.Targets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Checks a loss: values, gradients, and the same bits from every executor.
///
/// For a loss of your own: `LossCheck.of(new MyLoss()).numbers(0, 1).labels(2, 0, 1).check();`
/// throws an [AssertionError] that says what differs and where. The outputs are those of a dense
/// layer, so that a loss which looks at the weights is checked too; everything is done with and
/// without sample weights:
///
/// - floats against the double-precision reference, to 1e-5 of the largest number;
/// - the gradients of inputs, weights and numeric targets in double against centred differences, as
///   in [LayerCheck];
/// - eager, interpreter and plan, scalar and best kernels, 1, 2, 3 and 8 workers: equal bits.
public final class LossCheck {
  private static final int WIDTH = 4;

  private final Loss loss;
  private final List<Case> cases = new ArrayList<>();
  private double tolerance = 1e-6;

  private record Case(int[] labels, float[] targets) {
    int batch() {
      return labels.length + targets.length / WIDTH;
    }
  }

  private LossCheck(Loss loss) {
    this.loss = loss;
  }

  public static LossCheck of(Loss loss) {
    return new LossCheck(loss);
  }

  /// Checks with these labels out of four classes, one for each sample.
  public LossCheck labels(int... labels) {
    cases.add(new Case(labels.clone(), new float[0]));
    return this;
  }

  /// Checks with random targets in this range, for one sample and for three.
  public LossCheck numbers(double low, double high) {
    cases.add(new Case(new int[0], Traced.uniform(WIDTH, 5, (float) low, (float) high)));
    cases.add(new Case(new int[0], Traced.uniform(3 * WIDTH, 6, (float) low, (float) high)));
    return this;
  }

  /// Checks with these targets, four for each sample.
  public LossCheck targets(float... targets) {
    cases.add(new Case(new int[0], targets.clone()));
    return this;
  }

  /// Another tolerance for gradients, 1e-6 unless told.
  public LossCheck tolerance(double relative) {
    tolerance = relative;
    return this;
  }

  /// Runs everything.
  public void check() {
    if (cases.isEmpty()) {
      throw new IllegalStateException(
          "say which targets to check with: labels, numbers or targets");
    }
    for (Case each : cases) {
      check(each, false);
      check(each, true);
    }
  }

  private void check(Case example, boolean weighted) {
    int batch = example.batch();
    Model model = Model.of(new Dense(WIDTH)).seed(8).input(3);
    Shape shape = Shape.of(batch, 3);
    float[] numbers = Traced.uniform(shape.size(), 7, -2, 2);
    Tensor x = Tensor.input("input", shape).tracked();
    Model.Pass pass = model.trace(x, true);
    Map<Node, Value> feeds = new LinkedHashMap<>();
    feeds.put(x.node(), Value.of(numbers));
    Targets targets = weighted(traced(example, feeds), weighted, batch);
    Traced traced =
        new Traced(
            loss + (weighted ? ", weighted" : "") + ", batch of " + batch,
            loss.of(pass.output(), targets, pass.parameters()),
            feeds,
            model.parameters().list());
    Model.Pass eager = model.trace(Tensor.of(shape, numbers), true);
    Targets given = weighted(eager(example), weighted, batch);
    Tensor value = loss.of(eager.output(), given, eager.parameters());
    traced.check(value.values(), tolerance);
  }

  private static Targets traced(Case example, Map<Node, Value> feeds) {
    if (example.labels().length > 0) {
      Indices labels = Indices.input("labels", Shape.of(example.batch()));
      feeds.put(labels.node(), Value.of(example.labels()));
      return Targets.of(labels);
    }
    Tensor targets = Tensor.input("targets", Shape.of(example.batch(), WIDTH)).tracked();
    feeds.put(targets.node(), Value.of(example.targets()));
    return Targets.of(targets);
  }

  private static Targets eager(Case example) {
    return example.labels().length > 0
        ? Targets.of(Indices.of(example.labels()))
        : Targets.of(Tensor.of(Shape.of(example.batch(), WIDTH), example.targets()));
  }

  private static Targets weighted(Targets targets, boolean weighted, int batch) {
    return weighted ? targets.weighted(Tensor.of(Traced.uniform(batch, 4, 0.5f, 2))) : targets;
  }
}
