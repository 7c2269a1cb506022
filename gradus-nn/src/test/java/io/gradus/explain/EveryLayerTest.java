package io.gradus.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.gradus.Shape;
import io.gradus.expr.Evaluate;
import io.gradus.kernel.Philox;
import io.gradus.nn.Activation;
import io.gradus.nn.AdaptiveAvgPool2d;
import io.gradus.nn.AdaptiveMaxPool2d;
import io.gradus.nn.AvgPool2d;
import io.gradus.nn.BatchNorm;
import io.gradus.nn.Conv1d;
import io.gradus.nn.Conv2d;
import io.gradus.nn.ConvTranspose2d;
import io.gradus.nn.CrossEntropy;
import io.gradus.nn.Dense;
import io.gradus.nn.Dropout;
import io.gradus.nn.Dropout2d;
import io.gradus.nn.Embedding;
import io.gradus.nn.Flatten;
import io.gradus.nn.GlobalAvgPool2d;
import io.gradus.nn.GroupNorm;
import io.gradus.nn.InstanceNorm;
import io.gradus.nn.Layer;
import io.gradus.nn.LayerNorm;
import io.gradus.nn.LearnedPositions;
import io.gradus.nn.LogSoftmax;
import io.gradus.nn.MaxPool2d;
import io.gradus.nn.MeanSquaredError;
import io.gradus.nn.Mlp;
import io.gradus.nn.Model;
import io.gradus.nn.MultiHeadAttention;
import io.gradus.nn.Padding;
import io.gradus.nn.ParametricRelu;
import io.gradus.nn.PixelShuffle;
import io.gradus.nn.Recurrent;
import io.gradus.nn.Reshaped;
import io.gradus.nn.Residual;
import io.gradus.nn.RmsNorm;
import io.gradus.nn.Sequential;
import io.gradus.nn.SinusoidalPositions;
import io.gradus.nn.Softmax;
import io.gradus.nn.TransformerBlock;
import io.gradus.nn.Upsample2d;
import io.gradus.op.Tanh;
import io.gradus.optim.Sgd;
import io.gradus.train.DataException;
import io.gradus.train.SavedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A saved model with any layer there is can be explained, and each formula gives its number.
class EveryLayerTest {
  record Case(Layer layer, int... input) {
    @Override
    public String toString() {
      return layer.toString();
    }
  }

  static List<Case> cases() {
    return List.of(
        new Case(new Activation(new Tanh()), 3),
        new Case(new AdaptiveAvgPool2d(2, 2), 4, 5, 2),
        new Case(new AdaptiveMaxPool2d(2, 2), 4, 5, 2),
        new Case(new AvgPool2d(2), 4, 4, 2),
        new Case(new BatchNorm(), 3),
        new Case(new Conv1d(2, 3), 5, 2),
        new Case(new Conv2d(2, 3).padding(1), 4, 4, 2),
        new Case(new Conv2d(4, 2).groups(2), 3, 3, 2),
        new Case(new Conv2d(4, 2).groups(4), 3, 3, 4),
        new Case(new ConvTranspose2d(2, 3, 2), 2, 2, 2),
        new Case(new Dense(2), 3),
        new Case(new Dropout(0.5), 3),
        new Case(new Dropout2d(0.5), 2, 2, 2),
        new Case(new Flatten(), 2, 2),
        new Case(new GlobalAvgPool2d(), 3, 3, 2),
        new Case(new GroupNorm(2), 2, 2, 4),
        new Case(new InstanceNorm(), 3, 3, 2),
        new Case(new LayerNorm(), 3),
        new Case(new LearnedPositions(3), 3, 2),
        new Case(new LogSoftmax(), 3),
        new Case(new MaxPool2d(2), 4, 4, 1),
        new Case(new MaxPool2d(3).stride(2).padding(1), 5, 5, 2),
        new Case(new Mlp(List.of(3), new Activation(new Tanh()), 0, 2), 3),
        new Case(new MultiHeadAttention(2).causally(), 3, 4),
        new Case(new Padding(Padding.Mode.REFLECT, 1), 3, 3, 2),
        new Case(new ParametricRelu(), 3),
        new Case(new PixelShuffle(2), 2, 2, 4),
        new Case(Recurrent.rnn(2), 3, 2),
        new Case(Recurrent.lstm(2).lastOnly(), 3, 2),
        new Case(Recurrent.gru(2).layers(2).inBothDirections(), 2, 2),
        new Case(new Reshaped(Shape.of(3, 2)), 6),
        new Case(new Residual(new Dense(3)), 3),
        new Case(new RmsNorm(), 3),
        new Case(Sequential.of(new Dense(3), new Activation(new Tanh())), 3),
        new Case(new SinusoidalPositions(), 3, 2),
        new Case(new Softmax(), 3),
        new Case(new TransformerBlock(new MultiHeadAttention(1), 3), 2, 2),
        new Case(new Upsample2d(2), 2, 2, 2),
        new Case(new Upsample2d(2, true), 2, 2, 2));
  }

  @Test
  void noLayerIsForgotten() throws IOException {
    var known = new TreeSet<String>();
    cases().forEach(each -> known.add(each.layer().getClass().getSimpleName()));
    known.add(Embedding.class.getSimpleName());
    var there = new TreeSet<String>();
    try (Stream<Path> files = Files.list(Path.of("src/main/java/io/gradus/nn"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString().replace(".java", "");
        String text = Files.readString(file).replaceAll("\\s+", " ");
        if (text.matches("(?s).*public record " + name + "\\([^{]*implements Layer \\{.*")) {
          there.add(name);
        }
      }
    }
    assertThat(there).hasSizeGreaterThan(20);
    assertThat(known).isEqualTo(there);
  }

  private static List<String> cells(int... shape) {
    int size = IntStream.of(shape).reduce(1, Math::multiplyExact);
    return IntStream.range(0, size)
        .mapToObj(i -> Float.toString(Philox.normal(9, 0, 0, i)))
        .toList();
  }

  private static ModelWalkthrough walk(Model model, List<String> cells, Detail detail) {
    RawRow row = new RawRow("row 1", cells, List.of("0.5", "-1"));
    return ModelWalkthrough.of(
        "test", SavedModel.of(model), row, new MeanSquaredError(), new Sgd(0.05), detail);
  }

  private static Model model(int[] input, Layer... layers) {
    return Model.of(new Sequential(List.of(layers))).seed(5).input(input);
  }

  private static void assertWritten(ModelWalkthrough walk) {
    for (Section section : walk.sections()) {
      for (Line line : section.lines()) {
        assertThat(Evaluate.in(line.formula(), line.inputs()))
            .as(line.symbol() + " = " + line.text() + " = " + line.textWithNumbers(6))
            .isCloseTo(line.result(), offset(1e-14 + Math.abs(line.result()) * 1e-11));
      }
    }
    for (Writer writer : Writer.values()) {
      assertThat(writer.write(walk, 10, false)).contains("The loss was");
    }
  }

  private static Map<String, Line> lines(ModelWalkthrough walk) {
    Map<String, Line> lines = new HashMap<>();
    walk.sections().forEach(s -> s.lines().forEach(line -> lines.put(line.symbol(), line)));
    return lines;
  }

  /// Behind another layer, so that a gradient flows through it, and before one.
  @ParameterizedTest
  @MethodSource("cases")
  void isExplainedInEveryFormat(Case each) {
    Model model =
        model(
            each.input(),
            new Dense(each.input()[each.input().length - 1]),
            each.layer(),
            new Flatten(),
            new Dense(2));
    assertWritten(walk(model, cells(each.input()), Detail.BRIEF));
    assertWritten(walk(model, cells(each.input()), Detail.FULL));
  }

  /// As the first layer, too.
  @ParameterizedTest
  @MethodSource("cases")
  void isExplainedInFront(Case each) {
    Model model = model(each.input(), each.layer(), new Flatten(), new Dense(2));
    assertWritten(walk(model, cells(each.input()), Detail.FULL));
  }

  @Test
  void maxPoolingNamesTheWinnersAndOnlyTheyGetAGradient() {
    Model model =
        model(new int[] {2, 2, 1}, new Dense(1), new MaxPool2d(2), new Flatten(), new Dense(2));
    model.parameters().find("0.weight").set(1);
    model.parameters().find("0.bias").set(0);
    ModelWalkthrough walk = walk(model, List.of("1", "4", "2", "3"), Detail.FULL);
    assertWritten(walk);
    Map<String, Line> lines = lines(walk);
    Line place = lines.get("layer1.place");
    assertThat(place.result()).isEqualTo(1);
    assertThat(place.text())
        .isEqualTo(
            "place of max(layer0.net[1,1,1], layer0.net[1,2,1], layer0.net[2,1,1], layer0.net[2,2,1])");
    assertThat(lines.get("layer1.out").text()).isEqualTo("layer0.net[1,2,1]");
    assertThat(lines.get("layer1.out").result()).isEqualTo(4);
    assertThat(lines.get("dL/dlayer0.net[1,2,1]").text()).isEqualTo("dL/dlayer1.out");
    assertThat(lines.get("dL/dlayer0.net[1,2,1]").result()).isNotZero();
    for (String other : List.of("1,1,1", "2,1,1", "2,2,1")) {
      assertThat(lines.get("dL/dlayer0.net[" + other + "]").result()).isZero();
    }
    assertThat(Writer.TEXT.write(walk, 10, false))
        .contains("layer1.place = 1: layer0.net[1,2,1] is the largest");
  }

  @Test
  void anEmbeddingNamesTheRowThatAnIndexPicks() {
    Model words =
        Model.of(Sequential.of(new Embedding(3, 2), new Flatten(), new Dense(2))).indices(2);
    ModelWalkthrough walk = walk(words, List.of("2", "2"), Detail.FULL);
    assertWritten(walk);
    Map<String, Line> lines = lines(walk);
    assertThat(lines.get("layer0.out[2,1]").text()).isEqualTo("layer0.w[3,1]");
    assertThat(lines.get("dL/dlayer0.w[3,1]").text())
        .isEqualTo("dL/dlayer0.out[1] + dL/dlayer0.out[3]");
    assertThat(lines.get("dL/dlayer0.w[1,1]").result()).isZero();
    assertThat(lines.get("layer0.w[1,1]+").result())
        .isEqualTo(words.parameters().find("0.weight").values()[0]);
    assertThatThrownBy(() -> walk(words, List.of("0", "3"), Detail.BRIEF))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("3");
    assertThatThrownBy(() -> walk(words, List.of("0", "1.5"), Detail.BRIEF))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("1.5");
  }

  @Test
  void classesOfAModelOfIndicesAreExplained() {
    Model words =
        Model.of(Sequential.of(new Embedding(3, 2), Recurrent.lstm(2).lastOnly(), new Dense(3)))
            .indices(2);
    SavedModel saved =
        SavedModel.of(
            words,
            io.gradus.train.Preprocessing.identity(
                new int[] {2}, io.gradus.train.Target.Classes.numbered(3)),
            io.gradus.train.Provenance.ofThisLibrary(1));
    RawRow row = new RawRow("row 1", List.of("0", "2"), List.of("1"));
    assertWritten(
        ModelWalkthrough.of("w", saved, row, new CrossEntropy(), new Sgd(0.1), Detail.FULL));
  }
}
