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

  /// The check of a loss; outputs, targets and labels are told next, then [#check].
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
    cases.add(new Case(new int[0], Numbers.uniform(WIDTH, 5, (float) low, (float) high)));
    cases.add(new Case(new int[0], Numbers.uniform(3 * WIDTH, 6, (float) low, (float) high)));
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
    Question traced = question(example, false);
    Question eager = question(example, true);
    answer(model, traced, weighted, batch)
        .check(
            loss + (weighted ? ", weighted" : "") + ", batch of " + batch,
            traced.feeds(),
            answer(model, eager, weighted, batch),
            tolerance);
  }

  /// What the loss is asked of: numbers, or placeholders and the numbers for them.
  private record Question(Map<String, Tensor> inputs, Targets targets, Map<Node, Value> feeds) {}

  private static Question question(Case example, boolean eager) {
    int batch = example.batch();
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    Map<Node, Value> feeds = new LinkedHashMap<>();
    float[] numbers = Numbers.uniform(batch * 3, 7, -2, 2);
    inputs.put("input", leaf("input", Shape.of(batch, 3), numbers, eager, feeds));
    if (example.labels().length > 0) {
      Indices labels =
          eager ? Indices.of(example.labels()) : Indices.input("labels", Shape.of(batch));
      feeds.put(labels.node(), Value.of(example.labels()));
      return new Question(inputs, Targets.of(labels), feeds);
    }
    Tensor targets = leaf("targets", Shape.of(batch, WIDTH), example.targets(), eager, feeds);
    inputs.put("targets", targets);
    return new Question(inputs, Targets.of(targets), feeds);
  }

  private static Tensor leaf(
      String label, Shape shape, float[] numbers, boolean eager, Map<Node, Value> feeds) {
    Tensor leaf = (eager ? Tensor.of(shape, numbers) : Tensor.input(label, shape)).tracked(label);
    feeds.put(leaf.node(), Value.of(numbers));
    return leaf;
  }

  private Traced answer(Model model, Question question, boolean weighted, int batch) {
    Tensor input = java.util.Objects.requireNonNull(question.inputs().get("input"));
    Model.Pass pass = model.trace(input, true);
    Targets targets = weighted(question.targets(), weighted, batch);
    return new Traced(
        loss.of(pass.output(), targets, pass.parameters()),
        question.inputs(),
        model.parameters().list());
  }

  private static Targets weighted(Targets targets, boolean weighted, int batch) {
    return weighted ? targets.weighted(Tensor.of(Numbers.uniform(batch, 4, 0.5f, 2))) : targets;
  }
}
