package io.gradus.explain;

import io.gradus.Gradients;
import io.gradus.Shape;
import io.gradus.Tensor;
import io.gradus.exec.Reference;
import io.gradus.expr.Expr;
import io.gradus.expr.Numbers;
import io.gradus.expr.Simplify;
import io.gradus.op.Elementwise;
import io.gradus.op.Elu;
import io.gradus.op.Gelu;
import io.gradus.op.GeluTanh;
import io.gradus.op.Mish;
import io.gradus.op.Relu;
import io.gradus.op.Selu;
import io.gradus.op.Sigmoid;
import io.gradus.op.Silu;
import io.gradus.op.Softplus;
import io.gradus.op.Tanh;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Values and slopes of the activations at a few places.
final class WorkedActivations {
  static final String NAME = "activations";

  private static final double[] PLACES = {-2, -1, 0, 1, 2};

  private WorkedActivations() {}

  private static Map<String, Elementwise.Unary> all() {
    Map<String, Elementwise.Unary> all = new LinkedHashMap<>();
    all.put("sigmoid", new Sigmoid());
    all.put("tanh", new Tanh());
    all.put("relu", new Relu());
    all.put("softplus", new Softplus());
    all.put("elu", new Elu(1));
    all.put("selu", new Selu());
    all.put("silu", new Silu());
    all.put("gelu", new Gelu());
    all.put("gelu_tanh", new GeluTanh());
    all.put("mish", new Mish());
    return all;
  }

  static Sheet sheet() {
    List<Section> values = new ArrayList<>();
    List<Section> slopes = new ArrayList<>();
    all().forEach((name, op) -> add(name, op, values, slopes));
    values.addAll(slopes);
    return new Sheet(
        NAME + ", their values and slopes",
        "computed in double precision",
        "z = -2, -1, 0, 1, 2",
        values,
        _ ->
            "A slope multiplies the gradient on its way back: where it is near 0, learning is slow.");
  }

  private static void add(
      String name, Elementwise.Unary op, List<Section> values, List<Section> slopes) {
    Tensor z = Tensor.input("z", Shape.of(PLACES.length)).tracked();
    Tensor a = z.map(op);
    Gradients gradients = a.sum().gradients();
    Tensor slope = gradients.of(z);
    Reference reference = new Reference(List.of(a.node(), slope.node()));
    reference.set(z.node(), PLACES.clone()).run(0, 0);
    List<Line> forward = new ArrayList<>();
    List<Line> backward = new ArrayList<>();
    for (int i = 0; i < PLACES.length; i++) {
      String place = "(" + Numbers.format(PLACES[i]) + ")";
      double result = reference.of(a.node())[i];
      NamedInputs inputs = new NamedInputs();
      Expr value = op.value(inputs.of("z", PLACES[i]));
      forward.add(inputs.line(name + place, Simplify.of(value), result));
      NamedInputs both = new NamedInputs();
      Expr at = both.of("z", PLACES[i]);
      Expr derivative = op.slope(at, both.of("a", result));
      backward.add(
          both.line(name + "'" + place, Simplify.of(derivative), reference.of(slope.node())[i]));
    }
    values.add(new Section(Section.Part.FEED_FORWARD, name, forward));
    slopes.add(new Section(Section.Part.BACK_PROPAGATION, name + ": slope", backward));
  }
}
