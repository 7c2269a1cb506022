package io.gradus.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.Tensor;
import io.gradus.data.DataSets;
import io.gradus.nn.Activation;
import io.gradus.nn.CrossEntropy;
import io.gradus.nn.Dense;
import io.gradus.nn.Model;
import io.gradus.nn.Sequential;
import io.gradus.op.Relu;
import io.gradus.optim.Adam;
import io.gradus.train.Accuracy;
import io.gradus.train.Trainer;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/// The README's example runs, and is what the README shows.
class ReadmeTest {
  @Test
  void theExampleRunsAndLearns() {
    // shown begin
    var flowers = DataSets.iris().holdOut(0.2, 42);
    var network = Sequential.of(new Dense(16), new Activation(new Relu()), new Dense(3));
    var model = Model.of(network).seed(42).input(4);
    var trainer = Trainer.of(model, new CrossEntropy(), new Adam(0.01)).batch(16).epochs(60);
    trainer.metric(new Accuracy()).fit(flowers.train());
    System.out.println(trainer.evaluate(flowers.test()));

    var x = Tensor.of(0.5f, -1.5f, 2f).tracked();
    var y = x.sigmoid().multiply(x).sum();
    var gradients = y.gradients();
    System.out.println(gradients.of(x));
    System.out.println(gradients.explain(x));
    System.out.println(model.graph());
    // shown end
    assertThat(trainer.evaluate(flowers.test()).get("accuracy")).isGreaterThan(0.9);
    assertThat(gradients.of(x).values()[0]).isBetween(0.73f, 0.75f);
    assertThat(model.graph().toString()).contains("0.weight", "[1, 16]");
  }

  @Test
  void theReadmeShowsThisExample() throws IOException {
    assertThat(Snippets.shown("README.md")).isEqualTo(Snippets.run(ReadmeTest.class));
  }

  @Test
  void theExampleIsShort() throws IOException {
    assertThat(Snippets.shown("README.md")).hasSizeLessThanOrEqualTo(15);
  }

  @Test
  void theReadmeIsOneScreen() throws IOException {
    assertThat(Snippets.lines("README.md")).hasSizeLessThanOrEqualTo(62);
  }
}
