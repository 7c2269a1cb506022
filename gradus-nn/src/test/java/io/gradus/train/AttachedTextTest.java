package io.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.nn.Dense;
import io.gradus.nn.Model;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Texts go with a model into its file.
class AttachedTextTest {
  @TempDir Path folder;

  private static SavedModel model() {
    return SavedModel.of(Model.of(new Dense(2)).seed(1).input(3));
  }

  @Test
  void textsComeBackWithTheModel() throws IOException {
    SavedModel bare = model();
    SavedModel with = bare.with("my.tokens", "ab\n\"ü\" 😀").with("my.notes", "");
    assertThat(bare.attached("my.tokens")).isNull();
    Path file = folder.resolve("m.gradus");
    with.save(file);
    SavedModel read = SavedModel.load(file);
    assertThat(read.attached("my.tokens")).isEqualTo("ab\n\"ü\" 😀");
    assertThat(read.attached("my.notes")).isEmpty();
    assertThat(read.attached("other")).isNull();
    assertThat(read.predict(1, 2, 3).values()).isEqualTo(bare.predict(1, 2, 3).values());
    read.save(file);
    assertThat(SavedModel.load(file).attached("my.tokens")).startsWith("ab");
  }

  @Test
  void namesOfTheFormatAreRefused() {
    for (String name : new String[] {"", "gradus.model", "gradus.checkpoint", "gradus.checksum"}) {
      assertThatThrownBy(() -> model().with(name, "x"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("choose another name");
    }
  }
}
