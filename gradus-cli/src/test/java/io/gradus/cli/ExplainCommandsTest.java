package io.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.gradus.train.SavedModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// `gradus explain` and `gradus check` of a saved model, as a user types them.
class ExplainCommandsTest {
  @TempDir static Path folder;

  private static Path iris;
  private static Path homes;
  private static Path prices;

  private static final StringWriter OUT = new StringWriter();
  private static final StringWriter ERR = new StringWriter();

  private static int run(Object... args) {
    OUT.getBuffer().setLength(0);
    ERR.getBuffer().setLength(0);
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(OUT));
    line.setErr(new PrintWriter(ERR));
    return line.execute(Arrays.stream(args).map(Object::toString).toArray(String[]::new));
  }

  private static String shown(Object... args) {
    assertThat(run(args)).as(ERR.toString()).isZero();
    return OUT.toString();
  }

  private static void fails(String expected, Object... args) {
    assertThat(run(args)).as("%s", (Object) args).isEqualTo(1);
    assertThat(ERR.toString().lines()).hasSize(1);
    assertThat(ERR.toString()).startsWith("gradus: ").contains(expected);
    assertThat(OUT.toString()).isEmpty();
  }

  private static void wrongUsage(String expected, Object... args) {
    assertThat(run(args)).as("%s", (Object) args).isEqualTo(2);
    assertThat(ERR.toString()).contains(expected);
    assertThat(OUT.toString()).isEmpty();
  }

  @BeforeAll
  static void train() throws IOException {
    iris = folder.resolve("iris.gradus");
    shown("train", "iris", "--epochs", "5", "--out", iris);
    StringBuilder csv = new StringBuilder("size,town,price\n");
    for (int i = 0; i < 40; i++) {
      csv.append(i).append(i % 2 == 0 ? ",north," : ",south,").append(1000 + i * 10.5).append('\n');
    }
    homes = Files.writeString(folder.resolve("homes.csv"), csv);
    prices = folder.resolve("prices");
    shown("train", homes, "--epochs", "5", "--layers", "3", "--out", prices);
  }

  @Test
  void explainsARowOfADataSet() throws IOException {
    String text = shown("explain", iris, "--data", "iris", "--row", "3", "--full");
    assertThat(text)
        .contains("iris.gradus, row 3 of iris", "species = setosa: class 1 of 3")
        .contains("(sepal_length - ", "(4.7 - ")
        .contains("hidden.net[64]", "dL/dhidden.w[4,64]", "output.b[3]+")
        .doesNotContain("more terms", "see --layer");
    float probability = SavedModel.load(iris).predict(4.7f, 3.2f, 1.3f, 0.2f).value("setosa");
    Matcher shown = Pattern.compile(" p\\[1] +=.*\\R.*\\R += ([-0-9.e]+)").matcher(text);
    assertThat(shown.find()).isTrue();
    assertThat(Float.parseFloat(shown.group(1))).isCloseTo(probability, offset(1e-5f));
  }

  @Test
  void theDataThatItWasTrainedOnIsUsual() {
    String text = shown("explain", iris);
    assertThat(text)
        .contains("row 1 of iris", "optimizer Sgd, rate 0.05", "see --layer, --neurons and --full")
        .contains("(61 more terms)", "... 61 more; all 64 lie from");
    assertThat(text.indexOf("Preprocessing")).isLessThan(text.indexOf("Feed-forward"));
    assertThat(text.indexOf("Feed-forward")).isLessThan(text.indexOf("Back-propagation"));
    assertThat(text.indexOf("Back-propagation")).isLessThan(text.indexOf("Optimizer"));
    assertThat(text).containsPattern("The loss was [0-9.e-]+ and is [0-9.e-]+ after the update");
    assertThat(text).doesNotContain("\u001b");
    assertThat(shown("explain", iris, "--colour")).contains("\u001b[32m");
  }

  @Test
  void explainsValuesThatAreTyped() {
    String text =
        shown(
            "explain",
            prices,
            "--input",
            "5, south",
            "--target",
            "1050",
            "--optimizer",
            "adam",
            "--rate",
            "0.01",
            "--loss",
            "huber");
    assertThat(text)
        .contains("prices, the row given", "loss Huber; optimizer Adam, rate 0.01")
        .contains("town = south: x3 = 1", "prediction in original units", "beta1 * m");
    assertThat(shown("explain", prices, "--data", homes, "--row", "40"))
        .contains("row 40 of", "town south, price 1409.5");
    assertThat(shown("explain", prices, "--data", homes, "--target", "77")).contains("price 77");
  }

  @Test
  void oneLayerInOtherFormats() {
    String text = shown("explain", iris, "--layer", "hidden", "--neurons", "7,9");
    assertThat(text)
        .contains("hidden.net[7]", "hidden.net[9]", "relu[9]", "hidden.w[4,7]+")
        .doesNotContain("dL/doutput.w", "Preprocessing", "hidden.net[1] ");
    assertThat(shown("explain", iris, "--format", "markdown", "--digits", "4"))
        .startsWith("# iris.gradus, row 1 of iris\n")
        .contains("| `p[1]` |");
    assertThat(shown("explain", iris, "--format", "latex"))
        .contains("\\section*{iris.gradus, row 1 of iris}", "sepal\\_length 5.1")
        .doesNotContain("see --layer");
  }

  @Test
  void mistakesAreToldInOneLine() throws IOException {
    fails("iris has rows 1 to 150", "explain", iris, "--row", "151");
    fails("no worked example, optimizer or file", "explain", folder.resolve("none.gradus"));
    fails("homes.csv", "explain", homes);
    fails("trained on a file, \"homes.csv\": give --data", "explain", prices);
    fails("no data set and no file", "explain", iris, "--data", folder.resolve("none.csv"));
    fails("missing column", "explain", iris, "--data", homes);
    fails("expected 4 input values", "explain", iris, "--input", "1,2,3", "--target", "setosa");
    fails("got \"nan\"", "explain", iris, "--input", "1,nan,3,4", "--target", "setosa");
    fails("finite number", "explain", iris, "--input", "1,inf,3,4", "--target", "setosa");
    fails("unknown category", "explain", iris, "--input", "1,2,3,4", "--target", "rose");
    fails("no layer \"encoder\"", "explain", iris, "--layer", "encoder");
    fails("no neuron 65", "explain", iris, "--neurons", "65");
    fails("try CrossEntropy", "explain", iris, "--loss", "mean-squared-error");
    Path holes = folder.resolve("holes.csv");
    Files.writeString(holes, "size,town,price\n1,north,5\nNaN,south,6\n");
    fails("NaN", "explain", prices, "--data", holes, "--row", "2");
    Files.writeString(holes, "size,town,price\n1,north,5\n,south,6\n");
    fails("got a missing value", "explain", prices, "--data", holes, "--row", "2");
    assertThat(shown("explain", prices, "--data", holes, "--row", "1")).contains("size 1,");
  }

  @Test
  void lossesThatDoNotFitTheTargetAreRefused() throws IOException {
    for (String loss : new String[] {"cross-entropy", "negative-log-likelihood"}) {
      fails(
          "has 1 output: try mean-squared-error",
          "explain",
          prices,
          "--data",
          homes,
          "--loss",
          loss);
      fails(
          "has 1 output: try mean-squared-error", "check", prices, "--data", homes, "--loss", loss);
    }
    for (String loss : new String[] {"binary-cross-entropy", "poisson"}) {
      fails("try mean-squared-error", "explain", prices, "--data", homes, "--loss", loss);
      fails("try mean-squared-error", "check", prices, "--data", homes, "--loss", loss);
    }
    fails(
        "probabilities from 0 to 1",
        "check",
        prices,
        "--data",
        homes,
        "--loss",
        "binary-cross-entropy");
  }

  @Test
  void wrongUsageIsExitCodeTwo() {
    wrongUsage("--input needs --target", "explain", iris, "--input", "1,2,3,4");
    wrongUsage(
        "takes the place of a row", "explain", iris, "--input", "1", "--row", "2", "--target", "a");
    wrongUsage("--row must be 1 or more", "explain", iris, "--row", "0");
    wrongUsage("--rate must be above 0", "explain", iris, "--rate", "0");
    wrongUsage("--neurons must be", "explain", iris, "--neurons", "0");
    wrongUsage("--digits must be", "explain", iris, "--digits", "18");
    wrongUsage("--steps is for worked examples", "explain", iris, "--steps", "2");
    wrongUsage("the rest is for a saved model", "explain", "mazur", "--full");
    wrongUsage("--rows must be", "check", iris, "--rows", "0");
    wrongUsage("are for data", "check", iris, "--seed", "4");
    wrongUsage("is data", "check", "iris", "--data", "iris");
  }

  @Test
  void everyOptimizerShowsItsFormulasAndTheirSource() {
    for (Method method : Method.values()) {
      assertThat(shown("explain", method))
          .as("%s", method)
          .contains(method + " (", " <- ")
          .containsPattern("(19|20)[0-9]{2}");
    }
    assertThat(shown("explain", "adam"))
        .contains("m            <- beta1 * m + (1 - beta1) * g")
        .contains("with beta1 = 0.9, beta2 = 0.999");
    assertThat(shown("explain", "lbfgs"))
        .contains("Nocedal and Wright 2006", "algorithms 7.4")
        .containsPattern("alpha_i +<- rho_i \\(s_i \\. q\\) +for i = k-1, ..., k-m")
        .containsPattern("q +<- q - alpha_i y_i")
        .containsPattern("beta +<- rho_i \\(y_i \\. r\\)")
        .containsPattern("r +<- r \\+ \\(alpha_i - beta\\) s_i")
        .containsPattern("rho_k +<- 1 / \\(y_k \\. s_k\\)");
    assertThat(shown("explain", "lbfgs", "--format", "latex"))
        .contains("\\alpha_i \\leftarrow \\rho_i", "\\begin{align*}");
    assertThat(shown("explain", "lion", "--format", "markdown")).contains("# lion", "- `");
    wrongUsage("and nothing else", "explain", "adam", "--row", "3");
    wrongUsage("gradus explain lbfgs", "train", "iris", "--optimizer", "lbfgs");
  }

  @Test
  void everyWorkedExampleIsShownAndNamedInHelpAndCompletion() {
    String help = shown("explain", "--help").replaceAll("\\s+", "");
    String script = shown("completion", "bash");
    for (String name : ExplainedNames.examples()) {
      assertThat(shown("explain", name)).startsWith(name + ", ");
      assertThat(help).contains(name);
      assertThat(script).contains("\"" + name + "\"");
    }
    assertThat(ExplainedNames.examples()).hasSize(20);
    assertThat(shown("explain", "cs231n-circuit")).contains("df/dx       = df/dq", "f is -12.");
    assertThat(shown("explain", "micrograd", "--format", "latex"))
        .contains("\\frac{\\partial{g}}{\\partial{a}}");
    wrongUsage("no further steps", "explain", "micrograd", "--steps", "2");
    wrongUsage("takes --format", "explain", "activations", "--full");
    fails("did you mean micrograd?", "explain", "microgrd");
    fails("gradus studio", "explain", "spiral");
  }

  @Test
  void workedExamplesGoOn() {
    assertThat(shown("explain", "mazur")).contains("mazur, a 2-2-2 network", "= 0.7513650696");
    assertThat(shown("explain", "mazur", "--steps", "1")).contains("The error was 0.2910277737");
  }

  @Test
  void checksTheGradientsOfASavedModel() throws IOException {
    assertThat(shown("check", iris))
        .contains("hidden.weight", "output.bias", "all gradients agree")
        .doesNotContain("WRONG");
    assertThat(shown("check", prices, "--data", homes, "--rows", "5", "--loss", "log-cosh"))
        .contains("hidden.weight                [3, 3]", "all gradients agree");
    assertThat(shown("check", "iris")).contains("all gradients agree");
    fails("trained on a file", "check", prices);
    fails("there is no file", "check", folder.resolve("none.gradus"));
    fails("missing column", "check", iris, "--data", homes);
    byte[] bytes = Files.readAllBytes(iris);
    fails("cut", "check", Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, 900)));
  }
}
