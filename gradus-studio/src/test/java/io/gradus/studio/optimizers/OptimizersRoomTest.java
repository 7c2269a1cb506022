package io.gradus.studio.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradus.studio.room.Arguments;
import io.gradus.studio.room.Outlet;
import io.gradus.studio.room.Refusal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptimizersRoomTest {
  private static final Map<String, Object> ADAM = Map.of("method", "adam", "rate", 0.1);

  private final OptimizersRoom room =
      new OptimizersRoom(
          new Outlet() {
            @Override
            public void send(String event, Map<String, @Nullable Object> data) {}

            @Override
            public boolean listening() {
              return false;
            }
          });

  private Map<String, @Nullable Object> ask(String action, Map<String, Object> fields) {
    return room.answer(action, new Arguments(fields));
  }

  private Map<String, @Nullable Object> himmelblau(int steps) {
    return ask(
        "race",
        Map.of("surface", "himmelblau", "x", 0, "y", 0, "steps", steps, "racers", List.of(ADAM)));
  }

  @Test
  void aRaceGoesOnAndEveryMomentCanBeSeen() {
    assertThat(himmelblau(10)).containsEntry("steps", 10);
    assertThat(ask("advance", Map.of("to", 11))).containsEntry("steps", 11);
    var moment = ask("moment", Map.of("step", 1, "racer", 0, "axis", 0, "digits", 9));
    var row = (Map<?, ?>) ((List<?>) moment.get("rows")).getFirst();
    assertThat((Map<?, ?>) row.get("state")).hasSize(2);
    assertThat((List<?>) row.get("lines")).hasSize(3);
    var line = (Map<?, ?>) ((List<?>) row.get("lines")).getFirst();
    assertThat((String) line.get("latexNumbers")).contains("-14");
  }

  @Test
  void theRatesAreMeasuredAndCompared() {
    var rows = (List<?>) ask("rates", Map.of("kappas", List.of(10, 100))).get("rows");
    var momentum = (Map<?, ?>) ((Map<?, ?>) rows.getFirst()).get("momentum");
    assertThat((Double) momentum.get("measured")).isCloseTo(0.519493853295916, within(1e-12));
    assertThat((Double) momentum.get("theory")).isCloseTo(0.519493853295916, within(1e-15));
  }

  @Test
  void aCellOfThePhasePlotIsARun() {
    var cell = ask("cell", Map.of("kappa", 10, "rate", 0.3, "beta", 0.2));
    assertThat((Double) cell.get("theory")).isGreaterThan(1);
    assertThat((Double) cell.get("measured")).isCloseTo((Double) cell.get("theory"), within(1e-6));
  }

  @ParameterizedTest
  @ValueSource(strings = {"iris", "moons", "digits"})
  void theFinderSuggestsARateThatLearns(String data) {
    var found = ask("finder", Map.of("data", data, "optimizer", Map.of("method", "sgd")));
    assertThat((Double) found.get("suggestion")).isBetween(1e-4, 5.0);
    var trials = (List<?>) found.get("trials");
    var losses = (List<?>) ((Map<?, ?>) trials.get(1)).get("losses");
    assertThat((Double) losses.getLast()).isLessThan((Double) losses.getFirst());
  }

  @Test
  void theSliceOfANetworkIsASurfaceToo() {
    var surface = ask("surface", Map.of("surface", "trained"));
    assertThat((String) surface.get("note")).contains("2 of the 42 directions");
    var race =
        ask(
            "race",
            Map.of(
                "surface", "trained", "x", -1.5, "y", 1, "steps", 9999, "racers", List.of(ADAM)));
    assertThat(race).containsEntry("steps", 500);
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    refused("explode", Map.of(), "no action \"explode\"");
    refused("advance", Map.of("to", 5), "no race yet");
    refused("surface", Map.of("surface", "moon"), "must be one of bowl");
    refused("surface", Map.of("surface", "bowl", "kappa", 1e9), "from 1 to 1000");
    refused("surface", Map.of("surface", "bowl", "colour", 1), "no field \"colour\"");
    refused("phase", Map.of("kappa", 10, "columns", 100_000), "columns");
    refused("cell", Map.of("kappa", 10, "rate", 0.1, "beta", 1.5), "beta");
    refused("rates", Map.of("kappas", List.of(1, 2, 3, 4, 5)), "at most 4");
    refused("finder", Map.of("data", "imagenet", "optimizer", ADAM), "iris, moons, digits");
    refusedRace(List.of(), "at least one optimizer");
    refusedRace(Collections.nCopies(7, ADAM), "at most 6");
    refusedRace(List.of(Map.of("method", "adam", "beta1", 1)), "\"beta1\" must be a number");
    refusedRace(List.of(Map.of("method", "adam", "rate", Double.NaN)), "\"rate\"");
    refusedRace(List.of(Map.of("method", "sgd", "mu", 0.5)), "no field \"mu\"");
  }

  private void refusedRace(List<?> racers, String reason) {
    refused(
        "race", Map.of("surface", "bowl", "x", 1, "y", 1, "steps", 10, "racers", racers), reason);
  }

  private void refused(String action, Map<String, Object> fields, String reason) {
    assertThatThrownBy(() -> ask(action, fields))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(reason);
  }
}
