package io.gradus.nn.networks;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.Indices;
import io.gradus.Shape;
import io.gradus.Tensor;
import io.gradus.graph.Node;
import io.gradus.graph.Value;
import io.gradus.nn.Inputs;
import io.gradus.nn.Layer;
import io.gradus.nn.Model;
import io.gradus.nn.MultiHeadAttention;
import io.gradus.nn.Rotary;
import io.gradus.nn.Sequential;
import io.gradus.nn.TransformerBlock;
import io.gradus.train.SavedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// GPT and the Vision Transformer: their sizes, and that they come back from a file as they were.
class TransformersTest {
  /// `v d + t d` of embeddings, `12 d^2 + 13 d` a block, `2 d` of the last norm.
  private static long gpt(int vocabulary, int context, int width, int blocks) {
    return (long) (vocabulary + context) * width
        + blocks * (12L * width * width + 13L * width)
        + 2L * width;
  }

  @Test
  void aGptHasAsManyParametersAsItsFormulaSays() {
    assertThat(gpt(50_257, 1024, 768, 12)).isEqualTo(124_439_808);
    Model model = Model.of(new Gpt(19, 9, 12, 3, 2, 0.1, true)).indices(9);
    assertThat(model.parameters().count()).isEqualTo(gpt(19, 9, 12, 2));
    assertThat(Gpt.small()).isEqualTo(new Gpt(50_257, 1024, 768, 12, 12, 0.1, true));
  }

  @Test
  @Tag("long")
  void gpt2AndVitHaveTheirPublishedNumbersOfParameters() {
    assertThat(Model.of(Gpt.small()).indices(1).parameters().count()).isEqualTo(124_439_808);
    assertThat(Model.of(VisionTransformer.base16(1000)).input(224, 224, 3).parameters().count())
        .isEqualTo(86_567_656);
  }

  @Test
  void aVisionTransformerHasAsManyParametersAsItsFormulaSays() {
    int width = 8;
    Model model = Model.of(new VisionTransformer(2, width, 2, 3, 5, 0)).input(4, 6, 3);
    long patches = 2 * 2 * 3 * width + width;
    long places = (2 * 3 + 1) * width + width;
    long blocks = 3L * (12 * width * width + 13 * width);
    assertThat(model.parameters().count())
        .isEqualTo(patches + places + blocks + 2 * width + 5 * width + 5);
    assertThat(patches(16, 768) + blocks(12, 768) + (768 + 1) * 1000 + 2 * 768)
        .isEqualTo(86_567_656);
  }

  private static long patches(int patch, long width) {
    return (patch * patch * 3 + 1) * width + (14 * 14 + 1) * width + width;
  }

  private static long blocks(int count, long width) {
    return count * (12 * width * width + 13 * width);
  }

  private static void savedIsTheSame(Model model, Path file, Inputs one, Inputs more)
      throws IOException {
    float[] alone = model.predict(one);
    float[] together = model.predict(more);
    model.save(file);
    SavedModel saved = Model.load(file);
    assertThat(flat(saved, one)).containsExactly(alone);
    assertThat(flat(saved, more)).containsExactly(together);
    Model again = Model.load(model.network(), file);
    assertThat(again.predict(more)).containsExactly(together);
  }

  private static float[] flat(SavedModel saved, Inputs given) {
    Node only = given.nodes().values().iterator().next();
    Value value = Objects.requireNonNull(only.value());
    float[] numbers = new float[only.shape().size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = value.isFloat() ? value.copyFloats()[i] : value.copyInts()[i];
    }
    return saved.outputs(numbers, only.shape().length(0));
  }

  @Test
  void aSavedGptPredictsTheSameBitsForAnyBatch(@TempDir Path folder) throws IOException {
    Model model = Model.of(new Gpt(7, 6, 8, 2, 2, 0.1, true)).seed(3).indices(5);
    int[] tokens = IntStream.range(0, 4 * 5).map(i -> i * i % 7).toArray();
    savedIsTheSame(
        model,
        folder.resolve("gpt"),
        Inputs.of(Indices.of(Shape.of(1, 5), Arrays.copyOf(tokens, 5))),
        Inputs.of(Indices.of(Shape.of(4, 5), tokens)));
  }

  @Test
  void aSavedVisionTransformerPredictsTheSameBitsForAnyBatch(@TempDir Path folder)
      throws IOException {
    Model model = Model.of(new VisionTransformer(2, 6, 3, 1, 3, 0)).seed(3).input(4, 4, 2);
    float[] shift = {1, 2, 3};
    Objects.requireNonNull(model.parameters().find("head.bias")).set(shift);
    Tensor all = Tensor.of(Shape.of(3, 4, 4, 2), numbers(96));
    savedIsTheSame(model, folder.resolve("vit"), Inputs.of(all.slice(0, 0, 1)), Inputs.of(all));
  }

  @Test
  void longSequencesWithRotaryGroupsAreSavedToo(@TempDir Path folder) throws IOException {
    MultiHeadAttention attention =
        new MultiHeadAttention(2).groups(1).causally().rotary(new Rotary());
    Layer layer = Sequential.of(new TransformerBlock(attention, 5));
    Model model = Model.of(layer).seed(3).input(300, 4);
    Tensor all = Tensor.of(Shape.of(2, 300, 4), numbers(2400));
    savedIsTheSame(model, folder.resolve("long"), Inputs.of(all.slice(0, 0, 1)), Inputs.of(all));
  }

  private static float[] numbers(int count) {
    Random random = new Random(4);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }
}
