package io.gradus.studio.optimizers;

import io.gradus.Gradients;
import io.gradus.Indices;
import io.gradus.Param;
import io.gradus.Shape;
import io.gradus.Tensor;
import io.gradus.data.Generated;
import io.gradus.exec.Reference;
import io.gradus.graph.Node;
import io.gradus.kernel.Philox;
import io.gradus.nn.CrossEntropy;
import io.gradus.nn.Mlp;
import io.gradus.nn.Model;
import io.gradus.nn.Targets;
import io.gradus.op.Tanh;
import io.gradus.optim.Adam;
import io.gradus.train.Batch;
import io.gradus.train.Dataset;
import io.gradus.train.Trainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// `L(w + x d1 + y d2)`: the loss of a network of 42 weights on two half moons, cut along two
/// random directions that are as long as the weights, unit by unit (Li et al. 2018, "Visualizing
/// the loss landscape of neural nets").
final class NetworkSlice implements Landscape {
  private static final int SAMPLES = 60;
  private static final int HIDDEN = 8;
  private static final long KEY = 0x534c494345L;

  private final boolean trained;
  private final long seed;
  private final List<Param> params;
  private final double[][] centre;
  private final double[][][] directions;
  private final Reference valueOnly;
  private final Reference reference;
  private final Node loss;
  private final List<Node> gradients;

  private NetworkSlice(Model model, Dataset data, boolean trained, long seed) {
    this.trained = trained;
    this.seed = seed;
    params = model.parameters().list();
    centre = params.stream().map(NetworkSlice::doubles).toArray(double[][]::new);
    directions = new double[][][] {direction(0), direction(1)};
    Batch batch = all(data);
    Tensor x = Tensor.input("x", Shape.of(SAMPLES, 2));
    Model.Pass pass = model.trace(x, false);
    Tensor value = new CrossEntropy().of(pass.output(), Targets.of(Indices.of(batch.labels)));
    Gradients slopes = value.gradients();
    loss = value.node();
    gradients = params.stream().map(param -> slopes.of(param).node()).toList();
    List<Node> outputs = new ArrayList<>(gradients);
    outputs.addFirst(loss);
    double[] inputs = doubles(batch.inputs);
    valueOnly = new Reference(List.of(loss)).set(x.node(), inputs);
    reference = new Reference(outputs).set(x.node(), inputs);
  }

  /// The slice around the weights after training, or around the random weights before it.
  static NetworkSlice around(boolean trained, long seed) {
    Dataset data = Generated.moons(SAMPLES, 0.15, 7).samples().data();
    Model model = Model.of(new Mlp(List.of(HIDDEN), new Tanh(), 0, 2)).seed(seed).input(2);
    if (trained) {
      Trainer.of(model, new CrossEntropy(), new Adam(0.1)).batch(20).epochs(100).fit(data);
    }
    return new NetworkSlice(model, data, trained, seed);
  }

  private static Batch all(Dataset data) {
    int[] order = new int[SAMPLES];
    Arrays.setAll(order, i -> i);
    return Batch.of(data, SAMPLES).fill(data, order, 0, SAMPLES);
  }

  private static double[] doubles(Param param) {
    return doubles(param.values());
  }

  private static double[] doubles(float[] floats) {
    double[] doubles = new double[floats.length];
    Arrays.setAll(doubles, i -> floats[i]);
    return doubles;
  }

  /// Random numbers, scaled so that those into each unit are as long as its weights; biases stay.
  private double[][] direction(int which) {
    double[][] direction = new double[params.size()][];
    for (int k = 0; k < direction.length; k++) {
      Shape shape = params.get(k).shape();
      direction[k] = new double[shape.size()];
      if (shape.rank() == 2) {
        for (int unit = 0; unit < shape.length(1); unit++) {
          fill(direction[k], centre[k], unit, shape.length(1), which, k);
        }
      }
    }
    return direction;
  }

  private void fill(double[] to, double[] weights, int unit, int units, int which, int param) {
    double drawn = 0;
    double length = 0;
    for (int i = unit; i < to.length; i += units) {
      to[i] = Philox.normalDouble(KEY + seed, which, param, i);
      drawn += to[i] * to[i];
      length += weights[i] * weights[i];
    }
    double scale = Math.sqrt(length / drawn);
    for (int i = unit; i < to.length; i += units) {
      to[i] *= scale;
    }
  }

  private void move(Reference to, double x, double y) {
    for (int k = 0; k < centre.length; k++) {
      double[] weights = to.param(params.get(k));
      for (int i = 0; i < weights.length; i++) {
        weights[i] = centre[k][i] + x * directions[0][k][i] + y * directions[1][k][i];
      }
    }
    to.run(0, 0);
  }

  @Override
  public double value(double x, double y) {
    move(valueOnly, x, y);
    return valueOnly.of(loss)[0];
  }

  /// The gradient of all weights, along each direction.
  @Override
  public double[] gradient(double x, double y) {
    move(reference, x, y);
    return new double[] {along(directions[0]), along(directions[1])};
  }

  private double along(double[][] direction) {
    double sum = 0;
    for (int k = 0; k < direction.length; k++) {
      double[] gradient = reference.of(gradients.get(k));
      for (int i = 0; i < gradient.length; i++) {
        sum += gradient[i] * direction[k][i];
      }
    }
    return sum;
  }

  @Override
  public String name() {
    return trained ? "trained" : "initial";
  }

  @Override
  public String title() {
    return trained ? "Network, trained" : "Network, untrained";
  }

  @Override
  public String note() {
    return "A slice through the loss of a real network (2-8-2, tanh, 42 weights, two half moons) around its "
        + (trained ? "trained" : "first, random")
        + " weights. A slice has 2 of the 42 directions: it can show valleys and walls that the"
        + " whole does not have, and hide ways out that the whole has. Here optimizers may move in"
        + " this plane only; in training they move all the weights.";
  }

  @Override
  public String latex() {
    return "L(w + x\\,d_1 + y\\,d_2)";
  }

  @Override
  public Box box() {
    // Around random weights the way down leads farther away than around trained ones.
    return trained ? new Box(-2, 2, -2, 2) : new Box(-4, 4, -4, 4);
  }

  @Override
  public Point start() {
    return trained ? new Point(-1.6, 1.4) : new Point(0, 0);
  }

  @Override
  public List<Point> minima() {
    return List.of();
  }

  @Override
  public int mostSteps() {
    return 500;
  }

  @Override
  public int detail() {
    return 48;
  }

  @Override
  public List<Map<String, Object>> lines(double x, double y, int digits) {
    double[] slope = gradient(x, y);
    return List.of(
        line(latex(), value(x, y)),
        line(slopeLatex("x", 1), slope[0]),
        line(slopeLatex("y", 2), slope[1]));
  }

  private static String slopeLatex(String axis, int direction) {
    return "\\frac{\\partial L}{\\partial "
        + axis
        + "} = \\sum_i \\frac{\\partial L}{\\partial w_i}\\,d_{"
        + direction
        + ",i}";
  }

  private static Map<String, Object> line(String latex, double value) {
    return Map.of("latex", latex, "latexNumbers", "", "value", value);
  }
}
