package io.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The commands as a user types them.
class TrainCommandTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    return line.execute(args);
  }

  @Test
  void trainsAnEmbeddedSet() {
    assertThat(run("train", "iris", "--epochs", "20")).isZero();
    assertThat(out.toString())
        .contains("120 rows to train on, 30 held out", "setosa", "trained 20 epochs", "actual");
  }

  @Test
  void theSameSeedTellsTheSameStoryOnAnyThreads() {
    assertThat(run("train", "iris", "--epochs", "5", "--json", "--threads", "1")).isZero();
    String first = out.toString().replaceAll("\"seconds\":[0-9.]+", "");
    out.getBuffer().setLength(0);
    assertThat(run("train", "iris", "--epochs", "5", "--json", "--threads", "3")).isZero();
    assertThat(out.toString().replaceAll("\"seconds\":[0-9.]+", "")).isEqualTo(first);
    assertThat(first.lines())
        .hasSize(5)
        .allMatch(line -> line.startsWith("{\"epoch\":") && line.endsWith("}"));
  }

  @Test
  void trainsOnACsvFileAndFindsRegressionByItself() throws IOException {
    StringBuilder csv = new StringBuilder("size,town,price\n");
    for (int i = 0; i < 80; i++) {
      csv.append(i * 0.5)
          .append(i % 2 == 0 ? ",north," : ",south,")
          .append(i * 3.25 + (i % 2) * 10)
          .append('\n');
    }
    Path file = Files.writeString(folder.resolve("homes.csv"), csv);
    assertThat(run("train", file.toString(), "--target", "price", "--epochs", "60")).isZero();
    assertThat(out.toString()).contains("predicting price", "R2");
  }

  @Test
  void mistakesAreToldInOneLine() throws IOException {
    assertThat(run("train", "digitz")).isEqualTo(1);
    assertThat(err.toString())
        .contains("no data set and no file called \"digitz\"", "digits")
        .doesNotContain("\tat ");
    err.getBuffer().setLength(0);
    Path broken = Files.writeString(folder.resolve("broken.csv"), "a,b\n1,2\n3\n");
    assertThat(run("train", broken.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("3").doesNotContain("\tat ");
    err.getBuffer().setLength(0);
    Path fine = Files.writeString(folder.resolve("fine.csv"), "a,b\n1,2\n3,4\n5,6\n7,8\n");
    assertThat(run("train", fine.toString(), "--target", "c")).isEqualTo(1);
    assertThat(err.toString()).contains("\"c\"").doesNotContain("\tat ");
    err.getBuffer().setLength(0);
    assertThat(run("train", "iris", "--test", "2")).isEqualTo(1);
    assertThat(run("train", "iris", "--epochs", "0")).isEqualTo(1);
    assertThat(run("train", "iris", "--optimizer", "magic")).isEqualTo(2);
  }

  @Test
  void checksGradients() {
    assertThat(run("check", "iris")).isZero();
    assertThat(out.toString())
        .contains("hidden.weight", "[4, 64]", "ok", "all gradients agree")
        .doesNotContain("WRONG");
  }

  @Test
  void explainsAWorkedExample() {
    assertThat(run("explain", "mazur", "--no-colour")).isZero();
    assertThat(out.toString()).contains("0.7513650696", "0.3589164797");
    assertThat(run("explain", "nobody")).isEqualTo(1);
    assertThat(err.toString()).contains("mazur, xor");
  }

  @Test
  void listsDataAndTellsWhatItFound() {
    assertThat(run("data")).isZero();
    assertThat(out.toString()).contains("digits", "1797", "10 classes");
    assertThat(run("doctor")).isZero();
    assertThat(out.toString()).contains("kernels", "because");
  }
}
