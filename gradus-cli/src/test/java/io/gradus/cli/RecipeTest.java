package io.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.data.DataSets;
import io.gradus.data.Source;
import io.gradus.data.Splits;
import io.gradus.exec.Engine;
import io.gradus.train.Trainer;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

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
        sum += accuracy(name, source, source.fold(split), seed);
        count++;
      }
    }
    System.out.printf("%s: mean accuracy of 5 x 5 folds %.4f%n", name, sum / count);
    assertThat(sum / count).isGreaterThanOrEqualTo(least);
  }

  /// As `gradus train NAME --seed SEED` trains, on rows that the split chose.
  private static double accuracy(String name, Source source, Source.Fold fold, int seed) {
    CommandLine line = Main.commandLine();
    line.parseArgs("train", name, "--seed", Integer.toString(seed));
    TrainCommand command = Objects.requireNonNull(line.getSubcommands().get("train")).getCommand();
    Trainer trainer = command.training(source, fold, Engine.shared()).trainer();
    trainer.fit(fold.train());
    return Objects.requireNonNull(trainer.evaluate(fold.test()).get("accuracy"));
  }
}
