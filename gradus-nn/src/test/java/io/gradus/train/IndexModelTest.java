package io.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradus.Indices;
import io.gradus.Param;
import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.Tensor;
import io.gradus.exec.Engine;
import io.gradus.exec.Interpreter;
import io.gradus.graph.Node;
import io.gradus.graph.Value;
import io.gradus.nn.Activation;
import io.gradus.nn.CrossEntropy;
import io.gradus.nn.Dense;
import io.gradus.nn.Embedding;
import io.gradus.nn.Flatten;
import io.gradus.nn.Input;
import io.gradus.nn.Inputs;
import io.gradus.nn.MeanSquaredError;
import io.gradus.nn.Model;
import io.gradus.nn.Network;
import io.gradus.nn.Scope;
import io.gradus.nn.Sequential;
import io.gradus.nn.Summary;
import io.gradus.op.Tanh;
import io.gradus.optim.Adam;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Models of indices: made, trained, resumed, saved, asked; and models of several inputs.
class IndexModelTest {
  private static final int WORDS = 6;
  private static final int TIME = 3;

  private static Sequential network() {
    return Sequential.of(
        new Embedding(WORDS, 4),
        new Flatten(),
        new Dense(5),
        new Activation(new Tanh()),
        new Dense(2));
  }

  private static Model model() {
    return Model.of(network()).seed(7).indices(TIME);
  }

  /// All rows of three words; the label tells whether the last word is there.
  private static Dataset texts() {
    int[][] rows = new int[WORDS * WORDS * WORDS][];
    int[] labels = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new int[] {i % WORDS, i / WORDS % WORDS, i / WORDS / WORDS};
      labels[i] = IntStream.of(rows[i]).anyMatch(word -> word == WORDS - 1) ? 1 : 0;
    }
    return Dataset.of(rows, labels, List.of("no", "yes"));
  }

  private static Trainer trainer(Model model) {
    return Trainer.of(model, new CrossEntropy(), new Adam(0.02)).batch(32).metric(new Accuracy());
  }

  @Test
  void aNetworkThatBeginsWithAnEmbeddingLearnsFromTokens() {
    Model model = model();
    Trainer trainer = trainer(model).epochs(40);
    List<Epoch> history = trainer.fit(texts());
    assertThat(history.getLast().loss()).isLessThan(0.2 * history.getFirst().loss());
    assertThat(trainer.evaluate(texts()).get("accuracy")).isGreaterThan(0.97);
    assertThat(model.parameters().list())
        .extracting(Param::path)
        .containsExactly("0.weight", "2.weight", "2.bias", "4.weight", "4.bias");
    float[] yes = model.predict(new int[] {0, 5, 1, 0, 2, 1}, 2);
    assertThat(yes[1]).isGreaterThan(yes[0]);
    assertThat(yes[2]).isGreaterThan(yes[3]);
  }

  @Test
  void oneIndexPerSampleIsLookedUp() {
    Model model = Model.of(new Embedding(3, 2)).indices();
    model.parameters().list().getFirst().set(1, 2, 3, 4, 5, 6);
    assertThat(model.output()).isEqualTo(Shape.of(2));
    assertThat(model.predict(new int[] {2, 0}, 2)).containsExactly(5, 6, 1, 2);
  }

  @Test
  void planInterpreterAndEagerGiveTheSameBits() {
    Model model = model();
    int[] words = {0, 5, 1, 3, 3, 4};
    float[] planned = model.predict(words, 2);
    Inputs values = Inputs.of(Indices.of(Shape.of(2, TIME), words));
    assertThat(model.predict(values)).containsExactly(planned);
    assertThat(model.forward(values, false).values()).containsExactly(planned);
    Inputs placeholders = model.placeholders(2);
    Node output = model.trace(placeholders, false).output().node();
    Map<Node, Value> feeds = Map.of(placeholders.indices("x").node(), Value.of(words));
    Value interpreted =
        new Interpreter(Engine.shared()).run(List.of(output), feeds, 0, 0).get(output);
    assertThat(interpreted).isNotNull();
    assertThat(interpreted.copyFloats()).containsExactly(planned);
  }

  @Test
  void theGradientsAreThoseOfTheDifferences() {
    Dataset data = texts();
    Batch batch = Batch.of(data, 6).fill(data, new int[] {0, 40, 80, 120, 160, 215}, 0, 6);
    assertThat(GradientCheck.of(model(), new CrossEntropy(), batch, data.target()))
        .hasSize(5)
        .allMatch(GradientCheck.Row::passed);
  }

  @Test
  void anIndexOutOfRangeNamesRowValueAndRange() {
    int[][] rows = {{0, 1, 2}, {3, 6, 0}};
    Dataset data = Dataset.of(rows, new int[] {0, 1}, List.of("no", "yes"));
    Model model = model();
    float[] before = model.parameters().values().clone();
    String expected = "row 2, input \"x\", place 2: index out of range: expected 0..5, got 6";
    assertThatThrownBy(() -> trainer(model).fit(data))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(expected);
    assertThat(model.parameters().values()).containsExactly(before);
    assertThatThrownBy(() -> trainer(model).evaluate(data)).hasMessageContaining(expected);
    assertThatThrownBy(() -> model.predict(new int[] {0, 1, 2, 3, 6, 0}, 2))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(expected);
    assertThatThrownBy(() -> SavedModel.of(model).predict(rows)).hasMessageContaining(expected);
    assertThatThrownBy(() -> model.predict(new int[] {0, -1, 2}, 1)).hasMessageContaining("got -1");
  }

  @Test
  void numbersAndIndicesAreNotTakenForEachOther() {
    assertThatThrownBy(() -> Model.of(network()).input(3))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("Embedding \"0\"")
        .hasMessageContaining("indices(..) instead of input(..)");
    assertThatThrownBy(() -> Model.of(Sequential.of(new Dense(2))).indices(3))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("Dense \"0\"")
        .hasMessageContaining("put an Embedding before it");
    Dataset numbers = Dataset.of(new float[][] {{1, 2, 3}}, new int[] {0}, List.of("no", "yes"));
    assertThatThrownBy(() -> trainer(model()).fit(numbers))
        .hasMessageContaining("the model takes x [3] of indices and the data has x [3] of numbers");
    assertThatThrownBy(() -> model().predict(1f, 2f, 3f)).hasMessageContaining("of indices");
    assertThatThrownBy(() -> model().predict(new int[] {1, 2}, 1)).hasMessageContaining("got 2");
    Model other = Model.of(network()).indices(4);
    assertThatThrownBy(() -> trainer(other).fit(texts())).hasMessageContaining("indices(3)");
  }

  @Test
  void aResumedRunEndsWithTheSameBits(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("run.ck");
    Model whole = model();
    List<Epoch> all = trainer(whole).epochs(4).fit(texts());
    trainer(model()).epochs(2).checkpoint(file).fit(texts());
    Model resumed = model();
    List<Epoch> rest = trainer(resumed).epochs(4).resume(file).fit(texts());
    assertThat(resumed.parameters().values()).containsExactly(whole.parameters().values());
    assertThat(rest.getLast().loss()).isEqualTo(all.getLast().loss());
    int[] reversed = IntStream.range(0, texts().size()).map(i -> texts().size() - 1 - i).toArray();
    Dataset others = texts().subset(reversed);
    assertThatThrownBy(() -> trainer(model()).epochs(4).resume(file).fit(others))
        .hasMessageContaining("training data");
  }

  @Test
  void aSavedModelPredictsAndTrainsOn(@TempDir Path folder) throws IOException {
    Model model = model();
    trainer(model).epochs(2).fit(texts());
    Path file = folder.resolve("texts.gradus");
    Preprocessing columns = Preprocessing.identity(new int[] {TIME}, texts().target());
    SavedModel.of(model, columns, Provenance.ofThisLibrary(7)).save(file);
    SavedModel loaded = Model.load(file);
    assertThat(loaded.inputs()).containsExactly(Input.indices("x", TIME));
    int[][] rows = {{0, 5, 1}, {2, 2, 2}};
    List<Prediction> answers = loaded.predict(rows);
    float[] logits = model.predict(new int[] {0, 5, 1, 2, 2, 2}, 2);
    assertThat(loaded.outputs(new float[] {0, 5, 1, 2, 2, 2}, 2)).containsExactly(logits);
    assertThat(answers.get(0).label()).isEqualTo(logits[1] > logits[0] ? 1 : 0);
    assertThat(answers.get(0).values()[0] + answers.get(0).values()[1]).isCloseTo(1, within(1e-6f));
    assertThat(loaded.predict(0, 5, 1)).isEqualTo(answers.get(0));
    assertThat(loaded.predict(Inputs.of(Indices.of(Shape.of(1, TIME), rows[1]))))
        .containsExactly(answers.get(1));
    assertThatThrownBy(() -> loaded.predict(0, 5.5f, 1)).hasMessageContaining("whole numbers");
    assertThat(loaded.measure(texts(), List.of(new Accuracy())))
        .containsEntry("accuracy", trainer(model).evaluate(texts()).get("accuracy"));
    Path again = folder.resolve("again.gradus");
    loaded.save(again);
    assertThat(again).hasSameBinaryContentAs(file);
    Model further = Model.load(network(), file);
    assertThat(further.predict(new int[] {0, 5, 1, 2, 2, 2}, 2)).containsExactly(logits);
    trainer(further).fit(texts());
    Batch batch = Batch.of(texts(), 4).fill(texts(), new int[] {0, 1, 2, 3}, 0, 4);
    assertThat(GradientCheck.of(loaded, new CrossEntropy(), batch))
        .hasSize(5)
        .allMatch(GradientCheck.Row::passed);
  }

  @Test
  void whatLiesAboutItsInputsIsNoModel(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("texts.gradus");
    model().save(file);
    Safetensors good = Safetensors.read(file);
    String json = good.metadata().get("gradus.model");
    assertThat(json).isNotNull();
    Map<String, String> lies =
        Map.of(
            "\"name\":\"x\"", "\"name\":\"y\"",
            "\"kind\":\"index\"", "\"kind\":\"float\"",
            "\"shape\":[3]", "\"shape\":[4]",
            "\"kind\":\"index\"}]", "\"kind\":\"sound\"}]",
            "\"kind\":\"index\",\"shape\":[{", "\"kind\":\"sound\",\"shape\":[{");
    lies.forEach((from, to) -> {
      assertThat(json).contains(from);
      int at = json.indexOf(from);
      String changed = json.substring(0, at) + to + json.substring(at + from.length());
      Safetensors bad = new Safetensors(Map.of("gradus.model", changed), good.arrays());
      assertThatThrownBy(() -> ModelFile.read("a file", bad))
          .as(to)
          .isInstanceOf(FileFormatException.class);
    });
  }

  @Test
  void theSummaryShowsTheEmbedding() {
    Summary summary = model().summary();
    assertThat(summary.rows().get(1).kind()).isEqualTo("Embedding");
    assertThat(summary.rows().get(1).output()).isEqualTo(Shape.of(TIME, 4));
    assertThat(summary.rows().get(1).parameters()).isEqualTo(WORDS * 4);
    assertThat(summary.toString()).contains("Embedding").contains("[3, 4]");
  }

  private static Dataset sequences() {
    int[][] rows = new int[8][4];
    int[][] next = new int[8][4];
    for (int i = 0; i < rows.length; i++) {
      for (int t = 0; t < 4; t++) {
        rows[i][t] = (i + t * (1 + i % 3)) % 4;
        next[i][t] = (rows[i][t] + 1) % 4;
      }
    }
    return Dataset.of(rows, next, Target.Classes.numbered(4).each(4));
  }

  @Test
  void aLabelForEachStepIsLearned(@TempDir Path folder) throws IOException {
    Model model = Model.of(Sequential.of(new Embedding(4, 8), new Dense(4))).seed(2).indices(4);
    Dataset data = sequences();
    Trainer trainer =
        Trainer.of(model, new CrossEntropy(), new Adam(0.05)).batch(3).metric(new Accuracy());
    float[] logits = model.predict(new int[] {1, 0, 2, 3}, 1);
    double expected = 0;
    for (int t = 0; t < 4; t++) {
      int word = new int[] {1, 0, 2, 3}[t];
      expected += LogOdds.logSumExp(logits, t, 4, -1) - logits[t * 4 + (word + 1) % 4];
    }
    Dataset one =
        Dataset.of(
            new int[][] {{1, 0, 2, 3}},
            new int[][] {{2, 1, 3, 0}},
            Target.Classes.numbered(4).each(4));
    assertThat(trainer.evaluate(one).get("loss")).isCloseTo(expected / 4, within(1e-6));
    trainer.epochs(60).fit(data, data);
    assertThat(trainer.evaluate(data)).containsEntry("accuracy", 1.0);
    Path file = folder.resolve("next.gradus");
    SavedModel.of(
            model,
            Preprocessing.identity(new int[] {4}, Target.Classes.numbered(4)),
            Provenance.ofThisLibrary(2))
        .save(file);
    SavedModel loaded = Model.load(file);
    assertThat(loaded.target()).isEqualTo(data.target());
    Prediction answer = loaded.predict(new int[][] {{3, 3, 0, 1}}).getFirst();
    assertThat(answer.labels()).containsExactly(0, 0, 1, 2);
    assertThatThrownBy(answer::label).hasMessageContaining("labels()");
    assertThat(loaded.measure(data, List.of(new Accuracy()))).containsEntry("accuracy", 1.0);
    assertThatThrownBy(data::labels).isInstanceOf(DataException.class);
  }

  @Test
  void labelsOfStepsAreCheckedWhereTheyAre() {
    int[][] rows = {{0, 1}};
    Target.Classes two = Target.Classes.numbered(2).each(2);
    assertThatThrownBy(() -> Dataset.of(rows, new int[][] {{0, 2}}, two))
        .hasMessageContaining("row 1, label 2: label out of range: expected 0..1");
    assertThatThrownBy(() -> Dataset.of(rows, new int[][] {{0}}, two))
        .hasMessageContaining("row 1: expected 2 labels, got 1");
    Model flat =
        Model.of(Sequential.of(new Embedding(2, 3), new Flatten(), new Dense(2))).indices(2);
    assertThatThrownBy(() ->
            Trainer.of(flat, new CrossEntropy(), new Adam(0.1))
                .fit(Dataset.of(rows, new int[][] {{0, 1}}, two)))
        .hasMessageContaining("for each of 2 labels of a sample");
  }

  /// How much a user likes a text.
  private record Review(int words) implements Network {
    @Override
    public Tensor forward(Scope s, Inputs in) {
      Tensor text = s.call("words", new Embedding(words, 3), in.indices("text")).mean(1);
      Tensor user = s.call("user", new Dense(3), in.numbers("user"));
      return s.call("rating", new Dense(1), text.reshape(user.shape()).multiply(user));
    }
  }

  private static Dataset reviews() {
    int rows = 24;
    int[] words = new int[rows * 2];
    float[] users = new float[rows * 2];
    float[] ratings = new float[rows];
    for (int i = 0; i < rows; i++) {
      words[2 * i] = i % 4;
      words[2 * i + 1] = i / 4 % 4;
      users[2 * i + i % 2] = 1;
      ratings[i] = (i % 2 == 0 ? 1 : -1) * (words[2 * i] + words[2 * i + 1] - 3);
    }
    return Dataset.of(
        List.of(Feature.numbers("user", users, 2), Feature.indices("text", words, 2)),
        ratings,
        Target.Values.named("rating"));
  }

  @Test
  void severalNamedInputsAreTrainedSavedAndAsked(@TempDir Path folder) throws IOException {
    Input[] inputs = {Input.indices("text", 2), Input.numbers("user", 2)};
    Model model = Model.of(new Review(4)).seed(3).inputs(inputs);
    Trainer trainer = Trainer.of(model, new MeanSquaredError(), new Adam(0.05)).batch(7);
    List<Epoch> history = trainer.epochs(80).fit(reviews());
    assertThat(history.getLast().loss()).isLessThan(0.05 * history.getFirst().loss());
    Dataset data = reviews();
    Batch batch = Batch.of(data, 5).fill(data, new int[] {0, 5, 10, 15, 20}, 0, 5);
    assertThat(GradientCheck.of(model, new MeanSquaredError(), batch, data.target()))
        .hasSize(5)
        .allMatch(GradientCheck.Row::passed);
    Inputs asked =
        Inputs.of("text", Indices.of(Shape.of(2, 2), 3, 3, 0, 0))
            .with("user", Tensor.of(new float[][] {{1, 0}, {0, 1}}));
    float[] answers = model.predict(asked);
    assertThat(answers).containsExactly(new float[] {3, 3}, within(0.8f));
    assertThat(model.forward(asked, false).values()).containsExactly(answers);
    Path file = folder.resolve("reviews.gradus");
    model.save(file);
    SavedModel loaded = SavedModel.load(file);
    assertThat(loaded.inputs()).containsExactly(inputs);
    assertThat(loaded.predict(asked))
        .extracting(Prediction::value)
        .containsExactly(answers[0], answers[1]);
    assertThat(loaded.predict(3, 3, 1, 0).value()).isEqualTo(answers[0]);
    assertThat(loaded.into(new Review(4)).predict(asked)).containsExactly(answers);
    assertThat(model.summary().rows())
        .extracting(Summary.Row::path)
        .contains("words", "user", "rating");
    Path again = folder.resolve("again.gradus");
    loaded.save(again);
    assertThat(Files.readAllBytes(again)).isEqualTo(Files.readAllBytes(file));
  }

  @Test
  void inputsThatAreNotThoseOfTheModelAreNamed() {
    Model model =
        Model.of(new Review(4)).inputs(Input.indices("text", 2), Input.numbers("user", 2));
    assertThatThrownBy(() -> model.predict(Inputs.of("text", Indices.of(Shape.of(1, 2), 0, 1))))
        .hasMessageContaining("text [2] of indices, user [2] of numbers")
        .hasMessageContaining("text [1, 2] of indices");
    Inputs uneven =
        Inputs.of("text", Indices.of(Shape.of(2, 2), 0, 1, 0, 1))
            .with("user", Tensor.of(new float[][] {{1, 0}}));
    assertThatThrownBy(() -> model.predict(uneven)).isInstanceOf(ShapeException.class);
    assertThatThrownBy(model::sample).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> Trainer.of(model, new MeanSquaredError(), new Adam(1)).fit(texts()))
        .hasMessageContaining("x [3] of indices");
    assertThatThrownBy(() ->
            Model.of(new Review(4)).inputs(Input.indices("words", 2), Input.numbers("user", 2)))
        .hasMessageContaining("no input of indices is called \"text\"");
    assertThatThrownBy(
            () -> Model.of(new Review(4)).inputs(Input.indices("a", 2), Input.numbers("a", 2)))
        .hasMessageContaining("two inputs are called \"a\"");
    assertThatThrownBy(() ->
            Dataset.of(
                List.of(
                    Feature.numbers("a", new float[4], 2), Feature.numbers("b", new float[3], 1)),
                new float[2],
                Target.Values.named("y")))
        .hasMessageContaining("input \"b\" has 3 samples, those before it 2");
  }

  @Test
  void theDatasNameTellsIndicesFromNumbers() {
    int[] labels = {0, 1};
    List<String> names = List.of("a", "b");
    String numbers = Dataset.of(new float[][] {{1}, {2}}, labels, names).contentHash();
    String indices = Dataset.of(new int[][] {{1}, {2}}, labels, names).contentHash();
    String others = Dataset.of(new int[][] {{1}, {0}}, labels, names).contentHash();
    assertThat(List.of(numbers, indices, others)).doesNotHaveDuplicates();
  }
}
