package io.gradus.studio.activations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradus.op.Catalog;
import io.gradus.op.Op;
import io.gradus.op.Sigmoid;
import io.gradus.studio.room.Arguments;
import io.gradus.studio.room.Refusal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActivationsRoomTest {
  private final ActivationsRoom room = new ActivationsRoom();

  private Map<String, @Nullable Object> ask(String action, Map<String, Object> fields) {
    return room.answer(action, new Arguments(fields));
  }

  private static double number(Map<String, ? extends @Nullable Object> map, String name) {
    return (Double) java.util.Objects.requireNonNull(map.get(name));
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> list(
      Map<String, ? extends @Nullable Object> map, String name) {
    return (List<Map<String, Object>>) java.util.Objects.requireNonNull(map.get(name));
  }

  @Test
  void theGalleryHasEveryActivationOfTheEngine() {
    Set<String> shown = new HashSet<>();
    list(ask("gallery", Map.of()), "cards").forEach(card -> shown.add((String) card.get("name")));
    // In the catalog the activations stand between the sigmoid and the hard tanh.
    List<String> names = Catalog.ops().stream().map(Op::name).distinct().toList();
    List<String> activations =
        names.subList(names.indexOf(new Sigmoid().name()), names.indexOf("hardTanh") + 1);
    assertThat(activations).hasSize(18);
    assertThat(shown).containsAll(activations).contains("softmax").hasSize(19);
  }

  @ParameterizedTest
  @CsvSource({
    "sigmoid, 1, 0.731058578630005, 0.196611933241482",
    "sigmoid, 2, 0.880797077977882, 0.104993585403507",
    "tanh, 1, 0.761594155955765, 0.419974341614026",
    "tanh, 2, 0.964027580075817, 0.0706508248531644",
    "softplus, 1, 1.31326168751822, 0.731058578630005",
    "softplus, 2, 2.12692801104297, 0.880797077977882",
    "elu, -1, -0.632120558828558, 0.367879441171442",
    "elu, -2, -0.864664716763387, 0.135335283236613",
    "silu, 1, 0.731058578630005, 0.927670511871487",
    "silu, 2, 1.76159415595576, 1.0907842487849",
    "silu, -2, -0.238405844044235, -0.0907842487848955",
    "gelu, 1, 0.841344746068543, 1.08331547058769",
    "gelu, 2, 1.95449973610364, 1.0852318010782",
    "gelu, -2, -0.0455002638963584, -0.0852318010781969",
    "mish, 1, 0.86509838826731, 1.04903622009979",
    "mish, 2, 1.94395895953399, 1.06931793427949",
    "mish, -2, -0.252501482695709, -0.108355092420394",
    "selu, 2, 2.10140197471096, 1.05070098735548",
    "sigmoid, -2, 0.119202922022118, 0.104993585403507",
    "sigmoid, -1, 0.268941421369995, 0.196611933241482",
    "tanh, -2, -0.964027580075817, 0.0706508248531644",
    "tanh, -1, -0.761594155955765, 0.419974341614026",
    "softplus, -2, 0.126928011042972, 0.119202922022118",
    "softplus, -1, 0.313261687518223, 0.268941421369995",
    "silu, -1, -0.268941421369995, 0.0723294881285133",
    "gelu, -1, -0.158655253931457, -0.0833154705876863",
    "mish, -1, -0.303401461374109, 0.059216755877395",
    "selu, 1, 1.05070098735548, 1.05070098735548",
    "relu, 2, 2, 1",
    "relu, -2, 0, 0",
    "pRelu, -2, -0.5, 0.25"
  })
  void valuesAndSlopesAreThoseOfTheWorkedExamples(String name, double z, double a, double slope) {
    var at = ask("at", Map.of("name", name, "z", z));
    assertThat(number(at, "value")).isCloseTo(a, within(1e-14));
    assertThat(number(at, "slope")).isCloseTo(slope, within(1e-14));
  }

  @Test
  void theTanhApproximationOfGeluIsTheOneOfTheWorkedExamples() {
    assertThat(number(ask("at", Map.of("name", "geluTanh", "z", 1)), "value"))
        .isCloseTo(0.841191990608277, within(1e-14));
  }

  @Test
  void parametersShapeTheCurve() {
    var at =
        ask("at", Map.of("name", "leakyRelu", "parameters", List.of(0.2), "z", -3, "digits", 9));
    assertThat(number(at, "value")).isCloseTo(-0.6, within(1e-15));
    assertThat(number(at, "slope")).isEqualTo(0.2);
    assertThat((String) list(at, "lines").getFirst().get("latexNumbers")).contains("-3");
    assertThatThrownBy(
            () -> ask("at", Map.of("name", "leakyRelu", "parameters", List.of(7), "z", 0)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("must be from 0.0 to 1.0");
  }

  @Test
  void theLearnedSlopeOfPReluHasItsOwnGradient() {
    var at = ask("at", Map.of("name", "pRelu", "z", -2));
    assertThat(list(at, "others").getFirst()).containsEntry("value", -2.0);
  }

  @Test
  void slopesAreThoseOfCentredDifferences() {
    for (Definition definition : Definitions.list()) {
      Curve curve = definition.standard();
      double h = 1e-5;
      for (double z : new double[] {-4.7, -2.1, -0.8, -0.3, 0.4, 1.3, 2.6, 5.1}) {
        Samples samples = curve.sample(z - h, z, z + h);
        double difference = (samples.value()[2] - samples.value()[0]) / (2 * h);
        assertThat(samples.slope()[1])
            .as("%s at %s", definition.name(), z)
            .isCloseTo(difference, within(1e-8));
      }
    }
  }

  @Test
  void softmaxFormulasGiveWhatTheOpGives() {
    var at = ask("at", Map.of("name", "softmax", "parameters", List.of(0.5, -1), "z", 2));
    double sum = Math.exp(2) + Math.exp(0.5) + Math.exp(-1);
    double a = Math.exp(2) / sum;
    double other = Math.exp(0.5) / sum;
    assertThat(number(at, "value")).isCloseTo(a, within(1e-15));
    assertThat(number(at, "slope")).isCloseTo(a * (1 - a), within(1e-15));
    assertThat((Double) list(at, "others").get(1).get("value"))
        .isCloseTo(-a * other, within(1e-15));
  }

  @Test
  void zonesAreWhereLittleOrNoGradientPasses() {
    var sigmoid = list(ask("curve", Map.of("name", "sigmoid")), "zones");
    assertThat(sigmoid)
        .extracting(zone -> zone.get("kind"))
        .containsExactly("saturated", "saturated");
    // s (1 - s) = 0.05 / 4
    assertThat((Double) sigmoid.getLast().get("from")).isCloseTo(4.37, within(0.011));
    var relu = list(ask("curve", Map.of("name", "relu")), "zones");
    assertThat(relu).hasSize(1);
    assertThat(relu.getFirst()).containsEntry("kind", "noGradient").containsEntry("to", 0.0);
    var hardSwish = list(ask("curve", Map.of("name", "hardSwish")), "zones");
    assertThat(hardSwish)
        .extracting(zone -> zone.get("kind"))
        .containsExactly("noGradient", "turning");
  }

  @Test
  void kinksComeWithTheSlopeThatIsChosenThere() {
    var relu = list(ask("curve", Map.of("name", "relu")), "kinks");
    assertThat(relu).hasSize(1);
    assertThat(relu.getFirst())
        .containsEntry("z", 0.0)
        .containsEntry("slope", 0.0)
        .containsEntry("before", 0.0)
        .containsEntry("after", 1.0);
    assertThat(list(ask("curve", Map.of("name", "relu6")), "kinks"))
        .extracting(kink -> kink.get("z"))
        .containsExactly(0.0, 6.0);
    assertThat(list(ask("curve", Map.of("name", "hardSwish")), "kinks"))
        .extracting(kink -> kink.get("z"))
        .containsExactly(-3.0, 3.0);
    // With alpha 1 the two pieces of ELU meet with one slope, with 2 they do not.
    assertThat(list(ask("curve", Map.of("name", "elu")), "kinks")).isEmpty();
    assertThat(list(ask("curve", Map.of("name", "elu", "parameters", List.of(2))), "kinks"))
        .hasSize(1);
    assertThat(list(ask("curve", Map.of("name", "softsign")), "kinks")).isEmpty();
  }

  @Test
  void garbageIsRefused() {
    assertThatThrownBy(() -> ask("explode", Map.of())).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> ask("at", Map.of("name", "cubic", "z", 0)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("sigmoid");
    assertThatThrownBy(() -> ask("at", Map.of("name", "relu", "z", Double.NaN)))
        .isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> ask("curve", Map.of("name", "relu", "points", 1_000_000)))
        .isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> ask("curve", Map.of("name", "relu", "low", 2, "high", 2)))
        .isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> ask("depth", Map.of("name", "softmax", "start", "he")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("after the last layer");
    assertThatThrownBy(() -> ask("depth", Map.of("name", "relu", "start", "he", "layers", 1_000)))
        .isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> ask("at", Map.of("name", "relu", "z", 0, "more", 1)))
        .isInstanceOf(Refusal.class);
  }
}
