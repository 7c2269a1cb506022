package io.gradus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.gradus.op.Add;
import io.gradus.op.Gather;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Wrong arguments of tensors' methods: what was expected, what came, and what to try.
class WrongArgumentsTest {
  private static final Tensor X = Tensor.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
  private static final Tensor ROW = Tensor.of(1, 2, 3, 4);
  private static final Tensor TRACED = Tensor.input("x", Shape.of(2));
  private static final Indices LABELS = Indices.of(0, 1, 3);

  private static Case shapes(String name, ThrowingCallable call, String... parts) {
    return new Case(name, ShapeException.class, call, List.of(parts));
  }

  private static Case indices(String name, ThrowingCallable call, String... parts) {
    return new Case(name, IndexOutOfBoundsException.class, call, List.of(parts));
  }

  private static Case missing(String name, ThrowingCallable call, String... parts) {
    return new Case(name, NullPointerException.class, call, List.of(parts));
  }

  private static Case other(
      Class<? extends Exception> type, String name, ThrowingCallable call, String... parts) {
    return new Case(name, type, call, List.of(parts));
  }

  private record Case(
      String name, Class<? extends Exception> type, ThrowingCallable call, List<String> parts) {
    @Override
    public String toString() {
      return name;
    }
  }

  @ParameterizedTest
  @MethodSource({"making", "arithmetic", "reductions", "movements", "joining", "picking", "nulls"})
  void theMessageSaysWhatWasExpectedWhatCameAndWhatToTry(Case wrong) {
    Throwable thrown = catchThrowable(wrong.call());
    assertThat(thrown).isExactlyInstanceOf(wrong.type());
    assertThat(thrown).message().contains(wrong.parts());
  }

  static Stream<Case> making() {
    return Stream.of(
        shapes("of", () -> Tensor.of(Shape.of(2, 2), 1, 2, 3), "[2, 2] takes 4", "got 3", "full"),
        shapes(
            "ragged", () -> Tensor.of(new float[][] {{1, 2}, {3}}), "row 1 has 1", "row 0 has 2"),
        shapes("axes", () -> Shape.of(2, 3).slice(1, 3), "[1, 3)", "[2, 3]", "<= 2"),
        shapes("axes backwards", () -> Shape.of(2, 3).slice(2, 1), "[2, 1)", "from <= to"),
        shapes("negative length", () -> Tensor.zeros(Shape.of(2, -1)), "negative", "[2, -1]"),
        shapes(
            "indices", () -> Indices.of(Shape.of(2), 1, 2, 3), "[2] takes 2", "got 3", "left out"),
        shapes("item", () -> X.item(), "one element", "[2, 3]", "sum()", "values()"),
        shapes("gradients", () -> X.gradients(), "one number", "[2, 3]", "sum() or mean()"),
        other(IllegalStateException.class, "values", () -> TRACED.values(), "traced", "run a Plan"),
        other(
            IllegalStateException.class,
            "indices' values",
            () -> Indices.input("y", Shape.of(2)).values(),
            "traced",
            "run a Plan"),
        other(
            IllegalStateException.class,
            "tracked",
            () -> TRACED.square().tracked(),
            "not an input",
            "gradients(...)"));
  }

  static Stream<Case> arithmetic() {
    return Stream.of(
        shapes("add", () -> X.add(ROW), "add: ", "[2, 3]", "[4]", "3 and 4 at axis -1", "reshape"),
        shapes("max", () -> X.max(ROW), "maximum: ", "[2, 3]", "[4]", "reshape"),
        shapes("less", () -> X.less(ROW), "[2, 3]", "[4]", "reshape"),
        shapes("where", () -> X.where(X, ROW), "where: ", "[2, 3]", "[4]", "reshape"),
        shapes("prelu", () -> X.prelu(ROW), "[2, 3]", "[4]", "reshape"),
        shapes("matmul", () -> X.matmul(X), "[2, 3] x [2, 3]", "inner sizes differ: 3 and 2"),
        shapes("matmul of a row", () -> X.matmul(ROW), "matrices", "[2, 3] x [4]", "(1, n)"),
        shapes("softmax", () -> X.softmax(2), "axis 2", "[2, 3]", "-2 to 1"),
        shapes("log-softmax", () -> X.logSoftmax(-3), "axis -3", "[2, 3]", "-2 to 1"),
        other(
            IllegalArgumentException.class,
            "clamp",
            () -> X.clamp(2, 1),
            "low <= high",
            "2.0 and 1.0"));
  }

  static Stream<Case> reductions() {
    return Stream.of(
        shapes("sum", () -> X.sum(2), "axis 2", "[2, 3]", "2 axes", "-2 to 1"),
        shapes("sum of a number", () -> Tensor.scalar(1).sum(0), "axis 0", "[]", "single number"),
        shapes("mean", () -> X.mean(0, -2), "mean: axis -2 is given twice", "[0, -2] of [2, 3]"),
        shapes("max over axes", () -> X.max(1, 1), "max: axis 1 is given twice", "once"),
        shapes("argMax", () -> X.argMax(5), "axis 5", "[2, 3]", "-2 to 1"),
        shapes("argMax twice", () -> X.argMax(0, 0), "argMax: axis 0 is given twice"),
        shapes(
            "argMax of nothing",
            () -> Tensor.zeros(Shape.of(2, 0)).argMax(1),
            "argMax along axes [1] of [2, 0]",
            "nothing to choose from"),
        shapes("logSumExp", () -> X.logSumExp(-3), "axis -3", "[2, 3]", "-2 to 1"),
        shapes("variance", () -> X.variance(1, 2), "axis 2", "[2, 3]"),
        shapes("sumTo", () -> X.sumTo(Shape.of(2)), "sumTo: [2]", "[2, 3]", "same or 1"),
        shapes("sumTo of more", () -> X.sumTo(Shape.of(1, 2, 3)), "[1, 2, 3]", "same or 1"));
  }

  static Stream<Case> movements() {
    return Stream.of(
        shapes("reshape", () -> X.reshape(4, 2), "[2, 3] to [4, 2]", "6 elements are not 8", "-1"),
        shapes("two open", () -> X.reshape(-1, -1), "[2, 3] to [-1, -1]", "at most one", "once"),
        shapes("negative", () -> X.reshape(-2, 3), "[2, 3] to [-2, 3]", "at least 0, or -1"),
        shapes("no rest", () -> X.reshape(-1, 4), "[2, 3] to [-1, 4]", "6 elements", "groups of 4"),
        shapes("zero rest", () -> X.reshape(-1, 0), "[2, 3] to [-1, 0]", "groups of 0"),
        shapes("huge", () -> X.reshape(1 << 16, 1 << 16, -1), "cannot be inferred"),
        shapes("squeeze", () -> X.squeeze(1), "axis 1 of [2, 3]", "length is 3, not 1", "slice"),
        shapes("transpose()", () -> ROW.transpose(), "last two", "[4] has 1", "matrix"),
        shapes("transpose twice", () -> X.transpose(0, 0), "[2, 3]", "2 axes once", "[0, 0]"),
        shapes("transpose few", () -> X.transpose(1), "[2, 3]", "2 axes once", "[1]"),
        shapes("transpose far", () -> X.transpose(0, 2), "axis 2", "[2, 3]"),
        shapes("slice below", () -> X.slice(0, -1, 1), "[-1, 1)", "axis 0 of [2, 3]", "<= 2"),
        shapes("slice above", () -> X.slice(1, 0, 4), "[0, 4)", "axis 1 of [2, 3]", "<= 3"),
        shapes("slice backwards", () -> X.slice(1, 2, 1), "[2, 1)", "from <= to"),
        shapes("slice step", () -> X.slice(1, 0, 2, 0), "step 0", "1 or more", "flip"),
        shapes("pad", () -> X.pad(new int[1], new int[2]), "[2, 3]", "takes 2", "got 1 and 2"),
        shapes(
            "pad negative",
            () -> X.pad(new int[] {0, -1}, new int[] {0, 0}),
            "axis 1 of [2, 3]",
            "-1 before",
            "slice"),
        shapes(
            "pad far",
            () -> ROW.pad(new int[] {Integer.MAX_VALUE}, new int[] {1}),
            "axis 0 of [4]",
            "pad less"),
        shapes("flip", () -> X.flip(2), "axis 2", "[2, 3]", "-2 to 1"),
        shapes("expand", () -> X.expand(Shape.of(4, 3)), "[2, 3]", "[4, 3]", "same or 1"),
        shapes("expand to less", () -> X.expand(Shape.of(3)), "[2, 3]", "[3]", "same or 1"),
        shapes("tile", () -> X.tile(0, -1), "axis 0 of [2, 3] by -1", "0 times or more"));
  }

  static Stream<Case> joining() {
    return Stream.of(
        shapes("concat of nothing", () -> Tensor.concat(0), "concat", "at least one", "none"),
        shapes("stack of nothing", () -> Tensor.stack(0), "stack", "at least one", "none"),
        shapes("concat", () -> Tensor.concat(0, X, ROW), "axis 0", "[2, 3] and [4]", "same"),
        shapes("concat far", () -> Tensor.concat(2, X, X), "axis 2", "[2, 3]"),
        shapes("stack far", () -> Tensor.stack(3, X, X), "[2, 3]", "axis 3", "-3 to 2"),
        shapes(
            "stack of other shapes",
            () -> Tensor.stack(0, X, X.transpose()),
            "one shape",
            "[2, 3] and [3, 2]",
            "concat"),
        shapes("split short", () -> X.split(1, 1, 1), "axis 1 of [2, 3]", "[1, 1]", "to 3", "to 2"),
        shapes("split long", () -> X.split(1, 2, 2), "[2, 2]", "to 3", "to 4"),
        shapes("split negative", () -> X.split(1, 4, -1), "[4, -1]", "0 or longer"),
        shapes("split far", () -> X.split(2, 1), "axis 2", "[2, 3]"));
  }

  static Stream<Case> picking() {
    return Stream.of(
        indices("oneHot", () -> LABELS.oneHot(3), "oneHot", "3 at position 2", "[0, 3)", "check"),
        indices("oneHot -2", () -> Indices.of(-2).oneHot(3), "-2 at position 0", "[0, 3)"),
        shapes("oneHot depth", () -> LABELS.oneHot(-1), "depth -1", "0 or more"),
        indices("gather", () -> X.gather(1, LABELS), "gather", "3 at position 2", "[0, 3)"),
        shapes("gather far", () -> X.gather(2, LABELS), "axis 2", "[2, 3]"),
        shapes("scatterAdd", () -> X.scatterAdd(0, 4, LABELS), "indices [3]", "[2, 3] at axis 0"),
        indices(
            "scatterAdd out",
            () -> X.scatterAdd(1, 3, LABELS),
            "scatterAdd",
            "3 at position 2",
            "[0, 3)"),
        shapes("scatterAdd length", () -> X.scatterAdd(1, -1, LABELS), "length -1", "0 or more"));
  }

  @SuppressWarnings("NullAway")
  static Stream<Case> nulls() {
    Tensor none = null;
    Shape shape = null;
    int[] axes = null;
    return Stream.of(
        missing("of", () -> Tensor.of((float[]) null), "Tensor.of takes numbers"),
        missing("of shape", () -> Tensor.of(shape, 1), "Tensor.of takes a shape", "Shape.of"),
        missing("of rows", () -> Tensor.of(new float[][] {{1}, null}), "numbers in row 1"),
        missing("zeros", () -> Tensor.zeros(null), "takes a shape", "Shape.of"),
        missing("input", () -> Tensor.input(null, Shape.of(1)), "takes a label"),
        missing("input shape", () -> Tensor.input("x", null), "takes a shape"),
        missing("Shape.of", () -> Shape.of((int[]) null), "takes lengths"),
        missing("Indices.of", () -> Indices.of((int[]) null), "takes indices"),
        missing("apply", () -> Tensor.apply(null, List.of(X)), "takes an op"),
        missing("apply operands", () -> Tensor.apply(new Add(), null), "operands", "List.of(x)"),
        missing("apply indices", () -> Tensor.apply(new Gather(0), X, null), "takes indices"),
        missing("at", () -> X.at(null), "path of a layer"),
        missing("tracked", () -> X.tracked(null), "takes a label"),
        missing("gradients", () -> X.sum().gradients(none), "gradients takes a tensor"),
        missing("add", () -> X.add(none), "add takes a tensor, got null", "Tensor.of(...)"),
        missing("min", () -> X.min(none), "minimum takes a tensor, got null"),
        missing("where", () -> X.where(X, none), "where takes a tensor, got null"),
        missing("map", () -> X.map(null), "elementwise op", "new Relu()"),
        missing("matmul", () -> X.matmul(none), "matmul takes a tensor, got null"),
        missing("sum", () -> X.sum(axes), "sum takes axes", "leave them out"),
        missing("argMax", () -> X.argMax(axes), "argMax takes axes"),
        missing("sumTo", () -> X.sumTo(null), "sumTo takes a shape"),
        missing("reshape", () -> X.reshape(shape), "reshape takes a shape"),
        missing("reshape lengths", () -> X.reshape(axes), "reshape takes lengths"),
        missing("squeeze", () -> X.squeeze(axes), "squeeze takes axes"),
        missing("transpose", () -> X.transpose(axes), "transpose takes axes"),
        missing("pad", () -> X.pad(axes, new int[2]), "numbers before"),
        missing("expand", () -> X.expand(null), "expand takes a shape"),
        missing("concat", () -> Tensor.concat(0, X, none), "concat takes a tensor"),
        missing("stack", () -> Tensor.stack(0, X, none), "stack takes a tensor"),
        missing("split", () -> X.split(0, axes), "split takes lengths"),
        missing("gather", () -> X.gather(0, null), "gather takes indices"),
        missing("scatterAdd", () -> X.scatterAdd(0, 1, null), "scatterAdd takes indices"));
  }
}
