package io.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.train.Json;
import io.gradus.train.Prediction;
import io.gradus.train.SavedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Train, save, look, predict and evaluate, as a user types it.
class SavedModelCommandsTest extends TypedCommands {
  @TempDir Path folder;

  private Path iris() {
    Path model = folder.resolve("iris.gradus");
    assertThat(run("train", "iris", "--epochs", "20", "--out", model)).isZero();
    assertThat(out.toString()).contains("saved as " + model);
    return model;
  }

  private Path homes() throws IOException {
    StringBuilder csv = new StringBuilder("size,town,price\n");
    for (int i = 0; i < 80; i++) {
      csv.append(i * 0.5)
          .append(i % 2 == 0 ? ",\"north, hill\"," : ",south,")
          .append(100_000 + i * 325 + (i % 2) * 1000)
          .append('\n');
    }
    return Files.writeString(folder.resolve("homes.csv"), csv);
  }

  @Test
  void theSummaryOfARegressionNamesWhatItPredicts() throws IOException {
    Path csv =
        Files.writeString(folder.resolve("line.csv"), "a,price\n1,2.5\n2,3.5\n3,4.5\n4,5.5\n5,7\n");
    Path file = folder.resolve("line.gradus");
    assertThat(run("train", csv, "--epochs", "1", "-q", "--out", file)).isZero();
    assertThat(run("summary", file)).isZero();
    assertThat(out.toString()).contains("predicts   price\n").doesNotContain("predicting");
  }

  @Test
  void predictsClassesWithProbabilities() throws IOException {
    Path model = iris();
    Path rows = folder.resolve("rows.csv");
    List<String> names = columns(model);
    Files.writeString(
        rows,
        "note," + String.join(",", names) + "\nfirst,5.1,3.5,1.4,0.2\nsecond,6.5,3.0,5.7,2.1\n");
    assertThat(run("predict", model, rows)).isZero();
    List<String> lines = out.toString().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0))
        .isEqualTo(
            "predicted_species,probability_setosa,probability_versicolor,probability_virginica");
    Prediction first = SavedModel.load(model).predict(5.1f, 3.5f, 1.4f, 0.2f);
    assertThat(lines.get(1))
        .isEqualTo(
            "setosa,%s,%s,%s".formatted(first.values()[0], first.values()[1], first.values()[2]));
    assertThat(lines.get(2)).startsWith("virginica,");

    Path answers = folder.resolve("answers.csv");
    String printed = out.toString();
    assertThat(run("predict", model, rows, "--out", answers)).isZero();
    assertThat(out.toString()).isEmpty();
    assertThat(answers).hasContent(printed);

    assertThat(run("predict", model, rows, "--json")).isZero();
    Map<?, ?> object = Json.parseObject("line", out.toString().lines().findFirst().orElseThrow());
    assertThat(object.get("prediction")).isEqualTo("setosa");
    assertThat((Map<?, ?>) object.get("probabilities")).hasSize(3);
  }

  private static List<String> columns(Path model) throws IOException {
    return SavedModel.load(model).preprocessing().inputs().stream()
        .map(column -> column.name())
        .toList();
  }

  @Test
  void evaluatesClassesWithTheirConfusion() throws IOException {
    Path model = iris();
    assertThat(run("evaluate", model, "iris")).isZero();
    assertThat(out.toString()).contains("rows               150", "accuracy", "f1", "actual");
    assertThat(run("evaluate", model, "iris", "--json")).isZero();
    Map<?, ?> object = Json.parseObject("output", out.toString());
    assertThat((Double) object.get("accuracy")).isGreaterThan(0.9);
    long sum = 0;
    for (Object row : (List<?>) object.get("confusion")) {
      for (Object count : (List<?>) row) {
        sum += (Long) count;
      }
    }
    assertThat(sum).isEqualTo(150);
  }

  @Test
  void aRegressionSpeaksInOriginalUnits() throws IOException {
    Path homes = homes();
    Path model = folder.resolve("homes.gradus");
    assertThat(run("train", homes, "--epochs", "60", "--out", model)).isZero();
    assertThat(run("evaluate", model, homes, "--json")).isZero();
    Map<?, ?> object = Json.parseObject("output", out.toString());
    assertThat((Double) object.get("r2")).isGreaterThan(0.8);
    assertThat((Double) object.get("mae")).isBetween(10.0, 8000.0);
    assertThat(run("predict", model, homes)).isZero();
    List<String> lines = out.toString().lines().toList();
    assertThat(lines).hasSize(81).startsWith("predicted_price");
    assertThat(Float.parseFloat(lines.get(40))).isBetween(90_000f, 140_000f);
  }

  @Test
  void numbersThatAreLargeAgainstTheirSpreadKeepTheirDigits() throws IOException {
    StringBuilder csv = new StringBuilder("a,time\n");
    for (int i = 0; i < 80; i++) {
      csv.append(i).append(',').append(1_700_000_000L + 30L * i).append('\n');
    }
    Path times = Files.writeString(folder.resolve("times.csv"), csv);
    Path model = folder.resolve("times.gradus");
    assertThat(
            run("train", times, "--layers=", "--rate", "0.05", "--epochs", "200", "--out", model))
        .isZero();
    assertThat(run("predict", model, times)).isZero();
    List<String> lines = out.toString().lines().skip(1).toList();
    assertThat(lines).doesNotHaveDuplicates();
    for (int i = 0; i < lines.size(); i++) {
      assertThat(Double.parseDouble(lines.get(i)) - 1_700_000_000 - 30 * i).isBetween(-1.0, 1.0);
      assertThat(lines.get(i)).matches("1[67][0-9]{8}(\\.[0-9]{1,7})?");
    }
    assertThat(run("predict", model, times, "--json")).isZero();
    Map<?, ?> object = Json.parseObject("line", out.toString().lines().findFirst().orElseThrow());
    assertThat(((Map<?, ?>) object.get("prediction")).get("time"))
        .isEqualTo(Double.valueOf(lines.getFirst()));
  }

  @Test
  void aRunGoesOnFromItsCheckpoint() throws IOException {
    Path whole = folder.resolve("whole");
    assertThat(run("train", "iris", "--epochs", "9", "--out", whole, "--json")).isZero();
    List<String> expected = losses();
    Path checkpoint = folder.resolve("run");
    assertThat(run("train", "iris", "--epochs", "4", "--checkpoint", checkpoint, "--json"))
        .isZero();
    List<String> told = losses();
    Path model = folder.resolve("model");
    Object[] onward = {
      "train", "iris", "--epochs", "9", "--checkpoint", checkpoint, "--resume", "--out", model
    };
    assertThat(run(with(onward, "--json"))).isZero();
    told.addAll(losses());
    assertThat(told).isEqualTo(expected);
    for (String name : SavedModel.load(whole).parameters().keySet()) {
      assertThat(SavedModel.load(model).values(name))
          .containsExactly(SavedModel.load(whole).values(name));
    }
    assertThat(run(onward)).isZero();
    assertThat(out.toString()).contains("nothing left to train: the checkpoint has all 9 epochs");

    fails("exists: go on", "train", "iris", "--checkpoint", checkpoint);
    fails("there is no file", "train", "iris", "--resume", "--checkpoint", folder.resolve("none"));
    fails("missing", "train", "iris", "--layers", "8,8", "--resume", "--checkpoint", checkpoint);
    fails(
        "batch 32",
        "train",
        "iris",
        "--batch",
        "8",
        "--json",
        "--resume",
        "--checkpoint",
        checkpoint);
    fails("saved model", "train", "iris", "--resume", "--checkpoint", model);
    assertThat(run("train", "iris", "--resume")).isEqualTo(2);
  }

  private static Object[] with(Object[] args, Object last) {
    Object[] more = Arrays.copyOf(args, args.length + 1);
    more[args.length] = last;
    return more;
  }

  private List<String> losses() {
    return out.toString()
        .lines()
        .filter(line -> line.startsWith("{\"epoch\""))
        .map(line -> line.replaceAll("\"seconds\":[0-9.E-]+", ""))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  @Test
  void summarises() {
    Path model = iris();
    assertThat(run("summary", model)).isZero();
    assertThat(out.toString())
        .contains("3 classes: setosa", "data hash", "f32-fma-1", "matmul", "total")
        .containsPattern("total +515 ");
    assertThat(run("summary", model, "--json")).isZero();
    Map<?, ?> object = Json.parseObject("output", out.toString());
    long parameters = 0;
    long flops = 0;
    for (Object layer : (List<?>) object.get("layers")) {
      parameters += (Long) ((Map<?, ?>) layer).get("parameters");
      flops += (Long) ((Map<?, ?>) layer).get("flops");
    }
    assertThat(parameters).isEqualTo(4 * 64 + 64 + 64 * 3 + 3);
    assertThat(flops).isEqualTo(2 * 4 * 64 + 64 + 64 + 2 * 64 * 3 + 3);
  }

  @Test
  void mistakesAreToldInOneLine() throws IOException {
    Path model = iris();
    Path homes = homes();
    fails("missing column", "predict", model, homes);
    fails("there is no file", "predict", folder.resolve("none.gradus"), homes);
    fails("no data set and no file called", "evaluate", model, folder.resolve("none.csv"));
    fails("homes.csv", "summary", homes);
    byte[] bytes = Files.readAllBytes(model);
    Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, bytes.length / 2));
    fails("cut", "evaluate", cut, "iris");
    bytes[bytes.length - 1] ^= 1;
    fails("checksum", "summary", Files.write(folder.resolve("flipped"), bytes));
    fails("directory does not exist", "train", "iris", "--out", folder.resolve("no/dir"));
    Path kept = Files.writeString(folder.resolve("kept"), "old");
    fails("missing column", "predict", model, homes, "--out", kept);
    assertThat(kept).hasContent("old");
    assertThat(run("predict", model)).isEqualTo(2);
  }

  private void fails(String expected, Object... args) {
    assertThat(run(args)).as("%s", (Object) args).isEqualTo(1);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).startsWith("gradus: ").contains(expected);
    assertThat(out.toString()).isEmpty();
  }
}
