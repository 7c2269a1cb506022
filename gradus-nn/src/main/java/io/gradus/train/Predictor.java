package io.gradus.train;

import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.Tensor;
import io.gradus.exec.Engine;
import io.gradus.exec.Plan;
import io.gradus.graph.Graph;
import io.gradus.graph.Node;
import io.gradus.graph.Origin;
import io.gradus.graph.Value;
import io.gradus.nn.IndexLimits;
import io.gradus.nn.Input;
import io.gradus.nn.Inputs;
import io.gradus.op.Softmax;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/// Runs the prediction graph of a saved model, with a plan per batch size.
final class Predictor {
  private static final int MOST_PLANS = 16;

  private final SavedModel.Content content;
  private final Engine engine;
  private final Target target;
  private final IndexLimits limits;
  private final Map<Integer, Ready> plans =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Ready> eldest) {
          return size() > MOST_PLANS;
        }
      };

  /// Output 0 is the network's own, the last one is the answer.
  private record Ready(Plan plan, Inputs inputs, int answer) {}

  /// @throws DataException if the graph, the target and the preprocessing do not fit one another
  Predictor(SavedModel.Content content, Engine engine) {
    this.content = content;
    this.engine = engine;
    GraphReader.Ends ends = ends(1);
    requireInputs(ends.inputs());
    require("columns", Shape.of(content.preprocessing().width()), content.width());
    target = target(content.preprocessing().target(), ends.output().shape());
    limits = IndexLimits.of(Graph.of(List.of(ends.output())));
  }

  private void requireInputs(Inputs inputs) {
    for (Map.Entry<String, Node> entry : inputs.nodes().entrySet()) {
      Node node = entry.getValue();
      Input declared =
          content.inputs().stream()
              .filter(input -> input.name().equals(entry.getKey()) && input.kind() == node.kind())
              .findFirst()
              .orElseThrow(() ->
                  new DataException(
                      "the graph has an input \"" + entry.getKey() + "\" that is not declared"));
      require("inputs", node.shape(), declared.sample().size());
    }
  }

  private static void require(String what, Shape shape, int expected) {
    if (shape.size() != expected) {
      throw new DataException(
          what + " of one sample: expected " + expected + ", got " + shape.size());
    }
  }

  /// What the outputs of one sample say of the target: with classes along the last of several axes,
  /// each place before it has a label of its own.
  private static Target target(Target of, Shape output) {
    int width = output.size();
    if (width == of.width() || (oneForTwo(of, width) && of instanceof Target.Classes)) {
      return of;
    }
    if (of instanceof Target.Classes classes
        && output.rank() > 2
        && output.length(-1) == of.width()) {
      return classes.each(output.slice(1, output.rank() - 1).lengths());
    }
    require("outputs", output, of.width());
    return of;
  }

  /// Whether one output stands for the second of two classes.
  private static boolean oneForTwo(Target target, int width) {
    return width == 1 && target.width() == 2;
  }

  Engine engine() {
    return engine;
  }

  Target target() {
    return target;
  }

  GraphReader.Ends ends(int rows) {
    return GraphReader.read(
        content.graph(), rows, content.parameters(), content.buffers(), content.constants());
  }

  private Ready plan(int rows) {
    GraphReader.Ends ends = ends(rows);
    List<Plan.Output> outputs = new ArrayList<>(List.of(Plan.Output.of(ends.output())));
    if (target instanceof Target.Classes classes && content.outputs() == Outputs.LOGITS) {
      int labels = rows * classes.each().size();
      outputs.add(Plan.Output.of(probabilities(ends.output(), labels)));
    }
    return new Ready(Plan.of(engine, outputs), ends.inputs(), outputs.size() - 1);
  }

  private static Node probabilities(Node output, int labels) {
    int width = output.shape().size() / labels;
    Tensor logits = Tensor.of(output, Origin.NONE).reshape(Shape.of(labels, width));
    Tensor result = width == 1 ? logits.sigmoid() : Tensor.apply(new Softmax(1), List.of(logits));
    return result.node();
  }

  float[] outputs(float[] inputs, int rows) {
    return run(rows, split(inputs, rows), false);
  }

  /// Encoded samples, which are numbers, as samples of the model's inputs.
  Dataset dataset(Dataset encoded) {
    List<Input> inputs = content.inputs();
    int rows = encoded.size();
    if (rows == 0 || (inputs.size() == 1 && !inputs.getFirst().isIndices())) {
      return encoded;
    }
    Batch all = Batch.of(encoded, rows).fill(encoded, IntStream.range(0, rows).toArray(), 0, rows);
    Map<String, Value> values = split(all.inputs, rows);
    List<Feature> features = new ArrayList<>();
    for (Input input : inputs) {
      Value value = Objects.requireNonNull(values.get(input.name()));
      if (input.isIndices()) {
        limits.require(input, value.copyInts(), rows, input.sample().size(), 0);
        features.add(new Feature.Places(input, value.copyInts()));
      } else {
        features.add(new Feature.Numbers(input, value.copyFloats()));
      }
    }
    return ArrayDataset.of(features, all.labels, all.values, encoded.target());
  }

  /// The network's own outputs for a batch.
  float[] outputs(Batch batch) {
    boolean only = content.inputs().size() == 1 && batch.samples().size() == 1;
    Map<String, Value> values = new LinkedHashMap<>();
    for (Input input : content.inputs()) {
      String name = only ? batch.samples().getFirst().name() : input.name();
      values.put(
          input.name(),
          input.isIndices() ? Value.of(batch.indices(name)) : Value.of(batch.numbers(name)));
    }
    return run(batch.rows(), values, false);
  }

  /// Encoded rows, cut into the inputs.
  private Map<String, Value> split(float[] all, int rows) {
    int width = content.width();
    if (rows < 1) {
      throw new ShapeException("expected at least 1 sample, got " + rows);
    }
    if (all.length != (long) rows * width) {
      String shape =
          content.inputs().size() == 1
              ? " samples of shape " + content.inputs().getFirst().sample()
              : " samples of " + width;
      throw new ShapeException(
          rows + shape + " are " + (long) rows * width + " numbers, got " + all.length);
    }
    if (content.inputs().size() == 1 && !content.inputs().getFirst().isIndices()) {
      return Map.of(content.inputs().getFirst().name(), Value.of(all));
    }
    Map<String, Value> values = new LinkedHashMap<>();
    int from = 0;
    for (Input input : content.inputs()) {
      int own = input.sample().size();
      float[] part = new float[rows * own];
      for (int row = 0; row < rows; row++) {
        System.arraycopy(all, row * width + from, part, row * own, own);
      }
      values.put(input.name(), input.isIndices() ? whole(input, part, own) : Value.of(part));
      from += own;
    }
    return values;
  }

  private static Value whole(Input input, float[] numbers, int width) {
    int[] indices = new int[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      indices[i] = (int) numbers[i];
      if (indices[i] != numbers[i]) {
        throw new DataException(
            "row "
                + (i / width + 1)
                + ", input \""
                + input.name()
                + "\": expected whole numbers, which are indices, got "
                + numbers[i]);
      }
    }
    return Value.of(indices);
  }

  /// Probabilities, or numbers in original units.
  List<Prediction> answers(float[] inputs, int rows) {
    return answers(rows, split(inputs, rows));
  }

  /// The same for the inputs by name.
  List<Prediction> answers(int rows, Map<String, Value> inputs) {
    float[] all = run(rows, inputs, true);
    int width = all.length / rows;
    List<Prediction> answers = new ArrayList<>(rows);
    for (int row = 0; row < rows; row++) {
      float[] own = java.util.Arrays.copyOfRange(all, row * width, (row + 1) * width);
      answers.add(answer(own));
    }
    return answers;
  }

  private Prediction answer(float[] outputs) {
    requireFinite("the network's output", outputs);
    if (target instanceof Target.Values) {
      Prediction decoded = new Prediction(target, content.preprocessing().numbers(outputs));
      requireFinite("the prediction in original units", decoded.values());
      return decoded;
    }
    return outputs.length == 1 && target.width() == 2
        ? new Prediction(target, 1 - outputs[0], outputs[0])
        : new Prediction(target, outputs);
  }

  private static void requireFinite(String what, float[] numbers) {
    for (float number : numbers) {
      if (!Float.isFinite(number)) {
        throw new DataException(
            what
                + " is "
                + number
                + ": the row holds values too extreme for the model, or its weights are not finite");
      }
    }
  }

  /// One at a time, because a plan has one memory.
  private synchronized float[] run(int rows, Map<String, Value> values, boolean answer) {
    for (Input input : content.inputs()) {
      Value value = values.get(input.name());
      if (value == null
          || value.isFloat() == input.isIndices()
          || value.size() < rows * input.sample().size()
          || values.size() != content.inputs().size()) {
        throw new DataException(
            "the model takes for each sample "
                + String.join(", ", content.inputs().stream().map(Input::described).toList())
                + ", got values for "
                + values.keySet());
      }
      if (input.isIndices()) {
        limits.require(input, value.copyInts(), rows, input.sample().size(), 0);
      }
    }
    Ready ready = plans.computeIfAbsent(rows, this::plan);
    ready
        .inputs()
        .nodes()
        .forEach((name, node) -> ready.plan().bind(node, Objects.requireNonNull(values.get(name))));
    ready.plan().run(0, 0);
    return ready.plan().output(answer ? ready.answer() : 0).copyFloats();
  }
}
