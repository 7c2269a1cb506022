package io.gradus.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.gradus.Tensor;
import io.gradus.expr.Expr;
import io.gradus.op.Catalog;
import io.gradus.op.Elementwise;
import io.gradus.op.Formula;
import io.gradus.op.Leaf;
import io.gradus.op.Op;
import io.gradus.op.StopGradient;
import io.gradus.testkit.OpCheck;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every op of the catalog: value, gradient, the same bits everywhere; and no op is missing from
/// the catalog.
class OpCatalogTest {
  @TestFactory
  Stream<DynamicTest> everyOpIsRight() {
    // Its gradient is zero by definition and not that of its value.
    return Catalog.ops().stream()
        .filter(op -> !(op instanceof StopGradient))
        .map(op -> DynamicTest.dynamicTest(op.toString(), () -> OpCheck.of(op).check()));
  }

  @Test
  void nothingFlowsBackThroughStopGradient() {
    Tensor x = Tensor.of(2f, 3f).tracked();
    Tensor loss = x.stopGradient().multiply(x).sum();
    assertThat(loss.item()).isEqualTo(13);
    assertThat(loss.gradients().of(x).values()).containsExactly(2, 3);
  }

  @Test
  void aWrongGradientIsFound() {
    record Wrong() implements Elementwise.Unary {
      @Override
      public Expr value(Expr x) {
        return x.square();
      }

      @Override
      public Expr slope(Expr x, Expr y) {
        return x;
      }
    }
    assertThatThrownBy(() -> OpCheck.of(new Wrong()).check())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("gradient of operand 0");
  }

  @Test
  void noOpIsMissingFromTheCatalog() {
    Set<String> known =
        Catalog.ops().stream().map(op -> op.getClass().getName()).collect(Collectors.toSet());
    Set<String> missing =
        new ClassFileImporter()
            .importPackagesOf(Op.class).stream()
                .filter(type -> type.isAssignableTo(Op.class) && !type.isInterface())
                // A leaf computes nothing, and a formula is made by the chain rule for ops that are
                // in the catalog.
                .filter(
                    type -> !type.isAssignableTo(Leaf.class) && !type.isEquivalentTo(Formula.class))
                .map(type -> type.getName())
                .filter(name -> !known.contains(name))
                .collect(Collectors.toSet());
    assertThat(missing).isEmpty();
  }
}
