package io.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.data.DataSets;
import io.gradus.data.Source;
import io.gradus.data.Splits;
import io.gradus.nn.Activation;
import io.gradus.nn.CrossEntropy;
import io.gradus.nn.Model;
import io.gradus.op.Relu;
import io.gradus.optim.Adam;
import io.gradus.train.Accuracy;
import io.gradus.train.Trainer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `gradus train` starts from is good enough: shuffled, stratified 5-fold over seeds 1 to 5.
class RecipeTest {
  @ParameterizedTest
  @CsvSource({"digits, 0.975", "iris, 0.93", "breast-cancer, 0.95"})
  void meanAccuracyOfFiveFolds(String name, double least) {
    Source source = DataSets.named(name);
    double sum = 0;
    int count = 0;
    for (int seed = 1; seed <= 5; seed++) {
      for (Splits.Split split : source.folds(5, seed)) {
        sum += accuracy(name, source.fold(split), seed);
        count++;
      }
    }
    System.out.printf("%s: mean accuracy of 5 x 5 folds %.4f%n", name, sum / count);
    assertThat(sum / count).isGreaterThanOrEqualTo(least);
  }

  private static double accuracy(String name, Source.Fold fold, long seed) {
    Recipe recipe = Recipe.of(name);
    Model model =
        Model.of(recipe.network(new Activation(new Relu()), fold.train().target().width()))
            .seed(seed)
            .input(fold.train().inputShape());
    Trainer trainer =
        Trainer.of(model, new CrossEntropy(), new Adam(Recipe.ADAM_RATE))
            .batch(Recipe.BATCH)
            .epochs(recipe.epochs())
            .metric(new Accuracy());
    trainer.fit(fold.train());
    return java.util.Objects.requireNonNull(trainer.evaluate(fold.test()).get("accuracy"));
  }
}
