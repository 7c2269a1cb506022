package io.gradus.cli;

import io.gradus.train.Dataset;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// How many weights and biases a dense network has: the sum of `in * out + out` over its layers.
record NetworkSize(List<Integer> layers, BigInteger parameters) {
  /// The most elements of a Java array, with some room for the virtual machine's own limit.
  private static final BigInteger MOST = BigInteger.valueOf(Integer.MAX_VALUE - 64);

  NetworkSize {
    layers = List.copyOf(layers);
  }

  /// The network with these hidden layers for a data set.
  static NetworkSize of(List<Integer> layers, Dataset data) {
    BigInteger sum = BigInteger.ZERO;
    long in = Arrays.stream(data.inputShape()).asLongStream().reduce(1, Math::multiplyExact);
    for (int i = 0; i <= layers.size(); i++) {
      long out = i < layers.size() ? layers.get(i) : data.target().width();
      sum = sum.add(BigInteger.valueOf(in + 1).multiply(BigInteger.valueOf(out)));
      in = out;
    }
    return new NetworkSize(layers, sum);
  }

  /// The bytes of a training: values, gradients and what the optimizer remembers, four each.
  BigInteger bytes(int states) {
    return parameters.multiply(BigInteger.valueOf(4L * (2 + states)));
  }

  /// @throws IllegalArgumentException if no array or no memory holds it; says how much is needed
  void require(int states) {
    long heap = Runtime.getRuntime().maxMemory();
    boolean indexed = parameters.compareTo(MOST) <= 0;
    if (indexed && bytes(states).compareTo(BigInteger.valueOf(heap)) <= 0) {
      return;
    }
    throw new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "--layers %s: %,d weights and biases need %,d MiB to train, and Java may use %,d MiB; %s",
            String.join(",", layers.stream().map(String::valueOf).toList()),
            parameters,
            bytes(states).shiftRight(20),
            heap >> 20,
            indexed
                ? "try fewer units, or a larger -Xmx in GRADUS_JAVA_OPTS"
                : "try fewer units: no more than %d fit one Java array".formatted(MOST)));
  }
}
