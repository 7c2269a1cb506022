package io.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.nn.Dense;
import io.gradus.nn.Embedding;
import io.gradus.nn.Model;
import io.gradus.nn.Sequential;
import io.gradus.train.Json;
import io.gradus.train.Prediction;
import io.gradus.train.Preprocessing;
import io.gradus.train.Provenance;
import io.gradus.train.SavedModel;
import io.gradus.train.Target;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class AnswersTest {
  private static final Target.Classes WORDS = new Target.Classes(List.of("a", "b, c"));

  private static String predict(Object... arguments) {
    StringWriter out = new StringWriter();
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out));
    String[] words = new String[arguments.length + 1];
    words[0] = "predict";
    for (int i = 0; i < arguments.length; i++) {
      words[i + 1] = arguments[i].toString();
    }
    assertThat(line.execute(words)).isZero();
    return out.toString();
  }

  @Test
  void aModelWithAClassForEachStepGetsALineForEachRowAndStep(@TempDir Path folder)
      throws IOException {
    Model model = Model.of(Sequential.of(new Embedding(4, 8), new Dense(2))).seed(2).indices(3);
    SavedModel saved =
        SavedModel.of(
            model, Preprocessing.identity(new int[] {3}, WORDS), Provenance.ofThisLibrary(2));
    Path file = folder.resolve("tags.gradus");
    saved.save(file);
    Path rows = Files.writeString(folder.resolve("rows.csv"), "x0,x1,x2\n3,0,1\n2,2,1\n");
    List<Prediction> answers = saved.predict(new int[][] {{3, 0, 1}, {2, 2, 1}});
    List<String> lines = predict(file, rows).lines().toList();
    assertThat(lines).hasSize(7);
    assertThat(lines.getFirst())
        .isEqualTo("row,step,predicted_class,probability_a,\"probability_b, c\"");
    float[] second = answers.get(1).values();
    String word = answers.get(1).labels()[2] == 0 ? "a" : "\"b, c\"";
    assertThat(lines.get(6)).isEqualTo("2,3,%s,%s,%s".formatted(word, second[4], second[5]));

    List<String> objects = predict(file, rows, "--json").lines().toList();
    assertThat(objects).hasSize(2);
    Map<?, ?> object = Json.parseObject("line", objects.get(1));
    int[] labels = answers.get(1).labels();
    assertThat(object.get("prediction"))
        .isEqualTo(
            List.of(
                WORDS.names().get(labels[0]),
                WORDS.names().get(labels[1]),
                WORDS.names().get(labels[2])));
    assertThat((List<?>) object.get("probabilities")).hasSize(3);
  }

  @Test
  void labelsOfSeveralAxesHaveAColumnForEach() {
    Target.Classes grid = WORDS.each(1, 2);
    Prediction answer = new Prediction(grid, 0.25f, 0.75f, 1, 0);
    assertThat(new Answers(grid, "colour").csv(List.of(answer)))
        .isEqualTo(
            """
            row,step1,step2,predicted_colour,probability_a,"probability_b, c"
            1,1,1,"b, c",0.25,0.75
            1,1,2,a,1.0,0.0
            """);
  }
}
