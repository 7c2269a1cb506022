package io.gradus.studio.circuit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Where elements and wires lie: columns by depth, rows with few crossings.
///
/// A wire that passes columns bends in each; the wires of one output share their way as long as
/// they can. Rows are found by sweeps of barycentres.
final class Layout {
  private static final int SWEEPS = 12;
  private static final double PORT = 0.3;

  private final Circuit circuit;
  private final List<List<Circuit.Use>> uses;
  private final int[] columns;
  private final List<List<Spot>> layers = new ArrayList<>();
  private final List<List<Spot>> ways = new ArrayList<>();

  /// An element, or the bend of its wire in a later column.
  private static final class Spot {
    private final int element;
    private final boolean bend;
    private final List<Link> before = new ArrayList<>();
    private final List<Link> after = new ArrayList<>();
    private double row;

    Spot(int element, boolean bend) {
      this.element = element;
      this.bend = bend;
    }

    double height() {
      return bend ? 0.5 : 1;
    }
  }

  /// Another spot, and how far above or below its middle the wire joins it.
  private record Link(Spot spot, double shift) {
    double row() {
      return spot.row + shift;
    }
  }

  /// A point in columns and rows.
  record Point(double column, double row) {}

  Layout(Circuit circuit) {
    this.circuit = circuit;
    this.uses = circuit.uses();
    this.columns = columns();
    place();
    order();
    align();
  }

  private int[] columns() {
    int[] depth = new int[circuit.elements().size()];
    for (Element.Gate gate : circuit.gates()) {
      for (int operand : gate.operands()) {
        depth[gate.id()] = Math.max(depth[gate.id()], depth[operand] + 1);
      }
    }
    for (Element.Source source : circuit.sources()) {
      depth[source.id()] =
          uses.get(source.id()).stream().mapToInt(use -> depth[use.gate()] - 1).min().orElse(0);
    }
    return depth;
  }

  private void place() {
    int width = Arrays.stream(columns).max().orElse(0) + 1;
    for (int column = 0; column < width; column++) {
      layers.add(new ArrayList<>());
    }
    List<Spot> own = new ArrayList<>();
    for (Element element : circuit.elements()) {
      Spot spot = new Spot(element.id(), false);
      own.add(spot);
      List<Spot> way = new ArrayList<>(List.of(spot));
      layers.get(columns[element.id()]).add(spot);
      int last =
          uses.get(element.id()).stream().mapToInt(use -> columns[use.gate()]).max().orElse(0);
      for (int column = columns[element.id()] + 1; column < last; column++) {
        Spot bend = new Spot(element.id(), true);
        layers.get(column).add(bend);
        link(way.getLast(), bend, 0);
        way.add(bend);
      }
      ways.add(way);
    }
    for (Element element : circuit.elements()) {
      for (Circuit.Use use : uses.get(element.id())) {
        int count = ((Element.Gate) circuit.element(use.gate())).operands().size();
        double shift = PORT * (use.operand() - (count - 1) / 2.0);
        link(tap(use, element.id()), own.get(use.gate()), shift);
      }
    }
  }

  private static void link(Spot from, Spot to, double shift) {
    from.after.add(new Link(to, shift));
    to.before.add(new Link(from, -shift));
  }

  /// The last spot of the wire before the gate that uses it.
  private Spot tap(Circuit.Use use, int element) {
    return ways.get(element).get(columns[use.gate()] - 1 - columns[element]);
  }

  private void order() {
    layers.forEach(Layout::number);
    List<List<Spot>> best = copy();
    long least = crossings();
    for (int sweep = 0; sweep < SWEEPS && least > 0; sweep++) {
      boolean forward = sweep % 2 == 1;
      List<List<Spot>> way = forward ? layers : layers.reversed();
      for (List<Spot> layer : way) {
        layer.sort(Comparator.comparingDouble(spot -> centre(spot, forward)));
        number(layer);
      }
      long now = crossings();
      if (now < least) {
        least = now;
        best = copy();
      }
    }
    for (int column = 0; column < layers.size(); column++) {
      layers.set(column, new ArrayList<>(best.get(column)));
      number(layers.get(column));
    }
  }

  private List<List<Spot>> copy() {
    return layers.stream().<List<Spot>>map(ArrayList::new).toList();
  }

  private static void number(List<Spot> layer) {
    for (int i = 0; i < layer.size(); i++) {
      layer.get(i).row = i;
    }
  }

  private static double centre(Spot spot, boolean forward) {
    List<Link> links = forward ? spot.before : spot.after;
    return links.stream().mapToDouble(Link::row).average().orElse(spot.row);
  }

  private long crossings() {
    long count = 0;
    for (List<Spot> layer : layers) {
      List<double[]> lines = new ArrayList<>();
      for (Spot spot : layer) {
        spot.after.forEach(link -> lines.add(new double[] {spot.row, link.row()}));
      }
      for (int i = 0; i < lines.size(); i++) {
        for (int j = i + 1; j < lines.size(); j++) {
          double from = lines.get(i)[0] - lines.get(j)[0];
          double to = lines.get(i)[1] - lines.get(j)[1];
          count += from * to < 0 ? 1 : 0;
        }
      }
    }
    return count;
  }

  /// Rows near those of the neighbours, in the order found and with room between.
  private void align() {
    for (int sweep = 0; sweep < 2 * SWEEPS; sweep++) {
      boolean forward = sweep % 2 == 0;
      for (List<Spot> layer : forward ? layers : layers.reversed()) {
        double[] wishes = new double[layer.size()];
        for (int i = 0; i < wishes.length; i++) {
          wishes[i] = wish(layer.get(i), forward);
        }
        settle(layer, wishes);
      }
    }
    double least = layers.stream().flatMap(List::stream).mapToDouble(s -> s.row).min().orElse(0);
    layers.forEach(layer -> layer.forEach(spot -> spot.row -= least));
  }

  private static double wish(Spot spot, boolean forward) {
    List<Link> links = new ArrayList<>(forward ? spot.before : spot.after);
    return links.stream().mapToDouble(Link::row).average().orElse(spot.row);
  }

  /// The rows with the least squared distance to the wishes (pool adjacent violators).
  private static void settle(List<Spot> layer, double[] wishes) {
    int n = wishes.length;
    double[] offsets = new double[n];
    for (int i = 1; i < n; i++) {
      offsets[i] = offsets[i - 1] + (layer.get(i - 1).height() + layer.get(i).height()) / 2;
    }
    double[] sums = new double[n];
    int[] counts = new int[n];
    int blocks = 0;
    for (int i = 0; i < n; i++) {
      sums[blocks] = wishes[i] - offsets[i];
      counts[blocks++] = 1;
      while (blocks > 1
          && sums[blocks - 2] / counts[blocks - 2] > sums[blocks - 1] / counts[blocks - 1]) {
        sums[blocks - 2] += sums[blocks - 1];
        counts[blocks - 2] += counts[blocks - 1];
        blocks--;
      }
    }
    for (int block = 0, i = 0; block < blocks; block++) {
      for (int k = 0; k < counts[block]; k++, i++) {
        layer.get(i).row = sums[block] / counts[block] + offsets[i];
      }
    }
  }

  int width() {
    return layers.size();
  }

  double height() {
    return layers.stream().flatMap(List::stream).mapToDouble(s -> s.row).max().orElse(0) + 1;
  }

  Point of(int element) {
    return new Point(columns[element], ways.get(element).getFirst().row);
  }

  /// The bends of a wire on its way from an element to a gate.
  List<Point> bends(int element, Circuit.Use use) {
    List<Point> points = new ArrayList<>();
    for (int column = columns[element] + 1; column < columns[use.gate()]; column++) {
      points.add(new Point(column, ways.get(element).get(column - columns[element]).row));
    }
    return points;
  }
}
