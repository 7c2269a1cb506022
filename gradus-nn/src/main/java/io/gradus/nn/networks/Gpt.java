package io.gradus.nn.networks;

import io.gradus.Indices;
import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.Tensor;
import io.gradus.nn.Dense;
import io.gradus.nn.Dropout;
import io.gradus.nn.Embedding;
import io.gradus.nn.Initializer;
import io.gradus.nn.Layer;
import io.gradus.nn.LayerNorm;
import io.gradus.nn.LearnedPositions;
import io.gradus.nn.MultiHeadAttention;
import io.gradus.nn.Scope;
import io.gradus.nn.Sequential;
import io.gradus.nn.TransformerBlock;
import java.util.Collections;

/// A language model: from the tokens so far, scores of the next one at every place (GPT-2; Radford
/// et al. 2019).
///
/// Tokens `[n, time]`, at most `context` of them; scores `[n, time, vocabulary]`.
///
/// @param vocabulary how many different tokens
/// @param context the longest sequence
/// @param width numbers for each token
/// @param heads of attention; they divide the width
/// @param blocks how many blocks
/// @param dropout the share dropped of embeddings and of what each part of a block adds
/// @param tied whether the scores are products with the embedding, as in GPT-2; otherwise `head` is
///   a dense layer
public record Gpt(
    int vocabulary, int context, int width, int heads, int blocks, double dropout, boolean tied)
    implements Layer {
  private static final double DEVIATION = 0.02;

  /// Checks the sizes.
  ///
  /// @throws IllegalArgumentException if one is less than 1, or the heads do not divide the width
  public Gpt {
    if (vocabulary < 1 || context < 1 || width < 1 || heads < 1 || blocks < 1) {
      throw new IllegalArgumentException(
          "Gpt takes sizes of 1 or more, got vocabulary %d, context %d, width %d, %d heads, %d blocks"
              .formatted(vocabulary, context, width, heads, blocks));
    }
    if (width % heads != 0) {
      throw new IllegalArgumentException(
          "Gpt's heads divide its width, got %d heads and width %d".formatted(heads, width));
    }
  }

  /// The small GPT-2 of 124,439,808 parameters.
  public static Gpt small() {
    return new Gpt(50_257, 1024, 768, 12, 12, 0.1, true);
  }

  @Override
  public Tensor forward(Scope s, Indices tokens) {
    Initializer start = new Initializer.Normal(0, DEVIATION);
    Tensor x = s.call("tokens", new Embedding(vocabulary, width, start), tokens);
    x = s.call("positions", new LearnedPositions(context), x);
    x = s.call("dropout", new Dropout(dropout), x);
    x = s.call("blocks", new Sequential(Collections.nCopies(blocks, block(start))), x);
    x = s.call("norm", new LayerNorm(), x);
    if (tied) {
      Tensor table = s.share("tokens").param("weight", Shape.of(vocabulary, width), start);
      return x.matmul(table, false, true);
    }
    return s.call("head", new Dense(vocabulary).starting(start), x);
  }

  /// What is added 2 times `blocks` times over starts smaller by the root of that.
  private TransformerBlock block(Initializer start) {
    Initializer added = new Initializer.Normal(0, DEVIATION / StrictMath.sqrt(2.0 * blocks));
    MultiHeadAttention attention =
        new MultiHeadAttention(heads).causally().starting(start).ending(added);
    return new TransformerBlock(attention, 4 * width).ending(added).dropping(dropout);
  }

  /// Refused: numbers are no tokens.
  ///
  /// @throws ShapeException always
  @Override
  public Tensor forward(Scope s, Tensor x) {
    throw new ShapeException(
        "Gpt takes tokens and was given numbers "
            + x.shape()
            + ": make its model with indices("
            + context
            + ")");
  }
}
