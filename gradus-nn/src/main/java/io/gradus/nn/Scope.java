package io.gradus.nn;

import io.gradus.Indices;
import io.gradus.Param;
import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.Tensor;
import io.gradus.exec.Interpreter;
import io.gradus.graph.Apply;
import io.gradus.graph.Node;
import io.gradus.graph.Origin;
import io.gradus.kernel.RandomKey;
import io.gradus.op.Sampling;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Where a layer is: its path, and the parameters, buffers and random keys that belong there.
public final class Scope {
  /// What all scopes of one pass share.
  private static final class Pass {
    final Store store;
    final boolean training;
    final boolean eager;
    final @Nullable Decoding decoding;
    final Map<String, Integer> draws = new HashMap<>();
    final Map<Param, Tensor> loaded = new LinkedHashMap<>();
    final Map<Param, Tensor> updates = new LinkedHashMap<>();
    final Map<String, Call> calls = new LinkedHashMap<>();
    final Map<String, Tensor> outputs = new LinkedHashMap<>();

    Pass(Store store, boolean training, boolean eager, @Nullable Decoding decoding) {
      this.store = store;
      this.training = training;
      this.eager = eager;
      this.decoding = decoding;
    }
  }

  /// A layer that this pass has been through.
  ///
  /// @param kind the name of its class
  record Call(String kind, Shape output) {}

  private final Pass pass;
  private final String path;

  // Of this use of the layer: a shared layer may use its names again at its next use.
  private final Set<String> taken = new HashSet<>();

  private Scope(Pass pass, String path) {
    this.pass = pass;
    this.path = path;
  }

  /// The outermost scope of one pass over a network.
  static Scope root(Store store, boolean training, boolean eager) {
    return new Scope(new Pass(store, training, eager, null), "");
  }

  /// The outermost scope of a pass that continues sequences by one step.
  static Scope root(Store store, Decoding decoding) {
    return new Scope(new Pass(store, false, false, decoding), "");
  }

  /// Whether this pass is for training: dropout drops, running statistics run.
  public boolean training() {
    return pass.training;
  }

  /// What is known of the steps before, where this pass continues sequences by a step; null where
  /// it takes whole ones. Layers that treat places differently ask for it.
  public @Nullable Decoding decoding() {
    return pass.decoding;
  }

  /// The path of the layer, such as `encoder.0.attention`; empty at the top.
  public String path() {
    return path;
  }

  /// The scope of a part; each name may be used once.
  ///
  /// @throws IllegalArgumentException if the name is taken, empty or has a dot
  public Scope in(String name) {
    Scope child = share(name);
    if (!taken.add(name)) {
      throw new IllegalArgumentException(
          "the name \""
              + child.path
              + "\" is used twice: give each part its own name, or share its weights on purpose with"
              + " share(\""
              + name
              + "\")");
    }
    return child;
  }

  /// The scope of a part whose parameters are shared by every use of this name.
  ///
  /// @throws IllegalArgumentException if the name is empty or has a dot
  public Scope share(String name) {
    if (name.isEmpty() || name.indexOf('.') >= 0) {
      throw new IllegalArgumentException(
          "a part's name must not be empty or have a dot: \"" + name + "\"");
    }
    return new Scope(pass, path.isEmpty() ? name : path + "." + name);
  }

  /// The layer's output for `x`, as the part `name`.
  public Tensor call(String name, Layer layer, Tensor x) {
    return in(name).apply(layer, x).at(path);
  }

  /// The layer's output for indices, as the part `name`.
  public Tensor call(String name, Layer layer, Indices x) {
    return in(name).apply(layer, x).at(path);
  }

  /// The network's output for several inputs, as the part `name`.
  public Tensor call(String name, Network network, Inputs x) {
    return in(name).apply(network, x).at(path);
  }

  /// The layer's output for `x`, in this scope.
  public Tensor apply(Layer layer, Tensor x) {
    return entered(layer, List.of(x.shape()), () -> layer.forward(this, x.at(path)));
  }

  /// The layer's output for indices, in this scope.
  public Tensor apply(Layer layer, Indices x) {
    Indices here = Indices.of(x.node(), new Origin(path, x.origin().backward()));
    return entered(layer, List.of(x.shape()), () -> layer.forward(this, here));
  }

  /// The network's output for several inputs, in this scope.
  public Tensor apply(Network network, Inputs x) {
    if (network instanceof Layer layer && x.count() == 1) {
      return x.indices().isEmpty()
          ? apply(layer, x.numbers().values().iterator().next())
          : apply(layer, x.indices().values().iterator().next());
    }
    List<Shape> shapes = x.nodes().values().stream().map(Node::shape).toList();
    return entered(network, shapes, () -> network.forward(this, x));
  }

  private Tensor entered(Network layer, List<Shape> inputs, Supplier<Tensor> forward) {
    // The outermost layer of a path comes first, before its parts, and is the one that counts.
    Shape before = inputs.isEmpty() ? Shape.scalar() : inputs.getFirst();
    boolean first = pass.calls.putIfAbsent(path, new Call(kind(layer), before)) == null;
    try {
      Tensor y = forward.get();
      if (first) {
        pass.calls.put(path, new Call(kind(layer), y.shape()));
        pass.outputs.put(path, y);
      }
      return y;
    } catch (ShapeException e) {
      if (String.valueOf(e.getMessage()).startsWith("Layer ")) {
        throw e;
      }
      throw new ShapeException(
          "Layer "
              + layer.getClass().getSimpleName()
              + " \""
              + path
              + "\" cannot take its input\n  "
              + e.getMessage()
              + "\n  input   "
              + String.join(", ", inputs.stream().map(Shape::toString).toList())
              + "\n  try     check the size of what comes before \""
              + path
              + "\"");
    }
  }

  /// The parameter `name` of this layer, made by `initializer` on first use.
  ///
  /// @throws ShapeException if its first use asked for another shape
  public Tensor param(String name, Shape shape, Initializer initializer) {
    Param param = pass.store.param(full(name), shape, initializer);
    return pass.loaded
        .computeIfAbsent(param, p -> Tensor.of(Apply.parameter(p, path, pass.eager), Origin.NONE))
        .at(path);
  }

  /// The buffer `name` of this layer: numbers that are kept and saved, but not learned.
  public Tensor buffer(String name, Shape shape, Initializer initializer) {
    Param buffer = pass.store.buffer(full(name), shape, initializer);
    Tensor updated = pass.updates.get(buffer);
    if (updated != null) {
      // A shared layer's second use goes on from what its first left.
      return updated.at(path);
    }
    return pass.loaded
        .computeIfAbsent(buffer, p -> Tensor.of(Apply.parameter(p, path, pass.eager), Origin.NONE))
        .at(path);
  }

  /// What the buffer `name` becomes after a training step.
  ///
  /// @throws IllegalArgumentException if [#buffer] was not asked for it
  public void update(String name, Tensor value) {
    Param buffer = pass.store.buffers().find(full(name));
    if (buffer == null) {
      throw new IllegalArgumentException("there is no buffer \"" + full(name) + "\" to update");
    }
    pass.updates.put(buffer, value.stopGradient());
  }

  Map<Param, Tensor> updates() {
    return pass.updates;
  }

  static String kind(Network layer) {
    return layer.getClass().isHidden() ? "Layer" : layer.getClass().getSimpleName();
  }

  /// The layers by path, outer ones before their parts.
  Map<String, Call> calls() {
    return pass.calls;
  }

  /// What each layer gave, by path; inner layers before the ones that they are parts of.
  Map<String, Tensor> outputs() {
    return pass.outputs;
  }

  /// What this pass has read of the parameters, in the order of first use.
  Map<Param, Tensor> parameters() {
    Map<Param, Tensor> result = new LinkedHashMap<>(pass.loaded);
    result.keySet().removeIf(param -> param.owner() != pass.store.parameters());
    return result;
  }

  /// A key for random numbers, different at each use in this layer and the same in each pass.
  public long key() {
    int occurrence = pass.draws.merge(path, 1, Integer::sum) - 1;
    return RandomKey.of(pass.store.seed(), path, occurrence);
  }

  /// Random numbers: new ones for each step of a plan, those of step 0 in an eager pass.
  public Tensor draw(Sampling numbers) {
    Tensor drawn = Tensor.apply(numbers, List.of()).at(path);
    if (pass.eager) {
      Interpreter.shared().evaluate(drawn.node());
    }
    return drawn;
  }

  private String full(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
