package io.gradus.train;

import io.gradus.Gradients;
import io.gradus.Param;
import io.gradus.Shape;
import io.gradus.Tensor;
import io.gradus.exec.Engine;
import io.gradus.exec.Plan;
import io.gradus.exec.Stepper;
import io.gradus.graph.Explanation;
import io.gradus.graph.Graph;
import io.gradus.graph.Node;
import io.gradus.graph.Value;
import io.gradus.nn.Inputs;
import io.gradus.nn.Loss;
import io.gradus.nn.Model;
import io.gradus.nn.Targets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Feed-forward and back-propagation for batches of one size, planned: loss, outputs, and the
/// gradient of every parameter.
///
/// It changes no weight; an optimizer does that with the gradients it leaves in the model's
/// parameters.
public final class TrainingStep {
  private final Plan plan;
  private final Feeds feeds;
  private final Tensor loss;
  private final Tensor output;
  private final Graph graph;
  private final List<Param> buffers = new ArrayList<>();
  private final List<Value> updated = new ArrayList<>();
  private final Value outputs;
  private final boolean sum;
  private final int samples;
  private @Nullable Batch bound;

  /// The step of a network for batches of so many rows that all count the same.
  ///
  /// @param training whether dropout drops and gradients are computed; otherwise loss and outputs
  ///   only
  /// @throws io.gradus.ShapeException if the network's outputs do not fit the target
  public TrainingStep(Model model, Loss loss, Target target, int rows, boolean training) {
    this(model, loss, target, rows, training, false);
  }

  /// The step of a network for batches of so many rows.
  ///
  /// @param training whether dropout drops and gradients are computed; otherwise loss and outputs
  ///   only
  /// @param weighted whether the rows of its batches have weights
  /// @throws io.gradus.ShapeException if the network's outputs do not fit the target
  public TrainingStep(
      Model model, Loss loss, Target target, int rows, boolean training, boolean weighted) {
    this(model, loss, target, rows, training, weighted, false, true, false);
  }

  /// @param mixed whether outputs are compared with a share of each class; see [Dataset#mixed]
  /// @param charged whether the gradients are those of a [io.gradus.nn.Penalty] too; otherwise of
  ///   what it is around
  /// @param recompute whether cheap results are computed again instead of kept
  TrainingStep(
      Model model,
      Loss loss,
      Target target,
      int rows,
      boolean training,
      boolean weighted,
      boolean mixed,
      boolean charged,
      boolean recompute) {
    Inputs inputs = model.placeholders(rows);
    Model.Pass pass = model.trace(inputs, training);
    output = pass.output();
    check(output.shape(), target, loss, rows);
    if (mixed && loss.outputs(target.width()) != target.width()) {
      throw new IllegalArgumentException(
          "mixed samples need a loss with an output for each class, such as CrossEntropy, got "
              + loss);
    }
    Targets targets = Feeds.targets(target, output.shape(), rows, weighted, mixed);
    feeds = new Feeds(inputs, targets);
    this.loss = loss.of(output, targets, pass.parameters());
    if (this.loss.shape().size() != 1) {
      throw new io.gradus.ShapeException(
          "training needs a loss of one number, got " + this.loss.shape());
    }
    Tensor plain =
        chargesApart(loss) ? loss.unpenalised().of(output, targets, pass.parameters()) : this.loss;
    List<Plan.Output> outputs =
        new ArrayList<>(List.of(Plan.Output.of(this.loss.node()), Plan.Output.of(output.node())));
    if (training) {
      backward(model, charged ? this.loss : plain, outputs);
    }
    int firstBuffer = outputs.size();
    if (training) {
      for (Map.Entry<Param, Tensor> update : pass.updates().entrySet()) {
        buffers.add(update.getKey());
        outputs.add(Plan.Output.of(update.getValue().node()));
      }
    }
    sum = loss.reduction() == Loss.Reduction.SUM;
    samples = plain == this.loss ? 0 : outputs.size();
    if (plain != this.loss) {
      outputs.add(Plan.Output.of(plain.node()));
    }
    plan = recompute ? Plan.recomputing(model.engine(), outputs) : Plan.of(model.engine(), outputs);
    this.outputs = plan.output(1);
    for (int i = 0; i < buffers.size(); i++) {
      updated.add(plan.output(firstBuffer + i));
    }
    graph = Graph.of(outputs.stream().map(Plan.Output::node).toList());
  }

  /// Whether a loss charges for the weights besides a sum over samples: once for all batches that
  /// make one update or one evaluation, and not for each.
  static boolean chargesApart(Loss loss) {
    return loss.reduction() == Loss.Reduction.SUM && loss.unpenalised() != loss;
  }

  private static void backward(Model model, Tensor of, List<Plan.Output> outputs) {
    Gradients gradients = of.gradients();
    List<Param> params = model.parameters().list();
    // Last layers first: their gradients are ready first, and the memory of their activations is
    // free again.
    for (int i = params.size() - 1; i >= 0; i--) {
      Param param = params.get(i);
      if (!param.frozen()) {
        Node node = gradients.of(param).node();
        outputs.add(
            new Plan.Output(
                node, Value.of(model.parameters().gradients(), param.offset(), param.size())));
      }
    }
  }

  private static void check(Shape output, Target target, Loss loss, int rows) {
    boolean classes = target instanceof Target.Classes;
    int units = classes ? loss.outputs(target.width()) : target.width();
    int labels = 1;
    if (target instanceof Target.Classes own) {
      labels = own.each().size();
      if (own.ignored() != null && loss.ignoredLabel() != -1) {
        throw new IllegalArgumentException(
            "the data marks labels that do not count, which a batch holds as -1, and the loss"
                + " ignores "
                + loss.ignoredLabel()
                + " instead: leave ignoring("
                + loss.ignoredLabel()
                + ") out of the loss");
      }
    }
    if (output.size() != (long) rows * labels * units) {
      throw new io.gradus.ShapeException(
          "the network's output is "
              + output
              + " for "
              + rows
              + " samples, and the data asks for "
              + target.width()
              + (classes ? " classes" : " numbers")
              + (labels == 1 ? " per sample" : " for each of " + labels + " labels of a sample")
              + ": give the last layer "
              + units
              + (units == 1 ? " unit" : " units"));
    }
  }

  /// Computes the step for a batch with as many rows as it was made for; gives its loss.
  ///
  /// The model's buffers (running statistics) change with it, unless the loss is NaN or infinite.
  public float run(Batch batch, long step, long sample) {
    float value = compute(batch, step, sample);
    if (Float.isFinite(value)) {
      keepBuffers();
    }
    return value;
  }

  /// As [#run], and leaves the buffers as they are.
  float compute(Batch batch, long step, long sample) {
    if (bound != batch) {
      bind(batch);
    }
    plan.run(step, sample);
    return value();
  }

  /// Writes what the last run made of the buffers.
  void keepBuffers() {
    for (int i = 0; i < buffers.size(); i++) {
      Param buffer = buffers.get(i);
      Value value = updated.get(i);
      System.arraycopy(
          value.floats(), value.offset(), buffer.owner().values(), buffer.offset(), buffer.size());
    }
  }

  /// The loss of the last run.
  float value() {
    return plan.item(0);
  }

  /// What the last run, with so many rows, adds to the sum of the losses of `all` samples. What is
  /// charged for the weights counts once for all of them: by rows where it changes between batches.
  ///
  /// @param counted the sum of the weights of the rows that count
  double total(double counted, int rows, int all) {
    double value = value();
    if (!sum) {
      return value * counted;
    }
    if (samples == 0) {
      return value;
    }
    double own = plan.item(samples);
    return own + (value - own) * rows / all;
  }

  /// A training loop reuses one batch, so its arrays are bound once.
  private void bind(Batch batch) {
    feeds.of(batch).forEach(plan::bind);
    bound = batch;
  }

  /// The outputs of the last run; they stay until the next.
  public Value outputs() {
    return outputs;
  }

  /// Where the first NaN or infinity of this step began, forward or backward, in words.
  String firstNonFinite(Batch batch, long step, long sample) {
    Map<Node, Value> given = new IdentityHashMap<>(feeds.of(batch));
    Node first =
        new Stepper(Engine.shared(), graph.outputs(), given, step, sample).firstNonFinite();
    return first == null
        ? "no operation made it from finite numbers"
        : "it began in "
            + first.op().name()
            + " "
            + first.shape()
            + (first.path().isEmpty() ? "" : " of \"" + first.path() + "\"")
            + ", over "
            + String.join(", ", first.inputs().stream().map(Explanation::label).toList());
  }

  /// What this step computes, forward and backward.
  public Graph graph() {
    return graph;
  }

  /// How it computes it.
  public Plan plan() {
    return plan;
  }

  private String shapes() {
    return String.join(
        ", ", feeds.inputs().nodes().values().stream().map(node -> node.shape() + "").toList());
  }

  @Override
  public String toString() {
    return "planned step for inputs " + shapes() + ", " + graph.nodes().size() + " operations";
  }
}
