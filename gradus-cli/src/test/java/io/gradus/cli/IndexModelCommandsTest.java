package io.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.nn.Dense;
import io.gradus.nn.Embedding;
import io.gradus.nn.Flatten;
import io.gradus.nn.Layer;
import io.gradus.nn.Model;
import io.gradus.nn.Sequential;
import io.gradus.train.Json;
import io.gradus.train.Preprocessing;
import io.gradus.train.Provenance;
import io.gradus.train.SavedModel;
import io.gradus.train.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Models that take indices, measured and checked on the rows of a file.
class IndexModelCommandsTest extends TypedCommands {
  @TempDir Path folder;

  private Path saved(Layer network) throws IOException {
    Model model = Model.of(network).seed(2).indices(3);
    Target.Classes two = new Target.Classes(List.of("no", "yes"));
    Preprocessing columns = Preprocessing.identity(new int[] {3}, two);
    Path file = folder.resolve("words.gradus");
    SavedModel.of(model, columns, Provenance.ofThisLibrary(2)).save(file);
    return file;
  }

  private Path words(String rows) throws IOException {
    return Files.writeString(folder.resolve("words.csv"), "x0,x1,x2,class\n" + rows);
  }

  private static Layer flat() {
    return Sequential.of(new Embedding(4, 8), new Flatten(), new Dense(2));
  }

  @Test
  void rowsOfAFileAreMeasured() throws IOException {
    Path model = saved(flat());
    Path rows = words("3,0,1,yes\n2,2,1,no\n0,1,0,no\n");
    assertThat(run("evaluate", model, rows, "--json")).as("%s", err).isZero();
    Map<?, ?> object = Json.parseObject("output", out.toString());
    assertThat(object.get("rows")).isEqualTo(3L);
    int right = 0;
    int[] labels = {1, 0, 0};
    int[][] indices = {{3, 0, 1}, {2, 2, 1}, {0, 1, 0}};
    for (int row = 0; row < 3; row++) {
      right += SavedModel.load(model).predict(indices).get(row).label() == labels[row] ? 1 : 0;
    }
    assertThat((Double) object.get("accuracy")).isEqualTo(right / 3.0);
  }

  @Test
  void gradientsAreChecked() throws IOException {
    Path rows = words("3,0,1,yes\n2,2,1,no\n0,1,0,no\n");
    assertThat(run("check", saved(flat()), "--data", rows)).as("%s", err).isZero();
    assertThat(out.toString()).contains("0.weight", "all gradients agree");
  }

  @Test
  void anIndexOutOfRangeIsToldWithItsRow() throws IOException {
    Path rows = words("3,0,1,yes\n2,4,1,no\n");
    for (Object[] command :
        new Object[][] {
          {"evaluate", saved(flat()), rows}, {"check", saved(flat()), "--data", rows}
        }) {
      err.getBuffer().setLength(0);
      assertThat(run(command)).isEqualTo(1);
      assertThat(err.toString())
          .contains("row 2, input \"x\", place 2: index out of range: expected 0..3, got 4");
    }
  }

  @Test
  void aClassForEachStepIsRefusedWithWhatToDo() throws IOException {
    Path model = saved(Sequential.of(new Embedding(4, 8), new Dense(2)));
    assertThat(run("evaluate", model, words("3,0,1,yes\n2,2,1,no\n"))).isEqualTo(1);
    assertThat(err.toString())
        .contains("2 classes: no, yes, for each of 3 labels of a sample")
        .contains("a table has one class for each row: measure it in Java")
        .doesNotContain("Classes[");
  }
}
