package io.gradus.text;

import io.gradus.exec.Engine;
import io.gradus.nn.Layer;
import io.gradus.nn.Model;
import io.gradus.train.DataException;
import io.gradus.train.Json;
import io.gradus.train.Preprocessing;
import io.gradus.train.Provenance;
import io.gradus.train.SavedModel;
import io.gradus.train.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A language model with the tokenizer of its text: what writes.
///
/// It is saved as one file that says which network it is, with its sizes and its tokens, so that
/// nothing else is needed to go on.
///
/// ```java
/// var text = Files.readString(Path.of("book.txt"));
/// var tokens = CharacterTokenizer.of(text);
/// var model = TextModel.of(new Gpt(tokens.vocabulary(), 64, 64, 4, 2, 0.1, true), tokens, 64, 1);
/// Trainer.of(model.model(), new CrossEntropy(), new Adam(0.003)).fit(model.dataset(text));
/// System.out.println(model.write("Once", 200, Sampling.of(1).temperature(0.8)));
/// ```
///
/// @param model the network and its numbers
/// @param tokenizer of the text that it was made for
public record TextModel(Model model, Tokenizer tokenizer) {
  /// What the entry of a model file is called.
  public static final String KEY = "gradus.text";

  /// Checks that the model takes tokens, and scores as many as the tokenizer has.
  ///
  /// @throws DataException if it does not
  public TextModel {
    if (model.inputs().size() != 1
        || !model.inputs().getFirst().isIndices()
        || model.sample().rank() != 1
        || model.output().length(-1) != tokenizer.vocabulary()) {
      throw new DataException(
          "a model of text takes tokens and scores %d of them, this one is %s"
              .formatted(tokenizer.vocabulary(), model));
    }
  }

  /// A network as it starts.
  ///
  /// @param network from tokens `[n, context]` to scores `[n, context, vocabulary]`
  /// @param context tokens that it is trained on at a time
  public static TextModel of(Layer network, Tokenizer tokenizer, int context, long seed) {
    return of(network, tokenizer, context, seed, Engine.shared());
  }

  /// A network as it starts.
  ///
  /// @param engine what computes
  public static TextModel of(
      Layer network, Tokenizer tokenizer, int context, long seed, Engine engine) {
    return new TextModel(Model.of(network).seed(seed).on(engine).indices(context), tokenizer);
  }

  /// Tokens that one sample has.
  public int context() {
    return model.sample().length(0);
  }

  /// A text as samples for this model.
  ///
  /// @throws DataException if it is too short, or has characters that the tokenizer does not know
  public TextDataset dataset(String text) {
    return TextDataset.of(tokenizer.encode(text), tokenizer.vocabulary(), context());
  }

  /// How the text goes on after a prompt.
  ///
  /// @param length how many tokens to write
  /// @throws DataException if the prompt is empty or has a character that is unknown
  public String write(String prompt, int length, Sampling sampling) {
    return tokenizer.decode(new Generator(model, sampling).write(tokenizer.encode(prompt), length));
  }

  /// A snapshot to be saved.
  ///
  /// @throws IllegalArgumentException if the network is no `Gpt` or `CharLstm`, which alone are
  ///   found again by their name
  public SavedModel saved(Provenance provenance) {
    Target target = Target.Classes.numbered(tokenizer.vocabulary());
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("network", NetworkMap.of(model.network()));
    map.put("tokenizer", tokenizer.toMap());
    return SavedModel.of(model, Preprocessing.identity(new int[] {context()}, target), provenance)
        .with(KEY, Json.write(map));
  }

  /// Saves it as one file, whole or not at all.
  public void save(Path file) throws IOException {
    saved(Provenance.ofThisLibrary(model.seed())).save(file);
  }

  /// The model in a file.
  ///
  /// @throws IOException if the file cannot be opened or read
  /// @throws io.gradus.train.FileFormatException if it is no whole model
  /// @throws DataException if it is one of something else than text
  public static TextModel load(Path file) throws IOException {
    return of(SavedModel.load(file), file.toString());
  }

  /// The model of text that was saved.
  ///
  /// @param source what errors call it
  /// @throws DataException if it is one of something else
  public static TextModel of(SavedModel saved, String source) {
    @Nullable String text = saved.attached(KEY);
    if (text == null) {
      throw new DataException(
          source
              + ": this model does not write text; train one that does with gradus train book.txt --model gpt, or save a TextModel");
    }
    try {
      Map<String, @Nullable Object> map = Json.parseObject(source + ", " + KEY, text);
      Layer network = NetworkMap.read(NetworkMap.object(map, "network"));
      return new TextModel(
          saved.into(network), Tokenizer.fromMap(NetworkMap.object(map, "tokenizer")));
    } catch (IllegalArgumentException e) {
      throw new DataException(
          "%s: the description of the text does not hold together: %s; save the model anew, or copy the file again"
              .formatted(source, e.getMessage()));
    }
  }
}
