package io.gradus.studio.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class LayoutTest {
  static final List<Preset> presets = Preset.ALL;

  @ParameterizedTest
  @FieldSource("presets")
  void elementsDoNotOverlapAndWiresRunForward(Preset preset) {
    Workbench bench = Workbench.of(new Edition(preset.expression(), preset.inputs(), Set.of()));
    Layout layout = bench.layout();
    List<Element> elements = bench.circuit().elements();
    for (Element a : elements) {
      Layout.Point at = layout.of(a.id());
      assertThat(at.row()).isBetween(0.0, layout.height());
      assertThat(at.column()).isBetween(0.0, layout.width() - 1.0);
      for (Element b : elements) {
        if (a != b && layout.of(b.id()).column() == at.column()) {
          assertThat(Math.abs(layout.of(b.id()).row() - at.row())).isGreaterThan(0.999);
        }
      }
    }
    for (Element.Gate gate : bench.circuit().gates()) {
      for (int operand : gate.operands()) {
        assertThat(layout.of(operand).column()).isLessThan(layout.of(gate.id()).column());
      }
    }
  }
}
