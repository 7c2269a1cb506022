package io.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.Param;
import io.gradus.nn.CrossEntropy;
import io.gradus.nn.Dense;
import io.gradus.nn.Model;
import io.gradus.optim.Adam;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The average of the weights where parameters are frozen, thawed, and set from outside.
class FrozenAverageTest {
  private static final Dataset DATA =
      Dataset.of(new float[][] {{1}, {2}, {3}, {4}}, new int[] {0, 0, 1, 1}, List.of("a", "b"));

  private final Model model = Model.of(new Dense(2)).seed(2).input(1);
  private final Param first = model.parameters().list().getFirst();
  private float[] then = new float[0];

  private Trainer trainer() {
    return Trainer.of(model, new CrossEntropy(), new Adam(0.05)).batch(1).average(0.99).epochs(3);
  }

  @Test
  void aParameterFrozenInTheMidstOfAFitStaysAsItIs() {
    Trainer trainer = trainer();
    trainer.listener(event -> {
      if (event instanceof TrainingEvent.StepDone done && done.step() == 5) {
        first.freeze(true);
        then = first.values();
      }
    });
    trainer.fit(DATA, DATA);
    assertThat(first.values()).containsExactly(then);
  }

  @Test
  void aParameterFrozenAfterTheLastStepOfAnEpochStaysAsItIs() {
    Trainer trainer = trainer();
    trainer.listener(event -> {
      if (event instanceof TrainingEvent.StepDone done && done.step() == 7) {
        first.freeze(true);
        then = first.values();
      }
    });
    trainer.fit(DATA, DATA);
    assertThat(first.values()).containsExactly(then);
  }

  @Test
  void aParameterFrozenAfterAnEpochKeepsTheNumbersThatWereValidated() {
    Trainer trainer = trainer();
    trainer.listener(event -> {
      if (event instanceof TrainingEvent.EpochDone done && done.epoch().number() == 2) {
        first.freeze(true);
        then = first.values();
      }
    });
    trainer.fit(DATA, DATA);
    assertThat(first.values()).containsExactly(then);
  }

  @Test
  void numbersSetAndFrozenBetweenTwoFitsStay() {
    Trainer trainer = trainer();
    trainer.fit(DATA);
    first.set(3, -2);
    first.freeze(true);
    trainer.fit(DATA);
    assertThat(first.values()).containsExactly(3, -2);
  }

  @Test
  void theAverageGoesOnFromNumbersThatWereSet() {
    Trainer trainer = trainer();
    trainer.fit(DATA);
    first.set(30, -20);
    trainer.epochs(1).fit(DATA);
    assertThat(first.values()[0]).isBetween(29f, 31f);
    assertThat(first.values()[1]).isBetween(-21f, -19f);
  }

  @Test
  void theAverageGoesOnFromNumbersThatWereSetInTheMidstOfAFit() {
    Trainer trainer = trainer();
    trainer.listener(event -> {
      if (event instanceof TrainingEvent.StepDone done && done.step() == 5) {
        first.set(30, -20);
      }
    });
    trainer.fit(DATA, DATA);
    assertThat(first.values()[0]).isBetween(29f, 31f);
  }

  @Test
  void theAverageOfAThawedParameterBeginsWithWhatItIs() {
    first.set(30, -20);
    first.freeze(true);
    Trainer trainer = trainer();
    trainer.fit(DATA);
    first.freeze(false);
    trainer.epochs(1).fit(DATA);
    assertThat(first.values()[0]).isBetween(29f, 31f);
  }
}
