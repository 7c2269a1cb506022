package io.gradus.text;

import io.gradus.nn.Input;
import io.gradus.train.Batch;
import io.gradus.train.DataException;
import io.gradus.train.Dataset;
import io.gradus.train.Target;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// Windows of a text as samples: `context` tokens, and as labels the token after each of them.
///
/// Sample `i` begins at token `i * stride`. It is a view: the tokens are there once.
public final class TextDataset implements Dataset {
  private final int[] tokens;
  private final int vocabulary;
  private final int context;
  private final int stride;
  private final Target target;

  private TextDataset(int[] tokens, int vocabulary, int context, int stride) {
    this.tokens = tokens;
    this.vocabulary = vocabulary;
    this.context = context;
    this.stride = stride;
    target = Target.Classes.numbered(vocabulary).each(context);
  }

  /// Windows that follow one another, so that each token is a label once; those at the end that
  /// fill no window are left out.
  ///
  /// @param tokens the text; the array is copied
  /// @param vocabulary how many different tokens there are
  /// @param context tokens in a window
  /// @throws DataException if the text is too short for one window, or a token is out of range
  public static TextDataset of(int[] tokens, int vocabulary, int context) {
    if (context < 1) {
      throw new DataException("a window has 1 token or more, got " + context);
    }
    if (tokens.length <= context) {
      throw new DataException(
          "the text has %d tokens, and a window of %d and the one after it needs %d: take a longer text or a smaller context"
              .formatted(tokens.length, context, context + 1L));
    }
    for (int i = 0; i < tokens.length; i++) {
      if (tokens[i] < 0 || tokens[i] >= vocabulary) {
        throw new DataException(
            "token %d is %d, expected 0..%d".formatted(i + 1, tokens[i], vocabulary - 1));
      }
    }
    return new TextDataset(tokens.clone(), vocabulary, context, context);
  }

  /// The same text with a window that begins every so many tokens.
  ///
  /// @throws DataException if that is less than 1
  public TextDataset every(int step) {
    if (step < 1) {
      throw new DataException("windows begin every 1 token or more, got " + step);
    }
    return new TextDataset(tokens, vocabulary, context, step);
  }

  /// Both sides of a split by place: the beginning of the text to train on, its end to test on. No
  /// token is in both.
  public record Split(TextDataset train, TextDataset test) {}

  /// Keeps the last share of the tokens for the test.
  ///
  /// @throws DataException if one side is too short for one window
  public Split holdOut(double share) {
    if (!(share > 0 && share < 1)) {
      throw new DataException("the share held out is between 0 and 1, got " + share);
    }
    int cut = tokens.length - (int) StrictMath.round(tokens.length * share);
    requireWindow(cut, "to train on");
    requireWindow(tokens.length - cut, "held out");
    return new Split(
        new TextDataset(Arrays.copyOf(tokens, cut), vocabulary, context, stride),
        new TextDataset(
            Arrays.copyOfRange(tokens, cut, tokens.length), vocabulary, context, stride));
  }

  private void requireWindow(int count, String what) {
    if (count <= context) {
      throw new DataException(
          "of the %d tokens %d are %s, and a window of %d and the token after it needs %d: take a longer text, a smaller context or another share"
              .formatted(tokens.length, count, what, context, context + 1L));
    }
  }

  /// How many tokens the text has.
  public int tokens() {
    return tokens.length;
  }

  @Override
  public int size() {
    return (tokens.length - 1 - context) / stride + 1;
  }

  @Override
  public int[] inputShape() {
    return new int[] {context};
  }

  @Override
  public List<Input> inputs() {
    return List.of(Input.indices(Input.ONLY, context));
  }

  @Override
  public Target target() {
    return target;
  }

  @Override
  public void copy(int index, Batch batch, int row) {
    int from = Objects.checkIndex(index, size()) * stride;
    Objects.checkIndex(row, batch.capacity());
    System.arraycopy(tokens, from, batch.indices, row * context, context);
    System.arraycopy(tokens, from + 1, batch.labels, row * context, context);
  }

  @Override
  public String toString() {
    return "%d windows of %d of %d tokens".formatted(size(), context, tokens.length);
  }
}
