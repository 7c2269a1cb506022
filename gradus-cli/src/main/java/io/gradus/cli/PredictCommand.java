package io.gradus.cli;

import io.gradus.data.ImageFolder;
import io.gradus.data.Windows;
import io.gradus.train.AtomicFiles;
import io.gradus.train.Prediction;
import io.gradus.train.SavedModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `gradus predict`: a saved model's answers for the rows of a CSV file.
@Command(
    name = "predict",
    description =
        "Writes a saved model's answer for each row: the class and the probability of each class, or the"
            + " numbers predicted. A model with a class for each step of a row has a line for each row"
            + " and step, both counted from 1; with --json a list. A model of a"
            + " time series has a line for each row that has a whole window before it, named by the row that is"
            + " predicted; a model of images one for each file.",
    mixinStandardHelpOptions = true)
final class PredictCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Parameters(index = "0", paramLabel = "MODEL", description = "A file of gradus train --out.")
  Path model;

  @Parameters(
      index = "1",
      paramLabel = "DATA",
      completionCandidates = DataNames.class,
      description =
          "A CSV file with the model's input columns, in any order, or a data set (see gradus data);"
              + " for a model of images, an image or a folder of images.")
  String data = "";

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to write, whole or not at all; standard output unless told.")
  @Nullable Path file;

  @Mixin HeaderArgument header = new HeaderArgument();

  @Option(names = "--json", description = "One JSON object per row instead of CSV.")
  boolean json;

  private String rows(SavedModel saved) throws IOException {
    SavedSequences.requireRows(saved, model);
    List<Prediction> answers =
        saved.predict(Sources.rows(data, saved.preprocessing(), false, header));
    Answers form = new Answers(saved.target(), saved.preprocessing().targets().getFirst().name());
    return json ? form.json(answers) : form.csv(answers);
  }

  private String images(SavedModel saved) throws IOException {
    List<Path> images = ImageFolder.files(Path.of(data));
    List<Prediction> answers = SavedImages.answers(saved, images);
    String column = saved.preprocessing().targets().getFirst().name();
    Answers form =
        new Answers(saved.target(), column, "file", images.stream().map(Path::toString).toList());
    return json ? form.json(answers) : form.csv(answers);
  }

  private String series(SavedModel saved) throws IOException {
    Windows windows = SavedSequences.windows(saved);
    return SavedSequences.answers(saved, windows, Sources.series(data, windows), json);
  }

  @Override
  public Integer call() throws IOException {
    if (file != null) {
      OutputFile.require(file);
      OutputFile.requireOther(file, model, "the model");
      OutputFile.requireOther(file, Path.of(data), "the data");
    }
    SavedModel saved = ModelFiles.load(model);
    String text;
    if (SavedImages.takes(saved)) {
      text = images(saved);
    } else {
      text = SavedSequences.isSeries(saved) ? series(saved) : rows(saved);
    }
    if (file != null) {
      AtomicFiles.write(file, text);
    } else {
      PrintWriter out = spec.commandLine().getOut();
      out.print(text);
      out.flush();
    }
    return 0;
  }
}
