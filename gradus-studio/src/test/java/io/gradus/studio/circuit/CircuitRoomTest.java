package io.gradus.studio.circuit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradus.studio.room.Arguments;
import io.gradus.studio.room.Outlet;
import io.gradus.studio.room.Refusal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CircuitRoomTest {
  private final CircuitRoom room = new CircuitRoom(new Silent());

  private static final class Silent implements Outlet {
    @Override
    public void send(String event, Map<String, @Nullable Object> data) {}

    @Override
    public boolean listening() {
      return false;
    }
  }

  private Map<String, @Nullable Object> ask(String action, Map<String, Object> fields) {
    return room.answer(action, new Arguments(fields));
  }

  private @Nullable Object of(Map<String, @Nullable Object> view, String symbol, String what) {
    for (Object element : (List<?>) java.util.Objects.requireNonNull(view.get("elements"))) {
      if (((Map<?, ?>) element).get("symbol").equals(symbol)) {
        return ((Map<?, ?>) element).get(what);
      }
    }
    throw new AssertionError("no " + symbol);
  }

  @Test
  void notComputedIsNotZero() {
    Map<String, @Nullable Object> view = ask("view", Map.of());
    assertThat(of(view, "f", "value")).isNull();
    assertThat(of(view, "x", "gradient")).isNull();
    view = ask("step", Map.of("to", 5));
    assertThat(of(view, "f", "value")).isEqualTo(-12.0);
    assertThat(of(view, "x", "gradient")).isEqualTo(-4.0);
  }

  @Test
  void editsAreUndoneAndRedone() {
    ask("step", Map.of("to", 5));
    Map<String, @Nullable Object> view = ask("set", Map.of("input", "z", "value", 2.5));
    assertThat(of(view, "f", "value")).isEqualTo(7.5);
    view = ask("undo", Map.of());
    assertThat(of(view, "f", "value")).isEqualTo(-12.0);
    assertThat(view.get("redo")).isEqualTo(true);
    view = ask("redo", Map.of());
    assertThat(of(view, "f", "value")).isEqualTo(7.5);
    assertThatThrownBy(() -> ask("redo", Map.of())).isInstanceOf(Refusal.class);
  }

  @Test
  void aStepAlongTheGradientChangesTheInputs() {
    ask("preset", Map.of("name", "micrograd"));
    Map<String, @Nullable Object> view = ask("nudge", Map.of("rate", 0.01));
    assertThat((Double) of(view, "L", "value")).isCloseTo(-7.286496, within(1e-12));
    assertThat((Double) of(view, "a", "value")).isCloseTo(2.06, within(1e-12));
    view = ask("undo", Map.of());
    assertThat(of(view, "a", "value")).isEqualTo(2.0);
  }

  @Test
  void aWrongExpressionLeavesTheCircuitAsItWas() {
    Map<String, @Nullable Object> answer = ask("open", Map.of("expression", "(x+"));
    Map<?, ?> problem = (Map<?, ?>) answer.get("problem");
    assertThat(java.util.Objects.requireNonNull(problem).get("message"))
        .asString()
        .startsWith("column 4");
    assertThat(ask("view", Map.of()).get("expression")).isEqualTo("(x+y)*z");
    assertThatThrownBy(() -> ask("open", Map.of("expression", "x".repeat(30_000))))
        .isInstanceOf(Refusal.class);
  }

  @Test
  void aLinkRestoresExpressionInputsStepAndGroups() {
    Map<String, @Nullable Object> view =
        ask(
            "open",
            Map.of(
                "expression",
                "1/(1+exp(-x))",
                "inputs",
                List.of(Map.of("name", "x", "value", 2)),
                "toggled",
                List.of("c1"),
                "step",
                3));
    assertThat((Double) of(view, "f", "value")).isCloseTo(0.8807970779778823, within(1e-15));
    assertThat(of(view, "f", "label")).isEqualTo("σ");
    assertThat(((Map<?, ?>) java.util.Objects.requireNonNull(view.get("step"))).get("at"))
        .isEqualTo(3);
  }

  @Test
  void groupsOpenAndCloseAndKeepTheNumbers() {
    ask("preset", Map.of("name", "sigmoid-neuron"));
    ask("step", Map.of("to", 17));
    Map<String, @Nullable Object> view = ask("group", Map.of("id", "c1"));
    assertThat(of(view, "f", "label")).isEqualTo("σ");
    assertThat((Double) of(view, "w2", "gradient")).isCloseTo(0.19661193324148185, within(1e-15));
    view = ask("group", Map.of("all", "open"));
    assertThat(of(view, "f", "label")).isEqualTo("1/x");
  }

  @Test
  void requestsThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> ask("explode", Map.of())).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> ask("step", Map.of("to", 6))).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> ask("step", Map.of("to", 1, "x", 1))).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> ask("set", Map.of("input", "q", "value", 1)))
        .isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> ask("set", Map.of("input", "x", "value", Double.NaN)))
        .isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> ask("gate", Map.of("id", 99))).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> ask("group", Map.of("id", "c99"))).isInstanceOf(Refusal.class);
  }

  @Test
  void everyElementTellsWhereItsNumbersComeFrom() {
    ask("preset", Map.of("name", "staged"));
    ask("step", Map.of("to", 17));
    for (int id = 0; id < 10; id++) {
      Map<String, @Nullable Object> detail = ask("gate", Map.of("id", id));
      assertThat((List<?>) detail.get("formulas")).hasSizeGreaterThan(1);
      assertThat((List<?>) detail.get("sentences")).isNotEmpty();
    }
  }
}
