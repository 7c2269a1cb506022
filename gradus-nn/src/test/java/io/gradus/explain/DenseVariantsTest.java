package io.gradus.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.gradus.expr.Evaluate;
import io.gradus.nn.Activation;
import io.gradus.nn.Dense;
import io.gradus.nn.LayerNorm;
import io.gradus.nn.Model;
import io.gradus.nn.Sequential;
import io.gradus.op.Relu;
import io.gradus.op.Tanh;
import io.gradus.train.Preprocessing;
import io.gradus.train.Provenance;
import io.gradus.train.SavedModel;
import io.gradus.train.Target;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Losses, optimizers and several samples of small networks.
class DenseVariantsTest {
  private static Map<String, Double> results(DenseExample example) {
    Map<String, Double> results = new HashMap<>();
    for (Section section : Walkthrough.of(example).sections()) {
      for (Line line : section.lines()) {
        assertThat(results.put(line.symbol(), line.result())).as(line.symbol()).isNull();
      }
    }
    return results;
  }

  private static void assertConsistent(DenseExample example) {
    for (Section section : Walkthrough.of(example).sections()) {
      for (Line line : section.lines()) {
        assertThat(Evaluate.in(line.formula(), line.inputs()))
            .as(line.symbol() + " = " + line.text() + " = " + line.textWithNumbers(6))
            .isCloseTo(line.result(), offset(1e-15 + Math.abs(line.result()) * 1e-12));
      }
    }
    assertThat(new DenseRun(example).check(1e-4).error()).isLessThan(1e-6);
  }

  private static DenseExample mazur(List<Sample> samples) {
    return WorkedExamples.mazur().with(samples);
  }

  @ParameterizedTest
  @EnumSource(DenseLoss.class)
  void everyFormulaOfALossGivesTheEnginesNumber(DenseLoss loss) {
    Sample one = new Sample(List.of(0.05, 0.10), List.of(0.01, 0.99));
    Sample other = new Sample(List.of(-1.0, 0.5), List.of(1.0, 0.0));
    assertConsistent(mazur(List.of(one)).with(loss));
    assertConsistent(mazur(List.of(one, other)).with(loss));
  }

  @ParameterizedTest
  @EnumSource(Descent.class)
  void everyOptimizerGoesOnFromItsMemory(Descent descent) {
    DenseExample example = WorkedExamples.xor().with(descent, 0.1);
    DenseExample walked = example;
    for (int step = 0; step < 4; step++) {
      assertConsistent(walked);
      walked = Walkthrough.of(walked).after();
    }
    DenseRun run = new DenseRun(example);
    run.update(4);
    assertThat(run.example()).isEqualTo(walked);
    DenseRun half = new DenseRun(example);
    half.update(2);
    DenseRun rest = new DenseRun(half.example());
    rest.update(2);
    assertThat(rest.example()).isEqualTo(walked);
    Map<String, Double> updated = results(run.example());
    assertThat(updated.get("w5+")).isEqualTo(weight(Walkthrough.of(run.example()).after()));
  }

  private static double weight(DenseExample example) {
    return example.layers().get(1).weights().get(0).get(0);
  }

  @Test
  void theFourSamplesOfXor() {
    Map<String, Double> xor = results(WorkedExamples.xorBatch());
    assertThat(xor.get("out_o1@1")).isCloseTo(0.5932644678117045, offset(1e-15));
    assertThat(xor.get("out_o1@4")).isCloseTo(0.6172119530060508, offset(1e-15));
    assertThat(xor.get("E")).isCloseTo(0.13052095131219749, offset(1e-16));
    assertThat(xor.get("dE/dw5")).isCloseTo(0.015529286355780766, offset(1e-17));
    assertThat(xor.get("dE/dw1")).isCloseTo(0.0017234224572439277, offset(1e-18));
    assertThat(xor.get("dE/db_h2")).isCloseTo(-0.0029479782451392557, offset(1e-17));
    DenseRun run = new DenseRun(WorkedExamples.xorBatch());
    run.update(1);
    assertThat(run.error()).isCloseTo(0.1295016333032481, offset(1e-15));
    DenseRun entropy = new DenseRun(WorkedExamples.xorBatch().with(DenseLoss.LOG_LOSS));
    assertThat(entropy.error()).isCloseTo(0.71568297002097236, offset(1e-15));
    entropy.update(10);
    assertThat(entropy.error()).isCloseTo(0.69278882384832396, offset(1e-14));
  }

  @Test
  void namesOfSeveralSamplesTellTheSampleInLatex() {
    String latex = Writer.LATEX.write(Walkthrough.of(WorkedExamples.xorBatch()), 6, false);
    assertThat(latex).contains("i_{1,(4)}", "E_{(2)}").doesNotContain("@");
  }

  @Test
  void anExcerptEndsWhereTheReaderIs() {
    Explained whole = Walkthrough.of(WorkedExamples.mazur());
    String page = Writer.HTML.write(Excerpt.of(whole, 9), 9, false);
    assertThat(page).contains("0.75136507").doesNotContain("∂E/∂").contains("goes on");
    String all = Writer.HTML.write(Excerpt.of(whole, 1000), 9, false);
    assertThat(all).contains("∂E/∂w5").contains("0.0821670406").contains("0.291027774");
  }

  private static SavedModel saved(Target target, io.gradus.nn.Layer... layers) {
    Model model = Model.of(new Sequential(List.of(layers))).seed(5).input(3);
    Preprocessing identity = Preprocessing.identity(new int[] {3}, target);
    return SavedModel.of(model, identity, Provenance.ofThisLibrary(5));
  }

  @Test
  void aSavedModelGivesItsOwnOutputs() {
    SavedModel model =
        saved(
            Target.Classes.numbered(2),
            new Dense(4),
            new Activation(new Relu()),
            new Dense(4),
            new Activation(new Tanh()),
            new Dense(2));
    DenseExample example = SavedDense.example("saved", model);
    assertThat(example.sizes()).containsExactly(3, 4, 4, 2);
    assertThat(example.loss()).isEqualTo(DenseLoss.CROSS_ENTROPY);
    assertConsistent(example);
    float[] outputs = model.outputs(new float[] {0.5f, -0.25f, 0.5f}, 1);
    List<Double> shown = new DenseRun(example).outputs(0);
    assertThat(shown.get(0)).isCloseTo(outputs[0], offset(1e-6));
    assertThat(shown.get(1)).isCloseTo(outputs[1], offset(1e-6));
    DenseExample numbers =
        SavedDense.example("saved", saved(Target.Values.numbered(1), new Dense(1).withoutBias()));
    assertThat(numbers.loss()).isEqualTo(DenseLoss.MEAN_SQUARES);
    assertThat(numbers.learnBiases()).isFalse();
  }

  @Test
  void aModelThatIsNoChainOfDenseLayersIsRefusedWithItsReason() {
    SavedModel model = saved(Target.Classes.numbered(2), new LayerNorm(), new Dense(2));
    assertThatThrownBy(() -> SavedDense.example("normed", model))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("normed")
        .hasMessageContaining("dense layers");
  }
}
