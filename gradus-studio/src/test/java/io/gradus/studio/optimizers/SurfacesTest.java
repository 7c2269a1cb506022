package io.gradus.studio.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class SurfacesTest {
  private static final Offset<Double> CLOSE = within(1e-11);

  @Test
  void rosenbrockAtItsCustomaryStart() {
    var surface = Surfaces.rosenbrock();
    assertThat(surface.value(-1.2, 1)).isCloseTo(24.2, CLOSE);
    assertThat(surface.gradient(-1.2, 1)).containsExactly(new double[] {-215.6, -88}, CLOSE);
  }

  @Test
  void bealeAndHimmelblauAtTheirStarts() {
    assertThat(Surfaces.beale().value(1, 1)).isEqualTo(14.203125);
    assertThat(Surfaces.himmelblau().value(0, 0)).isEqualTo(170);
  }

  @ParameterizedTest
  @FieldSource("io.gradus.studio.optimizers.Surfaces#NAMES")
  void everyMinimumIsFlat(String name) {
    var surface = Surfaces.named(name, 10);
    assertThat(surface.minima()).isNotEmpty();
    for (Point minimum : surface.minima()) {
      assertThat(surface.gradient(minimum.x(), minimum.y()))
          .containsExactly(new double[] {0, 0}, within(1e-9));
    }
  }

  @ParameterizedTest
  @FieldSource("io.gradus.studio.optimizers.Surfaces#NAMES")
  void everyGradientIsTheDifferenceOfValues(String name) {
    assertGradient(Surfaces.named(name, 10), 0.7, -0.4);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theSliceOfANetworkHasTheGradientOfItsLoss(boolean trained) {
    assertGradient(NetworkSlice.around(trained, 1), 0.7, -0.4);
  }

  @Test
  void trainingMadeTheCentreOfTheSliceLow() {
    double before = NetworkSlice.around(false, 1).value(0, 0);
    var trained = NetworkSlice.around(true, 1);
    assertThat(trained.value(0, 0)).isLessThan(0.1).isLessThan(before);
    assertThat(trained.value(1, 1)).isGreaterThan(trained.value(0, 0));
  }

  private static void assertGradient(Landscape landscape, double x, double y) {
    double h = 1e-5;
    double[] differences = {
      (landscape.value(x + h, y) - landscape.value(x - h, y)) / (2 * h),
      (landscape.value(x, y + h) - landscape.value(x, y - h)) / (2 * h)
    };
    assertThat(landscape.gradient(x, y)).containsExactly(differences, within(1e-6));
  }
}
