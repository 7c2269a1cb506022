package io.gradus.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.gradus.Shape;
import io.gradus.Tensor;
import io.gradus.expr.Evaluate;
import io.gradus.kernel.Philox;
import io.gradus.nn.Activation;
import io.gradus.nn.BatchNorm;
import io.gradus.nn.BinaryCrossEntropy;
import io.gradus.nn.CrossEntropy;
import io.gradus.nn.Dense;
import io.gradus.nn.Flatten;
import io.gradus.nn.Huber;
import io.gradus.nn.Input;
import io.gradus.nn.Layer;
import io.gradus.nn.LayerNorm;
import io.gradus.nn.Loss;
import io.gradus.nn.MeanSquaredError;
import io.gradus.nn.Model;
import io.gradus.nn.NegativeLogLikelihood;
import io.gradus.nn.Network;
import io.gradus.nn.ParametricRelu;
import io.gradus.nn.Penalty;
import io.gradus.nn.Residual;
import io.gradus.nn.RmsNorm;
import io.gradus.nn.Sequential;
import io.gradus.op.Gelu;
import io.gradus.op.Relu;
import io.gradus.op.Sigmoid;
import io.gradus.op.Tanh;
import io.gradus.optim.Adam;
import io.gradus.optim.Lamb;
import io.gradus.optim.Momentum;
import io.gradus.optim.Optimizer;
import io.gradus.optim.Sgd;
import io.gradus.train.Column;
import io.gradus.train.DataException;
import io.gradus.train.Preprocessing;
import io.gradus.train.Provenance;
import io.gradus.train.SavedModel;
import io.gradus.train.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Every number that is shown of a saved model is the engine's, and its formula gives it.
class ModelWalkthroughTest {
  private static final Optimizer DESCENT = new Sgd(0.05);

  private static Model model(int[] input, Layer... layers) {
    return Model.of(new Sequential(List.of(layers))).seed(5).input(input);
  }

  private static Model model(int inputs, Layer... layers) {
    return model(new int[] {inputs}, layers);
  }

  private static SavedModel classes(Model model, int classes) {
    Preprocessing identity =
        Preprocessing.identity(model.sample().lengths(), Target.Classes.numbered(classes));
    return SavedModel.of(model, identity, Provenance.ofThisLibrary(5));
  }

  private static RawRow row(int inputs, String... targets) {
    List<String> cells =
        IntStream.range(0, inputs)
            .mapToObj(i -> Float.toString(Philox.normal(9, 0, 0, i)))
            .toList();
    return new RawRow("row 1", cells, List.of(targets));
  }

  private static ModelWalkthrough walk(SavedModel model, RawRow row, Loss loss, Detail detail) {
    return ModelWalkthrough.of("test", model, row, loss, DESCENT, detail);
  }

  private static List<Line> lines(ModelWalkthrough walk) {
    return walk.sections().stream().flatMap(section -> section.lines().stream()).toList();
  }

  private static Map<String, Double> results(ModelWalkthrough walk) {
    Map<String, Double> results = new TreeMap<>();
    lines(walk).forEach(line -> results.put(line.symbol(), line.result()));
    return results;
  }

  private static void assertConsistent(ModelWalkthrough walk) {
    Map<String, Double> known = results(walk);
    assertThat(known).isNotEmpty();
    for (Line line : lines(walk)) {
      assertThat(Evaluate.in(line.formula(), line.inputs()))
          .as(line.symbol() + " = " + line.text() + " = " + line.textWithNumbers(6))
          .isCloseTo(line.result(), offset(1e-14 + Math.abs(line.result()) * 1e-11));
    }
  }

  private static void assertConsistent(SavedModel model, RawRow row, Loss loss) {
    assertConsistent(walk(model, row, loss, Detail.FULL));
    assertConsistent(walk(model, row, loss, Detail.BRIEF));
  }

  @Test
  void formulasGiveTheEnginesNumbersForEveryLayer() {
    SavedModel deep =
        classes(
            model(
                4,
                new Dense(9),
                new LayerNorm(),
                new Activation(new Gelu()),
                new Residual(new Dense(9)),
                new RmsNorm(),
                new ParametricRelu(),
                new Dense(9).withoutBias(),
                new BatchNorm(),
                new Activation(new Tanh()),
                new Dense(3)),
            3);
    assertConsistent(deep, row(4, "1"), new CrossEntropy());
    assertConsistent(deep, row(4, "2"), new CrossEntropy(0.1, Loss.Reduction.MEAN));
    assertConsistent(deep, row(4, "0"), new Penalty(new CrossEntropy(), 0.01, 0.02));
    SavedModel image =
        classes(
            model(new int[] {3, 4}, new Dense(2), new Flatten(), new Dense(10), logSoftmax()), 10);
    assertConsistent(image, row(12, "7"), new NegativeLogLikelihood());
    SavedModel one = classes(model(3, new Dense(5), new Activation(new Relu()), new Dense(1)), 2);
    assertConsistent(one, row(3, "0"), new BinaryCrossEntropy());
    SavedModel numbers = SavedModel.of(model(3, new Dense(12), new Dense(2)));
    assertConsistent(numbers, row(3, "0.5", "-1"), new MeanSquaredError());
    assertConsistent(numbers, row(3, "0.5", "-1"), new Huber(0.2));
  }

  private static Layer logSoftmax() {
    return (s, x) -> x.logSoftmax(-1);
  }

  @Test
  void mazursNumbersComeFromASavedModelToo() {
    Model model =
        model(
            2,
            new Dense(2),
            new Activation(new Sigmoid()),
            new Dense(2),
            new Activation(new Sigmoid()));
    model.parameters().find("0.weight").set(0.15f, 0.25f, 0.20f, 0.30f);
    model.parameters().find("0.bias").set(0.35f, 0.35f);
    model.parameters().find("2.weight").set(0.40f, 0.50f, 0.45f, 0.55f);
    model.parameters().find("2.bias").set(0.60f, 0.60f);
    Loss half =
        (y, t) -> t.requireValues("half", y.shape()).subtract(y).square().multiply(0.5).sum();
    RawRow row = new RawRow("Mazur's row", List.of("0.05", "0.1"), List.of("0.01", "0.99"));
    ModelWalkthrough walk =
        ModelWalkthrough.of("mazur", SavedModel.of(model), row, half, new Sgd(0.5), Detail.BRIEF);
    Map<String, Double> results = results(walk);
    // Weights are floats in a file: 0.15 is 0.15000000596.
    assertThat(results.get("layer0.net[1]")).isCloseTo(0.3775, offset(1e-7));
    assertThat(results.get("dL/dlayer2.w[1,1]")).isCloseTo(0.08216704056423077, offset(1e-8));
    assertThat(results.get("dL/dlayer0.w[1,1]")).isCloseTo(0.00043856773447434653, offset(1e-9));
    assertThat(results.get("layer2.w[1,1]+")).isCloseTo(0.35891647971788465, offset(1e-7));
    assertThat(walk.loss()).isCloseTo(0.29837110876000272, offset(1e-7));
  }

  @Test
  void everyParameterHasItsGradientAndItsUpdate() {
    Model model = model(4, new Dense(9), new Activation(new Tanh()), new Dense(3));
    model.parameters().find("0.bias").freeze(true);
    SavedModel saved = classes(model, 3);
    for (Optimizer optimizer :
        List.of(DESCENT, new Momentum(0.05), new Adam(0.01), new Lamb(0.01))) {
      ModelWalkthrough walk =
          ModelWalkthrough.of(
              "test", saved, row(4, "1"), new CrossEntropy(), optimizer, Detail.FULL);
      assertConsistent(walk);
      Map<String, Double> results = results(walk);
      for (Map.Entry<String, Shape> param : saved.parameters().entrySet()) {
        String name = param.getKey().replace("weight", "w").replace("bias", "b");
        long gradients = count(results, "dL/dlayer" + name + "[");
        long updates =
            results.keySet().stream()
                .filter(symbol -> symbol.startsWith("layer" + name + "[") && symbol.endsWith("+"))
                .count();
        int expected = param.getKey().equals("0.bias") ? 0 : param.getValue().size();
        assertThat(gradients).as(param.getKey()).isEqualTo(expected);
        assertThat(updates).as(param.getKey()).isEqualTo(expected);
      }
      assertThat(walk.after()).isLessThan(walk.loss());
    }
  }

  private static long count(Map<String, Double> results, String start) {
    return results.keySet().stream().filter(symbol -> symbol.startsWith(start)).count();
  }

  @Test
  void gradientsAreThoseOfCentredDifferences() {
    Model model = model(3, new Dense(4), new Activation(new Tanh()), new Dense(2));
    Map<String, Double> results =
        results(walk(SavedModel.of(model), row(3, "1", "2"), new MeanSquaredError(), Detail.FULL));
    float step = 1f / 1024;
    for (String path : List.of("0.weight", "0.bias", "2.weight", "2.bias")) {
      float[] kept = model.parameters().find(path).values();
      float[] moved = kept.clone();
      moved[1] = kept[1] + step;
      double above = lossOf(model, path, moved);
      double up = (double) moved[1];
      moved[1] = kept[1] - step;
      double below = lossOf(model, path, moved);
      model.parameters().find(path).set(kept);
      String place = path.endsWith("weight") ? "[1,2]" : "[2]";
      String name = "dL/dlayer" + path.replace("weight", "w").replace("bias", "b") + place;
      assertThat(results.get(name))
          .as(name)
          .isCloseTo((above - below) / (up - moved[1]), offset(1e-5));
    }
  }

  private static double lossOf(Model model, String path, float[] values) {
    model.parameters().find(path).set(values);
    return walk(SavedModel.of(model), row(3, "1", "2"), new MeanSquaredError(), Detail.BRIEF)
        .loss();
  }

  @Test
  void wideLayersAreShownInPartAndWholeOnDemand() {
    SavedModel wide =
        classes(
            model(40, new Dense(64), new Activation(new Relu()), new Dense(32), new Dense(3)), 3);
    ModelWalkthrough brief = walk(wide, row(40, "1"), new CrossEntropy(), Detail.BRIEF);
    assertThat(lines(brief)).hasSizeLessThan(150);
    String text = Writer.TEXT.write(brief, 10, false);
    assertThat(text)
        .contains("(37 more terms)", "... 61 more; all 64 lie from", "... 2551 more; all 2560 lie");
    // A neuron that a ReLU switches off has only zeros to show.
    assertThat(lines(brief).stream().filter(line -> line.symbol().startsWith("layer1.relu[")))
        .hasSize(3)
        .allMatch(line -> line.result() > 0);
    ModelWalkthrough full = walk(wide, row(40, "1"), new CrossEntropy(), Detail.FULL);
    int numbers = 40 * 64 + 64 + 64 * 32 + 32 + 32 * 3 + 3;
    assertThat(lines(full)).hasSizeGreaterThan(2 * numbers);
    assertThat(Writer.TEXT.write(full, 10, false)).doesNotContain("more terms", "more; all");
    Map<String, Double> all = results(full);
    results(brief).forEach((symbol, number) -> assertThat(all).containsEntry(symbol, number));
  }

  @Test
  void sumsOfThousandsOfTermsAreToldToTheirEnd() {
    SavedModel wide = SavedModel.of(model(5_000, new Dense(1)));
    ModelWalkthrough full = walk(wide, row(5_000, "1"), new MeanSquaredError(), Detail.FULL);
    assertConsistent(full);
    Line sum =
        lines(full).stream()
            .filter(line -> line.symbol().equals("layer0.net"))
            .findAny()
            .orElseThrow();
    assertThat(sum.text()).startsWith("layer0.w[1,1] * x1 + ").endsWith(" * x5000 + layer0.b[1]");
    assertThat(sum.text().split(" \\+ ")).hasSize(5_001);
    assertThat(results(full)).containsKeys("x5000", "dL/dlayer0.w[5000,1]", "layer0.w[5000,1]+");
  }

  @Test
  void oneLayerAndSomeNeurons() {
    SavedModel saved =
        classes(model(4, new Dense(20), new Activation(new Tanh()), new Dense(3)), 3);
    Map<String, Double> some =
        results(
            walk(
                saved,
                row(4, "1"),
                new CrossEntropy(),
                new Detail("layer0", List.of(7, 20), false)));
    assertThat(some.keySet())
        .contains("layer0.net[7]", "layer0.net[20]", "dL/dlayer0.w[4,20]", "layer0.b[7]+")
        .noneMatch(symbol -> symbol.contains("layer2") || symbol.contains("net[1]"));
    assertThatThrownBy(() ->
            walk(saved, row(4, "1"), new CrossEntropy(), new Detail("encoder", List.of(), false)))
        .hasMessageContaining("no layer \"encoder\"; there are layer0, ");
    assertThatThrownBy(
            () -> walk(saved, row(4, "1"), new CrossEntropy(), new Detail("", List.of(21), false)))
        .hasMessageContaining("no neuron 21: the widest layer shown has 20");
    assertThatThrownBy(() -> new Detail("", List.of(0), false)).hasMessageContaining("from 1");
  }

  @Test
  void rawValuesArePreparedAsTheModelSays() {
    List<Column> inputs =
        List.of(
            new Column.Numeric("size (m2)", 50, 100, 20),
            new Column.Categorical("town", List.of("north", "south", "west")));
    Preprocessing preprocessing =
        new Preprocessing(inputs, List.of(new Column.Numeric("price", Double.NaN, 1000, 10)));
    SavedModel saved =
        SavedModel.of(model(4, new Dense(1)), preprocessing, Provenance.ofThisLibrary(1));
    RawRow row = new RawRow("row 1", List.of("130", "south"), List.of("1025"));
    ModelWalkthrough walk = walk(saved, row, new MeanSquaredError(), Detail.BRIEF);
    assertConsistent(walk);
    Map<String, Double> results = results(walk);
    assertThat(results).containsEntry("x1", 1.5).containsEntry("t1", 2.5);
    float[] outputs = saved.outputs(preprocessing.encode(new String[] {"130", "south"}), 1);
    assertThat(results.get("price")).isCloseTo(preprocessing.decode(outputs)[0], offset(1e-3));
    assertThat(results.get("price"))
        .isCloseTo(results.get("layer0.net") * 10 + 1000, offset(1e-10));
    String text = Writer.TEXT.write(walk, 10, false);
    assertThat(text).contains("x1          = (\"size (m2)\" - 100) / 20", "town = south: x3 = 1");
    RawRow missing = new RawRow("row 1", List.of("NA", "south"), List.of("1025"));
    ModelWalkthrough filled = walk(saved, missing, new MeanSquaredError(), Detail.BRIEF);
    assertThat(results(filled)).containsEntry("x1", -2.5);
    assertThat(Writer.TEXT.write(filled, 10, false)).contains("is missing: the fill");
  }

  @Test
  void rowsThatDoNotFitAreRefused() {
    SavedModel saved = classes(model(3, new Dense(2)), 2);
    assertRefused(saved, "expected 3 input values (x0, x1, x2), got 2", "1,2", "0");
    assertRefused(saved, "column \"x1\": expected a number", "1,NaN,3", "0");
    assertRefused(saved, "column \"x1\": expected a finite number", "1,inf,3", "0");
    assertRefused(saved, "column \"x1\": expected a number, got \"two\"", "1,two,3", "0");
    assertRefused(saved, "unknown category: expected one of", "1,2,3", "cat");
    assertThatThrownBy(() -> walk(saved, row(3, "0"), new MeanSquaredError(), Detail.BRIEF))
        .hasMessageContaining("try CrossEntropy");
  }

  private static void assertRefused(
      SavedModel model, String message, String inputs, String target) {
    RawRow row = new RawRow("row 9", Arrays.asList(inputs.split(",")), List.of(target));
    assertThatThrownBy(() -> walk(model, row, new CrossEntropy(), Detail.BRIEF))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(message);
  }

  @Test
  void allFormatsHoldTheSameNumbers() {
    SavedModel saved = classes(model(2, new Dense(3), new Activation(new Relu()), new Dense(2)), 2);
    ModelWalkthrough walk = walk(saved, row(2, "1"), new CrossEntropy(), Detail.FULL);
    String text = Writer.TEXT.write(walk, 9, false);
    String markdown = Writer.MARKDOWN.write(walk, 9, false);
    String latex = Writer.LATEX.write(walk, 9, false);
    List<String> numbers = new ArrayList<>();
    lines(walk).forEach(line -> numbers.add(io.gradus.expr.Numbers.format(line.result(), 9)));
    for (String number : numbers) {
      assertThat(text).contains(number);
      assertThat(markdown).contains("| " + number + " |");
      assertThat(latex).contains(number.contains("e") ? number.split("e")[0] : number);
    }
    assertThat(latex)
        .contains("\\frac{\\partial{L}}{\\partial{\\text{layer0.w}_{1,1}}}", "\\begin{align*}");
    assertThat(markdown).contains("## Preprocessing", "## Feed-forward", "## Optimizer");
    assertThat(Writer.TEXT.write(walk, 9, true)).contains("\u001b[32m");
    assertThat(text.indexOf("Preprocessing")).isLessThan(text.indexOf("Feed-forward"));
  }

  @Test
  void aModelOfSeveralInputsIsRefusedInWords() {
    Network both =
        (s, in) ->
            new Dense(1).forward(s, Tensor.concat(1, in.numbers().get("a"), in.numbers().get("b")));
    Model two = Model.of(both).inputs(Input.numbers("a", 1), Input.numbers("b", 1));
    RawRow row = new RawRow("row 1", List.of("0", "2"), List.of("1"));
    assertThatThrownBy(() -> walk(SavedModel.of(two), row, new MeanSquaredError(), Detail.BRIEF))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a [1] of numbers, b [1] of numbers");
  }
}
