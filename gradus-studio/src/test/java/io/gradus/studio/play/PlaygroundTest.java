package io.gradus.studio.play;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PlaygroundTest {
  private static final Hidden EIGHT = new Hidden(8, "tanh");

  private static PlaySettings settings(List<Hidden> hidden, String optimizer, double rate) {
    return new PlaySettings(hidden, optimizer, rate, 32, 0, 0, 0);
  }

  private static void steps(Playground ground, int count) {
    for (int i = 0; i < count && ground.ready(); i++) {
      ground.step();
    }
  }

  private static float[] weights(PlayRun run) {
    var parameters = run.network().parameters();
    return java.util.Arrays.copyOf(parameters.values(), parameters.extent());
  }

  @Test
  void thePresetLearnsSpirals() {
    Playground ground = new Playground();
    ground.stop(new Stop("score", 0.95));
    steps(ground, 20_000);
    assertThat(ground.runs().getFirst().test().score()).isGreaterThanOrEqualTo(0.95);
    assertThat(ground.runs().getFirst().position().step()).isLessThan(20_000);
    assertThat(ground.ready()).isFalse();
  }

  @Test
  void resetComesBackToTheSameWeightsAndTheSameRun() {
    Playground ground = new Playground();
    float[] before = weights(ground.runs().getFirst());
    steps(ground, 50);
    float[] after = weights(ground.runs().getFirst());
    ground.reset();
    assertThat(weights(ground.runs().getFirst())).containsExactly(before);
    steps(ground, 50);
    assertThat(weights(ground.runs().getFirst())).containsExactly(after);
    ground.seed(2);
    assertThat(weights(ground.runs().getFirst())).isNotEqualTo(before);
  }

  @Test
  void anotherRateKeepsWeightsAndWhatTheOptimizerRemembers() {
    Playground ground = new Playground();
    steps(ground, 50);
    float[] weights = weights(ground.runs().getFirst());
    String kept = ground.configure(0, settings(List.of(EIGHT, EIGHT), "adam", 0.001));
    assertThat(kept).isEqualTo("All 105 weights kept, and what the optimizer remembers.");
    assertThat(weights(ground.runs().getFirst())).containsExactly(weights);
    assertThat(ground.runs().getFirst().position().step()).isEqualTo(50);
  }

  @Test
  void settingsThatAreSetAgainChangeNoBitOfTheRun() {
    Playground plain = new Playground();
    Playground touched = new Playground();
    steps(plain, 60);
    steps(touched, 33);
    touched.configure(0, PlaySettings.preset());
    steps(touched, 27);
    assertThat(weights(touched.runs().getFirst()))
        .containsExactly(weights(plain.runs().getFirst()));
  }

  @Test
  void aWiderLayerKeepsItsUnitsAndNewOnesStartFromTheSeed() {
    Playground ground = new Playground();
    steps(ground, 50);
    var old = ground.runs().getFirst().network().parameters().find("hidden1.weight");
    float[] before = Objects.requireNonNull(old).values().clone();
    String kept =
        ground.configure(0, settings(List.of(new Hidden(10, "tanh"), EIGHT), "adam", 0.01));
    assertThat(kept)
        .isEqualTo(
            "All 105 weights kept; 22 new ones start from the seed; the optimizer begins anew.");
    var wide = ground.runs().getFirst().network().parameters().find("hidden1.weight");
    float[] after = Objects.requireNonNull(wide).values();
    for (int row = 0; row < 2; row++) {
      for (int unit = 0; unit < 8; unit++) {
        assertThat(after[row * 10 + unit]).isEqualTo(before[row * 8 + unit]);
      }
    }
    assertThat(ground.runs().getFirst().position().step()).isEqualTo(50);
  }

  @Test
  void oneMoreLayerKeepsTheLayersBeforeIt() {
    Playground ground = new Playground();
    steps(ground, 10);
    String kept = ground.configure(0, settings(List.of(EIGHT, EIGHT, EIGHT), "adam", 0.01));
    assertThat(kept)
        .startsWith(
            "96 of 105 weights kept: those of connections that are still there; 81 new ones start");
  }

  @Test
  void aThirdClassGivesTheNetworkThreeOutputs() {
    Playground ground = new Playground();
    String kept =
        ground.points(PointMaker.drawn(new double[] {0, 0, 0, 1, 1, 1, -1, 1, 2, 0, 1, 2}, 0));
    assertThat(kept)
        .startsWith(
            "96 of 105 weights kept: those of connections that are still there; 27 new ones start");
    steps(ground, 5);
    assertThat(ground.runs().getFirst().train().loss()).isFinite();
    assertThat(ground.frames(true)).hasSize(1);
  }

  @Test
  void twoRunsOfEqualSettingsAreEqualToTheBitAndOthersDiffer() {
    Playground ground = new Playground();
    ground.compare(PlaySettings.preset());
    steps(ground, 40);
    assertThat(weights(ground.runs().get(0))).containsExactly(weights(ground.runs().get(1)));
    ground.configure(1, settings(List.of(EIGHT, EIGHT), "sgd", 0.01));
    steps(ground, 1);
    assertThat(weights(ground.runs().get(0))).isNotEqualTo(weights(ground.runs().get(1)));
    assertThat(ground.runs().get(0).position()).isEqualTo(ground.runs().get(1).position());
  }

  @Test
  void aRunThatDivergesSaysWhatWasFirstAndGoesBackToItsBestWeights() {
    Playground ground = new Playground();
    Hidden relu = new Hidden(8, "relu");
    ground.configure(0, settings(List.of(relu, relu), "sgd", 1e6));
    steps(ground, 2000);
    PlayRun run = ground.runs().getFirst();
    assertThat(run.problem()).isNotNull().contains("try a smaller learning rate");
    assertThat(ground.ready()).isFalse();
    String kept = ground.configure(0, settings(List.of(relu, relu), "sgd", 0.01));
    assertThat(kept).startsWith("Back to the best weights before it went wrong.");
    assertThat(ground.ready()).isTrue();
    steps(ground, 100);
    assertThat(ground.runs().getFirst().train().loss()).isLessThan(1);
  }

  @Test
  void allThatIsOfferedLearnsSomething() {
    for (String kind : PointMaker.KINDS) {
      Playground ground = new Playground();
      ground.points(PointMaker.make(new PointMaker.Recipe(kind, 200, 0.1, 3, 0.3, 1)));
      double before = ground.runs().getFirst().train().loss();
      steps(ground, 300);
      assertThat(ground.runs().getFirst().train().loss()).as(kind).isLessThan(before);
    }
    for (String name : PlaySettings.OPTIMIZERS) {
      Playground ground = new Playground();
      double before = ground.runs().getFirst().train().loss();
      ground.configure(0, settings(List.of(EIGHT), name, 0.01));
      steps(ground, 300);
      assertThat(ground.runs().getFirst().train().loss()).as(name).isLessThan(before);
    }
    for (String name : Activations.NAMES) {
      Playground ground = new Playground();
      ground.configure(0, settings(List.of(new Hidden(6, name)), "adam", 0.01));
      double before = ground.runs().getFirst().train().loss();
      steps(ground, 300);
      assertThat(ground.runs().getFirst().train().loss()).as(name).isLessThan(before);
    }
  }

  @Test
  void theLargeMapIsWhatTheModelPredicts() {
    Playground ground = new Playground();
    steps(ground, 30);
    byte[] map = bytes(surface(ground), "map");
    int cell = 17 * PlaneMaps.GRID + 42;
    double side = 6.0 / PlaneMaps.GRID;
    float x = (float) (-3 + 42.5 * side);
    float y = (float) (3 - 17.5 * side);
    double p = 1 / (1 + Math.exp(-ground.runs().getFirst().network().predict(x, y)[0]));
    assertThat((double) map[cell]).isCloseTo(127 * (2 * p - 1), within());
  }

  @Test
  void theGradientAtTheOutputIsProbabilityLessTarget() {
    Playground ground = new Playground();
    steps(ground, 30);
    ground.view(new View(true, new Assumed(1), -1, 0));
    Map<?, ?> surface = surface(ground);
    byte[] map = bytes(surface, "map");
    float limit = (Float) Objects.requireNonNull(surface.get("limit"));
    int cell = 17 * PlaneMaps.GRID + 42;
    double side = 6.0 / PlaneMaps.GRID;
    float x = (float) (-3 + 42.5 * side);
    float y = (float) (3 - 17.5 * side);
    double p = 1 / (1 + Math.exp(-ground.runs().getFirst().network().predict(x, y)[0]));
    assertThat((double) map[cell]).isCloseTo(127 * (p - 1) / limit, within());
  }

  @Test
  void theGradientOfAUnitIsThatOfATinyChangeOfIt() {
    Playground ground = new Playground();
    ground.configure(0, settings(List.of(new Hidden(3, "tanh")), "adam", 0.01));
    steps(ground, 200);
    ground.view(new View(true, new Assumed(0), 0, 1));
    Map<?, ?> maps = maps(ground);
    Map<?, ?> focus = (Map<?, ?>) Objects.requireNonNull(maps.get("focus"));
    byte[] map = bytes(focus, "map");
    float limit = (Float) Objects.requireNonNull(focus.get("limit"));
    var network = ground.runs().getFirst().network();
    var output = Objects.requireNonNull(network.parameters().find("output.weight"));
    int cell = 30 * PlaneMaps.GRID + 11;
    float x = (float) (-3 + 11.5 * 6 / PlaneMaps.GRID);
    float y = (float) (3 - 30.5 * 6 / PlaneMaps.GRID);
    // The output is linear in the unit, so dL/da = (p - 0) w.
    double p = 1 / (1 + Math.exp(-network.predict(x, y)[0]));
    double slope = p * output.values()[1];
    assertThat((double) map[cell]).isCloseTo(127 * slope / limit, within());
  }

  @Test
  void unitsThatGiveNothingAnywhereAreNamed() {
    Playground ground = new Playground();
    ground.configure(0, settings(List.of(new Hidden(2, "relu")), "sgd", 0.01));
    var parameters = ground.runs().getFirst().network().parameters();
    Objects.requireNonNull(parameters.find("hidden1.bias")).set(-100, 1);
    List<?> layers = (List<?>) Objects.requireNonNull(maps(ground).get("layers"));
    assertThat(((Map<?, ?>) layers.getFirst()).get("dead")).isEqualTo(List.of(0));
  }

  @Test
  void heldOutPointsStayHeldOutWhenMoreAreDrawn() {
    List<Double> numbers = new ArrayList<>();
    boolean[] earlier = {};
    for (int i = 0; i < 40; i++) {
      numbers.addAll(List.of(i * 0.05, -i * 0.05, (double) (i % 2)));
      boolean[] held =
          PointMaker.drawn(numbers.stream().mapToDouble(d -> d).toArray(), 0.25).held();
      for (int k = 0; k < earlier.length; k++) {
        assertThat(held[k]).isEqualTo(earlier[k]);
      }
      earlier = held;
    }
    assertThat(PointMaker.drawn(numbers.stream().mapToDouble(d -> d).toArray(), 0.25).heldCount())
        .isEqualTo(10);
  }

  @Test
  void aHistoryOfAnyLengthIsBoundedAndInOrder() {
    History history = new History();
    for (int i = 0; i < 100_000; i++) {
      Score score = new Score(1.0 / (i + 1), 0.5, List.of());
      history.add(i, score, score);
    }
    List<?> steps = (List<?>) Objects.requireNonNull(history.map().get("step"));
    assertThat(steps.size()).isBetween(100, 400);
    assertThat(steps.getFirst()).isEqualTo(0.0);
    assertThat((Double) Objects.requireNonNull(steps.getLast())).isGreaterThan(99_000);
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(1.01);
  }

  private static Map<?, ?> maps(Playground ground) {
    return (Map<?, ?>) Objects.requireNonNull(ground.frames(false).getFirst().get("maps"));
  }

  private static Map<?, ?> surface(Playground ground) {
    return (Map<?, ?>) Objects.requireNonNull(maps(ground).get("surface"));
  }

  private static byte[] bytes(Map<?, ?> map, String name) {
    return Base64.getDecoder().decode((String) Objects.requireNonNull(map.get(name)));
  }
}
