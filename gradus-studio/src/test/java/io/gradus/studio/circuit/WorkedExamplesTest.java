package io.gradus.studio.circuit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class WorkedExamplesTest {
  static final List<Preset> presets = Preset.ALL;

  @Test
  void sumTimesNumber() {
    Numbers n = Numbers.preset("add-multiply");
    assertThat(n.value("g1")).isEqualTo(3);
    assertThat(n.value("f")).isEqualTo(-12);
    assertThat(n.gradient("z")).isEqualTo(3);
    assertThat(n.gradient("g1")).isEqualTo(-4);
    assertThat(n.gradient("x")).isEqualTo(-4);
    assertThat(n.gradient("y")).isEqualTo(-4);
  }

  @Test
  void product() {
    Numbers n = Numbers.of("x*y", Map.of("x", 4.0, "y", -3.0));
    assertThat(n.value("f")).isEqualTo(-12);
    assertThat(n.gradient("x")).isEqualTo(-3);
    assertThat(n.gradient("y")).isEqualTo(4);
  }

  @Test
  void patternsOfBackwardFlow() {
    Numbers n = Numbers.preset("patterns");
    assertThat(List.of(n.value("g1"), n.value("g2"), n.value("g3"), n.value("f")))
        .containsExactly(-12.0, 2.0, -10.0, -20.0);
    assertThat(n.gradient("f")).isEqualTo(1);
    assertThat(n.gradient("g3")).isEqualTo(2);
    assertThat(n.gradient("x")).isEqualTo(-8);
    assertThat(n.gradient("y")).isEqualTo(6);
    assertThat(n.gradient("z")).isEqualTo(2);
    assertThat(n.gradient("w")).isZero();
  }

  @Test
  void sigmoidNeuronGateByGate() {
    Numbers n = Numbers.preset("sigmoid-neuron");
    List<Element.Gate> gates = n.bench().circuit().gates();
    assertThat(gates.stream().map(Element.Gate::label).toList())
        .containsExactly("×", "×", "+", "+", "×−1", "exp", "+1", "1/x");
    n.valueIs("g4", 1);
    n.valueIs("g5", -1);
    n.valueIs("g6", 0.36787944117144233);
    n.valueIs("g7", 1.3678794411714423);
    n.valueIs("f", 0.7310585786300049);
    n.gradientIs("f", 1);
    n.gradientIs("g7", -0.534446645388523);
    n.gradientIs("g6", -0.534446645388523);
    n.gradientIs("g5", -0.19661193324148188);
    n.gradientIs("g4", 0.19661193324148188);
    n.gradientIs("x0", 0.3932238664829637);
    n.gradientIs("x1", -0.5898357997244456);
    n.gradientIs("w0", -0.19661193324148185);
    n.gradientIs("w1", -0.3932238664829637);
    n.gradientIs("w2", 0.19661193324148185);
  }

  @Test
  void theSigmoidAsOneGateGivesTheSameGradients() {
    Numbers n = Numbers.preset("sigmoid-neuron", Set.of("c1"));
    assertThat(n.bench().circuit().gates().getLast().label()).isEqualTo("σ");
    n.valueIs("f", 0.7310585786300049);
    n.gradientIs("g4", 0.19661193324148185);
    n.gradientIs("x1", -0.5898357997244456);
  }

  @Test
  void stagedComputation() {
    Numbers n = Numbers.preset("staged");
    n.valueIs("sigy", 0.01798620996209156);
    n.valueIs("num", 3.0179862099620918);
    n.valueIs("sigx", 0.9525741268224334);
    n.valueIs("den", 1.9525741268224333);
    n.valueIs("invden", 0.5121444488396316);
    n.valueIs("f", 1.5456448841066441);
    n.gradientIs("den", -0.7915934472725935);
    n.gradientIs("xpy", 1.583186894545187);
    n.gradientIs("x", 2.0595697955721652);
    n.gradientIs("y", 1.5922327514838093);
    Numbers inOne = Numbers.of("(x+sigmoid(y))/(sigmoid(x)+(x+y)^2)", Map.of("x", 3.0, "y", -4.0));
    inOne.valueIs("f", 1.5456448841066441);
    inOne.gradientIs("x", 2.0595697955721652);
    inOne.gradientIs("y", 1.5922327514838093);
  }

  @Test
  void firstCircuitOfMicrogradAndAStepAlongItsGradient() {
    Numbers n = Numbers.preset("micrograd");
    assertThat(n.value("e")).isEqualTo(-6);
    assertThat(n.value("d")).isEqualTo(4);
    assertThat(n.value("L")).isEqualTo(-8);
    Map.of("f", 4.0, "d", -2.0, "c", -2.0, "e", -2.0, "a", 6.0, "b", -4.0)
        .forEach(
            (symbol, expected) -> assertThat(n.gradient(symbol)).as(symbol).isEqualTo(expected));
    assertThat(n.bench().outputAfter(0.01)).isCloseTo(-7.286496, within(1e-12));
    Workbench after = n.bench().with(n.bench().moved(0.01));
    assertThat(new Numbers(after).value("L")).isCloseTo(-7.286496, within(1e-12));
  }

  @Test
  void tanhNeuronAsOneGateAndThroughExponentials() {
    for (Set<String> toggled : List.of(Set.<String>of(), Set.of("c20"))) {
      Numbers n = Numbers.preset("tanh-neuron", toggled);
      n.valueIs("n", 0.8813735870195432);
      n.valueIs("o", 0.7071067811865476);
      n.gradientIs("n", 0.5);
      n.gradientIs("x1", -1.5);
      n.gradientIs("w1", 1.0);
      n.gradientIs("x2", 0.5);
      assertThat(n.gradient("w2")).isZero();
    }
    assertThat(Numbers.preset("tanh-neuron", Set.of("c20")).bench().circuit().gates())
        .extracting(Element.Gate::label)
        .endsWith("×2", "exp", "−1", "+1", "÷");
  }

  @Test
  void aValueUsedTwiceSumsItsGradients() {
    assertThat(Numbers.preset("used-twice").gradient("a")).isEqualTo(2);
  }

  @Test
  void softmaxCrossEntropyIsPredictionMinusTarget() {
    for (String name : List.of("softmax-cross-entropy", "softmax")) {
      Numbers n = Numbers.preset(name);
      n.valueIs(name.equals("softmax") ? "L" : "f", 1.0401905694301083);
      n.gradientIs("s0", 0.0154493156760736);
      n.gradientIs("s1", 0.6311633536047087);
      n.gradientIs("s2", -0.6466126692807823);
    }
    Numbers.preset("softmax").valueIs("p_2", 0.35338733071921763);
  }

  @Test
  void softmaxOfTheNotes() {
    Map<String, Double> inputs = Map.of("a", 1.0, "b", -2.0, "c", 0.0);
    Numbers.of("softmax([a,b,c])[0]", inputs).valueIs("f", 0.7053845126982411);
    Numbers.of("softmax([a,b,c])[1]", inputs).valueIs("f", 0.03511902695933973);
    Numbers.of("softmax([a,b,c])[2]", inputs).valueIs("f", 0.25949646034241913);
  }

  @Test
  void shiftedSoftmaxDoesNotOverflow() {
    assertThat(Numbers.preset("overflow").value("f")).isCloseTo(5.75e-290, within(0.005e-290));
    Numbers bare = Numbers.of("softmax([a,b,c])[0]", Map.of("a", 123.0, "b", 456.0, "c", 789.0));
    assertThat(bare.value("f")).isZero();
    assertThat(bare.bench().check().verdict()).isEqualTo(Check.Verdict.UNDEFINED);
  }

  @Test
  void readmeOfMicrograd() {
    Numbers n = Numbers.preset("micrograd-readme");
    assertThat(n.value("c3")).isEqualTo(-1);
    assertThat(n.value("d3")).isEqualTo(6);
    assertThat(n.value("e")).isEqualTo(-7);
    assertThat(n.value("f")).isEqualTo(49);
    n.valueIs("g", 2421.0 / 98);
    n.gradientIs("a", 47620.0 / 343);
    n.gradientIs("b", 221433.0 / 343);
  }

  @Test
  void batchNormHasMeanZeroAndVarianceOne() {
    Map<String, Double> inputs = Map.of("a", 1.0, "b", -2.0, "c", 4.0);
    double mean = 0;
    double square = 0;
    for (int i = 0; i < 3; i++) {
      double y = Numbers.of("batchNorm([a,b,c])[" + i + "]", inputs).value("f");
      mean += y / 3;
      square += y * y / 3;
    }
    assertThat(mean).isCloseTo(0, within(1e-12));
    assertThat(square).isCloseTo(1, within(1e-5));
  }

  @ParameterizedTest
  @FieldSource("presets")
  void gradientsOfEveryPresetMatchDifferencesGroupedOrNot(Preset preset) {
    Workbench bench = Workbench.of(new Edition(preset.expression(), preset.inputs(), Set.of()));
    for (boolean open : new boolean[] {true, false}) {
      Workbench grouped = Workbench.of(bench.edition().with(bench.all(open)));
      assertThat(grouped.circuit().groups()).allMatch(group -> group.open() == open);
      assertThat(grouped.check().verdict()).isEqualTo(Check.Verdict.PASSED);
      assertThat(grouped.check().error()).isLessThan(1e-6);
      assertThat(grouped.pass().values()[grouped.circuit().output().id()])
          .isCloseTo(
              bench.pass().values()[bench.circuit().output().id()],
              within(1e-12 * Math.abs(bench.pass().values()[bench.circuit().output().id()])));
    }
  }

  @ParameterizedTest
  @FieldSource("presets")
  void partsAddUpToTheEnginesGradients(Preset preset) {
    Workbench bench = Workbench.of(new Edition(preset.expression(), preset.inputs(), Set.of()));
    Pass pass = bench.pass();
    List<List<Circuit.Use>> uses = bench.circuit().uses();
    for (Element element : bench.circuit().elements()) {
      if (element != bench.circuit().output()) {
        double sum = 0;
        double size = 0;
        for (Circuit.Use use : uses.get(element.id())) {
          sum += pass.parts()[use.gate()][use.operand()];
          size += Math.abs(pass.parts()[use.gate()][use.operand()]);
        }
        assertThat(sum).isCloseTo(pass.gradients()[element.id()], within(1e-12 * size));
      }
    }
  }
}
