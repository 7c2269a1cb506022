package io.gradus.train;

/// A safetensors file that is whole but holds no saved model, or no checkpoint, that can be used;
/// nothing of it was kept.
public final class ModelFileException extends FileFormatException {
  private static final long serialVersionUID = 1L;

  ModelFileException(String source, String problem, String remedy) {
    super(source, WHOLE, problem, remedy);
  }
}
