package io.gradus.testkit;

import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.op.Example;
import io.gradus.op.Op;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The examples of an op, and those that follow from them: each length of an axis made 0 and 1.
///
/// A length is changed in all operands at once, so what fitted still fits: a product's inner axis,
/// an axis that two operands share. Where the op's own settings fix a length, nothing follows.
public final class Examples {
  private Examples() {}

  /// The op's own examples first.
  public static List<Example> of(Op op) {
    Set<Example> all = new LinkedHashSet<>(op.examples());
    boolean anyNumbersDo = op.examples().stream().anyMatch(example -> !given(example));
    for (Example example : op.examples()) {
      // Given numbers are places of interest, and one alone need not be.
      boolean keep = given(example) && anyNumbersDo;
      for (int length : lengths(example)) {
        for (int other : keep ? new int[] {0} : new int[] {0, 1}) {
          Example changed = changed(example, length, other);
          if (fits(op, changed)) {
            all.add(changed);
          }
        }
      }
    }
    return List.copyOf(all);
  }

  private static boolean given(Example example) {
    return example.operands().stream().anyMatch(Example.Given.class::isInstance);
  }

  private static Set<Integer> lengths(Example example) {
    Set<Integer> lengths = new LinkedHashSet<>();
    for (Example.Operand operand : example.operands()) {
      for (int length : operand.shape().lengths()) {
        lengths.add(length);
      }
    }
    return lengths;
  }

  private static Example changed(Example example, int from, int to) {
    List<Example.Operand> operands = new ArrayList<>();
    for (Example.Operand operand : example.operands()) {
      int[] lengths = operand.shape().lengths();
      for (int axis = 0; axis < lengths.length; axis++) {
        lengths[axis] = lengths[axis] == from ? to : lengths[axis];
      }
      Shape shape = Shape.of(lengths);
      operands.add(
          switch (operand) {
            case Example.Random random -> new Example.Random(shape, random.low(), random.high());
            case Example.Given given ->
                new Example.Given(shape, given.numbers().subList(0, shape.size()));
            // Whatever became short: the first place is there.
            case Example.Index _ -> new Example.Index(shape, Collections.nCopies(shape.size(), 0));
          });
    }
    return new Example(operands);
  }

  private static boolean fits(Op op, Example example) {
    List<Shape> shapes = example.operands().stream().map(Example.Operand::shape).toList();
    boolean empty = shapes.stream().anyMatch(shape -> shape.size() == 0);
    for (Example.Operand operand : example.operands()) {
      // Nothing is at any place of an empty axis.
      if (operand instanceof Example.Index && empty && operand.shape().size() > 0) {
        return false;
      }
    }
    try {
      op.shape(shapes);
      return true;
    } catch (ShapeException e) {
      return false;
    }
  }
}
