package io.gradus.studio.stepper;

import io.gradus.explain.DenseExample;
import io.gradus.explain.Linear;
import io.gradus.explain.Memory;
import io.gradus.explain.Sample;
import io.gradus.op.Elementwise;
import io.gradus.op.Elu;
import io.gradus.op.LeakyRelu;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;

/// A network as a Java program: a model to train, in float, and the example in double.
final class JavaCode {
  private static final String HEAD =
      """
      import io.gradus.*;
      import io.gradus.explain.*;
      import io.gradus.nn.*;
      import io.gradus.op.*;
      import io.gradus.optim.*;
      import io.gradus.train.*;
      import java.util.*;

      /// %s
      public class Network {
        static final float[][] INPUTS = {%s};
        static final float[][] TARGETS = {%s};

        /// The network with its weights: train it, save it, use it.
        public static Model model() {
          Model model = Model.of(Sequential.of(%s)).seed(1).input(%d);
      %s    return model;
        }

        private static void set(Model model, String path, boolean learns, float... numbers) {
          Param param = model.parameters().find(path);
          param.set(numbers);
          param.freeze(!learns);
        }

        public static Loss loss() {
          return %s;
        }

        public static Optimizer optimizer() {
          return new %s(%s);
        }

      """;

  private static final String TAIL =
      """
        public static void main(String[] arguments) {
          // Every number of one step, in double:
          System.out.println(Writer.TEXT.write(Walkthrough.of(example()), 9, false));
          // One step of the model, in float:
          Model model = model();
          System.out.println("answers " + Arrays.toString(model.predict(INPUTS[0])));
          Dataset data = Dataset.of(INPUTS, TARGETS);
          Trainer.of(model, loss(), optimizer()).batch(INPUTS.length).epochs(1).fit(data);
          System.out.println("then answers " + Arrays.toString(model.predict(INPUTS[0])));
        }
      }
      """;

  private final DenseExample network;

  JavaCode(DenseExample network) {
    this.network = network;
  }

  String write() {
    StringBuilder out = new StringBuilder();
    out.append(
        HEAD.formatted(
            ascii(network.name() + ": " + network.source()),
            floats(Sample::inputs),
            floats(Sample::targets),
            layers(),
            network.inputs(),
            weights(),
            loss(),
            network.optimizer().getClass().getSimpleName(),
            network.rate()));
    example(out);
    return out.append(TAIL).toString();
  }

  private String floats(Function<Sample, List<Double>> numbers) {
    List<String> rows = new ArrayList<>();
    network.samples().forEach(sample -> rows.add("{" + floats(numbers.apply(sample)) + "}"));
    return String.join(", ", rows);
  }

  private static String floats(List<Double> numbers) {
    return String.join(", ", numbers.stream().map(n -> n.floatValue() + "f").toList());
  }

  private String layers() {
    List<String> layers = new ArrayList<>();
    for (DenseExample.Layer layer : network.layers()) {
      layers.add("new Dense(" + layer.biases().size() + ")");
      if (!(layer.activation() instanceof Linear)) {
        layers.add("new Activation(" + activation(layer.activation()) + ")");
      }
    }
    return String.join(", ", layers);
  }

  private String weights() {
    StringBuilder out = new StringBuilder();
    int place = 0;
    for (DenseExample.Layer layer : network.layers()) {
      List<Double> matrix = new ArrayList<>();
      for (int i = 0; i < layer.weights().getFirst().size(); i++) {
        for (List<Double> row : layer.weights()) {
          matrix.add(row.get(i));
        }
      }
      String set = "    set(model, \"%d.%s\", %b, %s);%n";
      out.append(set.formatted(place, "weight", true, floats(matrix)));
      out.append(set.formatted(place, "bias", network.learnBiases(), floats(layer.biases())));
      place += layer.activation() instanceof Linear ? 1 : 2;
    }
    return out.toString();
  }

  private String loss() {
    String values = "(y, t) -> { Tensor w = t.requireValues(\"loss\", y.shape()); return ";
    return switch (network.loss()) {
      case HALF_SQUARES -> values + "w.subtract(y).square().multiply(0.5).sum(1).mean(); }";
      case LOG_LOSS ->
          values
              + "w.multiply(y.log()).add(w.negate().add(1).multiply(y.negate().add(1).log()))"
              + ".negate().sum(1).mean(); }";
      case MEAN_SQUARES -> "new MeanSquaredError()";
      case BINARY_CROSS_ENTROPY -> "new BinaryCrossEntropy()";
      case CROSS_ENTROPY -> "new CrossEntropy()";
    };
  }

  private void example(StringBuilder out) {
    out.append("  /// The same with every digit, for the walkthrough.\n")
        .append("  public static DenseExample example() {\n    return new DenseExample(\n        ")
        .append(quoted(network.name()) + ",\n        " + quoted(network.source()))
        .append(",\n        List.of(")
        .append(String.join(", ", network.samples().stream().map(JavaCode::sample).toList()))
        .append("),\n        List.of(");
    for (int k = 0; k < network.layers().size(); k++) {
      DenseExample.Layer layer = network.layers().get(k);
      out.append(k == 0 ? "\n" : ",\n")
          .append("            new DenseExample.Layer(\n                List.of(")
          .append(String.join(", ", layer.weights().stream().map(JavaCode::list).toList()))
          .append("),\n                " + list(layer.biases()) + ",\n                ")
          .append(activation(layer.activation()) + ")");
    }
    out.append("),\n        DenseLoss." + network.loss().name())
        .append(",\n        Descent." + network.descent().name())
        .append(",\n        " + network.rate() + ",\n        " + network.learnBiases())
        .append(",\n        " + memory() + ");\n  }\n\n");
  }

  private static String sample(Sample sample) {
    return "new Sample(" + list(sample.inputs()) + ", " + list(sample.targets()) + ")";
  }

  private String memory() {
    if (network.memory().equals(Memory.NONE)) {
      return "Memory.NONE";
    }
    List<String> entries = new ArrayList<>();
    new TreeMap<>(network.memory().states())
        .forEach((symbol, numbers) ->
            entries.add("Map.entry(" + quoted(symbol) + ", " + list(numbers) + ")"));
    return "new Memory(%d, Map.ofEntries(%s))"
        .formatted(network.memory().steps(), String.join(", ", entries));
  }

  private static String list(List<Double> numbers) {
    return "List.of(" + String.join(", ", numbers.stream().map(JavaCode::number).toList()) + ")";
  }

  private static String number(double number) {
    return Double.isFinite(number)
        ? String.valueOf(number)
        : Double.isNaN(number)
            ? "Double.NaN"
            : number > 0 ? "Double.POSITIVE_INFINITY" : "Double.NEGATIVE_INFINITY";
  }

  private static String ascii(String text) {
    return text.replaceAll("[^ -~]", "?");
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }

  private static String activation(Elementwise.Unary activation) {
    return switch (activation) {
      case LeakyRelu leaky -> "new LeakyRelu(" + leaky.alpha() + ")";
      case Elu elu -> "new Elu(" + elu.alpha() + ")";
      default -> "new " + activation.getClass().getSimpleName() + "()";
    };
  }
}
