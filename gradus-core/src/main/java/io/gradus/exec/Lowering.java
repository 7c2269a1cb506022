package io.gradus.exec;

import io.gradus.Shape;
import io.gradus.expr.Expr;
import io.gradus.kernel.Gemm;
import io.gradus.kernel.GemmSpec;
import io.gradus.op.ArrayLoop;
import io.gradus.op.Composite;
import io.gradus.op.Contraction;
import io.gradus.op.CustomOp;
import io.gradus.op.Elementwise;
import io.gradus.op.Formula;
import io.gradus.op.Indexing;
import io.gradus.op.Leaf;
import io.gradus.op.Movement;
import io.gradus.op.Op;
import io.gradus.op.Reduction;
import io.gradus.op.Sampling;
import java.util.ArrayList;
import java.util.List;

/// Turns one op over places in memory into one step.
final class Lowering {
  /// Gives working memory to a step.
  interface Scratch {
    Slot of(int floats);
  }

  private Lowering() {}

  static Step step(Engine engine, Op op, List<Slot> in, Slot out, Scratch scratch) {
    return switch (op) {
      case Elementwise elementwise ->
          new ElementwiseStep(engine, elementwise.value(operands(in.size())), in, out);
      case Contraction contraction -> product(engine, contraction, in, out, scratch);
      case Reduction reduction -> {
        Shape shape = in.get(0).shape;
        Slot working = scratch.of(ReduceStep.scratch(reduction, shape));
        yield new ReduceStep(engine, reduction, Formula.operand(0), in, shape, out, working);
      }
      case Movement movement ->
          new CopyStep(
              engine,
              movement.boxes(in.stream().map(slot -> slot.shape).toList(), out.shape),
              in,
              out);
      case ArrayLoop loop -> new LoopStep(engine, loop, in, out);
      case Indexing indexing -> new ViewStep(indexing::forward, in, out);
      case CustomOp custom -> new ViewStep(custom::forward, in, out);
      case Sampling sampling -> new SampleStep(engine, sampling, out);
      case Leaf.Fill fill -> new FillStep(out, (float) fill.number());
      case Leaf leaf ->
          throw new IllegalStateException(
              "\"" + leaf.formula(List.of()) + "\" was given no numbers");
      case Composite composite ->
          throw new IllegalStateException(
              composite.name() + " must be expanded before it is planned");
    };
  }

  static List<Expr> operands(int count) {
    List<Expr> operands = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      operands.add(Formula.operand(i));
    }
    return operands;
  }

  private static Step product(
      Engine engine, Contraction op, List<Slot> in, Slot out, Scratch scratch) {
    GemmSpec spec = op.product(in.stream().map(slot -> slot.shape).toList());
    Gemm gemm = engine.kernels().gemm(spec);
    return new GemmStep(
        engine,
        spec,
        gemm,
        in.get(0),
        in.get(1),
        out,
        scratch.of(gemm.scratch(engine.workers().count())),
        null);
  }
}
