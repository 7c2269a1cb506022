package io.gradus.nn.networks;

import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.Tensor;
import io.gradus.nn.Conv2d;
import io.gradus.nn.Dense;
import io.gradus.nn.Dropout;
import io.gradus.nn.Initializer;
import io.gradus.nn.Layer;
import io.gradus.nn.LayerNorm;
import io.gradus.nn.LearnedPositions;
import io.gradus.nn.MultiHeadAttention;
import io.gradus.nn.Scope;
import io.gradus.nn.Sequential;
import io.gradus.nn.TransformerBlock;
import java.util.Collections;

/// Reads an image as a sentence of square patches (Dosovitskiy et al. 2021).
///
/// Images `[n, height, width, channels]` whose sides are multiples of `patch`; scores `[n,
/// classes]`, of a token of its own that stands before the patches.
///
/// @param patch pixels along a side of a patch
/// @param width numbers for each patch
/// @param heads of attention; they divide the width
/// @param blocks how many blocks
/// @param classes how many scores come out
/// @param dropout the share dropped of embeddings and of what each part of a block adds
public record VisionTransformer(
    int patch, int width, int heads, int blocks, int classes, double dropout) implements Layer {
  private static final LayerNorm NORM = new LayerNorm(1e-6);

  /// Checks the sizes.
  ///
  /// @throws IllegalArgumentException if one is less than 1, or the heads do not divide the width
  public VisionTransformer {
    if (patch < 1 || width < 1 || heads < 1 || blocks < 1 || classes < 1 || width % heads != 0) {
      throw new IllegalArgumentException(
          "VisionTransformer takes sizes of 1 or more and heads that divide its width, got patch %d, width %d, %d heads, %d blocks, %d classes"
              .formatted(patch, width, heads, blocks, classes));
    }
  }

  /// ViT-B/16: 86,567,656 parameters for images of 224 by 224 by 3 and 1000 classes.
  public static VisionTransformer base16(int classes) {
    return new VisionTransformer(16, 768, 12, 12, classes, 0);
  }

  @Override
  public Tensor forward(Scope s, Tensor images) {
    Shape shape = images.shape();
    if (shape.rank() != 4 || shape.length(1) % patch != 0 || shape.length(2) % patch != 0) {
      throw new ShapeException(
          "VisionTransformer takes images [n, height, width, channels] whose sides are multiples of %d, got %s"
              .formatted(patch, shape));
    }
    int rows = shape.length(0);
    int patches = shape.length(1) / patch * (shape.length(2) / patch);
    Tensor words = s.call("patches", new Conv2d(width, patch).stride(patch), images);
    Tensor token = s.param("token", Shape.of(1, 1, width), new Initializer.Zeros());
    Tensor x =
        Tensor.concat(
            1, token.expand(Shape.of(rows, 1, width)), words.reshape(rows, patches, width));
    x = s.call("positions", new LearnedPositions(patches + 1), x);
    x = s.call("dropout", new Dropout(dropout), x);
    MultiHeadAttention attention = new MultiHeadAttention(heads);
    TransformerBlock block =
        new TransformerBlock(attention, 4 * width).norm(NORM).dropping(dropout);
    x = s.call("blocks", new Sequential(Collections.nCopies(blocks, block)), x);
    Tensor first = s.call("norm", NORM, x).slice(1, 0, 1).reshape(rows, width);
    return s.call("head", new Dense(classes).starting(new Initializer.Zeros()), first);
  }
}
