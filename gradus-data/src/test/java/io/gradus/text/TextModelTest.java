package io.gradus.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.nn.CrossEntropy;
import io.gradus.nn.Dense;
import io.gradus.nn.Embedding;
import io.gradus.nn.Layer;
import io.gradus.nn.Model;
import io.gradus.nn.Sequential;
import io.gradus.nn.networks.CharLstm;
import io.gradus.nn.networks.Gpt;
import io.gradus.optim.Adam;
import io.gradus.train.DataException;
import io.gradus.train.Perplexity;
import io.gradus.train.SavedModel;
import io.gradus.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A model of text learns, writes, and is all there in its file.
class TextModelTest {
  private static final String SONG = "one two three four five six seven eight nine ten\n";
  private static final int CONTEXT = 16;

  @TempDir Path folder;

  private static TextModel model(String kind) {
    CharacterTokenizer tokens = CharacterTokenizer.of(SONG);
    int vocabulary = tokens.vocabulary();
    Layer network =
        kind.equals("gpt")
            ? new Gpt(vocabulary, CONTEXT, 16, 2, 1, 0, true)
            : new CharLstm(vocabulary, 8, 24, 1);
    return TextModel.of(network, tokens, CONTEXT, 3);
  }

  private static TextModel trained(String kind) {
    TextModel model = model(kind);
    Trainer.of(model.model(), new CrossEntropy(), new Adam(0.02))
        .batch(16)
        .epochs(40)
        .metric(new Perplexity())
        .fit(model.dataset(SONG.repeat(8)).every(5));
    return model;
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt", "lstm"})
  void aSongThatWasLearnedIsWrittenOn(String kind) throws IOException {
    TextModel model = trained(kind);
    String wanted = SONG.substring(13) + SONG;
    String prompt = SONG.substring(0, 13);
    assertThat(model.write(prompt, wanted.length(), Sampling.greedy())).isEqualTo(wanted);

    Path file = folder.resolve("song.gradus");
    model.save(file);
    TextModel read = TextModel.load(file);
    assertThat(read.tokenizer()).isEqualTo(model.tokenizer());
    assertThat(read.model().network()).isEqualTo(model.model().network());
    assertThat(read.write(prompt, wanted.length(), Sampling.greedy())).isEqualTo(wanted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt", "lstm"})
  void theSameSeedWritesTheSameText(String kind) {
    TextModel model = model(kind);
    Sampling sampling = Sampling.of(5).temperature(1.2).topK(9).topP(0.95);
    String first = model.write("on", 60, sampling);
    assertThat(first).hasSize(60).isEqualTo(model.write("on", 60, sampling));
    assertThat(model.write("on", 60, Sampling.of(6))).isNotEqualTo(first);
  }

  /// What is written beyond the context follows from the last half of it.
  @Test
  void aFullContextGoesOnWithItsLastHalf() {
    TextModel model = model("gpt");
    int[] prompt = model.tokenizer().encode("one two ");
    int[] written = new Generator(model.model(), Sampling.greedy()).write(prompt, 10);
    List<Integer> all = new ArrayList<>();
    for (int token : prompt) {
      all.add(token);
    }
    for (int i = 0; i < 9; i++) {
      all.add(written[i]);
    }
    int[] half =
        all.subList(all.size() - CONTEXT / 2, all.size()).stream()
            .mapToInt(Integer::intValue)
            .toArray();
    int next = new Generator(model.model(), Sampling.greedy()).write(half, 1)[0];
    assertThat(all).hasSize(CONTEXT + 1);
    assertThat(written[9]).isEqualTo(next);
  }

  @Test
  void aLongPromptCountsWithItsEnd() {
    TextModel model = model("gpt");
    String end = SONG.substring(20, 20 + CONTEXT);
    assertThat(model.write(SONG.substring(0, 20) + end, 5, Sampling.greedy()))
        .isEqualTo(model.write(end, 5, Sampling.greedy()));
  }

  @Test
  void promptsAreChecked() {
    TextModel model = model("lstm");
    assertThatThrownBy(() -> model.write("", 5, Sampling.greedy()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("the prompt is empty");
    assertThatThrownBy(() -> model.write("one 2", 5, Sampling.greedy()))
        .hasMessageContaining("character 5 of the text is \"2\"");
    assertThat(model.write("one", 0, Sampling.greedy())).isEmpty();
  }

  @Test
  void otherModelsAreToldInWords() throws IOException {
    Path file = folder.resolve("other.gradus");
    SavedModel.of(Model.of(new Dense(2)).input(3)).save(file);
    assertThatThrownBy(() -> TextModel.load(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("this model does not write text");
    SavedModel.of(Model.of(new Dense(2)).input(3)).with(TextModel.KEY, "{}").save(file);
    assertThatThrownBy(() -> TextModel.load(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("does not hold together");
    CharacterTokenizer tokens = CharacterTokenizer.of("abc");
    Layer own = Sequential.of(new Embedding(3, 2), new Dense(3));
    assertThatThrownBy(() -> TextModel.of(own, tokens, 4, 1).save(file))
        .hasMessageContaining("a Gpt or a CharLstm, this is a Sequential");
    assertThatThrownBy(() -> TextModel.of(new CharLstm(4, 2, 2, 1), tokens, 4, 1))
        .hasMessageContaining("scores 3 of them");
  }

  @Test
  void windowsFollowOneAnother() {
    TextDataset data = TextDataset.of(new int[] {0, 1, 2, 3, 4, 0, 1, 2, 3}, 5, 3);
    assertThat(data.size()).isEqualTo(2);
    assertThat(data.every(1).size()).isEqualTo(6);
    var batch = io.gradus.train.Batch.of(data.every(2), 2);
    batch.fill(data.every(2), new int[] {0, 1}, 0, 2);
    assertThat(batch.indices).containsExactly(0, 1, 2, 2, 3, 4);
    assertThat(batch.labels).containsExactly(1, 2, 3, 3, 4, 0);
    TextDataset.Split split = TextDataset.of(new int[100], 1, 3).holdOut(0.25);
    assertThat(split.train().tokens()).isEqualTo(75);
    assertThat(split.test().tokens()).isEqualTo(25);
  }

  @Test
  void textsThatAreTooShortAreTold() {
    assertThatThrownBy(() -> TextDataset.of(new int[3], 1, 3))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "the text has 3 tokens, and a window of 3 and the one after it needs 4: take a longer text or a smaller context");
    assertThatThrownBy(() -> TextDataset.of(new int[10], 1, 3).holdOut(0.1))
        .hasMessageContaining("of the 10 tokens 1 are held out");
    assertThatThrownBy(() -> TextDataset.of(new int[] {0, 1, 2}, 2, 1))
        .hasMessage("token 3 is 2, expected 0..1");
  }
}
