package io.gradus.nn;

import io.gradus.Param;
import io.gradus.Parameters;
import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.Tensor;
import io.gradus.exec.Engine;
import io.gradus.graph.Graph;
import io.gradus.graph.Kind;
import io.gradus.graph.Value;
import io.gradus.train.SavedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A network and its numbers.
///
/// Made by `Model.of(layer).seed(42).input(784)`, by `indices(20)` for tokens, or by `inputs(..)`
/// for several named inputs. Its parameters exist as soon as the input shape is known.
public final class Model {
  private final Network network;
  private final Signature signature;
  private final Store store;
  private final Engine engine;
  private final IndexLimits limits;
  private final Predictions predictions = new Predictions(this);

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

  private Model(Network network, List<Input> inputs, long seed, Engine engine) {
    this.network = network;
    this.signature = new Signature(inputs);
    this.store = new Store(seed);
    this.engine = engine;
    limits = IndexLimits.of(trace(1, false).output().graph());
    // A layer may ask for parameters only while training; optimizers need to know them all.
    trace(1, true);
    store.parameters().trim();
    store.buffers().trim();
  }

  /// A network of one input, to be given its shape.
  public static Builder of(Layer layer) {
    return new Builder(layer, 0, Engine.shared());
  }

  /// A network, to be given its inputs.
  public static Builder of(Network network) {
    return new Builder(network, 0, Engine.shared());
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
  /// @param network the network as it was when it was saved
  /// @throws IOException if the file cannot be opened or read
  /// @throws io.gradus.train.FileFormatException if it is no whole model, or one of another network
  public static Model load(Network network, Path path) throws IOException {
    return SavedModel.load(path).into(network);
  }

  /// A model to train on, with the numbers of a file; see [#load(Network, Path)].
  ///
  /// @throws IOException if the file cannot be opened or read
  public static Model load(Layer layer, Path path) throws IOException {
    return load((Network) layer, path);
  }

  /// Saves the network and its numbers in one file, whole or not at all. To keep the preprocessing
  /// and the class names with it, use [SavedModel#of].
  public void save(Path path) throws IOException {
    SavedModel.of(this).save(path);
  }

  /// The settings of a model to be.
  ///
  /// @param network what it computes
  /// @param seed what all its random numbers come from
  /// @param engine what computes
  public record Builder(Network network, long seed, Engine engine) {
    /// The seed that all its random numbers come from.
    public Builder seed(long value) {
      return new Builder(network, value, engine);
    }

    /// What computes.
    public Builder on(Engine value) {
      return new Builder(network, seed, value);
    }

    /// The model, for samples of numbers of this shape (without the batch axis).
    ///
    /// @throws io.gradus.ShapeException if the network cannot take them
    public Model input(int... sample) {
      return inputs(Input.numbers(Input.ONLY, sample));
    }

    /// The model, for samples of indices of this shape (without the batch axis), such as tokens:
    /// `indices(20)` for 20 of them, `indices()` for one.
    ///
    /// @throws io.gradus.ShapeException if the network cannot take them
    public Model indices(int... sample) {
      return inputs(Input.indices(Input.ONLY, sample));
    }

    /// The model, for samples of several inputs.
    ///
    /// @throws io.gradus.ShapeException if the network cannot take them
    /// @throws IllegalArgumentException if there is none, or two share a name
    public Model inputs(Input... list) {
      return new Model(network, List.of(list), seed, engine);
    }
  }

  /// What it takes.
  public List<Input> inputs() {
    return signature.inputs();
  }

  /// How many things its index inputs may point at.
  public IndexLimits limits() {
    return limits;
  }

  /// The shape of one sample of its only input.
  ///
  /// @throws IllegalStateException if there are several
  public Shape sample() {
    return signature.only().sample();
  }

  /// What it computes.
  public Network network() {
    return network;
  }

  /// What computes.
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

  /// Placeholders for a batch of this many samples, for [#trace].
  public Inputs placeholders(int batch) {
    return signature.placeholders(batch);
  }

  /// A pass recorded for a batch of this size.
  public Pass trace(int batch, boolean training) {
    return trace(placeholders(batch), training);
  }

  /// A pass recorded for this input placeholder, or computed at once for numbers.
  public Pass trace(Tensor x, boolean training) {
    return trace(Inputs.of(inputs().getFirst().name(), x), training);
  }

  /// A pass recorded for placeholders, or computed at once for values.
  ///
  /// @throws ShapeException if they are not the model's inputs
  public Pass trace(Inputs given, boolean training) {
    signature.require(given);
    Scope root = Scope.root(store, training, given.eager());
    Tensor output = root.apply(network, given);
    return new Pass(output, root.updates(), root.parameters(), root.outputs());
  }

  /// The output for a batch given as numbers, computed at once, layer by layer.
  public Tensor forward(Tensor x, boolean training) {
    return trace(x, training).output();
  }

  /// The output for a batch given as values, computed at once, layer by layer.
  public Tensor forward(Inputs given, boolean training) {
    return trace(given, training).output();
  }

  /// The shape of one sample's output.
  public Shape output() {
    Shape shape = trace(1, false).output().shape();
    return shape.slice(1, shape.rank());
  }

  /// The outputs for `rows` samples of the only input, one after the other.
  ///
  /// @throws ShapeException if the numbers are not so many samples, or the model takes indices
  /// @throws io.gradus.train.DataException if an output is NaN; names the row
  public float[] predict(float[] numbers, int rows) {
    signature.require(Kind.FLOAT, numbers.length, rows);
    return predictions.run(rows, Map.of(signature.only().name(), Value.of(numbers)));
  }

  /// The outputs for `rows` samples of the only input, which is indices, one after the other.
  ///
  /// @throws ShapeException if the indices are not so many samples, or the model takes numbers
  /// @throws io.gradus.train.DataException if an index is out of range; names row, value and range
  public float[] predict(int[] indices, int rows) {
    signature.require(Kind.INDEX, indices.length, rows);
    return predictions.run(rows, Map.of(signature.only().name(), Value.of(indices)));
  }

  /// The outputs for a batch given as values, one sample after the other.
  ///
  /// @throws ShapeException if they are not the model's inputs, or not of one batch size
  /// @throws io.gradus.train.DataException if an index is out of range; names row, value and range
  public float[] predict(Inputs given) {
    Map<String, Value> values = signature.values(given);
    return predictions.run(signature.rows(given), values);
  }

  /// The output for one sample.
  public float[] predict(float... input) {
    return predict(input, 1);
  }

  /// Continues a sequence of tokens step by step, as [Decoder] says.
  ///
  /// @throws ShapeException if it is not a causal model of one sequence of tokens
  public Decoder decoder() {
    return decoder(1);
  }

  /// Continues so many sequences of tokens at the same time.
  ///
  /// @throws ShapeException if it is not a causal model of one sequence of tokens
  public Decoder decoder(int rows) {
    return new Decoder(this, store, rows);
  }

  /// The layers with their output shapes, parameters and flops, as a table.
  public Summary summary() {
    Scope root = Scope.root(store, false, false);
    Tensor output = root.apply(network, placeholders(1));
    return Summary.of(root.calls(), output.graph(), parameters().list());
  }

  /// The forward pass for a batch of one, as a typed listing.
  public Graph graph() {
    return trace(1, false).output().graph();
  }

  /// One line; [#summary] has one for each layer.
  @Override
  public String toString() {
    return Scope.kind(network)
        + " "
        + String.join(", ", inputs().stream().map(Input::shown).toList())
        + " -> "
        + output()
        + ", "
        + parameters().count()
        + " parameters, seed "
        + seed();
  }
}
