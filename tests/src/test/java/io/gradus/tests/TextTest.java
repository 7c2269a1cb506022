package io.gradus.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.gradus.Tensor;
import io.gradus.nn.CrossEntropy;
import io.gradus.nn.networks.Gpt;
import io.gradus.optim.Adam;
import io.gradus.text.BytePairTokenizer;
import io.gradus.text.CharacterTokenizer;
import io.gradus.text.Sampling;
import io.gradus.text.TextModel;
import io.gradus.train.Perplexity;
import io.gradus.train.Trainer;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The example of docs/text.md runs, is what the page shows, and its numbers are right.
class TextTest {
  private static final String PAGE = "docs/text.md";

  @Test
  void theExampleLearnsAndWrites() throws IOException {
    // shown begin
    var text = "one two three four five six seven eight nine ten\n".repeat(20);
    var tokens = CharacterTokenizer.of(text);
    // Context, width, heads, blocks.
    var network = new Gpt(tokens.vocabulary(), 16, 16, 2, 1, 0, true);
    var model = TextModel.of(network, tokens, 16, 1);
    var trainer = Trainer.of(model.model(), new CrossEntropy(), new Adam(0.02)).batch(8);
    trainer.metric(new Perplexity()).epochs(25).fit(model.dataset(text));
    System.out.println(model.write("one two", 40, Sampling.greedy()));
    System.out.println(model.write("one two", 40, Sampling.of(1).temperature(1.2).topK(5)));

    var q = Tensor.of(new float[][] {{1, 0}});
    var k = Tensor.of(new float[][] {{1, 0}, {0, 1}});
    var v = Tensor.of(new float[][] {{10}, {20}});
    var shares = q.matmul(k, false, true).divide(Math.sqrt(2)).softmax(1);
    System.out.println(shares + " -> " + shares.matmul(v));
    // shown end
    assertThat(model.write("one two", 17, Sampling.greedy())).isEqualTo(" three four five ");
    assertThat((double) shares.values()[0]).isCloseTo(0.66976, offset(1e-5));
    assertThat((double) shares.matmul(v).values()[0]).isCloseTo(13.302, offset(1e-3));
    assertThat(String.join("\n", Snippets.lines(PAGE))).contains("0.66976", "0.33024", "13.302");
  }

  @Test
  void thePageShowsThisExample() throws IOException {
    assertThat(Snippets.shown(PAGE)).isEqualTo(Snippets.run(TextTest.class));
  }

  @Test
  void theMergesByHandAreThoseOfTheTokenizer() {
    String text =
        "low\n".repeat(5) + "lower\n".repeat(2) + "newest\n".repeat(6) + "widest\n".repeat(3);
    List<String> steps = List.of("l o w es t", "l o w est", "lo w est", "low est");
    for (int merges = 1; merges <= 4; merges++) {
      BytePairTokenizer tokens = BytePairTokenizer.train(text, 256 + merges);
      List<String> parts =
          Arrays.stream(tokens.encode("lowest")).mapToObj(token -> tokens.decode(token)).toList();
      assertThat(String.join(" ", parts)).isEqualTo(steps.get(merges - 1));
    }
  }
}
