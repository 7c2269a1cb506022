package io.gradus.cli;

/// What tells a person how far a training is.
interface Progress extends AutoCloseable {
  /// For files, pipes and machines: tells nothing.
  Progress SILENT =
      new Progress() {
        @Override
        public void above(Runnable print) {
          print.run();
        }

        @Override
        public void close() {}
      };

  /// Lets `print` write whole lines where the bar is, and draws the bar below them.
  void above(Runnable print);

  @Override
  void close();
}
