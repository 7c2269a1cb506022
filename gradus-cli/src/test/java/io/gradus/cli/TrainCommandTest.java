package io.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.train.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The commands as a user types them.
class TrainCommandTest extends TypedCommands {
  @TempDir Path folder;

  @Test
  void trainsAnEmbeddedSet() {
    assertThat(run("train", "iris", "--epochs", "20")).isZero();
    assertThat(out.toString())
        .contains("120 rows to train on, 30 held out", "setosa", "trained 20 epochs", "actual");
  }

  @Test
  void theSameSeedTellsTheSameStoryOnAnyThreads() {
    assertThat(run("train", "iris", "--epochs", "5", "--json", "--threads", "1")).isZero();
    String first = out.toString().replaceAll("\"seconds\":[0-9.E-]+", "");
    out.getBuffer().setLength(0);
    assertThat(run("train", "iris", "--epochs", "5", "--json", "--threads", "3")).isZero();
    assertThat(out.toString().replaceAll("\"seconds\":[0-9.E-]+", "")).isEqualTo(first);
    assertThat(first.lines())
        .hasSize(6)
        .allMatch(line -> line.startsWith("{\"") && line.endsWith("}"));
    assertThat(first).contains("\"accuracy\":", "\"test_accuracy\":");
    assertThat(first.lines().toList().getLast()).contains("\"result\":\"test\"", "\"rows\":30");
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
    Path same = Files.writeString(folder.resolve("same.csv"), "a,b\n1,x\n2,x\n3,x\n");
    assertThat(run("train", same.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("\"x\"", "nothing to learn").doesNotContain("\tat ");
    err.getBuffer().setLength(0);
    assertThat(run("train", folder.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("expected a folder for each class").doesNotContain("\tat ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--test 2",
        "--epochs 0",
        "--batch 0",
        "--dropout 1",
        "--layers 8,0",
        "--layers 8,x",
        "--rate -1",
        "--rate NaN",
        "--clip 0",
        "--warmup -1",
        "--warmup 100000",
        "--decay 0.1",
        "--threads 0",
        "--threads 1000000",
        "--optimizer magic",
        "--schedule magic"
      })
  void valuesOutOfRangeAreWrongUsage(String option) {
    String[] words = option.split(" ");
    assertThat(run("train", "iris", words[0], words[1])).isEqualTo(2);
    assertThat(err.toString()).contains(words[0]).doesNotContain("\tat ");
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void everyOptimizerLearns(Method method) {
    String name = method.toString();
    assertThat(run("train", "iris", "--optimizer", name, "--epochs", "30", "--json")).isZero();
    Map<?, ?> result = Json.parseObject("result", out.toString().lines().toList().getLast());
    assertThat((Double) result.get("accuracy")).as(name).isGreaterThan(0.85);
  }

  @ParameterizedTest
  @EnumSource(UpdateArguments.Curve.class)
  void everyScheduleMovesTheRateItsOwnWay(UpdateArguments.Curve curve) {
    String[] args = {
      "train",
      "iris",
      "--schedule",
      curve.toString(),
      "--rate",
      "0.01",
      "--warmup",
      "4",
      "--clip",
      "1",
      "--epochs",
      "9",
      "--json"
    };
    assertThat(run(args)).isZero();
    double[] rates =
        out.toString()
            .lines()
            .limit(9)
            .mapToDouble(line -> (Double) Json.parseObject("line", line).get("rate"))
            .toArray();
    double last = rates[8];
    switch (curve) {
      case CONSTANT, PLATEAU -> assertThat(rates).containsOnly(0.01);
      case COSINE -> assertThat(last).isLessThan(1e-4);
      case ONE_CYCLE -> assertThat(last).isLessThan(1e-6);
      case STEP -> assertThat(last).isCloseTo(1e-4, Offset.offset(1e-12));
      case EXPONENTIAL -> assertThat(last).isCloseTo(1e-4, Offset.offset(1e-12));
    }
  }

  @Test
  void aTaskAndALinearModelByRequest() throws IOException {
    StringBuilder csv = new StringBuilder("size,rooms\n");
    for (int i = 0; i < 60; i++) {
      csv.append(i * 0.5).append(',').append(i / 20).append('\n');
    }
    String file = Files.writeString(folder.resolve("rooms.csv"), csv).toString();
    assertThat(run("train", file, "--layers=", "--epochs", "2")).isZero();
    assertThat(out.toString()).contains("3 classes: 0, 1, 2", "\n6 parameters");
    out.getBuffer().setLength(0);
    assertThat(run("train", file, "--task", "regression", "--layers=", "--epochs", "2")).isZero();
    assertThat(out.toString()).contains("predicting rooms", "\n2 parameters");
    assertThat(run("train", "iris", "--task", "regression")).isEqualTo(1);
    assertThat(err.toString()).contains("--task is for CSV files");
  }

  @Test
  void helpShowsNoEmptyDefault() {
    assertThat(run("train", "--help")).isZero();
    assertThat(out.toString())
        .contains("adadelta", "one-cycle", "classification")
        .contains("--categorical=COLUMN,...")
        .doesNotContain("[]")
        .doesNotContainPattern("Default: *\\R");
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

  @Test
  void aTargetOfAsManyTextsAsRowsIsNoSetOfClasses() throws IOException {
    StringBuilder csv = new StringBuilder("size;price\n");
    for (int i = 0; i < 30; i++) {
      csv.append(i).append(';').append(30 + i).append(",50 EUR\n");
    }
    String file = Files.writeString(folder.resolve("prices.csv"), csv).toString();
    assertThat(run("train", file, "--epochs", "1")).isEqualTo(1);
    assertThat(err.toString())
        .contains("the target \"price\" has 30 different texts in 30 rows, such as \"30,50 EUR\"")
        .contains("--task classification");
    assertThat(run("train", file, "--epochs", "1", "--categorical", "price")).isZero();
  }

  @Test
  void aRegressionSaysWhatItsLossIsIn() throws IOException {
    StringBuilder csv = new StringBuilder("size,price\n");
    for (int i = 0; i < 40; i++) {
      csv.append(i).append(',').append(1000 + 20 * i).append('\n');
    }
    String file = Files.writeString(folder.resolve("prices.csv"), csv).toString();
    assertThat(run("train", file, "--epochs", "1")).isZero();
    assertThat(out.toString())
        .containsPattern(
            "loss and test loss: the mean squared error of standardised targets, price in units of 2[0-9.]+ ");
    out.getBuffer().setLength(0);
    assertThat(run("train", "iris", "--epochs", "1")).isZero();
    assertThat(out.toString()).doesNotContain("standardised");
  }

  @Test
  void modelAndCheckpointAreDifferentFilesHoweverTheyAreWritten() throws IOException {
    Path inner = Files.createDirectory(folder.resolve("inner"));
    String plain = folder.resolve("one").toString();
    String around = inner + "/../one";
    assertThat(run("train", "iris", "--epochs", "1", "--out", plain, "--checkpoint", around))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--out and --checkpoint must be different files");
    assertThat(Path.of(plain)).doesNotExist();
    Path link = Files.createSymbolicLink(folder.resolve("link"), inner);
    assertThat(
            run(
                "train",
                "iris",
                "--epochs",
                "1",
                "--out",
                inner.resolve("two").toString(),
                "--checkpoint",
                link.resolve("two").toString()))
        .isEqualTo(2);
  }
}
