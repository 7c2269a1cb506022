package io.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.Shape;
import io.gradus.Tensor;
import io.gradus.expr.Expr;
import io.gradus.expr.Expr.BinaryOp;
import io.gradus.expr.Expr.Comparison;
import io.gradus.expr.Expr.UnaryOp;
import io.gradus.op.Catalog;
import io.gradus.op.Clamp;
import io.gradus.op.CustomOp;
import io.gradus.op.Elementwise;
import io.gradus.op.Example;
import io.gradus.op.Formula;
import io.gradus.op.Op;
import io.gradus.op.View;
import io.gradus.op.Vjp;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every op comes back from JSON as it was.
class OpCodecTest {
  private static Op throughJson(Op op) {
    OpCodec.Named named = OpCodec.write(op);
    Map<String, Object> node = Map.of("op", named.name(), "attributes", named.attributes());
    Attributes read = Attributes.of("node", Json.parse(Json.write(node)));
    return OpCodec.read(read.text("op"), read.object("attributes"));
  }

  @TestFactory
  Stream<DynamicTest> everyOpComesBack() {
    return Catalog.ops().stream()
        .map(op ->
            DynamicTest.dynamicTest(
                op.toString(),
                () -> {
                  assertThat(throughJson(op)).isEqualTo(op);
                  assertThat(OpCodec.write(op).name()).isNotEqualTo("formula");
                }));
  }

  @Test
  void limitsWithoutEndComeBack() {
    Op op = new Clamp(Double.NEGATIVE_INFINITY, 3);
    assertThat(throughJson(op)).isEqualTo(op);
  }

  @Test
  void everyPartOfAFormulaComesBack() {
    Expr x = Formula.operand(0);
    Expr y = Formula.operand(1);
    Expr all = Expr.fma(x, y, Expr.lit(-0.0)).plus(Double.POSITIVE_INFINITY);
    for (UnaryOp op : UnaryOp.values()) {
      all = all.plus(new Expr.Unary(op, x));
    }
    for (BinaryOp op : BinaryOp.values()) {
      all = new Expr.Binary(op, all, y.times(Expr.argument(2, "rate")));
    }
    for (Comparison op : Comparison.values()) {
      all = Expr.select(op, x, y, all, Expr.lit(0.1));
    }
    Op formula = new Formula("everything", 2, all);
    assertThat(throughJson(formula)).isEqualTo(formula);
  }

  @Test
  void aFormulaThatUsesItselfTwiceOverAndOverStaysShort() {
    Expr x = Formula.operand(0);
    for (int i = 0; i < 200; i++) {
      x = x.plus(x);
    }
    assertThat(ExprCodec.write(x)).hasSize(201);
    assertThat(ExprCodec.write(ExprCodec.read(ExprCodec.write(x)))).hasSize(201);
  }

  @Test
  void anElementwiseOpOfAUserBecomesItsFormula() {
    record Cube() implements Elementwise.Unary {
      @Override
      public Expr value(Expr x) {
        return x.times(x).times(x);
      }
    }
    Op read = throughJson(new Cube());
    assertThat(read).isInstanceOf(Formula.class);
    assertThat(Tensor.apply(read, List.of(Tensor.of(2, -3))).values()).containsExactly(8, -27);
  }

  @Test
  void anotherOpOfAUserIsRefusedByName() {
    record Own() implements CustomOp {
      @Override
      public Shape shape(List<Shape> inputs) {
        return inputs.getFirst();
      }

      @Override
      public void forward(List<View> in, List<Shape> shapes, View out, Shape shape) {
        out.set(0, 1);
      }

      @Override
      public List<@Nullable Tensor> vjp(Vjp call) {
        return List.of();
      }

      @Override
      public String formula(List<String> operands) {
        return "own";
      }

      @Override
      public List<Example> examples() {
        return List.of();
      }
    }
    assertThatThrownBy(() -> OpCodec.write(new Own()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"own\"")
        .hasMessageContaining("composites of these");
  }

  @Test
  void whatIsNoOpIsRefused() {
    Attributes none = new Attributes("node 3", Map.of());
    assertThatThrownBy(() -> OpCodec.read("sinh", none))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no op \"sinh\"");
    assertThatThrownBy(() -> OpCodec.read("sum", none))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("node 3, \"from\": expected a whole number, got null");
    List<List<Object>> wrong =
        List.of(
            List.of(),
            List.of(List.of()),
            List.of(List.of("mul", 0L, 1L)),
            List.of(List.of("input", 0L)),
            List.of(List.of("input", -1L, "x")),
            List.of(List.of("literal", true)),
            List.of(List.of("literal", "one")),
            List.of(List.of("input", 0L, "x"), List.of("sinh", 0L)),
            List.of(List.of("input", 0L, "x"), List.of("select", "is", 0L, 0L, 0L, 0L)));
    for (List<?> list : wrong) {
      assertThatThrownBy(() -> ExprCodec.read(list))
          .as("%s", list)
          .isInstanceOf(DataException.class);
    }
  }
}
