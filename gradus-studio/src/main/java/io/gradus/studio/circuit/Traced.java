package io.gradus.studio.circuit;

import io.gradus.Gradients;
import io.gradus.Shape;
import io.gradus.Tensor;
import io.gradus.exec.Reference;
import io.gradus.graph.Node;
import java.util.ArrayList;
import java.util.List;

/// A circuit traced into a graph of the engine, run in double precision.
final class Traced {
  private final Circuit circuit;
  private final List<Tensor> tensors = new ArrayList<>();
  private final List<Node> gradients = new ArrayList<>();
  private final Reference both;
  private final Reference forward;

  Traced(Circuit circuit) {
    this.circuit = circuit;
    for (Element element : circuit.elements()) {
      tensors.add(
          switch (element) {
            case Element.Source source ->
                Tensor.input(source.symbol(), Shape.scalar()).tracked(source.symbol());
            case Element.Gate gate ->
                Tensor.apply(gate.op(), gate.operands().stream().map(tensors::get).toList());
          });
    }
    // Named, what stopGradient makes is followed, too.
    Gradients all = tensors.getLast().gradients(tensors.toArray(Tensor[]::new));
    tensors.forEach(tensor -> gradients.add(all.of(tensor).node()));
    List<Node> outputs = new ArrayList<>(tensors.stream().map(Tensor::node).toList());
    outputs.addAll(gradients);
    both = new Reference(outputs);
    forward = new Reference(List.of(tensors.getLast().node()));
  }

  /// Values and gradients, for these numbers of the sources in order.
  Pass run(double[] inputs) {
    set(both, inputs);
    double[] values = new double[tensors.size()];
    double[] slopes = new double[tensors.size()];
    for (int id = 0; id < values.length; id++) {
      values[id] = both.of(tensors.get(id).node())[0];
      slopes[id] = both.of(gradients.get(id))[0];
    }
    return Pass.of(circuit, values, slopes);
  }

  /// The output alone.
  double output(double[] inputs) {
    set(forward, inputs);
    return forward.of(tensors.getLast().node())[0];
  }

  private void set(Reference reference, double[] inputs) {
    List<Element.Source> sources = circuit.sources();
    for (int i = 0; i < inputs.length; i++) {
      reference.set(tensors.get(sources.get(i).id()).node(), inputs[i]);
    }
    reference.run(0, 0);
  }
}
