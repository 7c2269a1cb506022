package io.gradus.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.ShapeException;
import io.gradus.nn.networks.CharLstm;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Recurrent layers keep their states from step to step of a [Decoder].
class RecurrentDecoderTest {
  private static final int WORDS = 7;
  private static final int[] TEXT = {3, 0, 6, 6, 1, 2, 5, 4, 3};

  static Stream<Layer> networks() {
    return Stream.of(
        new CharLstm(WORDS, 4, 5, 2, 0.3),
        around(Recurrent.rnn(5).layers(2)),
        around(Recurrent.gru(5)),
        around(new Recurrent(new LstmCell(5, true))));
  }

  private static Layer around(Recurrent layer) {
    return Sequential.of(new Embedding(WORDS, 4), layer, new Dense(WORDS));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void stepByStepIsTheWholeSequence(Layer network) {
    Model model = Model.of(network).seed(2).indices(TEXT.length);
    float[] whole = model.predict(TEXT, 1);
    Decoder decoder = model.decoder();
    for (int round = 0; round < 2; round++) {
      for (int t = 0; t < TEXT.length; t++) {
        float[] wanted = Arrays.copyOfRange(whole, t * WORDS, (t + 1) * WORDS);
        assertThat(decoder.next(TEXT[t])).containsExactly(wanted);
      }
      decoder.restart();
    }
  }

  @Test
  void severalSequencesAtATimeStayApart() {
    Model model = Model.of(new CharLstm(WORDS, 4, 5, 2)).seed(2).indices(TEXT.length);
    Decoder both = model.decoder(2);
    Decoder one = model.decoder();
    for (int i = 0; i < TEXT.length; i++) {
      float[] scores = both.next(TEXT[i], TEXT[TEXT.length - 1 - i]);
      assertThat(Arrays.copyOf(scores, WORDS)).containsExactly(one.next(TEXT[i]));
    }
  }

  @Test
  void theSequenceHasNoEnd() {
    Decoder decoder = Model.of(new CharLstm(WORDS, 4, 5, 1)).indices(3).decoder();
    assertThat(decoder.capacity()).isEqualTo(Integer.MAX_VALUE);
    for (int i = 0; i < 10; i++) {
      decoder.next(1);
    }
    assertThat(decoder).hasToString("decoder of 1 sequences at step 10");
  }

  @Test
  void bothDirectionsAreRefused() {
    Model model = Model.of(around(Recurrent.gru(3).inBothDirections())).indices(4);
    assertThatThrownBy(model::decoder)
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("recurrent layers in one direction without a mask only");
  }
}
