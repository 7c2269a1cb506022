package io.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.nn.Activation;
import io.gradus.nn.Activations;
import io.gradus.op.Celu;
import io.gradus.op.Elementwise;
import io.gradus.op.Elu;
import io.gradus.op.LeakyRelu;
import io.gradus.train.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/// `gradus train --activation`: every activation of the engine, by name.
class ActivationOptionTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /// Runs the words of the first text, then the others as they are.
  private String shown(String words, String... more) {
    out.getBuffer().setLength(0);
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    String[] args =
        Stream.concat(Stream.of(words.split(" ")), Stream.of(more)).toArray(String[]::new);
    assertThat(line.execute(args)).as(err.toString()).isZero();
    return out.toString();
  }

  private static List<String> names() {
    return Activations.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyActivationLearnsAndIsSavedExplainedAndChecked(String name) {
    String model = folder.resolve("iris.gradus").toString();
    String said = shown("train iris --layers 16,8 --json --activation", name, "--out", model);
    Map<?, ?> result = Json.parseObject("result", said.lines().toList().getLast());
    assertThat((Double) result.get("accuracy")).as(name).isGreaterThan(0.7);
    assertThat(shown("predict", model, "iris").lines()).hasSize(151);
    assertThat(shown("explain", model)).contains("Back-propagation", "after the update");
    assertThat(shown("check", model)).contains("all gradients agree");
  }

  @ParameterizedTest
  @CsvSource({"swish, silu", "SiLU, silu", "LEAKY-RELU, leaky_relu", "linear, identity"})
  void otherSpellingsAreTheSameActivation(String spelling, String name) {
    String words = "train iris --epochs 2 --json --activation";
    String seconds = "\"seconds\":[0-9.E-]+";
    assertThat(shown(words, spelling).replaceAll(seconds, ""))
        .isEqualTo(shown(words, name).replaceAll(seconds, ""));
  }

  @Test
  void theHelpListsThemAll() {
    String help = shown("train", "--help").replaceAll("\\s+", " ");
    assertThat(help).contains("one of: " + String.join(", ", Activations.names()) + ".");
  }

  /// The engine's catalog is what there is; whatever has the shape of an activation has a name.
  @Test
  void noActivationOfTheCatalogIsMissing() {
    List<String> notActivations =
        List.of(
            "absolute",
            "scale",
            "negate",
            "sign",
            "squareRoot",
            "reciprocalSquareRoot",
            "reciprocal",
            "square",
            "exp",
            "expm1",
            "log",
            "log1p",
            "sin",
            "cos",
            "erf",
            "floor",
            "ceil",
            "round",
            "clamp",
            "stopGradient");
    List<String> named =
        Activations.names().stream()
            .map(name -> Activations.named(name).orElseThrow())
            .filter(Activation.class::isInstance)
            .map(layer -> ((Activation) layer).function().name())
            .toList();
    List<String> known =
        io.gradus.op.Catalog.ops().stream()
            .filter(Elementwise.Unary.class::isInstance)
            .map(op -> ((Elementwise.Unary) op).name())
            .filter(name -> !notActivations.contains(name))
            .toList();
    assertThat(named).containsExactlyInAnyOrderElementsOf(known);
    assertThat(List.of(new LeakyRelu(0.01), new Elu(1), new Celu(1)))
        .allMatch(op ->
            names().stream()
                .anyMatch(
                    name -> Activations.named(name).orElseThrow().equals(new Activation(op))));
  }
}
