package io.gradus.data;

import io.gradus.train.Column;

/// The cells of one column, all of them numbers or all of them texts.
sealed interface TableColumn {
  String name();

  int rows();

  String text(int row);

  /// Numbers; NaN is a missing one.
  record Numbers(String name, double[] numbers) implements TableColumn {
    @Override
    public int rows() {
      return numbers.length;
    }

    @Override
    public String text(int row) {
      return Column.plain(numbers[row]);
    }
  }

  /// Texts, each once in `dictionary`; the empty one is a missing one.
  record Texts(String name, String[] dictionary, int[] codes) implements TableColumn {
    @Override
    public int rows() {
      return codes.length;
    }

    @Override
    public String text(int row) {
      return dictionary[codes[row]];
    }
  }
}
