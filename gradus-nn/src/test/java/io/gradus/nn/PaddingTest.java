package io.gradus.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.ShapeException;
import io.gradus.nn.Padding.Mode;
import org.junit.jupiter.api.Test;

class PaddingTest {
  private static float[] padded(Padding padding, float... steps) {
    return Model.of(padding).input(steps.length, 1).predict(steps);
  }

  @Test
  void eachModeFillsTheNewPlacesAsItSays() {
    assertThat(padded(new Padding(Mode.ZEROS, 2), 1, 2, 3, 4))
        .containsExactly(0, 0, 1, 2, 3, 4, 0, 0);
    assertThat(padded(new Padding(Mode.REFLECT, 2), 1, 2, 3, 4))
        .containsExactly(3, 2, 1, 2, 3, 4, 3, 2);
    assertThat(padded(new Padding(Mode.REPLICATE, 2), 1, 2, 3, 4))
        .containsExactly(1, 1, 1, 2, 3, 4, 4, 4);
    assertThat(padded(new Padding(Mode.CIRCULAR, 2), 1, 2, 3, 4))
        .containsExactly(3, 4, 1, 2, 3, 4, 1, 2);
  }

  @Test
  void nothingAddedIsNothingChanged() {
    for (Mode mode : Mode.values()) {
      assertThat(padded(new Padding(mode, 0), 5, 6)).containsExactly(5, 6);
      assertThat(padded(new Padding(mode, 1, 0), 5, 6)).hasSize(3).endsWith(5, 6);
    }
  }

  @Test
  void tooFewPixelsAreRefused() {
    assertThat(padded(new Padding(Mode.REFLECT, 1), 1, 2)).containsExactly(2, 1, 2, 1);
    assertThatThrownBy(() -> padded(new Padding(Mode.REFLECT, 0, 2), 1, 2))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("Padding REFLECT by 0 and 2 needs 3 or more along axis 1");
    assertThatThrownBy(() -> padded(new Padding(Mode.CIRCULAR, 3), 1, 2))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("needs 3 or more");
    assertThatThrownBy(() -> Model.of(new Padding(Mode.ZEROS, 1)).input(4))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("images [n, height, width, channels] or sequences");
    assertThatThrownBy(() -> new Padding(Mode.ZEROS, -1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got -1 before and 0 after");
  }
}
