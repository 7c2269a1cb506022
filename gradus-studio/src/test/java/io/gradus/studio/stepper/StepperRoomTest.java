package io.gradus.studio.stepper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.explain.DenseExample;
import io.gradus.explain.WorkedExamples;
import io.gradus.studio.room.Arguments;
import io.gradus.studio.room.Refusal;
import io.gradus.train.Json;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
    for (Object line : (List<?>) java.util.Objects.requireNonNull(state.get("shown"))) {
      Map<?, ?> map = (Map<?, ?>) line;
      if (symbol.equals(map.get("symbol"))) {
        return (Double) java.util.Objects.requireNonNull(map.get("value"));
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
        ((List<?>) java.util.Objects.requireNonNull(press("backward", "pass").get("shown")))
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
    var compared = ask("compare", Map.of("timelines", List.of(0, 1)));
    assertThat((List<?>) compared.get("rows")).hasSize(9);
    assertThat((Double) compared.get("lossTo")).isLessThan((Double) compared.get("lossFrom"));
    ask("timeline", Map.of("index", 0));
    assertThat(ask("state", Map.of()).get("steps")).isEqualTo(0);
  }

  @Test
  void aLinkBringsTheMomentBack() {
    ask("edit", Map.of("symbol", "w5", "value", 0.123456789012345));
    press("forward", "pass");
    press("backward", "neuron");
    var there = ask("state", Map.of());
    String text = Json.write(ask("link", Map.of()));
    StepperRoom other = new StepperRoom();
    var here = other.answer("restore", new Arguments(Json.parseObject("link", text)));
    assertThat(here.get("network")).isEqualTo(there.get("network"));
    assertThat(here.get("shown")).isEqualTo(there.get("shown"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"network\":{},\"steps\":0,\"lines\":0,\"products\":0}",
        "{\"steps\":0}",
        "{\"network\":5,\"steps\":0,\"lines\":0,\"products\":0}"
      })
  void aBrokenLinkIsRefused(String link) {
    assertThatThrownBy(() -> room.answer("restore", new Arguments(Json.parseObject("link", link))))
        .isInstanceOf(Refusal.class);
  }

  @Test
  void networksTooLargeToLookAtAreRefused() {
    for (List<Integer> sizes :
        List.of(List.of(24, 24, 1), List.of(2), List.of(2, 25), List.of(1, 1, 1, 1, 1, 1, 1, 1))) {
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
    press("forward", "pass");
    press("backward", "pass");
    var check = ask("check", Map.of());
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
    assertThat(ask("explain", Map.of("symbol", "dE/dw5")).get("result")).isNull();
    assertThatThrownBy(() -> ask("explain", Map.of("symbol", "w99"))).isInstanceOf(Refusal.class);
  }

  @Test
  void documentsHoldTheDerivation() {
    for (String format : List.of("html", "markdown", "latex")) {
      String text = String.valueOf(ask("export", Map.of("format", format)).get("text"));
      assertThat(text).as(format).contains("0.0821670406").contains("0.29102777");
    }
  }

  @Test
  void theJavaCodeMakesTheSameNetwork(@TempDir Path directory) throws Exception {
    ask("edit", Map.of("symbol", "w5", "value", 0.1 + 0.2));
    String code = String.valueOf(ask("export", Map.of("format", "java")).get("text"));
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
    assertThat(compiler.getTask(null, null, null, options, null, List.of(source)).call()).isTrue();
    try (URLClassLoader loader =
        new URLClassLoader(new java.net.URL[] {directory.toUri().toURL()})) {
      Object network = loader.loadClass("Network").getMethod("network").invoke(null);
      DenseExample expected = Edits.with(WorkedExamples.mazur(), "w5", 0.1 + 0.2);
      assertThat(network).isEqualTo(expected);
    }
  }
}
