package io.gradus.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.gradus.expr.Evaluate;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Circuits, updates and activations give the published numbers, and each formula gives its own.
class WorkedSheetsTest {
  private static Map<String, Double> results(String name) {
    Map<String, Double> results = new HashMap<>();
    for (Section section : WorkedSheets.named(name).sections()) {
      section.lines().forEach(line -> results.put(line.symbol(), line.result()));
    }
    return results;
  }

  /// @param expected pairs, `x -8` and so on
  private static void assertNumbers(String name, String... expected) {
    Map<String, Double> results = results(name);
    for (String pair : expected) {
      String symbol = pair.substring(0, pair.lastIndexOf(' '));
      double number = Double.parseDouble(pair.substring(symbol.length() + 1));
      assertThat(results).as(name).containsKey(symbol);
      assertThat(results.get(symbol))
          .as("%s: %s", name, symbol)
          .isCloseTo(number, offset(Math.abs(number) * 1e-12));
    }
  }

  /// @param expected pairs to half a unit of the eighth decimal
  private static void assertPrinted(String name, double... expected) {
    Map<String, Double> results = results(name);
    for (int i = 0; i < expected.length; i++) {
      assertThat(results.get("w" + (i + 1) + "+")).isCloseTo(expected[i], offset(0.51e-8));
    }
  }

  @Test
  void everyFormulaGivesItsNumberInEveryFormat() {
    assertThat(WorkedSheets.names())
        .hasSize(14)
        .doesNotContainAnyElementsOf(WorkedExamples.names());
    for (String name : WorkedSheets.names()) {
      Explained sheet = WorkedSheets.named(name);
      assertThat(sheet.title()).startsWith(name + ", ");
      for (Section section : sheet.sections()) {
        assertThat(section.lines()).as(name + " " + section.title()).isNotEmpty();
        for (Line line : section.lines()) {
          assertThat(Evaluate.in(line.formula(), line.inputs()))
              .as(name + ": " + line.symbol() + " = " + line.text())
              .isCloseTo(line.result(), offset(1e-14 + Math.abs(line.result()) * 1e-12));
        }
      }
      for (Writer writer : Writer.values()) {
        assertThat(writer.write(sheet, 10, false)).contains(sheet.closing(10).substring(0, 4));
      }
    }
    assertThatThrownBy(() -> WorkedSheets.named("nobody")).hasMessageContaining("micrograd");
  }

  @Test
  void circuitsOfTheNotes() {
    assertNumbers("cs231n-circuit", "q 3", "f -12", "df/dz 3", "df/dq -4", "df/dx -4", "df/dy -4");
    assertNumbers(
        "cs231n-patterns",
        "product -12",
        "larger 2",
        "sum -10",
        "f -20",
        "df/df 1",
        "df/dsum 2",
        "df/dx -8",
        "df/dy 6",
        "df/dz 2",
        "df/dw 0");
    assertNumbers(
        "cs231n-neuron",
        "dot 1",
        "minus -1",
        "power 0.36787944117144233",
        "more 1.3678794411714423",
        "f 0.7310585786300049",
        "df/df 1",
        "df/dmore -0.534446645388523",
        "df/dpower -0.534446645388523",
        "df/dminus -0.19661193324148188",
        "df/ddot 0.19661193324148188",
        "df/dx0 0.3932238664829637",
        "df/dx1 -0.5898357997244456",
        "df/dw0 -0.19661193324148185",
        "df/dw1 -0.3932238664829637",
        "df/dw2 0.19661193324148185");
    assertNumbers(
        "cs231n-staged",
        "sigy 0.01798620996209156",
        "num 3.0179862099620918",
        "sigx 0.9525741268224334",
        "den 1.9525741268224333",
        "invden 0.5121444488396316",
        "f 1.5456448841066441",
        "df/dden -0.7915934472725935",
        "df/dxpy 1.583186894545187",
        "df/dx 2.0595697955721652",
        "df/dy 1.5922327514838093");
  }

  @Test
  void lossesOfTheNotes() {
    assertNumbers(
        "cs231n-hinge", "s1 -2.85", "s2 0.86", "s3 0.28", "margin1 0", "L 1.58", "dL/ds1 0");
    assertNumbers("cs231n-hinge", "dL/ds2 1", "dL/ds3 -1");
    assertNumbers(
        "cs231n-softmax",
        "p1 0.0154493156760736",
        "p2 0.6311633536047087",
        "p3 0.35338733071921763",
        "L 1.0401905694301083",
        "dL/ds1 0.0154493156760736",
        "dL/ds2 0.6311633536047087",
        "dL/ds3 -0.6466126692807823");
  }

  @Test
  void expressionsOfMicrograd() {
    assertNumbers(
        "micrograd",
        "c3 -1",
        "d3 6",
        "e -7",
        "f 49",
        "g " + 2421.0 / 98,
        "dg/da " + 47620.0 / 343,
        "dg/db " + 221433.0 / 343);
    assertNumbers(
        "micrograd-step",
        "e -6",
        "d 4",
        "L -8",
        "dL/df 4",
        "dL/dd -2",
        "dL/dc -2",
        "dL/de -2",
        "dL/da 6",
        "dL/db -4",
        "a+ 2.06");
    assertThat(WorkedSheets.named("micrograd-step").closing(10))
        .isEqualTo("L was -8 and is -7.286496 after the step uphill.");
    assertNumbers("micrograd-sanity", "z -10", "q 40", "h 100", "y -20", "dy/dx 46");
  }

  @Test
  void updatesOfTheAssignments() {
    assertPrinted("cs231n-momentum", .1406, .20738947, .27417895, .34096842, .40775789);
    assertPrinted("cs231n-rmsprop", -.39223849, -.34037513, -.28849239, -.23659121, -.18467247);
    assertPrinted("cs231n-adam", -.40094747, -.34836187, -.29577703, -.24319299, -.19060977);
    assertThat(results("cs231n-rmsprop").get("v_w2+")).isCloseTo(.6126277, offset(0.51e-8));
    assertThat(results("cs231n-adam").get("m_w2+")).isCloseTo(.49947368, offset(0.51e-8));
    assertThat(results("cs231n-adam").get("v_w5+")).isCloseTo(.65738853, offset(0.51e-8));
    assertNumbers("adam-first-step", "w+ -0.00099999990000001");
  }

  @Test
  void valuesAndSlopesOfActivations() {
    double[][] expected = {
      {0.119202922022118, 0.731058578630005, 0.104993585403507, 0.196611933241482},
      {-0.964027580075817, 0.761594155955765, 0.0706508248531644, 0.419974341614026},
      {0.126928011042972, 1.31326168751822, 0.119202922022118, 0.731058578630005},
      {-0.864664716763387, 1, 0.135335283236613, 1},
      {-0.238405844044235, 0.731058578630005, -0.0907842487848955, 0.927670511871487},
      {-0.0455002638963584, 0.841344746068543, -0.0852318010781969, 1.08331547058769},
      {-0.252501482695709, 0.86509838826731, -0.108355092420394, 1.04903622009979}
    };
    String[] names = {"sigmoid", "tanh", "softplus", "elu", "silu", "gelu", "mish"};
    Map<String, Double> results = results("activations");
    for (int i = 0; i < names.length; i++) {
      double[] numbers = {
        results.get(names[i] + "(-2)"),
        results.get(names[i] + "(1)"),
        results.get(names[i] + "'(-2)"),
        results.get(names[i] + "'(1)")
      };
      for (int k = 0; k < 4; k++) {
        assertThat(numbers[k])
            .as("%s %d", names[i], k)
            .isCloseTo(expected[i][k], offset(Math.abs(expected[i][k]) * 1e-12));
      }
    }
    assertThat(results.get("selu(-1)")).isCloseTo(-1.11133073781256, offset(2e-12));
    assertThat(results.get("gelu_tanh(1)")).isCloseTo(0.841191990608277, offset(1e-12));
  }
}
