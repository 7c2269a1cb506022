package io.gradus.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.gradus.Shape;
import io.gradus.Tensor;
import io.gradus.expr.Expr;
import io.gradus.op.Catalog;
import io.gradus.op.Elementwise;
import io.gradus.op.Example;
import io.gradus.op.Formula;
import io.gradus.op.Leaf;
import io.gradus.op.Op;
import io.gradus.op.Vjp;
import io.gradus.testkit.Examples;
import io.gradus.testkit.OpCheck;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every op of the catalog: value, gradient, the same bits everywhere; and no op is missing from
/// the catalog.
class OpCatalogTest {
  @TestFactory
  Stream<DynamicTest> everyOpIsRight() {
    return Catalog.ops().stream()
        .map(op -> DynamicTest.dynamicTest(op.toString(), () -> OpCheck.of(op).check()));
  }

  @Test
  void everyOpIsTriedOnEmptyAndSingleAxes() {
    Map<String, Set<Integer>> lengths = new TreeMap<>();
    for (Op op : Catalog.ops()) {
      Set<Integer> of = lengths.computeIfAbsent(op.name(), name -> new HashSet<>());
      for (Example example : Examples.of(op)) {
        List<Shape> shapes = example.operands().stream().map(Example.Operand::shape).toList();
        shapes.forEach(shape -> IntStream.of(shape.lengths()).forEach(of::add));
        IntStream.of(op.shape(shapes).lengths()).forEach(of::add);
      }
    }
    lengths.values().removeIf(all -> all.contains(0) && all.contains(1));
    assertThat(lengths).isEmpty();
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
  void aGradientThatIsAnotherOneEagerlyIsFound() {
    record TwoFaced() implements Elementwise.Unary {
      @Override
      public Expr value(Expr x) {
        return x.square();
      }

      @Override
      public List<@Nullable Tensor> vjp(Vjp call) {
        Tensor gradient = call.gradient().multiply(call.input(0)).multiply(2);
        return Vjp.one(call.input(0).hasValues() ? gradient.multiply(1.00001) : gradient);
      }
    }
    assertThatThrownBy(() -> OpCheck.of(new TwoFaced()).check())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("eager");
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
