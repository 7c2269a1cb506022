package io.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// What a user can get wrong, and what is said of it: few lines, no trace, nothing half written.
class MistakesTest extends TypedCommands {
  @TempDir Path folder;

  /// Runs words, in which `@name` is a file of the folder.
  private int type(String words) {
    return run(
        Arrays.stream(words.split(" "))
            .map(word -> word.startsWith("@") ? folder.resolve(word.substring(1)).toString() : word)
            .toArray(String[]::new));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  @BeforeEach
  void files() throws IOException {
    StringBuilder rows = new StringBuilder("a,b,c\n");
    for (int i = 0; i < 30; i++) {
      rows.append(i * 7 % 11)
          .append(',')
          .append(i * 5 % 13)
          .append(",class")
          .append(i % 3)
          .append('\n');
    }
    write("good.csv", rows.toString());
    write("unseen.csv", "a,b,c\n1,2,class0\n3,4,class9\n");
    write("empty.csv", "");
    write("header.csv", "a,b,c\n");
    write("broken.csv", "a,b,c\n1,2,x\n3,4\n");
    write("nan.csv", "a,b\n1,2\nNaN,3\n4,5.5\n6,7\n");
    write("inf.csv", "a,b\n1,2\n3,-Infinity\n4,5.5\n6,7\n");
    write("large.csv", "a,b\n1,2\n1e300,3\n4,5.5\n6,7\n8,9\n");
    write("euro.csv", euro());
    write("void.csv", "a,b\n,1.5\n,2.5\n,3\n,4\n,5\n");
    StringBuilder vast = new StringBuilder("a,b\n");
    StringBuilder larger = new StringBuilder("a,b\n");
    for (int i = 1; i <= 30; i++) {
      vast.append(i).append(',').append(i).append("e38\n");
      larger.append(i < 3 ? "1" : "1e300").append(',').append(i * 0.5).append('\n');
    }
    write("vast.csv", vast.toString());
    write("larger.csv", larger.toString());
    write("more.csv", rows + rows.substring("a,b,c\n".length()));
    write("one.csv", "a,b\n1,2\n");
    write("same.csv", "a,b\n1,4\n2,4\n3,4\n");
    write("twice.csv", "a,a,c\n1,2,x\n3,4,y\n");
    write("single.csv", "c\n1\n2\n3\n");
    write("mixed.csv", "a,b\n1,2\n2,3\noops,4\n4,5\n5,6\n");
    write("unlabelled.csv", "a,b,c\n1,2,class0\n3,4,\n");
    write("inputs.csv", "a,b\n1,2\n3,4\n");
    write("two.csv", "a,b\n1,2\n3,4\n");
    write("years.csv", "2019,2020,y\n1,2,3\n3,4,5\n5,6,7\n7,8,9\n");
    write("countries.csv", "a,b\n1,NL\n2,NA\n3,NL\n4,NA\n5,NL\n6,NL\n");
    write("gap.csv", "a,b\n1,2\n3,\n4,5\n6,7\n");
    Files.write(folder.resolve("packed.csv"), new byte[] {0x1F, (byte) 0x8B, 8, 0, 0, 0});
    Files.write(folder.resolve("book.csv"), "PK\3\4...".getBytes(StandardCharsets.ISO_8859_1));
    Files.createDirectory(folder.resolve("folder"));
    assertThat(type("train @good.csv --epochs 2 --out @good.gradus --checkpoint @good.ck"))
        .isZero();
    byte[] model = Files.readAllBytes(folder.resolve("good.gradus"));
    Files.write(folder.resolve("cut.gradus"), Arrays.copyOf(model, model.length / 2));
    Files.write(folder.resolve("short.gradus"), Arrays.copyOf(model, 5));
    model[7] = 1;
    Files.write(folder.resolve("lying.gradus"), model);
  }

  private static String euro() {
    StringBuilder text = new StringBuilder("a;y\n");
    for (int i = 0; i < 20; i++) {
      text.append(i).append(",5;").append(2 * i).append(",0\n");
    }
    return text.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train @none.csv | there is no data set and no file",
        "train @folder | expected a folder for each class with its PNG and JPEG files",
        "train @empty.csv | the file is empty",
        "train @header.csv | there is a header but no row; add rows below it",
        "train @one.csv | one.csv: one row is too few: some rows are trained on and others held out",
        "train @same.csv | every row has \"4\" in the target column \"b\": nothing to learn",
        "train @twice.csv | two columns are called \"a\"; rename one of them",
        "train @single.csv | \"c\" is the only column, so there is nothing to predict it from",
        "train @mixed.csv | line 4: column \"a\": expected a number, as in most rows, got \"oops\"; correct the cell, or say that the column holds texts: --categorical \"a\" of gradus train",
        "train @good.csv --categorical z | missing column \"z\"; the columns are a, b, c",
        "train iris --categorical z | --categorical is for CSV files",
        "train @good.csv --target B | did you mean b? its columns are a, b, c",
        "train digit | there is no data set and no file called \"digit\"; did you mean digits?",
        "train Iris | did you mean iris?",
        "train https://example.org/a.csv | is an address; download the file first",
        "train @good.csv --layers 1000000000,1000000000 | --layers 1000000000,1000000000: 1,000,000,007,000,000,003 weights and biases need",
        "train @good.csv --layers 1000000000,1000000000 | MiB to train, and Java may use",
        "train @good.csv --layers 45000,45000 | weights and biases need 30,903 MiB to train, and Java may use",
        "explain nobody | there is no worked example, optimizer or file called \"nobody\"",
        "explain mazzur | did you mean mazur?",
        "predict iris @good.gradus | \"iris\" is a data set, not a model; the model comes first",
        "evaluate @good.gradus @unlabelled.csv | unlabelled.csv line 3, column \"c\": unknown category: expected one of \"class0\", \"class1\", \"class2\", got a missing value",
        "evaluate @good.gradus @inputs.csv | missing column \"c\"; the columns are a, b",
        "train @more.csv --resume --checkpoint @good.ck | the checkpoint was made with training rows 24, this run has 48",
        "train @good.csv --resume --checkpoint @good.ck --batch 5 | made with batch 24, this run has 5",
        "train @broken.csv | broken.csv line 3: expected 3 cells, got 2",
        "train @good.gradus | is a saved model or a checkpoint; data is a CSV file",
        "train @good.ck | is a saved model or a checkpoint; data is a CSV file",
        "train @packed.csv | this is a gzip file: unpack it first",
        "train @book.csv | this is a zip file or a workbook",
        "train @good.csv --target d | --target: ",
        "train @good.csv --target d | has no column \"d\"; its columns are a, b, c",
        "train @good.csv --task regression | regression needs numbers",
        "train @good.csv --test 0.001 | leaves one side empty: choose another share",
        "train @two.csv | leaves one side empty",
        "train @gap.csv | line 3, column \"b\": expected a target, got a missing value",
        "train @years.csv | line 1",
        "train @years.csv | the first row was taken for data, because \"2019\" is a number",
        "train @years.csv | --header yes",
        "train @years.csv --header no --target y --categorical column3 | no header was recognised: see --header",
        "train iris --header yes | --header is for CSV files",
        "train @countries.csv | expected a target (a class that is called NA needs another name",
        "train @countries.csv | got a missing value (an empty cell, ?, NA or N/A)",
        "train @nan.csv | nan.csv line 3: column \"a\": expected a finite number, got \"NaN\"; leave the cell empty",
        "train @inf.csv | inf.csv line 3: column \"b\": expected a finite number, got \"-Infinity\"; leave the cell empty",
        "train @large.csv | line 3, column \"a\": expected a",
        "train @good.csv --out @folder | it is a directory; add the name of a file",
        "train @good.csv --out @no/model | its directory does not exist; make it first",
        "train @good.csv --out @good.csv/model | its directory does not exist; make it first",
        "train @good.csv --out @good.csv | is the data, which would be overwritten",
        "train @good.csv --out= | the name of the file to write is empty",
        "train @good.csv --checkpoint @no/file | its directory does not exist; make it first",
        "train @good.csv --checkpoint @folder | it is a directory",
        "train @good.csv --checkpoint @good.ck | go on from it with --resume",
        "train @good.csv --resume --checkpoint @none.ck | to go on from: correct its name, or leave out --resume to start anew",
        "train @euro.csv | euro.csv line 2: column \"a\": expected a number, got \"0,5\"; write numbers with a point, not a comma",
        "train @good.csv --ignore z | good.csv: missing column \"z\"; the columns are a, b, c",
        "train @good.csv --ignore a,b | \"c\" is the only column",
        "train @good.csv --ignore a,b,c | good.csv: --ignore leaves no column",
        "train @good.csv --ignore c --target c | --ignore and --target both name \"c\"",
        "train iris --ignore z | --ignore is for CSV files; iris knows its columns",
        "train @void.csv | void.csv, column \"a\" has no value in the rows to learn from: leave the column out (--ignore \"a\" of gradus train",
        "train @vast.csv | vast.csv line 5, column \"b\": expected a target between -3.4e38 and 3.4e38",
        "train @larger.csv | larger.csv line 4, column \"a\": expected a",
        "predict @nowhere/model.gradus @good.csv | model.gradus; correct its name or its folder",
        "train @good.csv --resume --checkpoint @good.csv | this is no safetensors file",
        "train @good.csv --resume --checkpoint @good.gradus | this is a saved model, not a checkpoint",
        "train iris --resume --checkpoint @good.ck | the file holds the numbers of another network",
        "evaluate @good.gradus @none.csv | no data set and no file",
        "evaluate @good.gradus @folder | is a directory",
        "evaluate @good.gradus @empty.csv | the file is empty",
        "evaluate @good.gradus @header.csv | there is a header but no row",
        "evaluate @good.gradus @broken.csv | line 3",
        "evaluate @good.gradus iris | missing column \"a\"",
        "evaluate @good.gradus @unseen.csv | unseen.csv line 3, column \"c\": unknown category: expected one of \"class0\", \"class1\", \"class2\", got \"class9\"",
        "predict @good.gradus @nan.csv | line 3",
        "predict @good.gradus @good.gradus | is a saved model",
        "predict @good.gradus @good.csv --out @folder | it is a directory",
        "predict @good.gradus @good.csv --out @no/answers | its directory does not exist",
        "predict @good.gradus @good.csv --out @good.csv | is the data, which would be overwritten",
        "predict @good.gradus @good.csv --out @good.gradus | is the model, which would be overwritten",
        "explain @good.gradus --data @unseen.csv --row 2 | class9",
        "check @good.gradus --data @unseen.csv | class9",
        "check @good.gradus | good.gradus --data good.csv",
        "explain @good.gradus | give --data with its path, as in gradus explain "
      })
  void isOneLine(String words, String message) throws IOException {
    List<String> before = names();
    byte[] data = Files.readAllBytes(folder.resolve("good.csv"));
    byte[] model = Files.readAllBytes(folder.resolve("good.gradus"));
    assertThat(type(words)).as(words).isEqualTo(1);
    assertThat(err.toString()).startsWith("gradus: ").contains(message).hasLineCount(1);
    assertThat(names()).isEqualTo(before);
    assertThat(folder.resolve("good.csv")).hasBinaryContent(data);
    assertThat(folder.resolve("good.gradus")).hasBinaryContent(model);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "summary %s",
        "predict %s @good.csv",
        "evaluate %s @good.csv",
        "explain %s --data @good.csv",
        "check %s --data @good.csv"
      })
  void whatIsNoModelIsOneLine(String words) {
    fails(words.formatted("@none.gradus"), "there is no");
    fails(words.formatted("@cut.gradus"), "cut off");
    fails(words.formatted("@short.gradus"), "the file has 5 bytes");
    fails(words.formatted("@lying.gradus"), "header's length");
    if (!words.startsWith("check")) { // for which these are data
      fails(words.formatted("@folder"), "a directory");
      fails(
          words.formatted("@good.csv"), "this is a text file, not a model; a model is a file that");
      fails(words.formatted("@good.ck"), "a checkpoint of a training run, not a saved model");
    }
  }

  private void fails(String words, String message) {
    assertThat(type(words)).as(words).isEqualTo(1);
    assertThat(err.toString()).startsWith("gradus: ").contains(message).hasLineCount(1);
    assertThat(out.toString()).as(words).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "trian | Did you mean: gradus train?",
        "train | gradus train: Missing required parameter: 'DATA'",
        "train iris extra | one word too many: \"extra\"",
        "iris | gradus: there is no command \"iris\"",
        "train iris --epoch 3 | Possible solutions: --epochs",
        "train iris --epochs many | Invalid value for option '--epochs': expected a whole number, got \"many\"",
        "train iris --epochs 1.5 | expected a whole number, got \"1.5\"",
        "train iris --epochs 99999999999 | 99999999999 is too large",
        "train iris --seed x | expected a whole number, got \"x\"",
        "train iris --rate fast | Invalid value for option '--rate': expected a number such as 0.01, got \"fast\"",
        "train iris --activation rleu | there is no \"rleu\"; did you mean elu or relu? it is one of sigmoid, tanh, relu,",
        "train iris --activation leakyrelu | did you mean leaky_relu",
        "train iris --activation zzzzzzzz | there is no \"zzzzzzzz\"; it is one of sigmoid, tanh",
        "train iris --optimizer adm | there is no \"adm\"; did you mean adam or ",
        "train iris --schedule cosin | did you mean cosine? it is one of constant, cosine, one-cycle",
        "train iris --task clasification | did you mean classification?",
        "explain iris --loss hubr | did you mean huber?",
        "explain mazur --format htm | did you mean html?",
        "train iris --epochs 0 | --epochs must be 1 or more, got 0",
        "train iris --layers abc | --layers must be units of each layer",
        "train iris --threads 0 | --threads must be 1 to ",
        "train iris --threads 1000000 | --threads must be 1 to ",
        "train iris --out @a --checkpoint @a | --out and --checkpoint must be different files",
        "train iris --resume | --resume needs --checkpoint FILE",
        "summary | try: gradus summary --help",
        "predict @good.gradus | try: gradus predict --help",
        "data digits extra | try: gradus data --help",
        "doctor extra | try: gradus doctor --help",
        "completion powershell | there is no \"powershell\"; it is one of bash, zsh"
      })
  void wrongUsageIsTwoLines(String words, String message) {
    assertThat(type(words)).as(words).isEqualTo(2);
    assertThat(err.toString()).startsWith("gradus").contains(message).hasLineCount(2);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void noWordsAtAllShowTheCommands() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("train", "predict", "doctor");
  }

  @Test
  void aDirectoryThatTakesNoFilesIsToldBeforeTheTraining() throws IOException {
    Path locked = Files.createDirectory(folder.resolve("locked"));
    boolean held = locked.toFile().setWritable(false) && !Files.isWritable(locked);
    assumeTrue(held, "the superuser may write everywhere");
    fails("train @good.csv --out @locked/model", "its directory takes no new files");
    fails("predict @good.gradus @good.csv --out @locked/answers", "takes no new files");
  }

  @Command(name = "greedy")
  private static final class Greedy implements Runnable {
    @Override
    public void run() {
      throw new OutOfMemoryError("Java heap space");
    }
  }

  @Test
  void tooLittleMemoryIsOneLine() {
    CommandLine line = new CommandLine(new Greedy()).setExecutionStrategy(Mistakes::run);
    assertThat(line.setErr(new PrintWriter(err)).execute()).isEqualTo(1);
    assertThat(err.toString()).startsWith("gradus: not enough memory").hasLineCount(1);
  }

  @Test
  void anEmptyNameIsSaid() {
    for (String command : new String[] {"train", "check"}) {
      assertThat(run(command, "")).isEqualTo(1);
      assertThat(err.toString()).contains("the name of the data is empty").hasLineCount(1);
    }
    String model = folder.resolve("good.gradus").toString();
    for (String command : new String[] {"predict", "evaluate"}) {
      assertThat(run(command, model, "")).isEqualTo(1);
      assertThat(err.toString()).contains("the name of the data is empty").hasLineCount(1);
      assertThat(run(command, "", "iris")).isEqualTo(1);
      assertThat(err.toString()).contains("the name of the model is empty").hasLineCount(1);
    }
    for (String command : new String[] {"summary", "explain"}) {
      assertThat(run(command, "")).isEqualTo(1);
      assertThat(err.toString()).contains("the name of the model is empty").hasLineCount(1);
    }
  }

  @Test
  void aRowWithoutItsClassIsStillPredicted() {
    assertThat(type("predict @good.gradus @unlabelled.csv")).isZero();
    assertThat(out.toString()).hasLineCount(3);
    assertThat(type("predict @good.gradus @inputs.csv --json")).isZero();
    assertThat(out.toString()).hasLineCount(2);
  }

  @Test
  void aCheckpointWithNothingLeftToTrainIsSaid() {
    assertThat(type("train @good.csv --epochs 2 --resume --checkpoint @good.ck")).isZero();
    assertThat(out.toString())
        .contains("nothing left to train: the checkpoint has all 2 epochs (more: --epochs)");
  }

  @Test
  void aColumnOfTextsThatLookLikeNumbersByRequest() {
    assertThat(type("train @mixed.csv --categorical a --epochs 1 --task regression -q")).isZero();
    assertThat(out.toString()).contains("predicting b", "trained 1 epoch in");
  }

  @Test
  void negativeSeedsAreSeeds() {
    assertThat(type("train @good.csv --epochs 1 --quiet --seed -7")).isZero();
    assertThat(out.toString()).contains("seed -7,");
  }

  @Test
  void aBatchLargerThanTheDataIsAllOfIt() {
    assertThat(type("train @good.csv --epochs 2 --quiet --batch 2147483647")).isZero();
    assertThat(out.toString()).contains("batch 24,");
  }

  @Test
  void quietTellsStartAndTestOnly() {
    assertThat(type("train @good.csv --epochs 2 --quiet")).isZero();
    assertThat(out.toString())
        .contains("24 rows to train on", "trained 2")
        .doesNotContain("samples/s");
    assertThat(type("train @good.csv --epochs 2 --quiet --json")).isZero();
    assertThat(out.toString()).startsWith("{\"result\":\"test\"").hasLineCount(1);
  }

  @Test
  void missingCellsAreCounted() throws IOException {
    write("gaps.csv", "a,town,y\n1,x,1\n,x,2.5\nNA,,3\n4,y,4\n5,y,5\n6,x,6\n7,?,7\n8,y,8\n9,x,9\n");
    assertThat(type("train @gaps.csv --epochs 2")).isZero();
    assertThat(out.toString())
        .contains("missing numbers: 2, filled with the mean of their column's training rows")
        .contains("missing texts: 2, a category of their own");
    assertThat(type("train @gaps.csv --epochs 2 --json -q")).isZero();
    assertThat(out.toString()).contains("\"filled\":2");
  }

  private void people() throws IOException {
    StringBuilder rows = new StringBuilder("id,city,age,odd,income\n");
    for (int i = 0; i < 40; i++) {
      rows.append("p%d,town%d,%d,%s,%s\n".formatted(i, i % 3, 20 + i, i == 5 ? "x" : "1", 2.5 * i));
    }
    write("people.csv", rows.toString());
  }

  @Test
  void columnsOfTextsAreToldBeforeTheTraining() throws IOException {
    people();
    assertThat(type("train @people.csv --ignore odd --epochs 1")).isZero();
    assertThat(out.toString())
        .contains(
            "categories: id (40: as many as rows; leave it out with --ignore id), city (3)"
                + System.lineSeparator());
    assertThat(type("train @people.csv --ignore odd --epochs 1 --quiet")).isZero();
    assertThat(out.toString()).doesNotContain("categories");
    assertThat(type("train @people.csv --ignore odd --epochs 1 --json")).isZero();
    assertThat(out.toString()).doesNotContain("categories");
    assertThat(type("train iris --epochs 1")).isZero();
    assertThat(out.toString()).doesNotContain("categories");
  }

  @Test
  void aColumnIsLeftOutWhateverItHolds() throws IOException {
    people();
    fails("train @people.csv", "column \"odd\": expected a number, as in most rows");
    assertThat(type("train @people.csv --ignore id,odd --epochs 1 --out @people.gradus")).isZero();
    assertThat(out.toString()).contains("categories: city (3)" + System.lineSeparator());
    assertThat(type("evaluate @people.gradus @people.csv")).isZero();
    assertThat(type("predict @people.gradus @people.csv")).isZero();
    assertThat(out.toString()).hasLineCount(41);
    assertThat(type("train @people.csv --ignore income,odd --epochs 1 --quiet")).isZero();
    assertThat(out.toString()).contains("predicting age");
  }

  @Test
  void evaluatingTheRowsTrainedOnIsSaid() throws IOException {
    String note = "was trained on " + folder.resolve("good.csv");
    assertThat(type("evaluate @good.gradus @good.csv")).isZero();
    assertThat(out.toString()).contains(note, "rows that it has seen are measured, too");
    assertThat(type("evaluate @good.gradus @good.csv --json")).isZero();
    assertThat(out.toString()).doesNotContain("has seen").hasLineCount(1);
    Files.copy(folder.resolve("good.csv"), folder.resolve("others.csv"));
    assertThat(type("evaluate @good.gradus @others.csv")).isZero();
    assertThat(out.toString()).doesNotContain("has seen");
  }

  @Test
  void aHeaderOfNumbersByRequest() throws IOException {
    assertThat(type("train @years.csv --header yes --task regression --epochs 1 -q")).isZero();
    assertThat(out.toString()).contains("predicting y", "trained 1 epoch in");
  }

  @Test
  void aCheckIsToldInJson() {
    assertThat(type("check iris --json")).isZero();
    assertThat(out.toString().lines())
        .hasSize(5)
        .allMatch(line -> line.startsWith("{\"") && line.endsWith("}"))
        .first()
        .asString()
        .contains("\"parameter\":\"hidden.", "\"shape\":[", "\"error\":", "\"passed\":true");
    assertThat(out.toString())
        .endsWith(
            "{\"result\":\"check\",\"parameters\":4,\"passed\":true}" + System.lineSeparator());
  }
}
