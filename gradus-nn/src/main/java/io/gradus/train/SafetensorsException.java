package io.gradus.train;

/// A file that is no whole, consistent safetensors file; nothing of it was kept.
public final class SafetensorsException extends FileFormatException {
  private static final long serialVersionUID = 1L;

  SafetensorsException(String source, long position, String problem) {
    this(source, position, problem, "copy or download the file again, or save the model anew");
  }

  SafetensorsException(String source, long position, String problem, String remedy) {
    super(source, position, problem, remedy);
  }
}
