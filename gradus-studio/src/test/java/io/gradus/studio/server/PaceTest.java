package io.gradus.studio.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long INTERVAL = 100;

  private long now = 5000;
  private final Pace pace = new Pace(INTERVAL, () -> now);

  @Test
  void theFirstDeliveryIsDueAtOnce() {
    assertThat(pace.left()).isZero();
  }

  @Test
  void whatADeliveryTakesDoesNotPutOffTheNext() {
    for (int i = 0; i < 50; i++) {
      pace.begin();
      now += 30;
      assertThat(pace.left()).isEqualTo(70);
      now += pace.left();
    }
    assertThat(now).isEqualTo(5000 + 50 * INTERVAL);
  }

  @Test
  void aDeliveryThatBeginsLateKeepsTheDeadlinesOfTheOthers() {
    now += 40;
    pace.begin();
    assertThat(pace.left()).isEqualTo(60);
    now += 99;
    pace.begin();
    assertThat(pace.left()).isEqualTo(61);
  }

  @Test
  void afterALongPauseNothingIsMadeUpFor() {
    pace.begin();
    now += 100 * INTERVAL;
    assertThat(pace.left()).isZero();
    pace.begin();
    assertThat(pace.left()).isEqualTo(INTERVAL);
  }
}
