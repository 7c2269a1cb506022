package io.gradus.expr;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.stream.DoubleStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class ErrorFunctionTest {
  private static final double TOLERANCE = 1e-15;

  @Test
  void knownDigits() {
    // Abramowitz & Stegun, table 7.1, and DLMF 7.
    assertThat(ExactErrorFunction.erf(1).round(new MathContext(20)))
        .isEqualByComparingTo("0.84270079294971486934");
    assertThat(ErrorFunction.erf(0.5)).isCloseTo(0.5204998778130465, within(2));
    assertThat(ErrorFunction.erf(1)).isCloseTo(0.8427007929497149, within(2));
    assertThat(ErrorFunction.erfc(2)).isCloseTo(0.004677734981047266, within(4));
    assertThat(ErrorFunction.erfc(5)).isCloseTo(1.5374597944280349e-12, within(4));
  }

  private static Percentage within(int ulps) {
    return Percentage.withPercentage(ulps * 2.3e-14);
  }

  @Test
  void everywhereWithinAFewUnitsOfTheLastPlace() {
    double worst = 0;
    for (double x : points().toArray()) {
      double erf = relativeError(ErrorFunction.erf(x), ExactErrorFunction.erf(x));
      double erfc = relativeError(ErrorFunction.erfc(x), ExactErrorFunction.erfc(x));
      assertThat(erf).as("erf(%s)", x).isLessThan(TOLERANCE);
      assertThat(erfc).as("erfc(%s)", x).isLessThan(TOLERANCE);
      worst = Math.max(worst, Math.max(erf, erfc));
    }
    assertThat(worst).as("a perfect result would be a broken test").isGreaterThan(1e-17);
  }

  private static DoubleStream points() {
    DoubleStream small = DoubleStream.of(1e-300, 1e-20, 1e-8, 1e-3);
    DoubleStream middle = DoubleStream.iterate(-6.03, x -> x < 6.1, x -> x + 0.0437);
    DoubleStream seams =
        DoubleStream.of(0.5, -0.5, 1, -1)
            .flatMap(x -> DoubleStream.of(Math.nextDown(x), x, Math.nextUp(x)));
    DoubleStream large = DoubleStream.iterate(6.2, x -> x < 26.5, x -> x + 0.73);
    return DoubleStream.concat(
        DoubleStream.concat(small, middle), DoubleStream.concat(seams, large));
  }

  private static double relativeError(double got, BigDecimal exact) {
    MathContext digits = new MathContext(30);
    return new BigDecimal(got).subtract(exact, digits).divide(exact, digits).abs().doubleValue();
  }

  @Test
  void endsAndSpecialValues() {
    assertThat(ErrorFunction.erf(0.0)).isEqualTo(0.0);
    assertThat(Double.doubleToRawLongBits(ErrorFunction.erf(-0.0)))
        .isEqualTo(Double.doubleToRawLongBits(-0.0));
    assertThat(ErrorFunction.erf(Double.POSITIVE_INFINITY)).isEqualTo(1);
    assertThat(ErrorFunction.erf(Double.NEGATIVE_INFINITY)).isEqualTo(-1);
    assertThat(ErrorFunction.erf(Double.NaN)).isNaN();
    assertThat(ErrorFunction.erfc(0)).isEqualTo(1);
    assertThat(ErrorFunction.erfc(Double.POSITIVE_INFINITY)).isZero();
    assertThat(ErrorFunction.erfc(Double.NEGATIVE_INFINITY)).isEqualTo(2);
    assertThat(ErrorFunction.erfc(Double.NaN)).isNaN();
    assertThat(ErrorFunction.erfc(27)).isCloseTo(5.237048923789256e-319, within(100_000_000));
    assertThat(ErrorFunction.erfc(27.3)).isZero();
  }
}
