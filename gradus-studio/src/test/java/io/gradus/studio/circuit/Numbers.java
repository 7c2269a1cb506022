package io.gradus.studio.circuit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Set;

/// The numbers of a circuit by symbol, for tests.
record Numbers(Workbench bench) {
  static Numbers of(String text, Map<String, Double> inputs) {
    return new Numbers(Workbench.of(new Edition(text, inputs, Set.of())));
  }

  static Numbers preset(String name) {
    return preset(name, Set.of());
  }

  static Numbers preset(String name, Set<String> toggled) {
    Preset preset =
        Preset.ALL.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    return new Numbers(Workbench.of(new Edition(preset.expression(), preset.inputs(), toggled)));
  }

  private int id(String symbol) {
    return bench.circuit().elements().stream()
        .filter(element -> element.symbol().equals(symbol))
        .findFirst()
        .orElseThrow()
        .id();
  }

  double value(String symbol) {
    return bench.pass().values()[id(symbol)];
  }

  double gradient(String symbol) {
    return bench.pass().gradients()[id(symbol)];
  }

  /// To a relative 1e-12, as a source that prints 13 digits or more is to be met.
  void valueIs(String symbol, double expected) {
    assertThat(value(symbol)).as(symbol).isCloseTo(expected, within(Math.abs(expected) * 1e-12));
  }

  void gradientIs(String symbol, double expected) {
    assertThat(gradient(symbol))
        .as("gradient of " + symbol)
        .isCloseTo(expected, within(Math.abs(expected) * 1e-12));
  }
}
