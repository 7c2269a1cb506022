package io.gradus.nn;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.optim.Adam;
import io.gradus.optim.Clipping;
import io.gradus.train.Dataset;
import io.gradus.train.Target;
import io.gradus.train.Trainer;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The adding problem (Hochreiter and Schmidhuber 1997, section 5.4): of a long sequence of numbers
/// two are marked, one in each half; the answer is their sum, which can be told at the end only.
/// Whoever always says 1 has a mean squared error of 1/6.
class AddingProblemTest {
  private static Dataset sums(int count, int length, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] inputs = new float[count * length * 2];
    float[] answers = new float[count];
    for (int i = 0; i < count; i++) {
      int at = i * length * 2;
      for (int t = 0; t < length; t++) {
        inputs[at + 2 * t] = random.nextFloat();
      }
      int first = random.nextInt(length / 2);
      int second = length / 2 + random.nextInt(length - length / 2);
      inputs[at + 2 * first + 1] = 1;
      inputs[at + 2 * second + 1] = 1;
      answers[i] = inputs[at + 2 * first] + inputs[at + 2 * second];
    }
    return Dataset.of(new int[] {length, 2}, inputs, answers, Target.Values.named("sum"));
  }

  /// The mean squared error on sequences that it never saw.
  static double error(int length, int units, int count, int epochs, double rate) {
    Model model =
        Model.of(Sequential.of(Recurrent.lstm(units).lastOnly(), new Dense(1)))
            .seed(1)
            .input(length, 2);
    Trainer trainer =
        Trainer.of(model, new MeanSquaredError(), new Adam(rate))
            .clip(new Clipping.ByGlobalNorm(1))
            .batch(32)
            .epochs(epochs);
    trainer.fit(sums(count, length, 1));
    Map<String, Double> measured = trainer.evaluate(sums(1000, length, 2));
    return Objects.requireNonNull(measured.get("loss"));
  }

  @Test
  void anLstmAddsTwoOfTwentyNumbers() {
    assertThat(error(20, 24, 1600, 12, 0.01)).isLessThan(0.01);
  }

  @Test
  @Tag("long")
  void anLstmAddsTwoOfAHundredNumbers() {
    assertThat(error(100, 64, 20_000, 6, 0.004)).isLessThan(0.01);
  }
}
