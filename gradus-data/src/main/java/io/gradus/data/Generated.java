package io.gradus.data;

import io.gradus.train.DataException;
import io.gradus.train.Scaling;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/// Small problems made by formula: the same points for the same arguments, for ever.
///
/// `noise` is the standard deviation of the normal numbers added to every coordinate (or, for
/// regression, to the target). Row i is of class i mod classes, so any first rows are balanced.
public final class Generated {
  private Generated() {}

  /// The corners of the unit square in turn; the class is x xor y, which no line separates.
  public static Source xor(int size, double noise, long seed) {
    var points = new Points(size, 2, noise, seed);
    for (int i = 0; i < size; i++) {
      points.put(i, (i >> 1) & 1, (i ^ (i >> 1)) & 1);
    }
    return points.classes("xor", i -> i & 1);
  }

  /// Two half circles that reach into each other: (cos t, sin t) and (1 - cos t, 1/2 - sin t).
  public static Source moons(int size, double noise, long seed) {
    var points = new Points(size, 2, noise, seed);
    for (int i = 0; i < size; i++) {
      double t = Math.PI * points.alongClass(i, 2, true);
      double x = StrictMath.cos(t);
      double y = StrictMath.sin(t);
      points.put(i, i % 2 == 0 ? x : 1 - x, i % 2 == 0 ? y : 0.5 - y);
    }
    return points.classes("moons", i -> i % 2);
  }

  /// A circle of radius 1 and one of radius 1/2 inside it.
  public static Source circles(int size, double noise, long seed) {
    var points = new Points(size, 2, noise, seed);
    for (int i = 0; i < size; i++) {
      double t = 2 * Math.PI * points.alongClass(i, 2, false);
      double radius = i % 2 == 0 ? 1 : 0.5;
      points.put(i, radius * StrictMath.cos(t), radius * StrictMath.sin(t));
    }
    return points.classes("circles", i -> i % 2);
  }

  /// Arms that wind 3/4 of a turn around the origin, from radius 0 to 1.
  public static Source spirals(int size, int arms, double noise, long seed) {
    requireClasses(arms);
    var points = new Points(size, 2, noise, seed);
    for (int i = 0; i < size; i++) {
      double radius = points.alongClass(i, arms, true);
      double t = 2 * Math.PI * ((double) (i % arms) / arms + 0.75 * radius);
      points.put(i, radius * StrictMath.cos(t), radius * StrictMath.sin(t));
    }
    return points.classes("spirals", i -> i % arms);
  }

  /// Normal clouds around centres that are drawn from the cube from -5 to 5.
  public static Source blobs(int size, int centres, int features, double noise, long seed) {
    requireClasses(centres);
    var points = new Points(size, features, noise, seed);
    double[][] middle = new double[centres][features];
    for (double[] centre : middle) {
      for (int j = 0; j < features; j++) {
        centre[j] = points.random.uniform(-5, 5);
      }
    }
    for (int i = 0; i < size; i++) {
      points.put(i, middle[i % centres]);
    }
    return points.classes("blobs", i -> i % centres).scaled(Scaling.standardise());
  }

  /// y = w . x + b + noise, with x standard normal, and w and b drawn from -2 to 2.
  public static Source linear(int size, int features, double noise, long seed) {
    var points = new Points(size, features, 0, seed);
    double[] weights = new double[features + 1];
    for (int j = 0; j <= features; j++) {
      weights[j] = points.random.uniform(-2, 2);
    }
    double[] y = new double[size];
    double[] x = new double[features];
    for (int i = 0; i < size; i++) {
      y[i] = weights[features];
      for (int j = 0; j < features; j++) {
        x[j] = points.random.normal();
        y[i] += weights[j] * x[j];
      }
      y[i] += noise * points.random.normal();
      points.put(i, x);
    }
    return points.values("linear", y);
  }

  /// y = sin(x) + noise, with x drawn from -pi to pi.
  public static Source sine(int size, double noise, long seed) {
    var points = new Points(size, 1, 0, seed);
    double[] y = new double[size];
    for (int i = 0; i < size; i++) {
      double x = points.random.uniform(-Math.PI, Math.PI);
      y[i] = StrictMath.sin(x) + noise * points.random.normal();
      points.put(i, x);
    }
    return points.values("sine", y);
  }

  private static void requireClasses(int classes) {
    if (classes < 2) {
      throw new DataException("expected at least 2 classes, got " + classes);
    }
  }

  /// The coordinates, column by column.
  private static final class Points {
    final SplitMix random;
    private final int size;
    private final double noise;
    private final double[][] columns;

    Points(int size, int features, double noise, long seed) {
      if (size < 1 || features < 1) {
        throw new DataException(
            "expected at least 1 row and 1 feature, got " + size + " and " + features);
      }
      if (!(noise >= 0 && noise < Double.POSITIVE_INFINITY)) {
        throw new DataException("the noise must be 0 or more, got " + noise);
      }
      this.size = size;
      this.noise = noise;
      random = new SplitMix(seed);
      columns = new double[features][size];
    }

    /// The place of row i among the rows of its class, from 0 to 1; 1 is reached only if `closed`.
    double alongClass(int i, int classes, boolean closed) {
      int own = (size - i % classes + classes - 1) / classes;
      int steps = closed ? Math.max(own - 1, 1) : own;
      return (double) (i / classes) / steps;
    }

    void put(int row, double... point) {
      for (int j = 0; j < columns.length; j++) {
        columns[j][row] = noise == 0 ? point[j] : point[j] + noise * random.normal();
      }
    }

    Source classes(String name, IntUnaryOperator classOf) {
      double[] classes = IntStream.range(0, size).map(classOf).asDoubleStream().toArray();
      var source = Source.classification(name, table("class", classes), "class");
      return source.scaled(Scaling.none());
    }

    Source values(String name, double[] y) {
      return Source.regression(name, table("y", y), "y").scaled(Scaling.none());
    }

    private Table table(String target, double[] last) {
      var names = new ArrayList<String>();
      for (int j = 0; j < columns.length; j++) {
        names.add(columns.length == 1 ? "x" : "x" + (j + 1));
      }
      names.add(target);
      var all = new ArrayList<>(List.of(columns));
      all.add(last);
      return Table.ofNumbers(names, all.toArray(new double[0][]));
    }
  }
}
