package io.gradus.text;

import io.gradus.nn.Decoder;
import io.gradus.nn.Model;
import io.gradus.train.DataException;
import java.util.Arrays;
import java.util.function.IntConsumer;

/// Writes tokens: it gives the model what there is so far, chooses the next token by the model's
/// scores, and goes on with that.
///
/// Where the model takes so many tokens and no more, it begins anew with the last half of them when
/// they are full; so a text may have any length. Not thread-safe.
public final class Generator {
  private final Decoder decoder;
  private final Sampling sampling;

  /// A generator that uses the model's weights as they are at each step.
  ///
  /// @throws io.gradus.ShapeException if the model does not continue sequences of tokens
  public Generator(Model model, Sampling sampling) {
    this.decoder = model.decoder();
    this.sampling = sampling;
  }

  /// The tokens that follow the prompt, each told as soon as it is chosen; the same prompt is
  /// always continued in the same way.
  ///
  /// @param prompt one token or more
  /// @param length how many tokens to write
  /// @param listener is told each of them
  /// @throws DataException if the prompt is empty or has a token that the model does not know
  public void write(int[] prompt, int length, IntConsumer listener) {
    if (prompt.length == 0) {
      throw new DataException("the prompt is empty: give at least one token to go on from");
    }
    int capacity = decoder.capacity();
    int[] window = new int[Math.min(capacity, Math.addExact(prompt.length, Math.max(length, 0)))];
    int known = Math.min(prompt.length, capacity);
    System.arraycopy(prompt, prompt.length - known, window, 0, known);
    float[] scores = read(window, known);
    for (int step = 0; step < length; step++) {
      int token = sampling.choose(scores, step);
      listener.accept(token);
      if (step + 1 == length) {
        return;
      }
      if (known == capacity) {
        known = Math.max(1, capacity / 2);
        System.arraycopy(window, capacity - known + 1, window, 0, known - 1);
        window[known - 1] = token;
        scores = read(window, known);
      } else {
        window[known++] = token;
        scores = decoder.next(token);
      }
    }
  }

  /// The tokens that follow the prompt.
  ///
  /// @throws DataException if the prompt is empty or has a token that the model does not know
  public int[] write(int[] prompt, int length) {
    int[] written = new int[Math.max(length, 0)];
    int[] count = {0};
    write(prompt, length, token -> written[count[0]++] = token);
    return Arrays.copyOf(written, count[0]);
  }

  private float[] read(int[] tokens, int count) {
    decoder.restart();
    float[] scores = {};
    for (int i = 0; i < count; i++) {
      scores = decoder.next(tokens[i]);
    }
    return scores;
  }
}
