package io.gradus.studio.run;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.data.DataSets;
import io.gradus.nn.CrossEntropy;
import io.gradus.nn.Dense;
import io.gradus.nn.Model;
import io.gradus.nn.Sequential;
import io.gradus.optim.Adam;
import io.gradus.studio.room.Outlet;
import io.gradus.train.Accuracy;
import io.gradus.train.Trainer;
import io.gradus.train.TrainingEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LiveRunTest {
  private static final class Page implements Outlet {
    final List<Map<String, @Nullable Object>> got = new ArrayList<>();
    boolean listening = true;

    @Override
    public void send(String event, Map<String, @Nullable Object> data) {
      got.add(data);
    }

    @Override
    public boolean listening() {
      return listening;
    }
  }

  private static Model model() {
    return Model.of(Sequential.of(new Dense(8), new Dense(3))).seed(3).input(4);
  }

  private static Trainer trainer(Model model) {
    return Trainer.of(model, new CrossEntropy(), new Adam(0.01))
        .batch(16)
        .epochs(3)
        .metric(new Accuracy());
  }

  @Test
  void watchingChangesNoBit() {
    Model alone = model();
    trainer(alone).fit(DataSets.iris().holdOut(0.2, 1).train());
    Model watched = model();
    LiveRun run = new LiveRun(watched, "iris");
    run.join(new Page());
    trainer(watched).listener(run).fit(DataSets.iris().holdOut(0.2, 1).train());
    assertThat(watched.parameters().values()).isEqualTo(alone.parameters().values());
  }

  @Test
  void theLastStepsOfARunAreThereWhenThePageAsks() {
    Model model = model();
    LiveRun run = new LiveRun(model, "iris");
    Page page = new Page();
    run.join(page);
    assertThat(run.state()).containsEntry("loss", null).containsEntry("stepsPerSecond", 0.0);
    Trainer trainer = trainer(model).listener(run);
    trainer.fit(DataSets.iris().holdOut(0.2, 1).train());
    Map<String, @Nullable Object> after = run.state();
    assertThat(after).containsEntry("step", 24L).containsEntry("epoch", 3);
    assertThat((List<?>) after.get("epochs")).hasSize(3);
    run.ended("over");
    assertThat(page.got.getLast()).containsEntry("end", "over");
    List<Object> ends = new ArrayList<>();
    trainer.listener(event -> {
      if (event instanceof TrainingEvent.StepDone) {
        ends.add(String.valueOf(run.state().get("end")));
      }
    });
    trainer.fit(DataSets.iris().holdOut(0.2, 1).train());
    assertThat(ends).hasSize(24).containsOnly("null");
    assertThat(run.state()).containsEntry("step", 48L);
  }

  @Test
  void theEndOfAFitIsTold() {
    Model model = model();
    LiveRun run = new LiveRun(model, "iris");
    Page page = new Page();
    run.join(page);
    Trainer trainer = trainer(model).listener(run);
    trainer.fit(DataSets.iris().holdOut(0.2, 1).train());
    assertThat(page.got.getLast())
        .containsEntry("end", "finished: 3 epochs, 24 steps")
        .containsEntry("step", 24L);
    trainer.fit(DataSets.iris().holdOut(0.2, 1).train());
    assertThat(page.got.getLast()).containsEntry("end", "finished: 6 epochs, 48 steps");
  }

  @Test
  void aFitThatStopsEarlySaysWhyAndNotOnlyThatItIsOver() {
    Model model = model();
    LiveRun run = new LiveRun(model, "iris");
    Page page = new Page();
    run.join(page);
    trainer(model)
        .epochs(2000)
        .earlyStopping(1)
        .listener(run)
        .fit(DataSets.iris().holdOut(0.2, 1).train());
    assertThat(String.valueOf(page.got.getLast().get("end"))).startsWith("stopped after epoch");
  }

  @Test
  void manyEpochsAreKeptFromFirstToLast() {
    Model model = model();
    LiveRun run = new LiveRun(model, "iris");
    trainer(model)
        .epochs(1300)
        .batch(120)
        .listener(run)
        .fit(DataSets.iris().holdOut(0.2, 1).train());
    List<?> epochs = (List<?>) java.util.Objects.requireNonNull(run.state().get("epochs"));
    assertThat(epochs).hasSizeBetween(500, 1000);
    assertThat(((Map<?, ?>) epochs.getFirst()).get("number")).isEqualTo(1);
    assertThat(((Map<?, ?>) epochs.getLast()).get("number")).isEqualTo(1300);
  }

  @Test
  void aPageSeesEveryParameterWithItsUpdate() {
    Model model = model();
    LiveRun run = new LiveRun(model, "iris");
    Page page = new Page();
    run.join(page);
    trainer(model).listener(run).fit(DataSets.iris().holdOut(0.2, 1).train());
    assertThat(page.got).isNotEmpty();
    List<?> layers = (List<?>) page.got.getLast().get("layers");
    assertThat(layers).hasSize(4);
    Map<?, ?> first = (Map<?, ?>) layers.getFirst();
    assertThat(first.get("path")).isEqualTo("0.weight");
    assertThat((Double) first.get("update")).isBetween(1e-4, 1.0);
    assertThat(run.state().get("step")).isEqualTo(24L);
    assertThat((List<?>) run.state().get("epochs")).hasSize(3);
  }

  @Test
  void theEndOfAFitIsLookedAt() {
    Model model = model();
    LiveRun run = new LiveRun(model, "iris");
    Page page = new Page();
    run.join(page);
    trainer(model).listener(run).fit(DataSets.iris().holdOut(0.2, 1).train());
    Map<String, @Nullable Object> last = page.got.getLast();
    assertThat(last).containsEntry("measured", 24L).containsEntry("updated", 2L);
    Map<?, ?> first = (Map<?, ?>) ((List<?>) requireNonNull(last.get("layers"))).getFirst();
    Map<?, ?> values = (Map<?, ?>) requireNonNull(first.get("values"));
    float[] weights = model.parameters().values();
    int size = model.parameters().list().getFirst().size();
    assertThat(values.get("norm")).isEqualTo(ArrayStatistics.of(weights, 0, size).norm());
  }

  @Test
  void whileNobodyListensOnlyLossesAreNoted() {
    Model model = model();
    LiveRun run = new LiveRun(model, "iris");
    Page page = new Page();
    page.listening = false;
    run.join(page);
    trainer(model).listener(run).fit(DataSets.iris().holdOut(0.2, 1).train());
    assertThat(page.got).isEmpty();
    assertThat(run.state().get("layers")).isEqualTo(List.of());
    Map<?, ?> losses = (Map<?, ?>) run.state().get("losses");
    assertThat(losses).isNotNull();
    assertThat((List<?>) losses.get("x")).hasSize(24);
  }

  @Test
  void aLongCurveKeepsItsShapeInBoundedMemory() {
    Series series = new Series();
    for (int i = 0; i < 100_000; i++) {
      series.add(i, i);
    }
    List<?> y = (List<?>) series.points().get("y");
    assertThat(y).isNotNull().hasSizeBetween(200, 512);
    assertThat((Double) y.getLast()).isBetween(99_000.0, 100_000.0);
  }

  @Test
  void statisticsCountWhatIsBroken() {
    float[] numbers = {0, 3, -4, Float.NaN, Float.POSITIVE_INFINITY};
    ArrayStatistics statistics = ArrayStatistics.of(numbers, 0, 5);
    assertThat(statistics.norm()).isEqualTo(5);
    assertThat(statistics.largest()).isEqualTo(4);
    assertThat(statistics.zeros()).isEqualTo(1);
    assertThat(statistics.broken()).isEqualTo(2);
    assertThat(statistics.bins()[0]).isEqualTo(1);
    assertThat(statistics.bins()[ArrayStatistics.BINS / 2]).isEqualTo(1);
  }
}
