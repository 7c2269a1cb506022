package io.gradus.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.gradus.Shape;
import io.gradus.Tensor;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/// The example of docs/chain-rule.md runs, is what the page shows, and gives what its table says.
class ChainRuleTest {
  @Test
  void theExampleRunsAndFollowsTheTable() {
    // shown begin
    var x = Tensor.of(Shape.of(1, 2), 0.05f, 0.10f);
    var w = Tensor.of(Shape.of(2, 1), 0.15f, 0.25f).tracked();
    var z = x.matmul(w);
    var loss = z.sigmoid().add(-1).square().sum();
    var g = loss.gradients();
    System.out.println(g.of(z)); // the gradient at the weighted sum
    System.out.println(g.explain(w)); // dL/dw = x^T . dL/dz, with shapes
    System.out.println(loss.graph()); // the forward pass, line by line
    // shown end
    double sum = 0.15 * 0.05 + 0.25 * 0.10;
    double y = 1 / (1 + Math.exp(-sum));
    double toSum = 2 * (y - 1) * y * (1 - y);
    assertThat((double) g.of(z).values()[0]).isCloseTo(toSum, offset(1e-6));
    assertThat((double) g.of(w).values()[0]).isCloseTo(toSum * 0.05, offset(1e-7));
    assertThat((double) g.of(w).values()[1]).isCloseTo(toSum * 0.10, offset(1e-7));
    assertThat(g.explain(w)).contains("dL/d");
    assertThat(loss.graph().toString()).contains("%0 . %1", "sigmoid(%2)");
  }

  @Test
  void thePageShowsThisExample() throws IOException {
    assertThat(Snippets.shown("docs/chain-rule.md")).isEqualTo(Snippets.run(ChainRuleTest.class));
  }
}
