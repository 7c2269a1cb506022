package io.gradus.studio.stepper;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.gradus.explain.DenseExample;
import io.gradus.explain.DenseRun;
import io.gradus.explain.WorkedExamples;
import io.gradus.nn.Activation;
import io.gradus.nn.Dense;
import io.gradus.nn.Loss;
import io.gradus.nn.Model;
import io.gradus.nn.Sequential;
import io.gradus.op.Relu;
import io.gradus.optim.Optimizer;
import io.gradus.studio.room.Arguments;
import io.gradus.studio.room.Refusal;
import io.gradus.train.Column;
import io.gradus.train.Dataset;
import io.gradus.train.Json;
import io.gradus.train.Preprocessing;
import io.gradus.train.Provenance;
import io.gradus.train.SavedModel;
import io.gradus.train.Trainer;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepperRoomTest {
  private final StepperRoom room = new StepperRoom();

  private Map<String, @Nullable Object> ask(String action, Map<String, ?> fields) {
    return room.answer(action, new Arguments(fields));
  }

  private Map<String, @Nullable Object> press(String part, String grain) {
    return ask("press", Map.of("part", part, "grain", grain));
  }

  private static double shown(Map<String, @Nullable Object> state, String symbol) {
    for (Object line : (List<?>) requireNonNull(state.get("shown"))) {
      Map<?, ?> map = (Map<?, ?>) line;
      if (symbol.equals(map.get("symbol"))) {
        return (Double) requireNonNull(map.get("value"));
      }
    }
    throw new AssertionError(symbol + " is not shown");
  }

  @Test
  void threePassesGiveMazursNumbers() {
    assertThat(shown(press("forward", "pass"), "out_o1")).isEqualTo(0.751365069552316, within());
    var backward = press("backward", "pass");
    assertThat(shown(backward, "dE/dw5")).isEqualTo(0.08216704056423077, within());
    assertThat(((Map<?, ?>) backward.get("unchanged")).get("same")).isEqualTo(true);
    var updated = press("update", "pass");
    assertThat(shown(updated, "w5+")).isEqualTo(0.35891647971788465, within());
    assertThat((Double) updated.get("lossAfter")).isEqualTo(0.29102777369359933, within());
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.api.Assertions.within(1e-15);
  }

  @Test
  void anUpdateCountsAtTheMomentItIsDone() {
    press("forward", "pass");
    assertThat(press("backward", "pass").get("updates")).isEqualTo(0);
    assertThat(press("update", "pass").get("updates")).isEqualTo(1);
    assertThat(ask("undo", Map.of()).get("updates")).isEqualTo(0);
    assertThat(ask("redo", Map.of()).get("updates")).isEqualTo(1);
    assertThat(press("forward", "pass").get("updates")).isEqualTo(1);
  }

  @Test
  void aWideLayerIsOpenedAndARefusalNamesTheSize() {
    Map<String, Object> own =
        Map.of("hidden", "relu", "output", "softplus", "seed", 1, "sizes", List.of(4, 64, 3));
    ask("open", own);
    var state = press("forward", "pass");
    Map<String, Object> link = new LinkedHashMap<>();
    link.put("open", Map.of("network", requireNonNull(state.get("network"))));
    List.of("steps", "lines", "products").forEach(name -> link.put(name, state.get(name)));
    assertThat(ask("restore", link).get("shown")).isEqualTo(state.get("shown"));
    Map<String, Object> large = new LinkedHashMap<>(own);
    large.put("sizes", List.of(4, 200, 3));
    assertThatThrownBy(() -> ask("open", large))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("4-200-3 has 1400 weights")
        .hasMessageContaining("at most 1000");
  }

  @Test
  void everyGrainReachesTheSameEnd() {
    Object whole = press("forward", "pass").get("shown");
    for (String grain : List.of("layer", "neuron", "product")) {
      ask("reset", Map.of());
      int presses = 0;
      Map<String, @Nullable Object> state = ask("state", Map.of());
      while ("forward".equals(state.get("next"))) {
        state = press("forward", grain);
        presses++;
      }
      assertThat(state.get("shown")).as(grain).isEqualTo(whole);
      assertThat(presses)
          .as(grain)
          .isEqualTo(
              switch (grain) {
                case "layer" -> 3;
                case "neuron" -> 5;
                default -> 18;
              });
    }
  }

  @Test
  void gradientsOfOutputsComeBeforeSumsBeforeWeights() {
    press("forward", "pass");
    List<String> sections =
        ((List<?>) requireNonNull(press("backward", "pass").get("shown")))
            .stream()
                .map(line -> (Map<?, ?>) line)
                .filter(line -> "BACK_PROPAGATION".equals(line.get("part")))
                .map(line -> String.valueOf(line.get("section")))
                .distinct()
                .toList();
    assertThat(sections)
        .containsExactly(
            "output layer: gradient at each neuron's output",
            "output layer: gradient at each neuron's weighted sum",
            "output layer: gradient of each weight",
            "hidden layer: gradient at each neuron's output",
            "hidden layer: gradient at each neuron's weighted sum",
            "hidden layer: gradient of each weight");
  }

  @Test
  void buttonsOutOfTurnAreRefusedWithWords() {
    assertThatThrownBy(() -> press("backward", "pass"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("▶");
    press("forward", "pass");
    assertThatThrownBy(() -> press("update", "pass"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("◀");
  }

  @Test
  void tenThousandStepsReachThePublishedError() {
    var state = ask("run", Map.of("count", 10_000));
    assertThat(shown(state, "E"))
        .isCloseTo(3.510187782978859e-05, org.assertj.core.api.Assertions.within(3.5e-16));
    assertThat(state.get("steps")).isEqualTo(10_000);
  }

  @Test
  void undoAndRedoAreExactAndResetIsTheFirstNetwork() {
    var first = ask("state", Map.of()).get("network");
    ask("edit", Map.of("symbol", "w5", "value", 0.7));
    var edited = ask("state", Map.of()).get("network");
    assertThat(edited).isNotEqualTo(first);
    assertThat(ask("undo", Map.of()).get("network")).isEqualTo(first);
    assertThat(ask("redo", Map.of()).get("network")).isEqualTo(edited);
    assertThat(ask("reset", Map.of()).get("network")).isEqualTo(first);
  }

  @Test
  void aForkGoesItsOwnWay() {
    ask("fork", Map.of());
    ask("edit", Map.of("symbol", "rate", "value", 5));
    ask("run", Map.of("count", 10));
    var compared = ask("compare", Map.of("fromTimeline", 0, "toTimeline", 1));
    assertThat((List<?>) compared.get("rows")).hasSize(9);
    assertThat((Double) compared.get("lossTo")).isLessThan((Double) compared.get("lossFrom"));
    ask("timeline", Map.of("index", 0));
    assertThat(ask("state", Map.of()).get("steps")).isEqualTo(0);
  }

  /// What the page puts into a link.
  private static Map<String, @Nullable Object> link(Map<String, @Nullable Object> state) {
    Map<String, @Nullable Object> link = new LinkedHashMap<>();
    link.put("open", state.get("origin"));
    if (Boolean.FALSE.equals(state.get("pristine"))) {
      link.put("network", state.get("network"));
    }
    List.of("steps", "lines", "products").forEach(name -> link.put(name, state.get(name)));
    return link;
  }

  private static Map<String, @Nullable Object> opened(Map<String, @Nullable Object> link) {
    Arguments text = new Arguments(Json.parseObject("link", Json.write(link)));
    return new StepperRoom().answer("restore", text);
  }

  @Test
  void aLinkBringsTheMomentBack() {
    ask("edit", Map.of("symbol", "w5", "value", 0.123456789012345));
    press("forward", "pass");
    press("backward", "neuron");
    var there = ask("state", Map.of());
    var here = opened(link(there));
    assertThat(here.get("network")).isEqualTo(there.get("network"));
    assertThat(here.get("shown")).isEqualTo(there.get("shown"));
    assertThat(there.get("pristine")).isEqualTo(false);
  }

  @Test
  void aLinkBringsBackWhatTheOptimizerRemembers() {
    ask("open", Map.of("example", "xor-batch"));
    ask("settings", Map.of("descent", "ADAM"));
    ask("settings", Map.of("loss", "LOG_LOSS"));
    ask("run", Map.of("count", 3));
    press("backward", "pass");
    var there = press("update", "pass");
    var here = opened(link(there));
    assertThat(here.get("shown")).isEqualTo(there.get("shown"));
    assertThat(here.get("lossAfter")).isEqualTo(there.get("lossAfter"));
  }

  @Test
  void aLinkOfAnUntouchedExampleIsItsName() {
    var state = press("forward", "pass");
    assertThat(Json.write(link(state))).hasSizeLessThan(90).contains("mazur");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"open\":{},\"steps\":0,\"lines\":0,\"products\":0}",
        "{\"open\":{\"example\":\"mazur\"},\"network\":{},\"steps\":0,\"lines\":0,\"products\":0}",
        "{\"open\":{\"example\":\"mazur\"},\"steps\":0,\"lines\":999,\"products\":0}",
        "{\"open\":{\"example\":\"mazur\"},\"steps\":0,\"lines\":0,\"products\":3}",
        "{\"open\":{\"model\":true},\"steps\":0,\"lines\":0,\"products\":0}",
        "{\"steps\":0}",
        "{\"open\":5,\"steps\":0,\"lines\":0,\"products\":0}"
      })
  void aBrokenLinkIsRefused(String link) {
    assertThatThrownBy(() -> room.answer("restore", new Arguments(Json.parseObject("link", link))))
        .isInstanceOf(Refusal.class);
  }

  @Test
  void whatIsRefusedChangesNothing() {
    press("forward", "pass");
    var before = ask("state", Map.of());
    Map<String, Map<String, ?>> refused =
        Map.of(
            "edit", Map.of("symbol", "w1", "value", 1, "odd", 2),
            "press", Map.of("part", "backward", "grain", "pass", "odd", 2),
            "settings", Map.of("loss", "LOG_LOSS", "descent", "ADAM"),
            "run", Map.of("count", 1, "odd", 2),
            "reset", Map.of("odd", 2),
            "open", Map.of("example", "xor", "odd", 2),
            "restore",
                Map.of("open", Map.of("example", "xor"), "steps", 0, "lines", 999, "products", 0));
    refused.forEach((action, fields) -> {
      assertThatThrownBy(() -> ask(action, fields)).as(action).isInstanceOf(Refusal.class);
      assertThat(ask("state", Map.of())).as(action).isEqualTo(before);
    });
  }

  @Test
  void networksTooLargeToLookAtAreRefused() {
    for (List<Integer> sizes :
        List.of(List.of(32, 32, 1), List.of(2), List.of(2, 501), List.of(1, 1, 1, 1, 1, 1, 1, 1))) {
      assertThatThrownBy(() ->
              ask("open", Map.of("sizes", sizes, "hidden", "tanh", "output", "tanh", "seed", 1)))
          .as(sizes.toString())
          .isInstanceOf(Refusal.class);
    }
  }

  @Test
  void theSameSeedIsTheSameNetwork() {
    Map<String, ?> fields =
        Map.of("sizes", List.of(3, 4, 2), "hidden", "gelu", "output", "sigmoid", "seed", 7);
    var one = ask("open", fields).get("network");
    assertThat(ask("open", fields).get("network")).isEqualTo(one);
    var check = ask("check", Map.of());
    assertThat((List<?>) check.get("rows")).hasSize(3 * 4 + 4 + 4 * 2 + 2);
    assertThat((Double) check.get("error")).isLessThan(1e-6);
    assertThat(check.get("compared")).isEqualTo(3 * 4 + 4 + 4 * 2 + 2);
  }

  @Test
  void everyNumberOfAnExplanationIsThatOfItsFormula() {
    press("forward", "pass");
    var info = ask("explain", Map.of("symbol", "net_o1"));
    List<?> terms = (List<?>) info.get("terms");
    assertThat(terms).hasSize(3);
    assertThat((Double) ((Map<?, ?>) terms.get(2)).get("running")).isEqualTo(info.get("result"));
    List<?> parts = (List<?>) ask("explain", Map.of("symbol", "E")).get("terms");
    assertThat((Double) ((Map<?, ?>) parts.get(0)).get("value"))
        .isCloseTo(0.274811083, offset(1e-9));
    assertThat((Double) ((Map<?, ?>) parts.get(1)).get("value"))
        .isCloseTo(0.023560026, offset(1e-9));
    assertThat(ask("explain", Map.of("symbol", "dE/dw5")).get("result")).isNull();
    assertThatThrownBy(() -> ask("explain", Map.of("symbol", "w99"))).isInstanceOf(Refusal.class);
  }

  @Test
  void documentsHoldTheDerivation() {
    for (String format : List.of("html", "markdown", "latex")) {
      String text = String.valueOf(ask("export", Map.of("format", format)).get("text"));
      assertThat(text).as(format).contains("0.08216704056", "0.2910277737");
    }
  }

  @Test
  void aDocumentEndsWhereTheReaderIs() {
    press("forward", "pass");
    for (String format : List.of("html", "markdown", "latex")) {
      String text = String.valueOf(ask("export", Map.of("format", format)).get("text"));
      assertThat(text).as(format).contains("0.7513650696").doesNotContain("0.08216704056");
    }
  }

  private static void compile(String code, Path directory) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    JavaFileObject source =
        new SimpleJavaFileObject(URI.create("string:///Network.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreErrors) {
            return code;
          }
        };
    List<String> options =
        List.of("-d", directory.toString(), "-cp", System.getProperty("java.class.path"));
    assertThat(compiler.getTask(null, null, null, options, null, List.of(source)).call())
        .as(code)
        .isTrue();
  }

  @Test
  void theJavaCodeMakesTheSameNetwork(@TempDir Path directory) throws Exception {
    ask("edit", Map.of("symbol", "w5", "value", 0.1 + 0.2));
    String code = String.valueOf(ask("export", Map.of("format", "java")).get("text"));
    compile(code, directory);
    try (URLClassLoader loader =
        new URLClassLoader(new java.net.URL[] {directory.toUri().toURL()})) {
      Class<?> made = loader.loadClass("Network");
      DenseExample expected = Edits.with(WorkedExamples.mazur(), "w5", 0.1 + 0.2);
      assertThat(made.getMethod("example").invoke(null)).isEqualTo(expected);
      Model model = (Model) made.getMethod("model").invoke(null);
      float[] answers = model.predict(0.05f, 0.1f);
      List<Double> outputs = new DenseRun(expected).outputs(0);
      assertThat(answers[0]).isCloseTo(outputs.get(0).floatValue(), offset(1e-6f));
      Loss loss = (Loss) made.getMethod("loss").invoke(null);
      Optimizer optimizer = (Optimizer) made.getMethod("optimizer").invoke(null);
      Dataset data = Dataset.of(new float[][] {{0.05f, 0.1f}}, new float[][] {{0.01f, 0.99f}});
      Trainer.of(model, loss, optimizer).batch(1).epochs(1).fit(data);
      DenseRun after = new DenseRun(expected);
      after.update(1);
      float[] learned = model.predict(0.05f, 0.1f);
      assertThat(learned[0]).isCloseTo(after.outputs(0).get(0).floatValue(), offset(1e-6f));
      assertThat(learned[1]).isCloseTo(after.outputs(0).get(1).floatValue(), offset(1e-6f));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"MEAN_SQUARES", "LOG_LOSS", "BINARY_CROSS_ENTROPY", "CROSS_ENTROPY"})
  void theJavaCodeOfEveryLossCompiles(String loss, @TempDir Path directory) {
    ask("open", Map.of("example", "xor-batch"));
    ask("settings", Map.of("loss", loss));
    ask("settings", Map.of("descent", "MOMENTUM"));
    ask("settings", Map.of("layer", 0, "activation", "leaky relu"));
    ask("run", Map.of("count", 2));
    compile(String.valueOf(ask("export", Map.of("format", "java")).get("text")), directory);
  }

  @Test
  void anEditKeepsTheForwardPassAndDraggingIsOneMoment() {
    press("forward", "pass");
    press("backward", "pass");
    ask("edit", Map.of("symbol", "i1", "value", 0.2, "live", true));
    var state = ask("edit", Map.of("symbol", "i1", "value", 0.3, "live", true));
    assertThat(state.get("lines")).isEqualTo(state.get("forwardEnd"));
    assertThat(((Map<?, ?>) requireNonNull(state.get("history"))).get("size")).isEqualTo(4);
    assertThat(shown(ask("undo", Map.of()), "dE/dw5")).isEqualTo(0.08216704056423077, within());
  }

  @Test
  void theGradientOfAWeightHasItsThreeFactors() {
    press("forward", "pass");
    press("backward", "pass");
    List<?> factors = (List<?>) ask("explain", Map.of("symbol", "dE/dw5")).get("factors");
    List<String> symbols =
        requireNonNull(factors).stream()
            .map(factor -> String.valueOf(((Map<?, ?>) factor).get("symbol")))
            .toList();
    assertThat(symbols).containsExactly("dE/dout_o1", "out_o1", "out_h1");
    double product = 1;
    for (Object factor : requireNonNull(factors)) {
      product *= (Double) requireNonNull(((Map<?, ?>) factor).get("value"));
    }
    assertThat(product).isEqualTo(0.08216704056423077, within());
  }

  @Test
  void matricesOfBackPropagationHaveTheirShapes() {
    press("forward", "pass");
    press("backward", "pass");
    List<?> rows = (List<?>) ask("matrix", Map.of()).get("rows");
    List<String> shapes =
        requireNonNull(rows).stream()
            .map(row -> (Map<?, ?>) row)
            .filter(row -> "BP2".equals(row.get("label")))
            .flatMap(row -> ((List<?>) row.get("matrices")).stream())
            .map(matrix -> String.valueOf(((Map<?, ?>) matrix).get("shape")))
            .toList();
    assertThat(shapes).containsExactly("2×1", "2×2", "2×1", "2×1");
  }

  @Test
  void matricesOfSeveralSamplesAddUpToTheGradientsOfTheList() {
    ask("open", Map.of("example", "xor-batch"));
    press("forward", "pass");
    double gradient = shown(press("backward", "pass"), "dE/dw5");
    Map<String, @Nullable Object> answer = ask("matrix", Map.of("sample", 1));
    assertThat(String.valueOf(answer.get("note"))).contains("sample 2 of 4", "divided by 4");
    List<?> rows = (List<?>) requireNonNull(answer.get("rows"));
    List<Map<?, ?>> weights = new ArrayList<>();
    for (Object each : rows) {
      Map<?, ?> row = (Map<?, ?>) each;
      String latex = String.valueOf(row.get("latex"));
      if ("BP4".equals(row.get("label")) && latex.contains("W^{2}")) {
        assertThat(latex).startsWith("\\frac{\\partial E_{2}}{\\partial W^{2}}");
        assertThat(names(row).getFirst()).isEqualTo("\\partial E_{2}/\\partial W^{2}");
      }
      if ("Σ".equals(row.get("label")) && latex.contains("W^{2}")) {
        weights.add(row);
      }
    }
    assertThat(weights).hasSize(1);
    assertThat(names(weights.getFirst()))
        .containsExactly(
            "\\partial E/\\partial W^{2}",
            "\\partial E_{1}/\\partial W^{2}",
            "\\partial E_{2}/\\partial W^{2}",
            "\\partial E_{3}/\\partial W^{2}",
            "\\partial E_{4}/\\partial W^{2}");
    List<Double> firsts = firsts(weights.getFirst());
    assertThat(firsts.getFirst()).isEqualTo(gradient).isEqualTo(0.015529286, offset(5e-10));
    assertThat(firsts.stream().skip(1).mapToDouble(x -> x).sum()).isEqualTo(gradient, within());
  }

  private static List<String> names(Map<?, ?> row) {
    return ((List<?>) requireNonNull(row.get("matrices")))
        .stream().map(matrix -> String.valueOf(((Map<?, ?>) matrix).get("name"))).toList();
  }

  /// The number at the upper left of each matrix.
  private static List<Double> firsts(Map<?, ?> row) {
    List<Double> firsts = new ArrayList<>();
    for (Object matrix : (List<?>) requireNonNull(row.get("matrices"))) {
      List<?> rows = (List<?>) requireNonNull(((Map<?, ?>) matrix).get("rows"));
      firsts.add((Double) requireNonNull(((List<?>) rows.getFirst()).getFirst()));
    }
    return firsts;
  }

  @Test
  void refusalsCallFieldsWhatThePageCallsThem() {
    Map<String, Object> own =
        Map.of("sizes", List.of(2, -1), "hidden", "tanh", "output", "sigmoid", "seed", 1);
    assertThatThrownBy(() -> ask("open", own))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("entry 2 of the sizes must be a number from 1 to 1000, and is -1");
    assertThatThrownBy(() -> ask("edit", Map.of("symbol", "w5", "value", "x")))
        .hasMessageContaining("the number must be a number");
    assertThatThrownBy(() -> ask("run", Map.of("count", 0)))
        .hasMessageContaining("the number of steps must be");
  }

  @Test
  void aNeuronAtATimeGoesBackThroughOutputsSumsAndWeights() {
    press("forward", "pass");
    int presses = 0;
    Map<String, @Nullable Object> state = ask("state", Map.of());
    while ("backward".equals(state.get("next"))) {
      state = press("backward", "neuron");
      presses++;
    }
    assertThat(presses).isEqualTo(4 * 3);
  }

  @Test
  void samplesAreAddedEditedAndTakenAway() {
    ask("addSample", Map.of());
    ask("edit", Map.of("symbol", "i1@2", "value", -1));
    var state = press("forward", "pass");
    double mean = (shown(state, "E@1") + shown(state, "E@2")) / 2;
    assertThat(shown(state, "E")).isEqualTo(mean, within());
    assertThat(shown(state, "E@1")).isEqualTo(0.29837110876000272, within());
    ask("removeSample", Map.of("index", 1));
    assertThat(ask("state", Map.of()).get("pristine")).isEqualTo(true);
    assertThatThrownBy(() -> ask("removeSample", Map.of("index", 0))).isInstanceOf(Refusal.class);
  }

  @Test
  void aSavedModelIsShownFirst(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("small.gradus");
    Model model =
        Model.of(Sequential.of(new Dense(3), new Activation(new Relu()), new Dense(2)))
            .seed(4)
            .input(2);
    model.save(file);
    StepperRoom saved = new StepperRoom(Optional.of(file));
    var state = saved.answer("press", new Arguments(Map.of("part", "forward", "grain", "pass")));
    float[] outputs = model.predict(0.5f, -0.25f);
    assertThat(shown(state, "out_o2")).isEqualTo(outputs[1], offset(1e-6));
    assertThat(saved.answer("catalog", new Arguments(Map.of())).get("model"))
        .isEqualTo("small.gradus");
    assertThat(opened(link(state)).get("shown")).isEqualTo(state.get("shown"));
  }

  @Test
  void aRowOfTheDataIsMadeReadyAsTheModelDoes(@TempDir Path directory) throws Exception {
    Preprocessing scales =
        new Preprocessing(
            List.of(new Column.Numeric("length", 0, 5, 2), new Column.Numeric("width", 0, 3, 0.5)),
            List.of(new Column.Categorical("kind", List.of("a", "b", "c"))));
    Model model = Model.of(new Dense(3)).seed(4).input(2);
    Path file = directory.resolve("kinds.gradus");
    SavedModel.of(model, scales, Provenance.ofThisLibrary(4)).save(file);
    StepperRoom room = new StepperRoom(Optional.of(file));
    assertThat(room.answer("catalog", new Arguments(Map.of())).get("columns"))
        .isEqualTo(List.of("length", "width", "kind"));
    assertThat(room.answer("state", new Arguments(Map.of())).get("madeUp")).isEqualTo(true);
    var state = room.answer("sample", new Arguments(Map.of("index", 0, "text", "6, 2.5, b")));
    Map<?, ?> network = (Map<?, ?>) state.get("network");
    assertThat(String.valueOf(network.get("samples")))
        .contains("inputs=[0.5, -1.0]")
        .contains("targets=[0.0, 1.0, 0.0]");
    assertThat(state.get("madeUp")).isEqualTo(false);
    for (String odd : List.of("6, 2.5", "6, 2.5, d", "6, x, b", "")) {
      assertThatThrownBy(
              () -> room.answer("sample", new Arguments(Map.of("index", 0, "text", odd))))
          .as(odd)
          .isInstanceOf(Refusal.class);
    }
  }

  @Test
  void aSampleIsTypedAsNumbers() {
    var state = ask("sample", Map.of("index", 0, "text", "0.1, 0.2, 0.3, 0.4"));
    Map<?, ?> network = (Map<?, ?>) state.get("network");
    assertThat(String.valueOf(network.get("samples"))).contains("[0.1, 0.2]", "[0.3, 0.4]");
    for (String odd : List.of("1, 2, 3", "1, 2, 3, NaN", "1, 2, 3, 1e7", "1, 2, 3, four")) {
      assertThatThrownBy(() -> ask("sample", Map.of("index", 0, "text", odd)))
          .as(odd)
          .isInstanceOf(Refusal.class);
    }
  }

  @Test
  void aModelThatCannotBeShownIsTold(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("odd.gradus"), "no model");
    var catalog = new StepperRoom(Optional.of(file)).answer("catalog", new Arguments(Map.of()));
    assertThat(catalog.get("model")).isEqualTo("");
    assertThat(String.valueOf(catalog.get("note"))).contains("odd.gradus");
  }
}
