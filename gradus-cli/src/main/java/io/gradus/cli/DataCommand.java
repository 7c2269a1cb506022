package io.gradus.cli;

import io.gradus.data.DataSets;
import io.gradus.data.Source;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `gradus data`: the data sets that come with Gradus.
@Command(
    name = "data",
    description = "Lists the data sets that come with Gradus.",
    mixinStandardHelpOptions = true)
final class DataCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%-16s%8s%8s  %s%n", "name", "rows", "inputs", "predicts");
    for (String name : DataSets.names()) {
      Source source = DataSets.named(name);
      var target = source.samples().data().target();
      String what =
          source.classification()
              ? target.width() + " classes"
              : target.width() + (target.width() == 1 ? " number" : " numbers");
      int inputs = 1;
      for (int length : source.samples().data().inputShape()) {
        inputs *= length;
      }
      out.printf(Locale.ROOT, "%-16s%8d%8d  %s%n", name, source.size(), inputs, what);
    }
    out.flush();
    return 0;
  }
}
