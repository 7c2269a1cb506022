package io.gradus.train;

import io.gradus.Param;
import io.gradus.Parameters;
import io.gradus.nn.Loss;
import io.gradus.nn.Model;
import io.gradus.optim.Lbfgs;
import io.gradus.optim.Minimum;
import io.gradus.optim.Objective;
import java.util.Arrays;
import java.util.List;

/// The loss over all of a data set as a function of a model's weights: what [Lbfgs] minimises.
///
/// `x` holds the weights that are not frozen, parameter after parameter. Loss and gradient are
/// computed in float, in one batch, with the same random masks each time; so the last few digits of
/// a minimum are noise, and the data must fit memory at once.
public final class FullBatch implements Objective {
  private final Parameters parameters;
  private final List<Param> trained;
  private final TrainingStep step;
  private final Batch batch;
  private final int size;

  private FullBatch(Model model, Loss loss, Dataset data) {
    Evaluation.requireSamples(data, loss, "train on");
    Evaluation.requireShape(model, data);
    step = new TrainingStep(model, loss, data.target(), data.size(), true, data.weighted());
    parameters = model.parameters();
    trained = parameters.list().stream().filter(param -> !param.frozen()).toList();
    size = trained.stream().mapToInt(Param::size).sum();
    int[] order = new int[data.size()];
    Arrays.setAll(order, i -> i);
    batch = Batch.of(data, data.size()).fill(data, order, 0, data.size());
  }

  /// The loss of a model over all of the data.
  ///
  /// @throws DataException if the data is empty, or none of it counts
  /// @throws io.gradus.ShapeException if model and data do not fit
  public static FullBatch of(Model model, Loss loss, Dataset data) {
    return new FullBatch(model, loss, data);
  }

  /// Trains the model: its weights become those of the minimum that is found.
  public Minimum train(Lbfgs method) {
    Minimum found = method.minimise(this, weights());
    write(found.point());
    return found;
  }

  /// The weights as they are now.
  public double[] weights() {
    return read(parameters.values());
  }

  @Override
  public double at(double[] x, double[] gradient) {
    write(x);
    double value = step.run(batch, 0, 0);
    System.arraycopy(read(parameters.gradients()), 0, gradient, 0, size);
    return value;
  }

  private double[] read(float[] array) {
    double[] x = new double[size];
    int next = 0;
    for (Param param : trained) {
      for (int i = 0; i < param.size(); i++) {
        x[next++] = array[param.offset() + i];
      }
    }
    return x;
  }

  private void write(double[] x) {
    int next = 0;
    for (Param param : trained) {
      for (int i = 0; i < param.size(); i++) {
        parameters.values()[param.offset() + i] = (float) x[next++];
      }
    }
    parameters.changed();
  }

  @Override
  public String toString() {
    return "loss over " + batch.rows() + " samples, of " + size + " weights";
  }
}
