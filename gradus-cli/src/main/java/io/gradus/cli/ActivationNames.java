package io.gradus.cli;

import io.gradus.nn.Activations;
import io.gradus.nn.Layer;
import java.util.Iterator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// The names of the activations, for a shell to complete and for the help to list.
final class ActivationNames implements Iterable<String> {
  @Override
  public Iterator<String> iterator() {
    return Activations.names().iterator();
  }

  /// The activation that a name stands for.
  static final class Named implements ITypeConverter<Layer> {
    private static final Choice<Layer> LISTED =
        new Choice<>(Activations.names(), name -> Activations.named(name).orElseThrow());

    @Override
    public Layer convert(String word) throws TypeConversionException {
      return Activations.named(word).orElseGet(() -> LISTED.convert(word));
    }
  }
}
