package io.gradus.studio.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.Select;

class ActivationsPageTest extends BrowserTest {
  private static final String PLAYING =
      "return document.querySelector('.room').dataset.playing === 'true'";
  private static final String STILL =
      "return document.querySelector('.room').dataset.playing === 'false'";
  private static final String PICTURE =
      "return document.querySelector(\"[data-test='stage-sigmoid']\").innerHTML";

  private void open() {
    browser.go(room("activations"));
  }

  /// Types z, and waits until the engine's own numbers for it are shown.
  private void rest(String z) {
    WebElement input = browser.test("z");
    input.sendKeys(Keys.chord(Keys.CONTROL, "a"), z);
    told(z);
  }

  private void told(String z) {
    browser.until("return Number(document.querySelector('.room').dataset.told) === " + z);
  }

  private double shown(String name) {
    return Double.parseDouble(browser.text(name).replace('−', '-'));
  }

  private static String picture(Browser of) {
    return String.valueOf(of.run(PICTURE));
  }

  @Test
  void itMovesByItselfAndTwoFramesDiffer() {
    open();
    browser.until(PLAYING);
    String first = picture(browser);
    browser.until(PICTURE + " !== " + quoted(first));
    String bead =
        "return document.querySelector(\"[data-test='card-tanh'] circle\").cx.baseVal.value";
    double left = ((Number) Objects.requireNonNull(browser.run(bead))).doubleValue();
    browser.until(bead + " !== " + left);
    browser.click("play");
    browser.until(STILL);
    String still = picture(browser);
    twoFrames(browser);
    assertThat(picture(browser)).isEqualTo(still);
    browser.click("play");
    browser.until(PLAYING);
  }

  private static String quoted(String text) {
    return io.gradus.train.Json.write(text);
  }

  private static void twoFrames(Browser of) {
    of.driver()
        .executeAsyncScript(
            "const done = arguments[0];"
                + " requestAnimationFrame(() => requestAnimationFrame(() => done()))");
  }

  @Test
  void itStandsStillForThoseWhoAskedForLessMotion() {
    try (Browser calm = Browser.withReducedMotion()) {
      calm.go(room("activations"));
      calm.until("return document.querySelector('.room').dataset.told !== undefined");
      String first = picture(calm);
      twoFrames(calm);
      twoFrames(calm);
      assertThat(picture(calm)).isEqualTo(first);
      assertThat(calm.test("play").isEnabled()).isFalse();
      assertThat(
              calm.run(
                  "return document.querySelectorAll(\"[data-test='still-frames'] li\").length"))
          .isEqualTo(9L);
      assertThat(calm.test("still-frames").isDisplayed()).isTrue();
      assertThat(calm.text("still-frames")).contains("z 0.0", "a 0.5000", "a′ 0.2500");
      assertThat(calm.accessibilityFindings()).isEmpty();
    }
  }

  @Test
  void theAnimationEndsAfterTwoLoopsAndCanBePlayedAgain() {
    open();
    new Select(browser.test("speed")).selectByValue("4");
    browser.until(STILL);
    told("-6");
    browser.click("play");
    browser.until(PLAYING);
  }

  @ParameterizedTest
  @CsvSource({
    "sigmoid, 1, 0.731058578630005, 0.196611933241482",
    "sigmoid, 2, 0.880797077977882, 0.104993585403507",
    "tanh, 1, 0.761594155955765, 0.419974341614026",
    "tanh, 2, 0.964027580075817, 0.0706508248531644",
    "silu, 1, 0.731058578630005, 0.927670511871487",
    "silu, 2, 1.76159415595576, 1.0907842487849",
    "gelu, 1, 0.841344746068543, 1.08331547058769",
    "gelu, 2, 1.95449973610364, 1.0852318010782",
    "mish, 2, 1.94395895953399, 1.06931793427949",
    "softplus, 2, 2.12692801104297, 0.880797077977882",
    "relu, 2, 2, 1"
  })
  void theWorkedExamplesAppear(String name, String z, double value, double slope) {
    open();
    browser.click("card-" + name);
    browser.test("lane-" + name);
    new Select(browser.test("digits")).selectByValue("17");
    rest(z);
    assertThat(shown("value-" + name)).isCloseTo(value, within(1e-14));
    assertThat(shown("slope-" + name)).isCloseTo(slope, within(1e-14));
  }

  @Test
  void whatIsSeenIsAlsoSaid() {
    open();
    rest("2");
    assertThat(browser.text("lane-sigmoid"))
        .contains("z 2.0, output 0.8808, slope 0.105: lets 10 % of the gradient through.");
    browser.click("card-relu");
    browser.waitForText("lane-relu", "lets 100 % of the gradient through");
    rest("-1");
    browser.waitForText("lane-relu", "lets nothing of the gradient through");
  }

  @Test
  void theBeadFollowsKeysAndThePointer() {
    open();
    rest("1");
    WebElement stage = browser.test("stage-sigmoid");
    stage.sendKeys(Keys.ARROW_RIGHT);
    told("1.1");
    stage.sendKeys(Keys.ARROW_LEFT, Keys.ARROW_LEFT);
    told("0.9");
    stage.sendKeys(Keys.HOME);
    told("-6");
    stage.sendKeys(Keys.END);
    told("6");
    assertThat(stage.getDomAttribute("aria-valuetext")).contains("Saturated.");
    stage.sendKeys(Keys.SPACE);
    browser.until(PLAYING);
    browser.test("stage-sigmoid").sendKeys(Keys.SPACE);
    browser.until(STILL);
    rest("3");
    new Actions(browser.driver())
        .moveToElement(browser.test("stage-sigmoid"), -200, 0)
        .clickAndHold()
        .moveByOffset(-40, 0)
        .release()
        .perform();
    browser.until("return Number(document.querySelector('.room').dataset.told) < 0");
  }

  @Test
  void upToFourAreComparedAtOnePlace() {
    open();
    rest("-1");
    for (String name : List.of("relu", "leakyRelu", "elu")) {
      browser.click("compare-" + name);
      browser.test("lane-" + name);
    }
    browser.waitForText("slope-elu", "0.3679");
    assertThat(browser.text("slope-relu")).isEqualTo("0.0000");
    assertThat(browser.text("slope-leakyRelu")).isEqualTo("0.0100");
    browser.run(
        "const slider = document.querySelector(\"[data-test='parameter-leakyRelu-0']\");"
            + " slider.value = 0.2; slider.dispatchEvent(new Event('input'));");
    browser.waitForText("slope-leakyRelu", "0.2000");
    browser.waitForText("value-leakyRelu", "−0.2000");
    browser.click("remove-relu");
    browser.until("return document.querySelector(\"[data-test='lane-relu']\") === null");
    assertThat(browser.accessibilityFindings()).isEmpty();
  }

  @Test
  void aLinkOpensTheSameState() {
    open();
    browser.click("card-elu");
    rest("-2");
    browser.run("document.getElementById('share').click()");
    browser.until("return location.hash.includes('?s=')");
    String address = Objects.requireNonNull(browser.driver().getCurrentUrl());
    browser.go(address);
    told("-2");
    browser.waitForText("value-elu", "−0.8647");
    assertThat(browser.run(STILL)).isEqualTo(true);
  }

  @Test
  void aBatchFallsOntoTheCurveAndMovesWhenTheNetworkLearns() {
    open();
    browser.click("mode-batch");
    browser.waitForText("batch-sigmoid", "384 sums");
    String before = browser.text("batch-sigmoid");
    new Select(browser.test("batch-start")).selectByValue("glorot");
    browser.until(
        "return document.querySelector(\"[data-test='batch-sigmoid'] .said\")?.textContent"
            + ".includes('0.0 % are saturated')");
    assertThat(browser.text("batch-sigmoid")).isNotEqualTo(before);
    browser.run(
        "const steps = document.querySelector(\"[data-test='batch-steps']\");"
            + " steps.value = 100; steps.dispatchEvent(new Event('input'));");
    browser.waitForText("batch-sigmoid", "The loss went from");
    assertThat(browser.accessibilityFindings()).isEmpty();
  }

  @Test
  void aSavedDrawingKeepsItsOpacitiesAndTheRoomItsKeysAndLimits() {
    open();
    rest("1");
    assertThat(savedSvg("Sigmoid")).contains("fill-opacity: 0.3", "fill-opacity: 0.6");
    WebElement z = browser.test("z");
    z.sendKeys(Keys.TAB);
    z.sendKeys(Keys.chord(Keys.CONTROL, "a"), "99", Keys.TAB);
    browser.until(
        "return document.getElementById('problem').textContent.includes('99 is refused')");
    told("1");
    assertThat(z.getAttribute("value")).isEqualTo("1.00");
    browser.run("document.activeElement.blur(); document.getElementById('room').focus()");
    browser.driver().switchTo().activeElement().sendKeys(Keys.END);
    told("6");
    browser.test("play").sendKeys(Keys.HOME);
    told("-6");
  }

  @Test
  void tenLayersShowWhatIsLeftOfTheGradient() {
    open();
    browser.click("mode-depth");
    browser.waitForText("product-sigmoid", "9.5367e−7");
    browser.click("compare-relu");
    browser.test("product-relu");
    new Select(browser.test("depth-start")).selectByValue("he");
    browser.waitForText("product-relu", "1.0000");
    browser.click("card-softmax");
    browser.waitForText("empty-softmax", "belongs after the last layer");
    assertThat(browser.accessibilityFindings()).isEmpty();
  }
}
