package io.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.Tensor;
import io.gradus.kernel.Philox;
import io.gradus.nn.Activation;
import io.gradus.nn.BatchNorm;
import io.gradus.nn.CrossEntropy;
import io.gradus.nn.Dense;
import io.gradus.nn.Dropout;
import io.gradus.nn.Embedding;
import io.gradus.nn.Flatten;
import io.gradus.nn.Layer;
import io.gradus.nn.LayerNorm;
import io.gradus.nn.MeanSquaredError;
import io.gradus.nn.Model;
import io.gradus.nn.Residual;
import io.gradus.nn.RmsNorm;
import io.gradus.nn.Scope;
import io.gradus.nn.Sequential;
import io.gradus.op.Composite;
import io.gradus.op.Example;
import io.gradus.op.Gelu;
import io.gradus.op.Operands;
import io.gradus.op.Relu;
import io.gradus.op.Tanh;
import io.gradus.optim.Adam;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A model that was saved predicts to the bit as before, and a broken file is never half a model.
class SavedModelTest {
  @TempDir Path folder;

  /// One of nearly everything there is, so that the graph in the file has something to say.
  private static Layer everything() {
    return Sequential.of(
        new Flatten(),
        new Dense(12),
        new BatchNorm(),
        new Activation(new Gelu()),
        new Dropout(0.2),
        new Residual(Sequential.of(new LayerNorm(), new Dense(12), new Activation(new Tanh()))),
        new RmsNorm(),
        new Dense(3));
  }

  private static Dataset classes() {
    float[] inputs = new float[90 * 4];
    int[] labels = new int[90];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = Philox.normal(9, 0, 0, i) * 2 + 1;
    }
    for (int i = 0; i < labels.length; i++) {
      labels[i] = inputs[4 * i] > 2 ? 2 : inputs[4 * i + 1] > 1 ? 1 : 0;
    }
    return Dataset.of(
        new int[] {2, 2}, inputs, labels, new Target.Classes(List.of("low", "mid", "high")));
  }

  private static Model trained() {
    Model model = Model.of(everything()).seed(5).input(2, 2);
    Trainer.of(model, new CrossEntropy(), new Adam(0.01)).batch(16).epochs(3).fit(classes());
    return model;
  }

  private static Preprocessing columns() {
    List<Column> inputs = new ArrayList<>();
    for (String name : List.of("a", "b", "c", "d")) {
      inputs.add(new Column.Numeric(name, 0.5, 1, 2));
    }
    return new Preprocessing(
        inputs,
        List.of(new Column.Categorical("size", List.of("low", "mid", "high"))),
        List.of(2, 2));
  }

  private Path saved() throws IOException {
    Path file = folder.resolve("model.gradus");
    Provenance provenance =
        Provenance.ofThisLibrary(5).trainedOn("numbers", classes()).at("2026-01-02T03:04:05Z");
    SavedModel.of(trained(), columns(), provenance).save(file);
    return file;
  }

  @Test
  void predictsToTheBitAsTheModelThatWasSavedForEveryBatchSize() throws IOException {
    Model model = trained();
    SavedModel loaded = Model.load(saved());
    for (int rows : new int[] {1, 2, 3, 7, 64}) {
      float[] inputs = new float[rows * 4];
      for (int i = 0; i < inputs.length; i++) {
        inputs[i] = Philox.normal(4, 0, rows, i);
      }
      assertThat(loaded.outputs(inputs, rows)).containsExactly(model.predict(inputs, rows));
    }
  }

  @Test
  void answersFromRawValuesWithNamesAndProbabilities() throws IOException {
    Model model = trained();
    SavedModel loaded = SavedModel.load(saved());
    float[] raw = {2, Float.NaN, 5, -3};
    Prediction answer = loaded.predict(raw);
    float[] logits = model.predict(0.5f, -0.25f, 2, -2);
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit);
    }
    for (int i = 0; i < 3; i++) {
      assertThat((double) answer.values()[i]).isCloseTo(Math.exp(logits[i]) / sum, within(1e-6));
    }
    int best = new Prediction(loaded.target(), logits).label();
    assertThat(answer.className()).isEqualTo(List.of("low", "mid", "high").get(best));
    assertThat(answer.value(answer.className())).isEqualTo(answer.values()[best]);
    assertThatThrownBy(() -> answer.value("huge"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("\"huge\"");
    assertThatThrownBy(() -> loaded.predict(1, 2, 3))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("expected 4 values (a, b, c, d), got 3");
  }

  @Test
  void manyRowsAreAnsweredAsOneByOne() throws IOException {
    SavedModel loaded = SavedModel.load(saved());
    float[][] raw = new float[600][4];
    for (int i = 0; i < raw.length; i++) {
      for (int j = 0; j < 4; j++) {
        raw[i][j] = Philox.normal(8, 0, i, j);
      }
    }
    List<Prediction> together = loaded.predict(raw);
    assertThat(together).hasSize(600);
    for (int i = 0; i < raw.length; i += 37) {
      assertThat(together.get(i)).isEqualTo(loaded.predict(raw[i]));
    }
    assertThat(loaded.predict(new float[0][])).isEmpty();
  }

  @Test
  void manyThreadsMayAskAtOnce() throws Exception {
    SavedModel loaded = SavedModel.load(saved());
    Prediction expected = loaded.predict(1, 2, 3, 4);
    Prediction other = loaded.predict(-1, 0, 1, 0);
    try (var pool = Executors.newFixedThreadPool(4)) {
      List<Future<Boolean>> answers = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        boolean odd = i % 2 == 1;
        Callable<Boolean> task =
            () ->
                odd
                    ? loaded.predict(1, 2, 3, 4).equals(expected)
                    : loaded
                        .predict(new float[][] {{-1, 0, 1, 0}, {1, 2, 3, 4}})
                        .equals(List.of(other, expected));
        answers.add(pool.submit(task));
      }
      for (Future<Boolean> answer : answers) {
        assertThat(answer.get()).isTrue();
      }
    }
  }

  @Test
  void aRegressionAnswersInOriginalUnits() throws IOException {
    Model model = Model.of(new Dense(2)).seed(1).input(1);
    Trainer.of(model, new MeanSquaredError(), new Adam(0.05))
        .epochs(2)
        .fit(Dataset.of(new float[][] {{1}, {2}}, new float[][] {{1, 2}, {2, 3}}));
    Preprocessing units =
        new Preprocessing(
            List.of(new Column.Numeric("size", Double.NaN, 100, 50)),
            List.of(
                new Column.Numeric("price", Double.NaN, 1000, 10),
                new Column.Numeric("rooms", Double.NaN, 0, 2)));
    Path file = folder.resolve("price");
    SavedModel.of(model, units, Provenance.ofThisLibrary(1)).save(file);
    Prediction answer = SavedModel.load(file).predict(200);
    float[] scaled = model.predict(2);
    assertThat(answer.value("price")).isEqualTo((float) (scaled[0] * 10.0 + 1000));
    assertThat(answer.value("rooms")).isEqualTo((float) (scaled[1] * 2.0));
    assertThatThrownBy(answer::label).isInstanceOf(DataException.class);
  }

  @Test
  void anAnswerThatIsNoFloatIsRefused() {
    Model model = Model.of(new Dense(1)).seed(1).input(1);
    Preprocessing units =
        new Preprocessing(
            List.of(Column.Numeric.unscaled("size")),
            List.of(new Column.Numeric("price", Double.NaN, 0, 3e38)));
    SavedModel saved = SavedModel.of(model, units, Provenance.ofThisLibrary(1));
    assertThat(saved.predict(0).value("price")).isFinite();
    assertThatThrownBy(() -> saved.predict(1e6f))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("the prediction in original units is ")
        .hasMessageContaining("Infinity: the row holds values too extreme for the model");
  }

  @Test
  void oneOutputStandsForTheSecondOfTwoClasses() {
    Model model = Model.of(new Dense(1)).seed(1).input(1);
    Preprocessing columns =
        new Preprocessing(
            List.of(Column.Numeric.unscaled("x")),
            List.of(new Column.Categorical("y", List.of("no", "yes"))));
    SavedModel saved = SavedModel.of(model, columns, Provenance.ofThisLibrary(1));
    Prediction answer = saved.predict(3);
    double probability = 1 / (1 + Math.exp(-model.predict(3)[0]));
    assertThat((double) answer.value("yes")).isCloseTo(probability, within(1e-6));
    assertThat(answer.value("no") + answer.value("yes")).isEqualTo(1);
  }

  @Test
  void theWholeContentComesBack() throws IOException {
    SavedModel loaded = SavedModel.load(saved());
    Model model = trained();
    assertThat(loaded.preprocessing()).isEqualTo(columns());
    assertThat(loaded.provenance().data()).isEqualTo("numbers");
    assertThat(loaded.provenance().dataHash()).isEqualTo(classes().contentHash());
    assertThat(loaded.provenance().date()).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(loaded.provenance().profile()).isEqualTo("f32-fma-1");
    assertThat(loaded.provenance().seed()).isEqualTo(5);
    assertThat(loaded.parameters().keySet())
        .containsExactlyElementsOf(
            model.parameters().list().stream().map(param -> param.path()).toList());
    assertThat(loaded.buffers()).containsEntry("2.running_mean", Shape.of(12));
    assertThat(loaded.values("2.running_mean"))
        .containsExactly(model.buffers().find("2.running_mean").values());
    assertThat(loaded.graph().toString()).isEqualTo(model.graph().toString());
    Path again = folder.resolve("again");
    loaded.save(again);
    assertThat(again).hasSameBinaryContentAs(folder.resolve("model.gradus"));
  }

  @Test
  void aSnapshotDoesNotChangeWhenTheModelIsTrainedOn() {
    Model model = trained();
    SavedModel snapshot = SavedModel.of(model, columns(), Provenance.ofThisLibrary(5));
    Prediction before = snapshot.predict(1, 2, 3, 4);
    Trainer.of(model, new CrossEntropy(), new Adam(0.1)).fit(classes());
    assertThat(snapshot.predict(1, 2, 3, 4)).isEqualTo(before);
  }

  @Test
  void trainsOnFromAFile() throws IOException {
    Model model = trained();
    model.parameters().find("1.bias").freeze(true);
    Path file = folder.resolve("m");
    model.save(file);
    Model loaded = Model.load(everything(), file);
    assertThat(loaded.parameters().find("1.bias").frozen()).isTrue();
    List<Double> expected = losses(model);
    assertThat(losses(loaded)).isEqualTo(expected);
    assertThat(SavedModel.load(file).predict(1, 2, 3, 4).values()).hasSize(3);
  }

  private static List<Double> losses(Model model) {
    return Trainer.of(model, new CrossEntropy(), new Adam(0.01)).epochs(2).fit(classes()).stream()
        .map(Epoch::loss)
        .toList();
  }

  @Test
  void constantsOfALayerAreKept() throws IOException {
    Layer layer =
        (s, x) ->
            s.call("dense", new Dense(2), x)
                .multiply(Tensor.of(3, 5))
                .add(Tensor.full(Shape.of(2), 0.5).exp());
    Model model = Model.of(layer).seed(2).input(3);
    Path file = folder.resolve("m");
    model.save(file);
    float[] inputs = {1, 2, 3, 4, 5, 6};
    assertThat(SavedModel.load(file).outputs(inputs, 2)).containsExactly(model.predict(inputs, 2));
  }

  @Test
  void aCompositeOfAUserIsStoredAsWhatItDoes() throws IOException {
    record Swirl() implements Composite {
      @Override
      public Tensor define(Operands in) {
        return in.tensor(0).sin().multiply(in.tensor(0).sum(-1));
      }

      @Override
      public String formula(List<String> operands) {
        return "swirl";
      }

      @Override
      public List<Example> examples() {
        return List.of();
      }
    }
    Layer layer = (s, x) -> Tensor.apply(new Swirl(), List.of(s.call("d", new Dense(2), x)));
    Model model = Model.of(layer).seed(2).input(3);
    Path file = folder.resolve("m");
    model.save(file);
    float[] inputs = {1, 2, 3, 4, 5, 6};
    assertThat(SavedModel.load(file).outputs(inputs, 2)).containsExactly(model.predict(inputs, 2));
  }

  @Test
  void aCompositeThatIsItsOperandIsStoredToo() {
    record Same() implements Composite {
      @Override
      public Tensor define(Operands in) {
        return in.tensor(0);
      }

      @Override
      public String formula(List<String> operands) {
        return operands.getFirst();
      }

      @Override
      public List<Example> examples() {
        return List.of();
      }
    }
    Layer layer =
        (s, x) -> {
          Tensor y = x.add(1);
          return Tensor.apply(new Same(), List.of(y));
        };
    assertThat(SavedModel.of(Model.of(layer).input(2)).predict(1, 2).values())
        .containsExactly(2, 3);
  }

  @Test
  void whatDependsOnTheBatchSizeIsRefused() {
    Layer mean = (s, x) -> x.subtract(x.mean(0));
    assertThatThrownBy(() -> SavedModel.of(Model.of(mean).input(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("batches of 2, 3 and 5");
    Layer constant =
        (s, x) ->
            x.add(Tensor.of(Shape.of(x.shape().length(0), 1), new float[x.shape().length(0)]));
    assertThatThrownBy(() -> SavedModel.of(Model.of(constant).input(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("constants that depend on the batch size");
  }

  @Test
  void anotherNetworkIsToldByNames() throws IOException {
    record Mlp(String name, int units) implements Layer {
      @Override
      public Tensor forward(Scope s, Tensor x) {
        return s.call("out", new Dense(2), s.call(name, new Dense(units), x).relu());
      }
    }
    Path file = folder.resolve("m");
    Model.of(new Mlp("hidden", 4)).input(3).save(file);
    assertThatThrownBy(() -> Model.load(new Mlp("hiden", 4), file))
        .isInstanceOf(ModelMismatchException.class)
        .hasMessageContaining("missing  \"hiden.weight\" [3, 4]; close: \"hidden.weight\" [3, 4]")
        .hasMessageContaining("unknown  \"hidden.bias\"")
        .hasMessageContaining(file.toString())
        .satisfies(e ->
            assertThat(((ModelMismatchException) e).missing())
                .containsExactlyInAnyOrder("hiden.weight", "hiden.bias"));
    assertThatThrownBy(() -> Model.load(new Mlp("hidden", 5), file))
        .isInstanceOf(ModelMismatchException.class)
        .hasMessageContaining("\"hidden.weight\" is [3, 5] in the network, [3, 4] there");
    assertThat(Model.load(new Mlp("hidden", 4), file).parameters().count()).isEqualTo(26);
  }

  @Test
  void aTruncatedFileIsNoModel() throws IOException {
    byte[] whole = Files.readAllBytes(saved());
    Path file = folder.resolve("cut");
    for (int length = 0; length < whole.length; length += 1 + whole.length / 97) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> SavedModel.load(file)).isInstanceOf(FileFormatException.class);
    }
  }

  @Test
  void whatLiesIsNoModel() throws IOException {
    Safetensors good = Safetensors.read(saved());
    String json = good.metadata().get("gradus.model");
    Map<String, String> lies = new LinkedHashMap<>();
    lies.put("\"format\":1", "\"format\":3");
    lies.put("\"sample\":[2,2]", "\"sample\":[2,3]");
    lies.put("\"outputs\":\"logits\"", "\"outputs\":\"dreams\"");
    lies.put("\"op\":\"matmul\"", "\"op\":\"matmol\"");
    lies.put("\"transposeA\":false", "\"transposeA\":true");
    lies.put("\"inputs\":[0]", "\"inputs\":[99]");
    lies.put("\"frozen\":[]", "\"frozen\":[\"x\"]");
    lies.put("\"parameters\":[\"1.weight\"", "\"parameters\":[\"1.wight\"");
    lies.put("[{\"batch\":1},2,2]", "[{\"batch\":1},2000000000,2]");
    lies.put("\"high\"]", "\"high\",\"more\"]");
    lies.put("\"buffers\":[", "\"buffers\":[7,");
    lies.put("\"seed\":5", "\"seed\":\"five\"");
    lies.forEach((from, to) -> {
      assertThat(json).contains(from);
      int at = json.indexOf(from);
      String changed = json.substring(0, at) + to + json.substring(at + from.length());
      Safetensors bad = new Safetensors(Map.of("gradus.model", changed), good.arrays());
      assertThatThrownBy(() -> ModelFile.read("a file", bad))
          .as(to)
          .isInstanceOf(FileFormatException.class)
          .hasMessageContaining("a file");
    });
    assertThatThrownBy(() -> ModelFile.read("a file", new Safetensors(Map.of(), good.arrays())))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("not saved by Gradus");
  }

  /// Characters of the description changed at random: an error of the right type, or a model.
  @Test
  void noiseIsNeverAnErrorOfOurs() throws IOException {
    Safetensors good = Safetensors.read(saved());
    String json = good.metadata().get("gradus.model");
    int refused = 0;
    for (int i = 0; i < 400; i++) {
      char[] noisy = json.toCharArray();
      int at = (int) (Philox.uniform(1, 0, i, 0) * noisy.length);
      noisy[at] = json.charAt((int) (Philox.uniform(1, 0, i, 1) * noisy.length));
      Safetensors bad = new Safetensors(Map.of("gradus.model", new String(noisy)), good.arrays());
      try {
        ModelFile.read("noise", bad);
      } catch (FileFormatException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(200);
  }

  @Test
  void withoutPreprocessingTheNetworksOwnNumbersComeOut() {
    Model model = Model.of(new Activation(new Relu())).input(2);
    assertThat(SavedModel.of(model).predict(-1, 2).values()).containsExactly(0, 2);
  }

  @Test
  void aTargetOfOneClassIsRefused() {
    Model model = Model.of(new Dense(1)).seed(1).input(1);
    Preprocessing columns =
        new Preprocessing(
            List.of(Column.Numeric.unscaled("x")),
            List.of(new Column.Categorical("y", List.of("yes"))));
    assertThatThrownBy(() -> SavedModel.of(model, columns, Provenance.ofThisLibrary(1)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(
            "the target \"y\" has one class, \"yes\": there is nothing to predict");
  }

  @Test
  void noSamplesAreRefusedInWords() {
    Model model = Model.of(new Dense(1)).seed(1).input(1);
    assertThatThrownBy(() -> model.predict(new float[0], 0))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("expected at least 1 sample, got 0");
    SavedModel saved = SavedModel.of(model);
    assertThatThrownBy(() -> saved.outputs(new float[0], 0))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("expected at least 1 sample, got 0");
    assertThat(saved.predict(new float[0][])).isEmpty();
    SavedModel words = SavedModel.of(Model.of(new Embedding(3, 2)).indices());
    assertThat(words.predict(new int[0][])).isEmpty();
  }

  @Test
  @SuppressWarnings("NullAway") // what a caller without its checks may do
  void aTrainingWithoutALossIsRefusedInWords() {
    Model model = Model.of(new Dense(1)).input(1);
    assertThatThrownBy(() -> Trainer.of(model, null, new Adam(0.1)))
        .hasMessageContaining("Trainer.of takes the loss, got null");
    assertThatThrownBy(() -> Trainer.of(model, new CrossEntropy(), null))
        .hasMessageContaining("Trainer.of takes the optimizer, got null");
  }
}
