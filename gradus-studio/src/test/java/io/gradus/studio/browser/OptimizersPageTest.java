package io.gradus.studio.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
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
    browser.until("return document.querySelector('[data-told]')?.dataset.told === '" + steps + "'");
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

  /// The cells of a row of the table of rates: bowl, method, rate, momentum, theory, measured.
  private List<String> rates(int row) {
    return browser
        .driver()
        .findElements(By.cssSelector("[data-test='rates'] tr:nth-child(" + row + ") > *"))
        .stream()
        .map(WebElement::getText)
        .toList();
  }

  @Test
  void theRatesWereMeasuredOnRunsAndAgreeWithTheory() {
    open();
    assertThat(rates(1).subList(0, 6))
        .containsExactly(
            "κ = 10",
            "gradient descent",
            "0.181818181818",
            "0",
            "0.818181818182",
            "0.818181818182");
    assertThat(rates(2).subList(0, 6))
        .containsExactly(
            "κ = 10",
            "momentum",
            "0.230886157020",
            "0.269873863612",
            "0.519493853296",
            "0.519493853296");
    assertThat(rates(3).subList(2, 6))
        .containsExactly("0.019801980198", "0", "0.980198019802", "0.980198019802");
    assertThat(rates(4).subList(2, 6))
        .containsExactly("0.033057851240", "0.669421487603", "0.818181818182", "0.818181818182");
  }

  @Test
  void aPointOfThePhasePlotShowsItsRun() {
    open();
    assertThat(browser.text("cell-theory")).isEqualTo("0.519493853");
    assertThat(browser.text("cell-measured")).isEqualTo("0.519493853");
    browser.test("phase").sendKeys(Keys.chord(Keys.SHIFT, Keys.ARROW_RIGHT));
    browser.waitForText("cell", "diverges");
    assertThat(Double.parseDouble(browser.text("cell-measured"))).isGreaterThan(1);
  }

  @Test
  void theStartMovesByArrowKeysAndByDragging() {
    open();
    assertThat(browser.test("start-x").getDomProperty("value")).isEqualTo("-8");
    browser.test("start").sendKeys(Keys.ARROW_RIGHT);
    browser.until("return document.querySelector('[data-test=start-x]').value === '-7.8'");
    browser.click("first");
    browser.waitForText("state-0", "−7.8000");
    var start = browser.test("start");
    browser.run("arguments[0].scrollIntoView({block: 'center'})", start);
    new Actions(browser.driver()).dragAndDropBy(start, 120, 40).perform();
    browser.until("return Number(document.querySelector('[data-test=start-x]').value) > -6");
    browser.until("return Number(document.querySelector('[data-test=start-y]').value) < 2.9");
    browser.click("first");
    browser.until(
        "return document.querySelector('[data-test=state-0]').textContent.includes('−7.8') === false");
  }

  @Test
  void theLinkRestoresSurfaceStartOptimizersAndStep() {
    open();
    new Select(browser.test("preset")).selectByVisibleText("Leaving a saddle");
    browser.until("return document.querySelector('[data-test=scrub]').max === '150'");
    browser.click("first");
    browser.click("forward");
    browser.click("forward");
    browser.waitForText("step", "2 of 150");
    browser.until("return document.querySelector('[data-test=state-0]').dataset.step === '2'");
    String before = browser.text("state");
    browser.run("document.getElementById('share').click()");
    browser.until("return location.hash.includes('?s=')");
    browser.go((String) browser.run("return location.href"));
    browser.waitForText("step", "2 of 150");
    browser.waitFor("[data-test='state-4']");
    assertThat(browser.text("state")).isEqualTo(before);
    assertThat(new Select(browser.test("surface")).getFirstSelectedOption().getText())
        .isEqualTo("Saddle");
  }

  @Test
  void aSliceOfANetworkComesWithItsWarning() {
    open();
    new Select(browser.test("surface")).selectByVisibleText("Slice: trained network");
    browser.waitForText("note", "valleys and walls that the whole does not have");
    browser.until("return document.querySelector('[data-test=start-x]').value === '-1.6'");
    assertThat(browser.accessibilityFindings()).isEmpty();
  }

  @Test
  void underReducedMotionTheFinishedTrailsStand() {
    try (Browser calm = Browser.withReducedMotion()) {
      calm.go(room("optimizers"));
      calm.waitForText("step", "60 of 60");
      calm.click("first");
      calm.waitForText("step", "0 of 60");
      calm.click("play");
      calm.waitForText("step", "60 of 60");
    }
  }

  @Test
  void aStartOutsideTheMapIsPutBackWithAReason() {
    open();
    browser.test("start-x").sendKeys(Keys.chord(Keys.CONTROL, "a"), "1e300", Keys.TAB);
    browser.until("return document.querySelector('[data-test=start-x]').value === '-8'");
    browser.until(
        "return document.getElementById('problem').textContent.includes('1e300 is refused')");
  }

  @Test
  void aRaceMoves() {
    open();
    browser.click("first");
    browser.click("play");
    browser.until("return parseInt(document.querySelector('[data-test=step]').textContent) > 5");
    Object here = browser.run("return document.querySelector('[data-head]').outerHTML");
    browser.click("last");
    assertThat(browser.run("return document.querySelector('[data-head]').outerHTML"))
        .isNotEqualTo(here);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"race\":{\"surface\":\"moon\",\"racers\":[{\"method\":\"adam\"}]},\"phase\":{\"rate\":\"x\",\"beta\":{}}}",
        "{\"race\":{\"surface\":[1],\"x\":\"left\",\"racers\":[{\"method\":\"adam\"}]}}",
        "{\"race\":7,\"phase\":null}",
        "[]"
      })
  void aLinkThatMakesNoSenseStillOpensTheRoom(String state) {
    String encoded =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(state.getBytes(StandardCharsets.UTF_8));
    browser.go(room("optimizers") + "?s=" + encoded);
    browser.waitFor("[data-test='state-0']");
    assertThat(browser.text("cell-theory")).isEqualTo("0.519493853");
    // The browser notes every refusal; that is not an error of the page.
    assertThat(browser.consoleErrors())
        .allMatch(error -> error.contains("422") || error.contains("400"));
  }

  @Test
  void theLossesAndThePhasePlotAreSavedAsSvg() {
    open();
    browser.waitForText("step", "60 of 60");
    assertThat(savedSvg("Loss, on a logarithmic scale"))
        .contains(">f above its minimum</text>", ">1: Gradient descent</text>")
        .contains(">2: Momentum</text>", ">10⁻⁵</text>")
        .doesNotContain("NaN");
    assertThat(savedSvg("The race from above"))
        .contains(">1: Gradient descent</text>", ">2: Momentum</text>", "class=\"key\"");
    browser.waitForText("suggestion", "Suggested rate");
    assertThat(savedSvg("Loss while the rate grows"))
        .contains(">the loss of each batch</text>", ">smoothed</text>");
    String phase = savedSvg("Which rate and momentum converge, and how fast");
    assertThat(phase)
        .contains(">rate η</text>", ">β</text>", ">diverges</text>", ">★</text>", ">▲</text>")
        .contains("clip-path=\"url(#", "opacity=\"0.3\"");
    assertThat(times(phase, "href=\"data:image/png;base64,")).isEqualTo(1);
  }
}
