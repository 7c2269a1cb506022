package io.gradus.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DenseRunTest {
  @Test
  void oneUpdateHasTheBitsOfTheWalkthrough() {
    for (String name : WorkedExamples.names()) {
      DenseExample example = WorkedExamples.named(name);
      DenseRun run = new DenseRun(example);
      run.update(1);
      assertThat(run.example()).isEqualTo(Walkthrough.of(example).after());
    }
  }

  @Test
  void tenThousandUpdatesOfMazursNetwork() {
    DenseRun run = new DenseRun(WorkedExamples.mazur());
    run.update(10_000);
    assertThat(run.error()).isCloseTo(3.510187782978859e-05, within(3.5e-16));
  }

  @Test
  void gradientsAgreeWithCentredDifferences() {
    DenseRun run = new DenseRun(WorkedExamples.mazur());
    double before = run.error();
    DenseRun.Check check = run.check(1e-4);
    assertThat(check.error()).isCloseTo(7.55e-10, within(5e-12));
    assertThat(check.compared()).isEqualTo(8);
    assertThat(check.worst()).isNotEmpty();
    assertThat(run.error()).isEqualTo(before);
  }
}
