package io.gradus.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.gradus.Shape;
import io.gradus.Tensor;
import io.gradus.nn.Dense;
import io.gradus.nn.MeanSquaredError;
import io.gradus.nn.Model;
import io.gradus.nn.Recurrent;
import io.gradus.nn.Sequential;
import io.gradus.optim.Adam;
import io.gradus.optim.Clipping;
import io.gradus.train.Dataset;
import io.gradus.train.Target;
import io.gradus.train.Trainer;
import java.io.IOException;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The example of docs/sequences.md runs, is what the page shows, and its numbers are right.
class SequencesTest {
  private static final String PAGE = "docs/sequences.md";

  @Test
  void theExampleLearns() {
    // shown begin
    int length = 10;
    var random = new SplittableRandom(1);
    float[] numbers = new float[2000 * length * 2]; // for each step a number and its mark
    float[] sums = new float[2000];
    for (int i = 0; i < sums.length; i++) {
      int first = random.nextInt(length / 2);
      int second = length / 2 + random.nextInt(length / 2);
      for (int t = 0; t < length; t++) {
        int at = (i * length + t) * 2;
        boolean marked = t == first || t == second;
        numbers[at] = random.nextFloat();
        numbers[at + 1] = marked ? 1 : 0;
        sums[i] += marked ? numbers[at] : 0;
      }
    }
    var data = Dataset.of(new int[] {length, 2}, numbers, sums, Target.Values.named("sum"));
    var network = Sequential.of(Recurrent.lstm(16).lastOnly(), new Dense(1));
    var model = Model.of(network).seed(1).input(length, 2);
    var trainer = Trainer.of(model, new MeanSquaredError(), new Adam(0.01)).epochs(10);
    trainer.clip(new Clipping.ByGlobalNorm(1)).fit(data);
    System.out.println(trainer.evaluate(data)); // far below 0.167
    System.out.println(model.summary());
    // shown end
    assertThat(trainer.evaluate(data).get("loss")).isLessThan(0.01);
  }

  @Test
  void thePageShowsThisExample() throws IOException {
    assertThat(Snippets.shown(PAGE)).isEqualTo(Snippets.run(SequencesTest.class));
  }

  @Test
  void theUnitByHandIsWhatATensorGives() throws IOException {
    Tensor w = Tensor.of(0.5f).tracked();
    Tensor h = Tensor.of(0f);
    for (float x : new float[] {1, 0, 1}) {
      h = w.multiply(x).add(h.multiply(0.8)).tanh();
      shows(h.values()[0]);
      shows(1 - h.values()[0] * h.values()[0]);
    }
    float gradient = h.sum().gradients().of(w).values()[0];
    assertThat((double) gradient).isCloseTo(0.82351, offset(1e-5));
    shows(gradient);
  }

  @Test
  void theCellByHandIsWhatATensorGives() throws IOException {
    Tensor c = Tensor.zeros(Shape.of(1));
    double[] in = {1, 0, 0};
    for (double x : in) {
      Tensor i = Tensor.of((float) (4 * x - 2)).sigmoid();
      Tensor g = Tensor.of((float) x).tanh();
      c = c.multiply(Tensor.of(3f).sigmoid()).add(i.multiply(g));
      shows(c.values()[0]);
      shows(c.tanh().values()[0] / 2);
    }
  }

  private static void shows(double number) throws IOException {
    String text = String.format(Locale.ROOT, "%.5f", number);
    assertThat(String.join("\n", Snippets.lines(PAGE))).contains(text);
  }
}
