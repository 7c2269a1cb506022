package io.gradus.op;

import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `y = softmax(q k^T / sqrt(d)) v`: for each query a mean of the values, weighted by how well
/// their keys fit it (Vaswani et al. 2017, eq. 1).
///
/// Queries `[.., t, d]`, keys `[.., s, d]`, values `[.., s, e]`, y `[.., t, e]`; the first axes
/// broadcast. A fourth operand `[.., t or 1, s]`, which broadcasts to the scores, is 1 for a key
/// that may be attended to and 0 for one that may not. A query that may attend to none gets zeros.
///
/// With more than `piece` queries the scores are never there all at once: a piece of queries after
/// the other, and back-propagation computes the scores of a piece again (after Rabe and Staats
/// 2021). The gradients, with weights `P = softmax(..)` and the gradient g at y: `dv = P^T g`, and
/// `P * (g v^T - g . y)` at the scores.
///
/// @param causal whether query i attends to keys 0 to `i + s - t` only
/// @param piece how many queries are worked on at a time
public record Attention(boolean causal, int piece) implements Composite {
  private static final int PIECE = 256;
  private static final double LEAST = -1e30;

  /// Checks the size of a piece.
  ///
  /// @throws IllegalArgumentException if it is less than 1
  public Attention {
    if (piece < 1) {
      throw new IllegalArgumentException("attention takes pieces of 1 query or more, got " + piece);
    }
  }

  /// Attention by up to 256 queries at a time.
  public Attention(boolean causal) {
    this(causal, PIECE);
  }

  /// Queries from `first` on, and what of the keys they may attend to.
  private record Piece(Tensor q, Tensor k, Tensor v, @Nullable Tensor keep, int first, int last) {}

  /// The places of the first queries of all pieces.
  private List<Integer> starts(int queries) {
    List<Integer> starts = new ArrayList<>(List.of(0));
    for (int first = piece; first < queries; first += piece) {
      starts.add(first);
    }
    return starts;
  }

  private Piece piece(List<Tensor> in, int first) {
    int queries = in.get(0).shape().length(-2);
    int keys = in.get(1).shape().length(-2);
    int last = first < queries - piece ? first + piece : queries;
    int seen = causal ? last + keys - queries : keys;
    Tensor keep = in.size() < 4 ? null : rows(in.get(3), first, last);
    return new Piece(
        rows(in.get(0), first, last),
        rows(in.get(1), 0, seen),
        rows(in.get(2), 0, seen),
        keep == null || seen == keys ? keep : keep.slice(-1, 0, seen),
        first + keys - queries,
        last);
  }

  private static Tensor rows(Tensor x, int from, int to) {
    int length = x.shape().length(-2);
    return length == 1 || from == 0 && to == length ? x : x.slice(-2, from, to);
  }

  /// `q k^T / sqrt(d)`, and -infinity where a query may not look.
  private Tensor scores(Piece of) {
    Tensor s = of.q.matmul(of.k, false, true).map(scale(of));
    if (causal && of.first + 1 < s.shape().length(-1)) {
      Tensor places = ramp(0, s.shape().length(-1));
      Tensor limits = ramp(of.first, s.shape().length(-2));
      s =
          Tensor.apply(
              new OnlyUpTo(), List.of(s, places, limits.reshape(limits.shape().size(), 1)));
    }
    return of.keep == null ? s : Tensor.apply(new OnlyUpTo(), List.of(s, ramp(1, 1), of.keep));
  }

  private static Scale scale(Piece of) {
    return new Scale(1 / StrictMath.sqrt(Math.max(1, of.q.shape().length(-1))));
  }

  private static Tensor ramp(int from, int count) {
    return Tensor.apply(new Ramp(from, count), List.of());
  }

  /// `max_j s`, from which no gradient comes: it cancels.
  private static Tensor peak(Tensor scores) {
    return scores.max(-1).map(new Clamp(LEAST, Float.MAX_VALUE)).stopGradient();
  }

  /// The sums of the weights, and 1 where there are none.
  private static Tensor total(Tensor weights) {
    Tensor sum = weights.sum(-1);
    return sum.equal(0).where(Tensor.full(1), sum);
  }

  @Override
  public Tensor define(Operands in) {
    List<Tensor> operands = new ArrayList<>();
    for (int i = 0; i < in.count(); i++) {
      operands.add(in.tensor(i));
    }
    List<Tensor> results = new ArrayList<>();
    for (int start : starts(operands.getFirst().shape().length(-2))) {
      Piece of = piece(operands, start);
      Tensor scores = scores(of);
      Tensor weights = scores.subtract(peak(scores)).exp();
      results.add(weights.matmul(of.v).divide(total(weights)));
    }
    return results.size() == 1
        ? results.getFirst()
        : Tensor.concat(results.getFirst().shape().rank() - 2, results.toArray(Tensor[]::new));
  }

  @Override
  public List<@Nullable Tensor> vjp(Vjp call) {
    List<Tensor> operands = new ArrayList<>();
    for (int i = 0; i < call.arity(); i++) {
      operands.add(call.input(i));
    }
    List<Integer> starts = starts(call.shape(0).length(-2));
    List<Tensor> queries = new ArrayList<>();
    Tensor keys = null;
    Tensor values = null;
    List<Tensor> done = List.of(call.gradient());
    for (int start : starts) {
      Piece known = piece(operands, start);
      Piece of = starts.size() == 1 ? known : piece(after(operands, done), start);
      Tensor g = rows(call.gradient(), start, of.last);
      Tensor scores = scores(known);
      Tensor peak = peak(scores);
      Tensor weights = scores(of).subtract(peak).exp();
      Tensor share = g.divide(total(scores.subtract(peak).exp()));
      Tensor mean = share.multiply(rows(call.output(), start, of.last)).sum(-1);
      Tensor toScores =
          weights.multiply(share.matmul(of.v, false, true).subtract(mean)).map(scale(of));
      queries.add(toScores.matmul(of.k));
      keys = add(keys, toScores.matmul(of.q, true, false), call.shape(1));
      values = add(values, weights.matmul(share, true, false), call.shape(2));
      done = wanted(call, queries.getLast(), keys, values);
    }
    Tensor first = queries.getFirst();
    Tensor all =
        queries.size() == 1
            ? first
            : Tensor.concat(first.shape().rank() - 2, queries.toArray(Tensor[]::new));
    List<@Nullable Tensor> gradients = Vjp.none(call.arity());
    gradients.set(0, call.wants(0) ? all.sumTo(call.shape(0)) : null);
    gradients.set(1, call.wants(1) ? keys : null);
    gradients.set(2, call.wants(2) ? values : null);
    return gradients;
  }

  /// The operands once the piece before is done: so no two pieces' scores are there together.
  private static List<Tensor> after(List<Tensor> operands, List<Tensor> done) {
    List<Tensor> late = new ArrayList<>();
    for (Tensor operand : operands) {
      Tensor y = operand;
      for (Tensor each : done) {
        y = Tensor.apply(new After(), List.of(y, each));
      }
      late.add(y);
    }
    return late;
  }

  private static List<Tensor> wanted(Vjp call, Tensor... gradients) {
    List<Tensor> wanted = new ArrayList<>();
    for (int i = 0; i < gradients.length; i++) {
      if (call.wants(i)) {
        wanted.add(gradients[i]);
      }
    }
    return wanted;
  }

  /// The gradient of a piece of the keys or values, added to that of the others.
  private static Tensor add(@Nullable Tensor sum, Tensor part, Shape all) {
    int[] before = new int[part.shape().rank()];
    int[] after = before.clone();
    after[before.length - 2] = all.length(-2) - part.shape().length(-2);
    Tensor whole = after[before.length - 2] == 0 ? part : part.pad(before, after);
    Tensor own = whole.sumTo(all);
    return sum == null ? own : sum.add(own);
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape q = inputs.get(0);
    Shape k = inputs.get(1);
    Shape v = inputs.get(2);
    if (q.rank() < 2
        || k.rank() < 2
        || v.rank() < 2
        || q.length(-1) != k.length(-1)
        || k.length(-2) != v.length(-2)) {
      throw new ShapeException(
          "attention takes queries [.., t, d], keys [.., s, d] and values [.., s, e], got "
              + q
              + ", "
              + k
              + " and "
              + v);
    }
    if (causal && k.length(-2) < q.length(-2)) {
      throw new ShapeException(
          "causal attention takes at least as many keys as queries, got %d queries and %d keys"
              .formatted(q.length(-2), k.length(-2)));
    }
    Shape batch = q.slice(0, q.rank() - 2).broadcast(k.slice(0, k.rank() - 2));
    Shape scores = batch.concat(Shape.of(q.length(-2), k.length(-2)));
    if (inputs.size() > 3 && !inputs.get(3).broadcastsTo(scores)) {
      throw new ShapeException(
          "attention with scores "
              + scores
              + " takes a mask that broadcasts to them, got "
              + inputs.get(3));
    }
    return batch.broadcast(v.slice(0, v.rank() - 2)).concat(Shape.of(q.length(-2), v.length(-1)));
  }

  @Override
  public String formula(List<String> operands) {
    return "softmax(%s %s^T / sqrt(d)) %s"
            .formatted(operands.get(0), operands.get(1), operands.get(2))
        + (causal ? ", each query up to its own place" : "");
  }

  @Override
  public String intuition() {
    return "Every query asks all keys, and reads the values of those that answer.";
  }

  // As many numbers a value as keys: with one key the gradient at the scores is 0, in float the
  // difference of two sums, which agree to the bit for a value of one number.
  @Override
  public List<Example> examples() {
    return List.of(
        Example.of(Shape.of(3, 4, 2), Shape.of(3, 6, 2), Shape.of(3, 6, 6)),
        Example.of(Shape.of(2, 2, 4, 3), Shape.of(2, 1, 4, 3), Shape.of(1, 4, 4)),
        new Example(
            List.of(
                new Example.Random(Shape.of(2, 3, 2), -2, 2),
                new Example.Random(Shape.of(2, 4, 2), -2, 2),
                new Example.Random(Shape.of(2, 4, 3), -2, 2),
                new Example.Given(Shape.of(2, 1, 4), List.of(1f, 0f, 1f, 1f, 0f, 0f, 0f, 0f)))));
  }
}
