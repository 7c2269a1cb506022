package io.gradus.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.Indices;
import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.Tensor;
import io.gradus.nn.networks.Gpt;
import io.gradus.train.DataException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Sequences continued step by step are what the whole pass gives, to the bit; and transformers
/// that look back see nothing of what comes later.
class DecoderTest {
  private static final int WORDS = 11;
  private static final int TIME = 7;
  private static final int WIDTH = 12;

  /// A language model with other positions than GPT's.
  private record Language(Layer positions, MultiHeadAttention attention) implements Layer {
    @Override
    public Tensor forward(Scope s, Indices tokens) {
      Tensor x = s.call("tokens", new Embedding(WORDS, WIDTH), tokens);
      x = s.call("positions", positions, x);
      for (int i = 0; i < 2; i++) {
        x = s.call("block" + i, new TransformerBlock(attention, 3 * WIDTH), x);
      }
      return s.call("head", new Dense(WORDS), x);
    }

    @Override
    public Tensor forward(Scope s, Tensor x) {
      throw new ShapeException("takes tokens");
    }
  }

  private static final Layer NOTHING = (s, x) -> x;
  private static final MultiHeadAttention CAUSAL = new MultiHeadAttention(3).causally();

  private static final Map<String, Layer> NETWORKS =
      Map.of(
          "gpt", new Gpt(WORDS, TIME, WIDTH, 3, 2, 0.1, true),
          "gpt with a head", new Gpt(WORDS, TIME, WIDTH, 1, 1, 0, false),
          "rotary", new Language(NOTHING, CAUSAL.rotary(new Rotary())),
          "rotary groups", new Language(NOTHING, CAUSAL.groups(1).rotary(new Rotary(100))),
          "sinusoidal", new Language(new SinusoidalPositions(), CAUSAL),
          "learned", new Language(new LearnedPositions(TIME + 2), CAUSAL.withoutBias()));

  private static Model model(String name) {
    Layer layer = Objects.requireNonNull(NETWORKS.get(name));
    return Model.of(layer).seed(5).indices(TIME);
  }

  private static int[] tokens(int count) {
    int[] tokens = new int[count];
    for (int i = 0; i < count; i++) {
      tokens[i] = (7 * i * i + 3) % WORDS;
    }
    return tokens;
  }

  private static float[] scores(float[] all, int row, int step) {
    int from = (row * TIME + step) * WORDS;
    return Arrays.copyOfRange(all, from, from + WORDS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"gpt", "gpt with a head", "rotary", "rotary groups", "sinusoidal", "learned"})
  void aSequenceContinuedIsTheWholePassToTheBit(String name) {
    Model model = model(name);
    int[] tokens = tokens(2 * TIME);
    float[] whole = model.predict(tokens, 2);
    Decoder decoder = model.decoder(2);
    for (int run = 0; run < 2; run++) {
      for (int step = 0; step < TIME; step++) {
        float[] next = decoder.next(tokens[step], tokens[TIME + step]);
        assertThat(Arrays.copyOf(next, WORDS)).containsExactly(scores(whole, 0, step));
        assertThat(Arrays.copyOfRange(next, WORDS, 2 * WORDS))
            .containsExactly(scores(whole, 1, step));
      }
      decoder.restart();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"gpt", "gpt with a head", "rotary", "rotary groups", "sinusoidal", "learned"})
  void aLaterTokenChangesNothingBefore(String name) {
    Model model = model(name);
    int[] tokens = tokens(TIME);
    float[] before = model.predict(tokens, 1);
    for (int changed = 0; changed < TIME; changed++) {
      int[] other = tokens.clone();
      other[changed] = (other[changed] + 1) % WORDS;
      float[] after = model.predict(other, 1);
      int same = changed * WORDS;
      assertThat(Arrays.copyOf(after, same)).containsExactly(Arrays.copyOf(before, same));
      assertThat(scores(after, 0, changed)).isNotEqualTo(scores(before, 0, changed));
      assertThat(scores(after, 0, TIME - 1)).isNotEqualTo(scores(before, 0, TIME - 1));
    }
  }

  @Test
  void theOrderOfTokensCountsThroughEveryKindOfPosition() {
    for (String name : NETWORKS.keySet()) {
      Model model = model(name);
      float[] one = model.predict(new int[] {1, 2, 3, 4, 5, 6, 7}, 1);
      float[] other = model.predict(new int[] {2, 1, 3, 4, 5, 6, 7}, 1);
      assertThat(scores(one, 0, TIME - 1)).as(name).isNotEqualTo(scores(other, 0, TIME - 1));
    }
  }

  @Test
  void itSaysHowFarItIsAndUsesTheWeightsAsTheyAre() {
    Model model = model("gpt");
    Decoder decoder = model.decoder();
    assertThat(decoder).hasToString("decoder of 1 sequences at step 0 of 7");
    assertThat(decoder.capacity()).isEqualTo(TIME);
    float[] before = decoder.next(3);
    assertThat(decoder.steps()).isEqualTo(1);
    Objects.requireNonNull(model.parameters().find("norm.shift")).set(new float[WIDTH]);
    float[] shift = new float[WIDTH];
    shift[0] = 1;
    Objects.requireNonNull(model.parameters().find("norm.shift")).set(shift);
    decoder.restart();
    assertThat(decoder.next(3)).isNotEqualTo(before);
  }

  @Test
  void whatItCannotDoIsToldInWords() {
    Decoder decoder = model("gpt").decoder();
    assertThatThrownBy(() -> decoder.next(WORDS))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("11");
    assertThatThrownBy(() -> decoder.next(-1)).isInstanceOf(DataException.class);
    assertThat(decoder.steps()).isZero();
    assertThatThrownBy(() -> decoder.next(1, 2))
        .isInstanceOf(ShapeException.class)
        .hasMessage("the decoder continues 1 sequences, got 2 tokens");
    for (int i = 0; i < TIME; i++) {
      decoder.next(i);
    }
    assertThatThrownBy(() -> decoder.next(0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "the sequence has 7 steps, which is all that the model takes: restart() and give it the"
                + " last part again");
    assertThatThrownBy(() -> model("gpt").decoder(0))
        .hasMessage("a decoder continues 1 sequence or more at a time, got 0");
  }

  @Test
  void modelsThatContinueNothingAreToldInWords() {
    Layer open = new Language(new SinusoidalPositions(), new MultiHeadAttention(3));
    assertThatThrownBy(() -> Model.of(open).indices(TIME).decoder())
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("sequences are continued by causal attention without a mask only");
    assertThatThrownBy(() -> Model.of(new Dense(2)).input(3).decoder())
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "only a model of one input of tokens, indices(steps), continues sequences; this one"
                + " takes [x [3] of numbers]");
    assertThatThrownBy(() -> Model.of(new Embedding(3, 2)).indices().decoder())
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("continues sequences");
  }

  @Test
  void layersThatMixStepsOtherwiseAreRefused() {
    Layer convolved =
        Sequential.of(new Embedding(WORDS, 4), new Conv1d(4, 3).causal(), new Dense(WORDS));
    assertThatThrownBy(() -> Model.of(convolved).indices(TIME).decoder())
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("a convolution does not remember the steps before");
  }

  @Test
  void sequencesThatAreTooLongAreToldInWords() {
    assertThatThrownBy(() -> Model.of(new Gpt(5, 6, 4, 2, 1, 0, true)).indices(7))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("it knows 6 places and was given [1, 7, 4]");
    assertThatThrownBy(() -> Model.of(new Gpt(5, 6, 4, 2, 1, 0, true)).input(7))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("make its model with indices(6)");
    assertThat(Model.of(new Gpt(5, 6, 4, 2, 1, 0, true)).indices(4).output())
        .isEqualTo(Shape.of(4, 5));
  }
}
