package io.gradus.train;

import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.Tensor;
import io.gradus.exec.Engine;
import io.gradus.exec.Plan;
import io.gradus.graph.Node;
import io.gradus.graph.Origin;
import io.gradus.graph.Value;
import io.gradus.op.Softmax;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Runs the prediction graph of a saved model, with a plan per batch size.
final class Predictor {
  private static final int MOST_PLANS = 16;

  private final SavedModel.Content content;
  private final Engine engine;
  private final Target target;
  private final Map<Integer, Ready> plans =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Ready> eldest) {
          return size() > MOST_PLANS;
        }
      };

  /// Output 0 is the network's own, the last one is the answer.
  private record Ready(Plan plan, Node input, int answer) {}

  /// @throws DataException if the graph, the target and the preprocessing do not fit one another
  Predictor(SavedModel.Content content, Engine engine) {
    this.content = content;
    this.engine = engine;
    this.target = content.preprocessing().target();
    GraphReader.Ends ends = ends(1);
    require("inputs", ends.input().shape(), content.sample().size());
    require("columns", Shape.of(content.preprocessing().width()), content.sample().size());
    int width = ends.output().shape().size();
    if (width != target.width() && !(oneForTwo(width) && target instanceof Target.Classes)) {
      require("outputs", ends.output().shape(), target.width());
    }
  }

  private static void require(String what, Shape shape, int expected) {
    if (shape.size() != expected) {
      throw new DataException(
          what + " of one sample: expected " + expected + ", got " + shape.size());
    }
  }

  /// Whether one output stands for the second of two classes.
  private boolean oneForTwo(int width) {
    return width == 1 && target.width() == 2;
  }

  GraphReader.Ends ends(int rows) {
    return GraphReader.read(
        content.graph(), rows, content.parameters(), content.buffers(), content.constants());
  }

  private Ready plan(int rows) {
    GraphReader.Ends ends = ends(rows);
    List<Plan.Output> outputs = new ArrayList<>(List.of(Plan.Output.of(ends.output())));
    if (target instanceof Target.Classes && content.outputs() == Outputs.LOGITS) {
      outputs.add(Plan.Output.of(probabilities(ends.output(), rows)));
    }
    return new Ready(Plan.of(engine, outputs), ends.input(), outputs.size() - 1);
  }

  private static Node probabilities(Node output, int rows) {
    int width = output.shape().size() / rows;
    Tensor logits = Tensor.of(output, Origin.NONE).reshape(Shape.of(rows, width));
    Tensor result = width == 1 ? logits.sigmoid() : Tensor.apply(new Softmax(1), List.of(logits));
    return result.node();
  }

  float[] outputs(float[] inputs, int rows) {
    return run(inputs, rows, false);
  }

  /// Probabilities, or numbers in original units.
  List<Prediction> answers(float[] inputs, int rows) {
    float[] all = run(inputs, rows, true);
    int width = all.length / rows;
    List<Prediction> answers = new ArrayList<>(rows);
    for (int row = 0; row < rows; row++) {
      float[] own = java.util.Arrays.copyOfRange(all, row * width, (row + 1) * width);
      answers.add(new Prediction(target, answer(own)));
    }
    return answers;
  }

  private float[] answer(float[] outputs) {
    for (float output : outputs) {
      if (!Float.isFinite(output)) {
        throw new DataException(
            "the network's output is "
                + output
                + ": the row holds values too extreme for it, or its weights are not finite");
      }
    }
    if (target instanceof Target.Values) {
      return content.preprocessing().decode(outputs);
    }
    return oneForTwo(outputs.length) ? new float[] {1 - outputs[0], outputs[0]} : outputs;
  }

  /// One at a time, because a plan has one memory.
  private synchronized float[] run(float[] inputs, int rows, boolean answer) {
    if (rows < 1 || inputs.length != (long) rows * content.sample().size()) {
      throw new ShapeException(
          rows
              + " samples of shape "
              + content.sample()
              + " are "
              + (long) rows * content.sample().size()
              + " numbers, got "
              + inputs.length);
    }
    Ready ready = plans.computeIfAbsent(rows, this::plan);
    ready.plan().bind(ready.input(), Value.of(inputs));
    ready.plan().run(0, 0);
    return ready.plan().output(answer ? ready.answer() : 0).copyFloats();
  }
}
