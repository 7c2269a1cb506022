package io.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.expr.Expr;
import io.gradus.kernel.Philox;
import io.gradus.nn.Activation;
import io.gradus.nn.BatchNorm;
import io.gradus.nn.CrossEntropy;
import io.gradus.nn.Dense;
import io.gradus.nn.Dropout;
import io.gradus.nn.Layer;
import io.gradus.nn.LayerNorm;
import io.gradus.nn.MeanSquaredError;
import io.gradus.nn.Model;
import io.gradus.nn.Residual;
import io.gradus.nn.RmsNorm;
import io.gradus.nn.Sequential;
import io.gradus.op.Elementwise;
import io.gradus.op.Gelu;
import io.gradus.op.Relu;
import io.gradus.op.Tanh;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The check passes for right gradients and fails for wrong ones.
class GradientCheckTest {
  private static Batch batch(Target target, int rows) {
    Batch batch = new Batch(new int[] {6}, target, rows);
    batch.rows(rows);
    for (int i = 0; i < batch.inputs.length; i++) {
      batch.inputs[i] = Philox.normal(3, 0, 0, i);
    }
    for (int i = 0; i < batch.labels.length; i++) {
      batch.labels[i] = i % 3;
    }
    for (int i = 0; i < batch.values.length; i++) {
      batch.values[i] = Philox.normal(4, 0, 0, i);
    }
    return batch;
  }

  private static Model model(Layer... layers) {
    return Model.of(new Sequential(List.of(layers))).seed(5).input(6);
  }

  @Test
  void rightGradientsPass() {
    Target classes = Target.Classes.numbered(3);
    Model smooth =
        model(
            new Dense(7),
            new LayerNorm(),
            new Activation(new Gelu()),
            new Residual(new Dense(7)),
            new RmsNorm(),
            new BatchNorm(),
            new Activation(new Tanh()),
            new Dropout(0.3),
            new Dense(3));
    List<GradientCheck.Row> rows =
        GradientCheck.of(
            smooth,
            new CrossEntropy(0.1, io.gradus.nn.Loss.Reduction.MEAN),
            batch(classes, 9),
            classes);
    assertThat(rows).hasSize(11).allMatch(GradientCheck.Row::passed, GradientCheck.table(rows));
    assertThat(rows).allMatch(row -> row.kinks() == 0 && row.compared() > 0);
    Target values = Target.Values.numbered(2);
    rows =
        GradientCheck.of(
            model(new Dense(8), new Activation(new Relu()), new Dense(2)),
            new MeanSquaredError(),
            batch(values, 5),
            values);
    assertThat(rows).hasSize(4).allMatch(GradientCheck.Row::passed, GradientCheck.table(rows));
  }

  @Test
  void aWrongGradientFails() {
    record Wrong() implements Elementwise.Unary {
      @Override
      public Expr value(Expr x) {
        return x.tanh();
      }

      @Override
      public Expr slope(Expr x, Expr y) {
        return Expr.lit(1).minus(y);
      }
    }
    Target classes = Target.Classes.numbered(3);
    List<GradientCheck.Row> rows =
        GradientCheck.of(
            model(new Dense(4), new Activation(new Wrong()), new Dense(3)),
            new CrossEntropy(),
            batch(classes, 6),
            classes);
    assertThat(rows.get(0).passed()).isFalse();
    assertThat(rows.get(2).passed()).isTrue();
    assertThat(GradientCheck.table(rows)).contains("WRONG", "0.weight", "[6, 4]");
  }

  @Test
  void aSavedModelIsCheckedWithoutTheClassesThatMadeIt() {
    Target values = Target.Values.numbered(2);
    Model model =
        model(
            new Dense(7),
            new BatchNorm(),
            new Activation(new Tanh()),
            new Dropout(0.5),
            new Dense(2));
    model.parameters().find("0.bias").freeze(true);
    SavedModel saved = SavedModel.of(model);
    List<GradientCheck.Row> rows =
        GradientCheck.of(saved, new MeanSquaredError(), batch(values, 5));
    assertThat(rows)
        .hasSize(saved.parameters().size() - 1)
        .allMatch(GradientCheck.Row::passed, GradientCheck.table(rows));
    assertThat(rows).extracting(GradientCheck.Row::path).doesNotContain("0.bias");
    // The weights of the snapshot are what they were.
    assertThat(saved.values("0.weight"))
        .containsExactly(model.parameters().find("0.weight").values());
  }
}
