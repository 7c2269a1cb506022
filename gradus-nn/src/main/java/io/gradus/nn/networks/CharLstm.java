package io.gradus.nn.networks;

import io.gradus.Indices;
import io.gradus.Tensor;
import io.gradus.nn.Dense;
import io.gradus.nn.Dropout;
import io.gradus.nn.Embedding;
import io.gradus.nn.Layer;
import io.gradus.nn.Recurrent;
import io.gradus.nn.Scope;

/// A language model of characters: an embedding, LSTM layers, and for each step the logits of the
/// character that follows (Graves 2013, section 2; Hochreiter and Schmidhuber 1997).
///
/// x `[n, time]` of indices, y `[n, time, characters]`. It has `c e + sum (4u (in + u + 2)) + u c +
/// c` parameters, with `in` the `e` numbers of an embedding for the first layer and `u` for the
/// others.
///
/// @param characters how many different ones there are
/// @param embedding numbers for each
/// @param units of each LSTM layer
/// @param layers how many LSTM layers
/// @param dropout the share dropped between layers and before the output while training
public record CharLstm(int characters, int embedding, int units, int layers, double dropout)
    implements Layer {
  /// Without dropout.
  public CharLstm(int characters, int embedding, int units, int layers) {
    this(characters, embedding, units, layers, 0);
  }

  @Override
  public Tensor forward(Scope s, Indices x) {
    return after(s, s.call("embedding", new Embedding(characters, embedding), x));
  }

  /// Refused: numbers are no characters.
  ///
  /// @throws io.gradus.ShapeException always
  @Override
  public Tensor forward(Scope s, Tensor x) {
    return after(s, s.call("embedding", new Embedding(characters, embedding), x));
  }

  private Tensor after(Scope s, Tensor x) {
    Recurrent lstm = Recurrent.lstm(units).layers(layers).dropping(dropout);
    Tensor y = s.call("lstm", lstm, x);
    if (dropout > 0) {
      y = s.call("dropout", new Dropout(dropout), y);
    }
    return s.call("output", new Dense(characters), y);
  }
}
