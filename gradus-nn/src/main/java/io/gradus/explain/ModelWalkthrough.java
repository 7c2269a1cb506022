package io.gradus.explain;

import io.gradus.Param;
import io.gradus.expr.Expr;
import io.gradus.expr.Numbers;
import io.gradus.expr.Simplify;
import io.gradus.nn.Input;
import io.gradus.nn.Loss;
import io.gradus.optim.Optimizer;
import io.gradus.train.Column;
import io.gradus.train.SavedModel;
import io.gradus.train.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// One training step of a saved model for one row, number by number: preprocessing, feed-forward,
/// back-propagation, update.
///
/// Forward and backward pass are the graph that the engine runs, in double; the formulas are those
/// of its ops, of the loss and of the optimizer. The network is as in predictions: nothing is
/// dropped, running statistics stay. The optimizer does its first step, since a saved model keeps
/// none of its memory.
public final class ModelWalkthrough implements Explained {
  private final String name;
  private final SavedModel model;
  private final RawRow row;
  private final Loss function;
  private final Optimizer optimizer;
  private final Encoding encoding;
  private final double loss;
  private final double after;
  private final List<Section> sections = new ArrayList<>();

  private ModelWalkthrough(
      String name,
      SavedModel model,
      RawRow row,
      Loss function,
      Optimizer optimizer,
      Detail detail) {
    requireNumbers(model);
    this.name = name;
    this.model = model;
    this.row = row;
    this.function = function;
    this.optimizer = optimizer;
    this.encoding = new Encoding(model.preprocessing(), row);
    Pass pass = new Pass(model, function, encoding);
    this.loss = pass.numbers(pass.loss())[0];
    Parts parts = new Parts(pass, model.target(), detail);
    preprocessing(detail);
    sections.addAll(parts.forward());
    decoded(pass, parts, detail);
    sections.addAll(parts.backward());
    this.after = update(pass, parts, detail);
  }

  private static void requireNumbers(SavedModel model) {
    boolean several = model.target() instanceof Target.Classes classes && classes.each().size() > 1;
    if (model.inputs().size() > 1 || model.inputs().getFirst().isIndices() || several) {
      throw new IllegalArgumentException(
          "a walkthrough shows models of one input of numbers and one answer per sample; this one"
              + " takes "
              + String.join(", ", model.inputs().stream().map(Input::described).toList())
              + " and predicts "
              + model.target());
    }
  }

  /// One row through a saved model, step by step: prediction, loss, gradients, and one update.
  ///
  /// @param name what the model is called, such as the name of its file
  /// @throws io.gradus.train.DataException if the row does not fit the model
  /// @throws IllegalArgumentException if the model takes indices or several inputs, the loss does
  ///   not fit it, or `detail` names no layer or neuron that there is
  public static ModelWalkthrough of(
      String name, SavedModel model, RawRow row, Loss loss, Optimizer optimizer, Detail detail) {
    return new ModelWalkthrough(name, model, row, loss, optimizer, detail);
  }

  @Override
  public String title() {
    return name + ", " + row.where();
  }

  @Override
  public String source() {
    String data = model.provenance().data();
    return data.isEmpty()
        ? "a saved model"
        : "a model trained on " + data + ", seed " + model.provenance().seed();
  }

  @Override
  public String about() {
    List<String> cells = new ArrayList<>();
    cells(model.preprocessing().inputs(), row.inputs(), cells);
    cells(model.preprocessing().targets(), row.targets(), cells);
    return String.join(", ", cells)
        + "; loss "
        + called(function)
        + "; optimizer "
        + called(optimizer)
        + ", rate "
        + Numbers.format(optimizer.rate().rate(0, optimizer.rate().memory()));
  }

  private static String called(Object settings) {
    return settings instanceof Record ? settings.getClass().getSimpleName() : "of the caller's own";
  }

  private static void cells(List<Column> columns, List<String> values, List<String> into) {
    int shown = Math.min(8, columns.size());
    for (int i = 0; i < shown; i++) {
      into.add(Encoding.name(columns.get(i)) + " " + values.get(i));
    }
    if (shown < columns.size()) {
      into.add("... " + (columns.size() - shown) + " more");
    }
  }

  @Override
  public List<Section> sections() {
    return List.copyOf(sections);
  }

  @Override
  public String closing(int digits) {
    return "The loss was %s and is %s after the update."
        .formatted(Numbers.format(loss, digits), Numbers.format(after, digits));
  }

  /// The loss of the row.
  public double loss() {
    return loss;
  }

  /// The loss of the row with the updated weights.
  public double after() {
    return after;
  }

  private void preprocessing(Detail detail) {
    if (!detail.layer().isEmpty()) {
      return;
    }
    List<Line> lines = encoding.inputLines();
    int shown = detail.shown(lines.size());
    List<String> notes = new ArrayList<>();
    if (shown < lines.size()) {
      notes.addAll(Selection.rest(shown, lines.stream().mapToDouble(Line::result).toArray()));
    }
    boolean values = encoding.targetLines().isEmpty();
    List<Line> first = lines.subList(0, shown);
    notes.addAll(encoding.notes());
    sections.add(new Section(Section.Part.PREPROCESSING, "inputs", first, notes));
    if (!values) {
      sections.add(new Section(Section.Part.PREPROCESSING, "targets", encoding.targetLines()));
    }
  }

  /// The outputs in original units.
  private void decoded(Pass pass, Parts parts, Detail detail) {
    if (!detail.layer().isEmpty() || !(model.target() instanceof Target.Values)) {
      return;
    }
    double[] outputs = pass.numbers(pass.output());
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < detail.shown(outputs.length); i++) {
      Column.Numeric column =
          (Column.Numeric)
              model.preprocessing().targets().get(i % model.preprocessing().targets().size());
      NamedInputs inputs = new NamedInputs();
      Expr y = inputs.of(parts.output(i), outputs[i]);
      Expr decoded = Simplify.of(y.times(column.scale()).plus(column.shift()));
      lines.add(inputs.line(Encoding.name(column), decoded, column.decode(outputs[i])));
    }
    sections.add(
        new Section(
            Section.Part.FEED_FORWARD,
            "prediction in original units",
            lines,
            Selection.rest(lines.size(), outputs)));
  }

  private double update(Pass pass, Parts parts, Detail detail) {
    Map<Param, double[]> changed = new LinkedHashMap<>();
    pass.paramGradients()
        .forEach((param, node) -> {
          double[] gradient = pass.numbers(node);
          UpdateLines lines =
              new UpdateLines(
                  optimizer, param.path(), param.shape(), pass.numbers(param).clone(), gradient);
          changed.put(param, lines.after());
          int[] chosen = parts.chosen(param);
          if (chosen.length > 0) {
            sections.add(
                new Section(
                    Section.Part.OPTIMIZER,
                    parts.title(param),
                    lines(lines, parts, param, chosen),
                    Selection.rest(chosen.length, lines.after())));
          }
        });
    return pass.lossWith(changed);
  }

  private static List<Line> lines(UpdateLines update, Parts parts, Param param, int[] chosen) {
    List<Line> lines = new ArrayList<>();
    IntStream.range(0, chosen.length)
        .forEach(i ->
            update.lines(parts.symbol(param, chosen[i]), chosen[i]).stream()
                .filter(line -> i == 0 || !update.shared(line))
                .forEach(lines::add));
    return lines;
  }
}
