package io.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.Shape;
import io.gradus.nn.Dense;
import io.gradus.nn.Layer;
import io.gradus.nn.Mlp;
import io.gradus.nn.Model;
import io.gradus.nn.Sequential;
import io.gradus.op.Relu;
import io.gradus.op.Tanh;
import io.gradus.train.SavedModel;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayerTableTest {
  private static List<LayerTable> rows(Layer network, int... input) {
    SavedModel saved = SavedModel.of(Model.of(network).seed(1).input(input));
    return LayerTable.of(saved.graph(), saved.parameters().keySet());
  }

  @Test
  void eachActivationOfAnMlpHasARow() {
    assertThat(rows(new Mlp(List.of(5, 3), new Relu(), 0, 2), 4))
        .containsExactly(
            new LayerTable("hidden1", List.of("matmul", "add"), Shape.of(5), 25, 45),
            new LayerTable("", List.of("relu"), Shape.of(5), 0, 5),
            new LayerTable("hidden2", List.of("matmul", "add"), Shape.of(3), 18, 33),
            new LayerTable("", List.of("relu"), Shape.of(3), 0, 3),
            new LayerTable("output", List.of("matmul", "add"), Shape.of(2), 8, 14));
  }

  @Test
  void aPartOfALayerThatIsNotTheOutermostEndsItsRowToo() {
    assertThat(rows(Sequential.of(new Mlp(List.of(3), new Relu(), 0, 2)), 4))
        .extracting(LayerTable::layer)
        .containsExactly("0.hidden", "0", "0.output");
  }

  @Test
  void aSharedPartThatComesAgainBeginsNoRow() {
    Layer twice =
        (s, x) -> {
          var y = s.share("same").apply(new Dense(4), x).at(s.path()).map(new Tanh());
          return s.share("same").apply(new Dense(4), y).at(s.path()).map(new Tanh());
        };
    List<LayerTable> rows = rows(twice, 4);
    assertThat(rows).extracting(LayerTable::layer).containsExactly("same", "");
    assertThat(rows.getLast().ops()).containsExactly("tanh", "tanh");
    assertThat(rows.getFirst().parameters()).isEqualTo(20);
  }
}
