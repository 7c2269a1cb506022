package io.gradus.nn;

import io.gradus.Param;
import io.gradus.Parameters;
import io.gradus.Shape;
import io.gradus.Tensor;
import io.gradus.exec.Engine;
import io.gradus.exec.Plan;
import io.gradus.graph.Graph;
import io.gradus.graph.Value;
import io.gradus.train.SavedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A network and its numbers.
///
/// Made by `Model.of(layer).input(784).seed(42)`. Its parameters exist as soon as the input shape
/// is known.
public final class Model {
  private static final int MOST_PLANS = 16;

  private final Layer layer;
  private final Shape sample;
  private final Store store;
  private final Engine engine;
  private final Map<Integer, Prediction> predictions =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Prediction> eldest) {
          return size() > MOST_PLANS;
        }
      };

  private record Prediction(Plan plan, Tensor input) {}

  /// One pass over the network: its output, what it wants written to its buffers afterwards, and
  /// the parameters as it read them.
  ///
  /// @param layers what each layer gave, by path; a path that is used several times has what its
  ///   first use gave
  public record Pass(
      Tensor output,
      Map<Param, Tensor> updates,
      Map<Param, Tensor> parameters,
      Map<String, Tensor> layers) {}

  private Model(Layer layer, Shape sample, long seed, Engine engine) {
    this.layer = layer;
    this.sample = sample;
    this.store = new Store(seed);
    this.engine = engine;
    trace(1, false);
    // A layer may ask for parameters only while training; optimizers need to know them all.
    trace(1, true);
  }

  /// A network to be given an input shape.
  public static Builder of(Layer layer) {
    return new Builder(layer, 0, Engine.shared());
  }

  /// The model in a file, ready to predict; it needs none of the classes that made it.
  ///
  /// @throws IOException if the file cannot be opened or read
  /// @throws io.gradus.train.FileFormatException if it is not a whole, consistent model
  public static SavedModel load(Path path) throws IOException {
    return SavedModel.load(path);
  }

  /// A model to train on, with the numbers of a file.
  ///
  /// @param layer the network as it was when it was saved
  /// @throws IOException if the file cannot be opened or read
  /// @throws io.gradus.train.FileFormatException if it is no whole model, or one of another network
  public static Model load(Layer layer, Path path) throws IOException {
    return SavedModel.load(path).into(layer);
  }

  /// Saves the network and its numbers in one file, whole or not at all. To keep the preprocessing
  /// and the class names with it, use [SavedModel#of].
  public void save(Path path) throws IOException {
    SavedModel.of(this).save(path);
  }

  /// The settings of a model to be.
  public record Builder(Layer layer, long seed, Engine engine) {
    /// The seed that all its random numbers come from.
    public Builder seed(long value) {
      return new Builder(layer, value, engine);
    }

    /// What computes.
    public Builder on(Engine value) {
      return new Builder(layer, seed, value);
    }

    /// The model, for samples of this shape (without the batch axis).
    public Model input(int... sample) {
      return new Model(layer, Shape.of(sample), seed, engine);
    }
  }

  /// The shape of one sample.
  public Shape sample() {
    return sample;
  }

  public Layer layer() {
    return layer;
  }

  public Engine engine() {
    return engine;
  }

  /// The seed that its random numbers come from.
  public long seed() {
    return store.seed();
  }

  /// What it learns.
  public Parameters parameters() {
    return store.parameters();
  }

  /// What it keeps beside that: running statistics.
  public Parameters buffers() {
    return store.buffers();
  }

  /// A pass recorded for a batch of this size.
  public Pass trace(int batch, boolean training) {
    return trace(Tensor.input("x", sample.prepend(batch)), training);
  }

  /// A pass recorded for this input placeholder, or computed at once for numbers.
  public Pass trace(Tensor x, boolean training) {
    Scope root = Scope.root(store, training, x.hasValues());
    Tensor output = root.apply(layer, x);
    return new Pass(output, root.updates(), root.parameters(), root.outputs());
  }

  /// The output for a batch given as numbers, computed at once, layer by layer.
  public Tensor forward(Tensor x, boolean training) {
    return trace(x, training).output();
  }

  /// The shape of one sample's output.
  public Shape output() {
    Shape shape = trace(1, false).output().shape();
    return shape.slice(1, shape.rank());
  }

  /// The outputs for `rows` samples, one after the other.
  public synchronized float[] predict(float[] inputs, int rows) {
    if (inputs.length != Math.multiplyExact(rows, sample.size())) {
      throw new io.gradus.ShapeException(
          rows
              + " samples of shape "
              + sample
              + " are "
              + rows * sample.size()
              + " numbers, got "
              + inputs.length);
    }
    Prediction prediction = predictions.computeIfAbsent(rows, this::plan);
    prediction.plan().bind(prediction.input().node(), Value.of(inputs));
    prediction.plan().run(0, 0);
    return prediction.plan().output(0).copyFloats();
  }

  /// The output for one sample.
  public float[] predict(float... input) {
    return predict(input, 1);
  }

  private Prediction plan(int rows) {
    Tensor x = Tensor.input("x", sample.prepend(rows));
    Pass pass = trace(x, false);
    return new Prediction(Plan.of(engine, List.of(Plan.Output.of(pass.output().node()))), x);
  }

  /// The layers with their output shapes, parameters and flops, as a table.
  public Summary summary() {
    Scope root = Scope.root(store, false, false);
    Tensor output = root.apply(layer, Tensor.input("x", sample.prepend(1)));
    return Summary.of(root.calls(), output.graph(), parameters().list());
  }

  /// The forward pass for a batch of one, as a typed listing.
  public Graph graph() {
    return trace(1, false).output().graph();
  }

  /// One line; [#summary] has one for each layer.
  @Override
  public String toString() {
    return Scope.kind(layer)
        + " "
        + sample
        + " -> "
        + output()
        + ", "
        + parameters().count()
        + " parameters, seed "
        + seed();
  }
}
