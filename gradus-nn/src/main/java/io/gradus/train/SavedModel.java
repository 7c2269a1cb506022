package io.gradus.train;

import io.gradus.Param;
import io.gradus.Parameters;
import io.gradus.Shape;
import io.gradus.exec.Engine;
import io.gradus.graph.Graph;
import io.gradus.graph.Value;
import io.gradus.nn.Input;
import io.gradus.nn.Inputs;
import io.gradus.nn.Model;
import io.gradus.nn.Network;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A trained model as one file: it predicts from raw values, and needs none of the classes that
/// made it.
///
/// The file is safetensors: the arrays are parameters and buffers by path, so that other programs
/// can read them; the metadata entry `gradus.model` is JSON with the format's number, the
/// prediction graph as named ops with attributes, the preprocessing, and the provenance. Numbers of
/// the graph that depend on the batch size are stored as such, so any batch size can be predicted.
///
/// It is a snapshot: it does not change, also when the model it was made from is trained on, and
/// any number of threads may ask it.
public final class SavedModel {
  /// What a file holds.
  ///
  /// @param graph the nodes in the form of [SymbolicBatch]
  /// @param attached texts that go with the model, by name
  record Content(
      List<Input> inputs,
      Outputs outputs,
      Preprocessing preprocessing,
      Provenance provenance,
      Parameters parameters,
      Parameters buffers,
      List<?> graph,
      Map<String, StoredArray> constants,
      Map<String, String> attached) {
    /// Numbers and indices per sample, of all inputs.
    int width() {
      return inputs.stream().mapToInt(input -> input.sample().size()).reduce(0, Math::addExact);
    }
  }

  private static final int MOST_ROWS = 256;

  private final String source;
  private final Content content;
  private final Predictor predictor;

  SavedModel(String source, Content content, Engine engine) {
    this.source = source;
    this.content = content;
    this.predictor = new Predictor(content, engine);
  }

  /// A snapshot of a model whose outputs for classes are logits.
  ///
  /// @throws DataException if the preprocessing does not fit the network, or has one class only
  /// @throws IllegalArgumentException if the network has an op that cannot be stored, or mixes the
  ///   samples of a batch
  public static SavedModel of(Model model, Preprocessing preprocessing, Provenance provenance) {
    return of(model, preprocessing, provenance, Outputs.LOGITS);
  }

  /// A snapshot of a model.
  ///
  /// @param outputs what the network's outputs for classes are; without meaning for numbers
  public static SavedModel of(
      Model model, Preprocessing preprocessing, Provenance provenance, Outputs outputs) {
    requireSeveralClasses(preprocessing);
    GraphWriter.Written graph = GraphWriter.write(model);
    Content content =
        new Content(
            model.inputs(),
            outputs,
            preprocessing,
            provenance,
            copy(model.parameters()),
            copy(model.buffers()),
            graph.nodes(),
            graph.constants(),
            Map.of());
    IndependentSamples.require(content, model.engine());
    return new SavedModel("model", content, model.engine());
  }

  private static void requireSeveralClasses(Preprocessing preprocessing) {
    if (preprocessing.targets().getFirst() instanceof Column.Categorical only
        && only.width() == 1) {
      throw new DataException(
          "the target \"%s\" has one class, \"%s\": there is nothing to predict; name two, of which a single output stands for the second"
              .formatted(only.name(), only.values().getFirst()));
    }
  }

  /// A snapshot that takes the network's own inputs and gives its own outputs.
  public static SavedModel of(Model model) {
    int[] shape = model.inputs().getFirst().sample().lengths();
    if (model.inputs().size() > 1) {
      int width = 0;
      for (Input input : model.inputs()) {
        width = Math.addExact(width, input.sample().size());
      }
      shape = new int[] {width};
    }
    Preprocessing identity =
        Preprocessing.identity(shape, Target.Values.numbered(model.output().size()));
    return of(model, identity, Provenance.ofThisLibrary(model.seed()));
  }

  private static Parameters copy(Parameters from) {
    Parameters copy = new Parameters();
    for (Param param : from.list()) {
      Param added = copy.add(param.path(), param.shape());
      added.set(param.values());
      added.freeze(param.frozen());
    }
    return copy;
  }

  /// The model in a file.
  ///
  /// @throws IOException if the file cannot be opened or read
  /// @throws FileFormatException if it is not a whole, consistent model; nothing of it is kept
  public static SavedModel load(Path path) throws IOException {
    return ModelFile.read(path.toString(), Safetensors.read(path));
  }

  /// Writes the file, whole or not at all; see [AtomicFiles].
  public void save(Path path) throws IOException {
    ModelFile.write(content).write(path);
  }

  /// The same, computed by another engine.
  public SavedModel on(Engine engine) {
    return new SavedModel(source, content, engine);
  }

  /// The same with a text that goes with it, such as how its inputs are made: an entry of the
  /// file's metadata.
  ///
  /// @param name such as `my.tokenizer`; there may be several texts, of different names
  /// @throws IllegalArgumentException if the name is empty, or one that the format keeps for itself
  public SavedModel with(String name, String text) {
    ModelFile.requireFree(name);
    Map<String, String> attached = new LinkedHashMap<>(content.attached);
    attached.put(name, text);
    Content changed =
        new Content(
            content.inputs,
            content.outputs,
            content.preprocessing,
            content.provenance,
            content.parameters,
            content.buffers,
            content.graph,
            content.constants,
            Map.copyOf(attached));
    return new SavedModel(source, changed, predictor.engine());
  }

  /// The text of this name that goes with the model; null if there is none.
  public @Nullable String attached(String name) {
    return content.attached.get(name);
  }

  /// A model to train on, with the numbers of this one.
  ///
  /// @param network the network as it was when it was saved
  /// @throws ModelMismatchException if names or shapes differ; says which, and which come close
  public Model into(Network network) {
    Model model =
        Model.of(network)
            .seed(content.provenance.seed())
            .inputs(content.inputs.toArray(Input[]::new));
    Map<String, StoredArray> arrays = ModelFile.arrays(content);
    Weights.require(source, "", arrays, model.parameters(), model.buffers());
    Weights.copy("", arrays, model.parameters());
    Weights.copy("", arrays, model.buffers());
    for (Param param : content.parameters.list()) {
      Param own = model.parameters().find(param.path());
      if (own != null) {
        own.freeze(param.frozen());
      }
    }
    return model;
  }

  /// The answer for one row of raw values, one per input column; NaN is a missing value. Columns
  /// that become indices hold whole numbers.
  ///
  /// A float has 7 digits. Where the values of a column differ only in later ones, such as times in
  /// seconds, ask with a table, whose numbers are doubles. The answer's [Prediction#numbers()] have
  /// all digits, [Prediction#value()] those of a float.
  ///
  /// @throws DataException if the row does not fit the columns
  public Prediction predict(float... raw) {
    return answers(content.preprocessing.encode(raw), 1).getFirst();
  }

  /// The answers for rows of raw values.
  public List<Prediction> predict(float[][] raw) {
    int width = content.preprocessing.width();
    float[] inputs = new float[Shapes.area(raw.length, width, "rows")];
    for (int row = 0; row < raw.length; row++) {
      System.arraycopy(content.preprocessing.encode(raw[row]), 0, inputs, row * width, width);
    }
    return answers(inputs, raw.length);
  }

  /// The answers for rows of indices, such as tokens.
  ///
  /// @throws DataException if the model takes something else, a row has another length, or an index
  ///   is out of range; names row, value and range
  public List<Prediction> predict(int[][] indices) {
    Input only = content.inputs.getFirst();
    if (content.inputs.size() > 1 || !only.isIndices()) {
      throw new DataException(
          "rows of indices are for a model of one input of indices, this one takes "
              + String.join(", ", content.inputs.stream().map(Input::described).toList()));
    }
    if (indices.length == 0) {
      return List.of();
    }
    int width = only.sample().size();
    int[] flat = new int[Shapes.area(indices.length, width, "rows")];
    for (int row = 0; row < indices.length; row++) {
      if (indices[row].length != width) {
        throw new DataException(
            "row " + (row + 1) + ": expected " + width + " indices, got " + indices[row].length);
      }
      System.arraycopy(indices[row], 0, flat, row * width, width);
    }
    return predictor.answers(indices.length, Map.of(only.name(), Value.of(flat)));
  }

  /// The answers for a batch given as values, already encoded.
  ///
  /// @throws DataException if they are not the model's inputs, or an index is out of range
  public List<Prediction> predict(Inputs given) {
    Map<String, Value> values = new LinkedHashMap<>();
    given
        .nodes()
        .forEach((name, node) -> {
          if (node.value() != null) {
            values.put(name, node.value());
          }
        });
    Shape first =
        given.count() == 0 ? Shape.scalar() : given.nodes().values().iterator().next().shape();
    return predictor.answers(first.rank() == 0 ? 0 : first.length(0), values);
  }

  /// The answers for all rows of a table, whose columns are found by name; it needs no target.
  public List<Prediction> predict(RawTable table) {
    return answers(content.preprocessing.inputs(table), table.rows());
  }

  private List<Prediction> answers(float[] inputs, int rows) {
    int width = content.width();
    List<Prediction> answers = new ArrayList<>(rows);
    for (int from = 0; from < rows; from += MOST_ROWS) {
      int count = Math.min(MOST_ROWS, rows - from);
      float[] part = Arrays.copyOfRange(inputs, from * width, (from + count) * width);
      answers.addAll(predictor.answers(part, count));
    }
    return answers;
  }

  /// Inputs and targets of all rows of a table, encoded as this model takes them: in each of its
  /// inputs, and as indices where it takes indices.
  ///
  /// @throws DataException if a cell or an index is refused, or the model has several labels for a
  ///   row, for which a table has no columns
  public Dataset dataset(RawTable table) {
    if (target() instanceof Target.Classes classes && classes.each().rank() > 0) {
      throw new DataException(
          "the model predicts "
              + Names.asked(classes)
              + ", and a table has one class for each row: measure it in Java, with"
              + " SavedModel.measure and a Dataset.of(..) that has labels for each step");
    }
    return predictor.dataset(content.preprocessing.dataset(table));
  }

  /// Each metric over encoded samples, by its name.
  ///
  /// The metrics take the network's own outputs; see [#outputs()].
  ///
  /// @throws DataException if the samples or their targets are not what this model is for
  public Map<String, Double> measure(Dataset data, List<? extends Metric> metrics) {
    if (!target().predictsAs(data.target())) {
      throw new DataException(
          "the data asks for "
              + Names.asked(data.target())
              + ", the model predicts "
              + Names.asked(target()));
    }
    metrics.forEach(Metric::reset);
    int[] order = java.util.stream.IntStream.range(0, data.size()).toArray();
    for (int from = 0; from < order.length; from += MOST_ROWS) {
      int rows = Math.min(MOST_ROWS, order.length - from);
      Batch batch = Batch.of(data, rows);
      batch.fill(data, order, from, rows);
      float[] outputs = predictor.outputs(batch);
      metrics.forEach(metric -> metric.update(outputs, batch, outputs.length / rows));
    }
    Map<String, Double> values = new LinkedHashMap<>();
    metrics.forEach(metric -> values.put(metric.name(), metric.value()));
    return values;
  }

  /// The network's own outputs for encoded inputs of `rows` samples, one after the other: logits,
  /// or numbers before they are brought back to original units. A sample of several inputs is one
  /// after the other, and indices are whole numbers.
  public float[] outputs(float[] inputs, int rows) {
    return predictor.outputs(inputs, rows);
  }

  /// What it takes, encoded.
  public List<Input> inputs() {
    return content.inputs;
  }

  /// The shape of one encoded sample; for several inputs `[n]`, one after the other.
  public Shape sample() {
    return content.inputs.size() == 1
        ? content.inputs.getFirst().sample()
        : Shape.of(content.width());
  }

  /// What is predicted.
  public Target target() {
    return predictor.target();
  }

  /// What the network's outputs for classes are.
  public Outputs outputs() {
    return content.outputs;
  }

  /// How raw rows become inputs, and outputs answers.
  public Preprocessing preprocessing() {
    return content.preprocessing;
  }

  /// What it was made from.
  public Provenance provenance() {
    return content.provenance;
  }

  /// The shapes of what was learned, by path.
  public Map<String, Shape> parameters() {
    return shapes(content.parameters);
  }

  /// The shapes of the running statistics, by path.
  public Map<String, Shape> buffers() {
    return shapes(content.buffers);
  }

  private static Map<String, Shape> shapes(Parameters parameters) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    parameters.list().forEach(param -> shapes.put(param.path(), param.shape()));
    return shapes;
  }

  /// A copy of the numbers of a parameter or buffer.
  ///
  /// @throws IllegalArgumentException if there is none of this path
  public float[] values(String path) {
    @Nullable Param param = content.parameters.find(path);
    Param found = param != null ? param : content.buffers.find(path);
    if (found == null) {
      throw new IllegalArgumentException(
          "the model has no parameter \""
              + path
              + "\", but "
              + Names.listed(List.copyOf(parameters().keySet())));
    }
    return found.values();
  }

  /// The placeholder and the output of the prediction graph for a batch of this size.
  GraphReader.Ends ends(int rows) {
    return predictor.ends(rows);
  }

  /// The prediction graph for a batch of one; its gradients are those of the parameters that are
  /// not frozen.
  public Graph graph() {
    return Graph.of(List.of(predictor.ends(1).output()));
  }

  @Override
  public String toString() {
    return source
        + ": samples of shape "
        + sample()
        + ", "
        + content.parameters.count()
        + " parameters, "
        + Names.text(content.preprocessing.target());
  }
}
