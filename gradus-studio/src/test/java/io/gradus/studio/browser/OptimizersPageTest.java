package io.gradus.studio.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.support.ui.Select;

class OptimizersPageTest extends BrowserTest {
  private static final Pattern DISTANCE = Pattern.compile("([0-9.]+(?:e−[0-9]+)?) to \\(");

  private void open() {
    browser.go(room("optimizers"));
    browser.waitFor("[data-test='state-0']");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Down Rosenbrock's valley | 6000 | (1, 1)",
        "Beale's flat floor | 3000 | (3, 0.5)",
        "Himmelblau: which minimum? | 500 | (3, 2)"
      })
  void adamEndsInTheMinimum(String preset, int steps, String minimum) {
    open();
    new Select(browser.test("preset")).selectByVisibleText(preset);
    browser.until("return Number(document.querySelector('[data-test=scrub]').max) === " + steps);
    browser.click("last");
    browser.waitForText("step", String.valueOf(steps));
    browser.waitForText("state-0", "to " + minimum);
    Matcher matcher = DISTANCE.matcher(browser.text("state-0"));
    assertThat(matcher.find()).as(browser.text("state-0")).isTrue();
    assertThat(Double.parseDouble(matcher.group(1).replace('−', '-'))).isLessThan(1e-3);
    assertThat(browser.text("state-0")).startsWith("Adam");
  }

  @Test
  void ratesOnTheQuadraticAreThoseOfTheory() {
    open();
    String rates = browser.text("rates");
    assertThat(rates)
        .contains("0.181818181818")
        .contains("0.818181818182")
        .contains("0.230886157020")
        .contains("0.269873863612")
        .contains("0.519493853296")
        .contains("0.980198019802")
        .contains("0.669421487603");
    assertThat(browser.accessibilityFindings()).isEmpty();
  }

  @Test
  void oneStepAtATimeShowsTheFormulaWithItsNumbers() {
    open();
    browser.click("first");
    browser.click("forward");
    browser.waitForText("step", "1");
    assertThat(browser.text("lines")).isNotBlank();
    browser.click("back");
    browser.waitForText("step", "0");
  }

  @Test
  void theFinderSuggestsARate() {
    open();
    browser.click("finder-run");
    browser.until(
        "return /\\d/.test(document.querySelector('[data-test=suggestion]')?.textContent ?? '')");
  }
}
