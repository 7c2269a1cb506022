package io.gradus.optim;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.Shape;
import io.gradus.expr.Expr;
import io.gradus.nn.Dense;
import io.gradus.nn.MeanSquaredError;
import io.gradus.nn.Model;
import io.gradus.train.Dataset;
import io.gradus.train.Trainer;
import org.junit.jupiter.api.Test;

/// "Add an optimizer" of the contributors' page, as a user does it.
class OwnOptimizerTest {
  record SignDescent(Schedule rate) implements Optimizer {
    @Override
    public Rule rule() {
      RuleBuilder r = new RuleBuilder();
      Expr p = r.parameter();
      r.set(p, p.minus(r.rate().times(RuleBuilder.sign(r.gradient()))));
      return r.build();
    }

    @Override
    public String citation() {
      return "Bernstein et al. 2018, signSGD";
    }
  }

  @Test
  void itTrains() {
    Model model = Model.of(new Dense(1)).seed(1).input(1);
    Dataset line = Dataset.of(new float[][] {{0}, {1}, {2}}, new float[][] {{1}, {3}, {5}});
    SignDescent optimizer = new SignDescent(new ExponentialDecay(0.1, 0.99));
    Trainer.of(model, new MeanSquaredError(), optimizer).batch(3).epochs(600).fit(line);
    assertThat(model.predict(10)[0]).isBetween(20.5f, 21.5f);
  }

  @Test
  void itExplainsItself() {
    ReferenceOptimizer reference =
        ReferenceOptimizer.of(new SignDescent(Schedule.constant(0.5)), "w", Shape.of(2), 1, 2);
    UpdateLine line = reference.explain(1, 6, 3, -4).getFirst();
    assertThat(line.value()).isEqualTo(2.5);
    assertThat(line.formula()).startsWith("p - rate * ");
    assertThat(line.numbers()).startsWith("2 - 0.5 * ");
  }
}
