package io.gradus.studio.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradus.optim.UpdateLine;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RacerTest {
  @ParameterizedTest
  @CsvSource({
    "Down Rosenbrock's valley, 1, 1",
    "Beale's flat floor, 3, 0.5",
    "Himmelblau: which minimum?, 3, 2",
  })
  void adamEndsAtTheMinimumInThePresets(String name, double x, double y) {
    var preset =
        Presets.all().stream().filter(p -> p.name().equals(name.replace("''", "'"))).findFirst();
    var race = race(preset.orElseThrow());
    Racer adam = race.racers().getFirst();
    assertThat(adam.entry().method()).isEqualTo(Method.ADAM);
    assertThat(adam.point(adam.steps()).distance(new Point(x, y))).isLessThan(1e-3);
  }

  private static Race race(Presets.Preset preset) {
    Landscape landscape =
        preset.surface().equals("trained")
            ? NetworkSlice.around(true, 1)
            : Surfaces.named(preset.surface(), preset.kappa());
    var race = new Race(landscape, preset.kappa(), preset.start(), preset.entries());
    race.runTo(preset.steps());
    return race;
  }

  @Test
  void everyPresetCanRun() {
    for (var preset : Presets.all()) {
      assertThat(race(preset).steps()).as(preset.name()).isEqualTo(preset.steps());
    }
  }

  @Test
  void onTheSliceOfANetworkAllFindTheTrainedWeights() {
    var race = race(Presets.all().getLast());
    for (Racer racer : race.racers()) {
      assertThat(racer.point(racer.steps()).distance(new Point(0, 0))).isLessThan(0.05);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyMethodGoesDownTheBowl(Method method) {
    var racer = new Racer(Entry.of(method, 0.01), Surfaces.bowl(10), new Point(-8, 3));
    racer.runTo(50);
    assertThat(racer.value(50)).isLessThan(racer.value(0));
  }

  @ParameterizedTest
  @EnumSource
  void aMomentIsTheVeryStepOfTheRun(Method method) {
    var racer = new Racer(Entry.of(method, method.rate()), Surfaces.beale(), new Point(1, 1));
    racer.runTo(20);
    var moment = racer.moment(13, 1, 9);
    Point after = racer.point(13);
    assertThat(moment.before()[1]).isEqualTo(racer.point(12).y());
    assertThat(moment.after()).containsExactly(after.x(), after.y());
    assertThat(moment.lines())
        .filteredOn(line -> line.target().equals("p"))
        .extracting(UpdateLine::value)
        .containsExactly(after.y());
  }

  @Test
  void theFirstStepOfAdamIsTheRateLessALittle() {
    var racer = new Racer(Entry.of(Method.ADAM, 1e-3), Surfaces.bowl(1), new Point(0.1, 0));
    racer.runTo(1);
    var moment = racer.moment(1, 0, 9);
    assertThat(moment.gradient()[0]).isCloseTo(0.1, within(1e-15));
    assertThat(moment.change()[0]).isCloseTo(-0.00099999990000001, within(1e-16));
    assertThat(moment.state().get("m")[0]).isCloseTo(0.01, within(1e-15));
    assertThat(moment.effectiveRate(0)).isCloseTo(0.0099999990000001, within(1e-15));
    assertThat(moment.effectiveRate(1)).isNaN();
  }

  @Test
  void aRunThatDivergesStops() {
    var racer = new Racer(Entry.of(Method.SGD, 0.25), Surfaces.bowl(10), new Point(-8, 3));
    racer.runTo(10_000);
    assertThat(racer.diverged()).isTrue();
    assertThat(racer.steps()).isBetween(20, 60);
    assertThat(racer.value(racer.steps())).isFinite();
  }

  @Test
  void runningOnIsTheSameAsRunningThrough() {
    var landscape = Surfaces.himmelblau();
    var entries = List.of(Entry.of(Method.ADAM, 0.1), Entry.of(Method.NADAM, 0.1));
    var whole = new Race(landscape, 10, new Point(0, 0), entries);
    var parts = new Race(landscape, 10, new Point(0, 0), entries);
    whole.runTo(100);
    parts.runTo(1);
    parts.runTo(100);
    for (int i = 0; i < 2; i++) {
      assertThat(parts.racers().get(i).point(100)).isEqualTo(whole.racers().get(i).point(100));
    }
  }
}
