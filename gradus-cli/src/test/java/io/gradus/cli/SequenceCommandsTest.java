package io.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.train.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Texts and time series, as a user types it.
class SequenceCommandsTest extends TypedCommands {
  private static final String SONG = "one two three four five six seven eight nine ten\n";
  private static final String[] SMALL = {"--context", "16", "--width", "16", "--blocks", "1"};

  @TempDir Path folder;

  private int train(Path data, String model, Object... more) {
    Object[] first = {"train", data, "--model", model};
    Object[] all = Arrays.copyOf(first, first.length + SMALL.length + more.length);
    System.arraycopy(SMALL, 0, all, first.length, SMALL.length);
    System.arraycopy(more, 0, all, first.length + SMALL.length, more.length);
    return run(all);
  }

  private Path book() throws IOException {
    return Files.writeString(folder.resolve("book.txt"), SONG.repeat(30));
  }

  private Path series(int rows) throws IOException {
    StringBuilder csv = new StringBuilder("day,load,heat\n");
    for (int i = 0; i < rows; i++) {
      csv.append("d%d,%s,%s%n".formatted(i % 7, 100 + 10 * Math.sin(i * 0.5), Math.cos(i * 0.5)));
    }
    return Files.writeString(folder.resolve("series.csv"), csv);
  }

  @ParameterizedTest
  @CsvSource({"gpt,char", "gpt,bpe", "lstm,char", "lstm,bpe"})
  void aTextIsLearnedAndWrittenOn(String network, String tokens) throws IOException {
    Path model = folder.resolve("song.gradus");
    int code =
        train(
            book(),
            network,
            "--tokenizer",
            tokens,
            "--rate",
            "0.02",
            "--epochs",
            "30",
            "--batch",
            "8",
            "--out",
            model);
    assertThat(err.toString()).isEmpty();
    assertThat(code).isZero();
    assertThat(out.toString())
        .contains("tokens to train on", "perplexity", "saved as " + model, "gradus generate");

    assertThat(run("generate", model, "--prompt", "one two", "--length", "20", "--temperature", 0))
        .isZero();
    assertThat(out.toString()).startsWith("one two three four");
    assertThat(run("generate", model, "--length", "30", "--seed", "4", "--top-k", "5")).isZero();
    String text = out.toString();
    assertThat(run("generate", model, "--length", "30", "--seed", "4", "--top-k", "5")).isZero();
    assertThat(out.toString()).isEqualTo(text);

    assertThat(run("evaluate", model, folder.resolve("book.txt"), "--json")).isZero();
    assertThat((double) Json.parseObject("out", out.toString()).get("perplexity"))
        .isBetween(1.0, 1.3);
    assertThat(run("predict", model, folder.resolve("book.txt"))).isOne();
    assertThat(err.toString()).contains("writes text: try gradus generate " + model);
    assertThat(run("summary", model)).isZero();
  }

  @Test
  void aSeriesIsLearnedPredictedAndMeasured() throws IOException {
    Path model = folder.resolve("load.gradus");
    Path data = series(300);
    int code =
        run(
            "train",
            data,
            "--model",
            "lstm",
            "--window",
            "12",
            "--target",
            "load",
            "--horizon",
            "2",
            "--width",
            "12",
            "--epochs",
            "12",
            "--rate",
            "0.02",
            "--out",
            model);
    assertThat(err.toString()).isEmpty();
    assertThat(code).isZero();
    assertThat(out.toString())
        .contains(
            "227 windows of 12 rows to train on, 60 later ones held out; from load, heat predicting"
                + " load 2 rows ahead");

    assertThat(run("predict", model, data)).isZero();
    List<String> lines = out.toString().lines().toList();
    assertThat(lines).hasSize(1 + 289).startsWith("row,predicted_load");
    assertThat(lines.get(1)).startsWith("14,");
    assertThat(lines.getLast()).startsWith("302,");
    double predicted = Double.parseDouble(lines.getLast().substring(4));
    assertThat(predicted).isBetween(100 + 10 * Math.sin(150.5) - 2, 100 + 10 * Math.sin(150.5) + 2);

    assertThat(run("predict", model, data, "--json")).isZero();
    assertThat(Json.parseObject("out", out.toString().lines().toList().getLast()))
        .containsEntry("row", 302L)
        .containsKey("prediction");
    assertThat(run("evaluate", model, data, "--json")).isZero();
    Map<String, Object> measured = Json.parseObject("out", out.toString());
    assertThat(measured).containsEntry("rows", 287L);
    assertThat((double) measured.get("r2")).isGreaterThan(0.95);
  }

  @Test
  void numbersThatAreLargeAgainstTheirSpreadKeepTheirDigits() throws IOException {
    StringBuilder csv = new StringBuilder("\"time, seconds\"\n");
    for (int i = 0; i < 120; i++) {
      csv.append(1_700_000_000L + 30L * (i % 8)).append('\n');
    }
    Path data = Files.writeString(folder.resolve("times.csv"), csv);
    Path model = folder.resolve("times.gradus");
    assertThat(
            run(
                "train",
                data,
                "--model",
                "lstm",
                "--window",
                "8",
                "--width",
                "8",
                "--target",
                "time, seconds",
                "--epochs",
                "1",
                "-q",
                "--out",
                model))
        .isZero();
    assertThat(run("predict", model, data)).isZero();
    List<String> lines = out.toString().lines().toList();
    assertThat(lines.getFirst()).isEqualTo("row,\"predicted_time, seconds\"");
    // Floats of this size are 128 apart.
    assertThat(lines.stream().skip(1).map(line -> line.split(",")[1]).distinct().count())
        .isGreaterThan(4);
  }

  @Test
  void machinesReadTheTraining() throws IOException {
    assertThat(train(book(), "gpt", "--epochs", "2", "--json")).isZero();
    assertThat(out.toString().lines()).hasSize(3);
    assertThat(out.toString()).contains("\"perplexity\":", "\"test_perplexity\":", "\"result\":");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt", "lstm"})
  void filesThatAreNoTextAreTold(String network) throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.txt"));
    assertThat(train(empty, network)).isOne();
    assertThat(err.toString()).contains("empty.txt: the file is empty");
    Path binary = Files.write(folder.resolve("x.bin"), new byte[] {1, 2, (byte) 0xFF, 0});
    assertThat(train(binary, network)).isOne();
    assertThat(err.toString()).contains("x.bin: this is no text in UTF-8");
    Path zeros = Files.write(folder.resolve("z.bin"), new byte[] {65, 66, 67, 0, 65});
    assertThat(train(zeros, network)).isOne();
    assertThat(err.toString()).contains("z.bin: a zero character at place 4");
    Path small = Files.writeString(folder.resolve("short.txt"), "too short");
    assertThat(train(small, network)).isOne();
    assertThat(err.toString()).contains("the text has 9 tokens, and a window of 16");
    assertThat(train(folder.resolve("none.txt"), network)).isOne();
    assertThat(err.toString()).contains("none.txt");
  }

  @Test
  void aNetworkThatDoesNotFitTheMemoryIsToldInOneLine() throws IOException {
    Path large = Files.writeString(folder.resolve("large.txt"), SONG.repeat(10_000));
    assertThat(
            run(
                "train",
                large,
                "--model",
                "gpt",
                "--context",
                "1024",
                "--width",
                "256",
                "--batch",
                "256",
                "--epochs",
                "1"))
        .isOne();
    assertThat(err.toString())
        .startsWith("gradus: this plan needs")
        .contains("--batch", "--context")
        .hasLineCount(1);
  }

  @Test
  void promptsAreChecked() throws IOException {
    Path model = folder.resolve("m.gradus");
    assertThat(train(book(), "gpt", "--epochs", "1", "--out", model)).isZero();
    assertThat(run("generate", model, "--prompt", "one 2")).isOne();
    assertThat(err.toString()).contains("character 5 of the text is \"2\" (U+0032)");
    assertThat(run("generate", model, "--prompt", "")).isEqualTo(2);
    assertThat(run("generate", model, "--temperature", "-1")).isEqualTo(2);
    assertThat(run("generate", model, "--length", "0")).isEqualTo(2);
    Path other = folder.resolve("iris.gradus");
    assertThat(run("train", "iris", "--epochs", "1", "--out", other)).isZero();
    assertThat(run("generate", other)).isOne();
    assertThat(err.toString()).contains("this model does not write text");
  }

  @Test
  void seriesAreChecked() throws IOException {
    Path data = series(40);
    assertThat(run("train", data, "--model", "lstm", "--target", "lod")).isOne();
    assertThat(err.toString()).contains("no column \"lod\"", "did you mean load");
    assertThat(run("train", data, "--model", "lstm", "--target", "day")).isOne();
    assertThat(err.toString()).contains("column \"day\" holds texts");
    assertThat(run("train", data, "--model", "lstm", "--target", "load")).isOne();
    assertThat(err.toString()).contains("40 rows, 32 of them to train on: windows of 48");
    Path model = folder.resolve("m.gradus");
    assertThat(
            run("train", data, "--model", "lstm", "--window", "4", "--epochs", "1", "--out", model))
        .isZero();
    Path other = Files.writeString(folder.resolve("other.csv"), "load\n1\n2\n3\n4\n5\n");
    assertThat(run("predict", model, other)).isOne();
    assertThat(err.toString()).contains("heat");
    assertThat(run("predict", model, series(3))).isOne();
    assertThat(err.toString()).contains("3 rows are too few");
  }

  @Test
  void optionsOfOtherModelsAreRefused() throws IOException {
    Path book = book();
    for (List<String> wrong :
        List.of(
            List.of("--model", "gpt", "--layers", "3"),
            List.of("--model", "gpt", "--target", "load"),
            List.of("--model", "gpt", "--window", "3"),
            List.of("--model", "gpt", "--width", "30"),
            List.of("--model", "gpt", "--vocabulary", "300"),
            List.of("--model", "gpt", "--tokenizer", "bpe", "--vocabulary", "255"),
            List.of("--model", "gpt", "--context", "0"),
            List.of("--model", "lstm", "--heads", "2"),
            List.of("--model", "lstm", "--window", "3", "--context", "4"),
            List.of("--context", "4"),
            List.of("--model", "cnn"))) {
      Object[] args = new Object[wrong.size() + 2];
      args[0] = "train";
      args[1] = book;
      for (int i = 0; i < wrong.size(); i++) {
        args[i + 2] = wrong.get(i);
      }
      assertThat(run(args)).as(wrong.toString()).isEqualTo(2);
      assertThat(err.toString().lines()).as(wrong.toString()).hasSize(2);
    }
    assertThat(run("train", "iris", "--model", "gpt")).isEqualTo(2);
    assertThat(err.toString()).contains("iris is a data set of single rows");
  }
}
