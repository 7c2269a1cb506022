package io.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.Tensor;
import io.gradus.expr.Expr;
import io.gradus.nn.Dense;
import io.gradus.nn.Loss;
import io.gradus.nn.MeanSquaredError;
import io.gradus.nn.Model;
import io.gradus.op.Composite;
import io.gradus.op.Example;
import io.gradus.op.Operands;
import io.gradus.optim.Adam;
import io.gradus.optim.Optimizer;
import io.gradus.optim.ParamGroup;
import io.gradus.optim.Rule;
import io.gradus.optim.RuleBuilder;
import io.gradus.optim.Schedule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run that goes on notices other settings of an optimizer, a schedule or a loss of one's own.
class OwnSettingsTest {
  private static final Dataset DATA =
      Dataset.of(new float[][] {{0}, {1}, {2}}, new float[][] {{1}, {3}, {5}});

  @TempDir private Path folder;

  private record Pull(Schedule rate, double strength) implements Optimizer {
    @Override
    public Rule rule() {
      return pull(strength);
    }

    @Override
    public String citation() {
      return "none";
    }
  }

  /// One whose text is that of its identity.
  private static final class Plain implements Optimizer {
    private final double strength;

    Plain(double strength) {
      this.strength = strength;
    }

    @Override
    public Schedule rate() {
      return step -> 0.1;
    }

    @Override
    public Rule rule() {
      return pull(strength);
    }

    @Override
    public String citation() {
      return "none";
    }
  }

  private record Halving(double start, int every) implements Schedule {
    @Override
    public double rate(long step) {
      return start * StrictMath.pow(0.5, (double) (step / every));
    }
  }

  private record Scaled(double factor) implements Composite {
    @Override
    public Tensor define(Operands in) {
      return in.tensor(0).multiply(factor);
    }

    @Override
    public String formula(List<String> operands) {
      return "scaled";
    }

    @Override
    public List<Example> examples() {
      return List.of();
    }
  }

  private static Rule pull(double strength) {
    RuleBuilder r = new RuleBuilder();
    Expr p = r.parameter();
    r.set(p, p.minus(r.rate().times(r.gradient()).times(strength)));
    return r.build();
  }

  private Trainer trainer(Loss loss, Optimizer optimizer, int epochs) {
    Model model = Model.of(new Dense(1)).seed(1).input(1);
    return Trainer.of(model, loss, optimizer).epochs(epochs).checkpoint(folder.resolve("run"));
  }

  private void assertNoticed(Optimizer then, Optimizer now) throws IOException {
    Loss loss = new MeanSquaredError();
    trainer(loss, then, 1).fit(DATA);
    Trainer other = trainer(loss, now, 2).resume(folder.resolve("run"));
    assertThatThrownBy(() -> other.fit(DATA))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("optimizer settings");
  }

  private void assertGoesOn(Optimizer then, Optimizer now) throws IOException {
    Loss loss = new MeanSquaredError();
    trainer(loss, then, 1).fit(DATA);
    Trainer same = trainer(loss, now, 2).resume(folder.resolve("run"));
    assertThat(same.fit(DATA)).hasSize(1);
  }

  @Test
  void othersOfAnOptimizerOfOnesOwnAreNoticed() throws IOException {
    assertNoticed(new Pull(Schedule.constant(0.1), 1), new Pull(Schedule.constant(0.1), 2));
    assertNoticed(new Pull(Schedule.constant(0.1), 1), new Pull(Schedule.constant(0.2), 1));
    assertNoticed(new Plain(1), new Plain(2));
  }

  @Test
  void othersOfAScheduleOfOnesOwnAreNoticed() throws IOException {
    assertNoticed(new Adam(new Halving(0.1, 5)), new Adam(new Halving(0.1, 6)));
    assertNoticed(
        new Adam(new Halving(0.1, 5), 0.9, 0.999, 1e-8, false),
        new Adam(new Halving(0.1, 5), 0.8, 0.999, 1e-8, false));
  }

  @Test
  void otherLambdasAreKnownByTheRatesThatTheyGive() throws IOException {
    assertNoticed(new Adam(step -> 0.1), new Adam(step -> 0.2));
    assertNoticed(new Adam(step -> 0.1), new Adam(step -> step < 500 ? 0.1 : 0.01));
    double[] rates = {0.1, 0.1, 0.1};
    assertGoesOn(new Adam(step -> rates[(int) step]), new Adam(step -> rates[(int) step]));
  }

  @Test
  void othersInAGroupOfTheSameNameAreNoticed() throws IOException {
    grouped("bias", 1).fit(DATA);
    assertThat(grouped("bias", 2).resume(folder.resolve("run")).fit(DATA)).hasSize(1);
    Trainer other = grouped("weight", 3).resume(folder.resolve("run"));
    assertThatThrownBy(() -> other.fit(DATA))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("groups slow at rate 0.1 for [bias]")
        .hasMessageContaining("this run has slow at rate 0.1 for [weight]");
  }

  private Trainer grouped(String member, int epochs) {
    return trainer(new MeanSquaredError(), new Adam(0.1), epochs)
        .groups(ParamGroup.rate("slow", param -> param.path().endsWith(member), 0.1));
  }

  @Test
  void theSameGoOn() throws IOException {
    assertGoesOn(new Pull(Schedule.constant(0.1), 1), new Pull(Schedule.constant(0.1), 1));
    assertGoesOn(new Plain(1), new Plain(1));
    assertGoesOn(new Adam(new Halving(0.1, 5)), new Adam(new Halving(0.1, 5)));
    Schedule one = step -> 0.1;
    Schedule two = step -> 0.1;
    assertGoesOn(new Pull(one, 1), new Pull(two, 1));
  }

  @Test
  void othersOfALossOfOnesOwnAreNoticed() throws IOException {
    trainer(scaled(1), new Adam(0.1), 1).fit(DATA);
    Trainer other = trainer(scaled(2), new Adam(0.1), 2).resume(folder.resolve("run"));
    assertThatThrownBy(() -> other.fit(DATA))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("network and loss");
  }

  private static Loss scaled(double factor) {
    return (outputs, targets) ->
        Tensor.apply(new Scaled(factor), List.of(outputs.subtract(targets.requireValues("own"))))
            .square()
            .mean();
  }
}
