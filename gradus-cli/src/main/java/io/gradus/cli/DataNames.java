package io.gradus.cli;

import io.gradus.data.DataSets;
import java.util.Iterator;

/// The names of the data sets, for a shell to complete.
final class DataNames implements Iterable<String> {
  @Override
  public Iterator<String> iterator() {
    return DataSets.names().iterator();
  }
}
