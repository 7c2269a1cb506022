package io.gradus.expr;

import static io.gradus.expr.Expr.lit;

import io.gradus.expr.Expr.Argument;
import io.gradus.expr.Expr.Input;
import io.gradus.expr.Expr.Unary;
import io.gradus.expr.Notation.Binding;
import io.gradus.expr.Notation.Piece;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.IntFunction;

/// A formula as people read it: `1 / (1 + e^-x)`, `\frac{1}{1 + e^{-x}}`, or with its numbers put
/// in.
///
/// Texts are for reading: `x * x` is a square, `fma(a, b, c)` is `a * b + c`, `log1p(x)` is `log(1
/// + x)`, factors and signs move to where textbooks have them. `log` is the natural logarithm.
public final class Text {
  private static final Notation PLAIN = new PlainNotation(false);
  private static final Notation UNICODE = new PlainNotation(true);
  private static final Notation LATEX = new LatexNotation();

  private Text() {}

  /// `0.5 * (target - out)^2`: ASCII only.
  public static String plain(Expr e) {
    return named(PLAIN, e);
  }

  /// With Greek letters, roots and raised squares: `σ(x) · (1 - σ(x))`, `β₁ · m`, `√(x² + ε)`.
  public static String unicode(Expr e) {
    return named(UNICODE, e);
  }

  /// `\sigma(x)\,(1 - \sigma(x))`, for math mode.
  public static String latex(Expr e) {
    return named(LATEX, e);
  }

  /// Plain text in which input `i` reads `inputs.apply(i)`, and argument `i` reads
  /// `arguments.apply(i)`.
  public static String plain(Expr e, IntFunction<String> inputs, IntFunction<String> arguments) {
    return given(PLAIN, e, inputs, arguments);
  }

  /// LaTeX in which input `i` reads `inputs.apply(i)`, and argument `i` reads `arguments.apply(i)`,
  /// as they are.
  public static String latex(Expr e, IntFunction<String> inputs, IntFunction<String> arguments) {
    return given(LATEX, e, inputs, arguments);
  }

  /// `0.5 * (0.01 - 0.751365)^2`: the formula with the numbers in it, each to so many significant
  /// digits.
  ///
  /// @throws IndexOutOfBoundsException if the formula names an input that is not given
  public static String withNumbers(Expr e, double[] inputs, int digits) {
    return withNumbers(e, inputs, new double[0], digits);
  }

  /// The formula with the numbers of inputs and arguments in it.
  ///
  /// @throws IndexOutOfBoundsException if the formula names an input or argument that is not given
  public static String withNumbers(Expr e, double[] inputs, double[] arguments, int digits) {
    return numbered(PLAIN, e, inputs, arguments, digits);
  }

  /// The formula with the numbers of inputs and arguments in it, in LaTeX.
  ///
  /// @throws IndexOutOfBoundsException if the formula names an input or argument that is not given
  public static String latexWithNumbers(Expr e, double[] inputs, double[] arguments, int digits) {
    return numbered(LATEX, e, inputs, arguments, digits);
  }

  /// `e` with sigmoid, softplus and tanh spelled out in exponentials: for reading, not for
  /// computing, since `e^x` overflows where they do not.
  public static Expr expanded(Expr e) {
    Expr inner = Exprs.mapOperands(e, Text::expanded);
    if (!(inner instanceof Unary(var op, var x))) {
      return inner;
    }
    return switch (op) {
      case SIGMOID -> lit(1).over(lit(1).plus(Algebra.negation(x).exp()));
      case SOFTPLUS -> lit(1).plus(x.exp()).log();
      case TANH ->
          x.exp().minus(Algebra.negation(x).exp()).over(x.exp().plus(Algebra.negation(x).exp()));
      default -> inner;
    };
  }

  private static String named(Notation notation, Expr e) {
    return write(notation, e, leaf -> notation.name(nameOf(leaf)), Numbers::format);
  }

  private static String nameOf(Expr leaf) {
    return leaf instanceof Input input ? input.name() : ((Argument) leaf).name();
  }

  private static String given(
      Notation notation, Expr e, IntFunction<String> inputs, IntFunction<String> arguments) {
    return write(
        notation,
        e,
        leaf ->
            ofText(
                leaf instanceof Input input
                    ? inputs.apply(input.index())
                    : arguments.apply(((Argument) leaf).index())),
        Numbers::format);
  }

  private static Piece ofText(String text) {
    boolean signed = text.matches("-[\\p{L}\\p{M}\\p{N}_.]+") || text.matches("-?[0-9.]+e-?[0-9]+");
    boolean simple = !signed && text.matches("[^\\s+*/^-]+");
    return new Piece(text, simple ? Binding.ATOM : signed ? Binding.SIGN : Binding.SUM);
  }

  private static String numbered(
      Notation notation, Expr e, double[] inputs, double[] arguments, int digits) {
    DoubleFunction<String> format = value -> Numbers.format(value, digits);
    return write(
        notation,
        e,
        leaf ->
            notation.number(
                format.apply(
                    leaf instanceof Input input
                        ? inputs[input.index()]
                        : arguments[((Argument) leaf).index()])),
        format);
  }

  private static String write(
      Notation notation, Expr e, Function<Expr, Piece> leaves, DoubleFunction<String> numbers) {
    return new TextWriter(notation, leaves, numbers).write(e);
  }
}
