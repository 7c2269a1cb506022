package io.gradus.studio.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.nn.Activation;
import io.gradus.nn.Dense;
import io.gradus.nn.Model;
import io.gradus.nn.Sequential;
import io.gradus.op.Relu;
import io.gradus.studio.Studio;
import io.gradus.studio.StudioOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.Select;

class StepperPageTest extends BrowserTest {
  private void open() {
    open("mazur");
  }

  private void open(String example) {
    browser.go(room("stepper"));
    // A page that is opened again knows where it was: every test begins anew.
    Select choice = new Select(browser.test("example"));
    choice.selectByValue(example.equals("nielsen") ? "mazur" : "nielsen");
    browser.until("return document.querySelector('[data-shown$=\"/0/0/0\"]') !== null");
    choice.selectByValue(example);
    browser.until(
        "return document.querySelector('figcaption').textContent.startsWith('" + example + ":')");
  }

  private String value(String symbol) {
    return browser.waitFor("[data-value='" + symbol + "'] .digits").getText();
  }

  private void press(String part) {
    browser.click("press-" + part);
  }

  @Test
  void mazursNumbersAppearInTheOrderOfTheThreeButtons() {
    open();
    browser.click("reset");
    press("forward");
    assertThat(value("out_o1")).isEqualTo("0.751365070");
    assertThat(browser.text("loss")).isEqualTo("0.298371109");
    assertThat(browser.driver().findElements(By.cssSelector("[data-value='dE/dw5']"))).isEmpty();
    press("backward");
    assertThat(value("dE/dw5")).isEqualTo("0.082167041");
    assertThat(browser.text("unchanged")).contains("weights unchanged");
    assertThat(browser.driver().findElements(By.cssSelector("[data-value='w5+']"))).isEmpty();
    press("update");
    assertThat(value("w5+")).isEqualTo("0.358916480");
    browser.waitForText("loss", "0.291027774");
    browser.waitForText("check", "gradients checked");
    assertThat(browser.accessibilityFindings()).isEmpty();
  }

  @Test
  void everyNumberLeadsToItsOperands() {
    open();
    browser.click("reset");
    press("forward");
    press("backward");
    browser.waitFor("[data-value='dE/dw5']").click();
    browser.waitForText("explained", "0.082167041");
    browser.waitFor("[data-operand='dE/dnet_o1']").click();
    browser.waitForText("explained", "0.138498562");
    browser.waitFor("[data-operand='dE/dout_o1']").click();
    browser.waitForText("explained", "0.741365070");
    browser.run(
        "document.querySelector('[data-symbol=w5]').dispatchEvent(new MouseEvent('click'))");
    browser.waitForText("its-gradient", "0.082167041");
    List<String> factors =
        browser.driver().findElements(By.cssSelector(".factors .operand .digits")).stream()
            .map(WebElement::getText)
            .toList();
    assertThat(factors).containsExactly("0.741365070", "0.186815602", "0.593269992");
  }

  @Test
  void anEditOfW5IsUndoneAndRedoneToTheLastDigit() {
    open();
    browser.click("reset");
    new Select(browser.test("digits")).selectByValue("17");
    press("forward");
    String before = value("out_o1");
    browser.run(
        "document.querySelector('[data-symbol=w5]').dispatchEvent(new MouseEvent('click'))");
    browser.waitForText("explained", "0.4");
    var field = browser.test("edit-value");
    field.clear();
    field.sendKeys("0.7");
    browser.click("edit-set");
    browser.until(
        "return document.querySelector(\"[data-value='out_o1'] .digits\")?.textContent !== '"
            + before
            + "'");
    String edited = value("out_o1");
    browser.click("undo");
    browser.until(
        "return document.querySelector(\"[data-value='out_o1'] .digits\")?.textContent === '"
            + before
            + "'");
    browser.click("redo");
    browser.until(
        "return document.querySelector(\"[data-value='out_o1'] .digits\")?.textContent === '"
            + edited
            + "'");
  }

  @Test
  void aLinkOpenedInAFreshBrowserShowsTheSame() {
    open();
    browser.click("reset");
    press("forward");
    press("backward");
    browser.run(
        "document.querySelector('[data-symbol=w5]').dispatchEvent(new MouseEvent('click'))");
    var field = browser.waitFor("[data-test=edit-value]");
    field.clear();
    field.sendKeys("0.7\n");
    browser.waitForText("moment", "w5 = 0.7");
    new Select(browser.test("digits")).selectByValue("17");
    press("backward");
    String gradient = value("dE/dw5");
    browser.run("document.getElementById('share').click()");
    browser.until("return location.hash.includes('?s=')");
    String link = browser.driver().getCurrentUrl();
    try (Browser fresh = Browser.open()) {
      fresh.go(link);
      new Select(fresh.test("digits")).selectByValue("17");
      fresh.until(
          "return document.querySelector(\"[data-value='dE/dw5'] .digits\").textContent.length > 12");
      assertThat(fresh.waitFor("[data-value='dE/dw5'] .digits").getText()).isEqualTo(gradient);
      assertThat(fresh.driver().findElements(By.cssSelector("[data-value='w5+']"))).isEmpty();
      fresh.click("reset");
      fresh.waitForText("moment", "reset");
      fresh.click("press-forward");
      assertThat(fresh.waitFor("[data-value='out_o1'] .digits").getText())
          .startsWith("0.751365069");
      assertThat(fresh.consoleErrors()).isEmpty();
    }
  }

  /// Types into a field, as a reader does, and goes on to the next one.
  private void type(String field, String text) {
    browser.test(field).sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.BACK_SPACE, text, Keys.TAB);
  }

  @Test
  void aFieldWithoutANumberIsRefusedAndShowsTheOldOne() {
    open();
    for (String none : List.of("", "-", "1e400", "-1")) {
      type("rate", none);
      browser.until("return document.querySelector('[data-test=rate]').value === '0.5'");
      browser.until(
          "return document.getElementById('problem').textContent.includes('0.5 as before')");
    }
    browser.run(
        "document.querySelector('[data-symbol=w5]').dispatchEvent(new MouseEvent('click'))");
    browser.waitForText("explained", "0.4");
    type("edit-value", "");
    browser.click("edit-set");
    browser.until("return document.querySelector('[data-test=edit-value]').value === '0.4'");
    type("edit-value", "1e7");
    browser.click("edit-set");
    browser.until("return document.querySelector('[data-test=edit-value]').value === '0.4'");
    browser.until("return document.getElementById('problem').textContent !== ''");
    assertThat(browser.text("moment")).contains("opened");
    press("forward");
    browser.until("return document.getElementById('problem').textContent === ''");
    // The browser notes the refusal of the studio; that is not an error of the page.
    assertThat(browser.consoleErrors()).allMatch(error -> error.contains("400"));
  }

  @Test
  void leavingOrResettingEndsAPassOfTheTour() throws InterruptedException {
    open();
    browser.click("tour");
    browser.waitForText("tour-text", "1 of 8");
    press("forward");
    browser.waitFor("[data-value='out_h1']");
    browser.click("reset");
    browser.waitForText("moment", "reset");
    // Longer than the pause between two layers.
    Thread.sleep(2000);
    assertThat(browser.text("moment")).contains("reset");
    press("forward");
    browser.waitFor("[data-value='out_h1']");
    browser.run(
        "window.asked = []; const ask = window.fetch;"
            + " window.fetch = (...given) => { window.asked.push(String(given[0]));"
            + " return ask(...given); }; location.hash = '#/start'");
    browser.waitFor(".room-start[data-ready='true']");
    Thread.sleep(2000);
    assertThat(String.valueOf(browser.run("return window.asked.join()"))).doesNotContain("press");
  }

  @Test
  void aLinkFromAPageWithoutItsTokenSaysSo() {
    open();
    browser.run("document.getElementById('share').click()");
    browser.until("return location.hash.includes('?s=')");
    assertThat(browser.run("return document.getElementById('problem').textContent")).isEqualTo("");
    browser.go(studio.address().resolve("/") + "#/stepper");
    browser.run("document.getElementById('share').click()");
    browser.until(
        "return document.getElementById('problem').textContent.includes('without its token')");
  }

  @Test
  void allDigitsReachTheMatricesAndTheDrawing() {
    open();
    press("forward");
    new Select(browser.test("digits")).selectByValue("17");
    browser.until(
        "return /▶ sum 1\\.1059059670/.test("
            + "document.querySelector('[data-symbol=out_o1]').textContent)");
    browser.click("matrix");
    browser.until(
        "return [...document.querySelectorAll('.equation td')]"
            + ".some(td => td.textContent.startsWith('0.7513650695'))");
    browser.click("matrix");
    new Select(browser.test("digits")).selectByValue("9");
  }

  @Test
  void aWideNetworkScrollsFromItsMiddle() {
    open();
    new Select(browser.test("example")).selectByValue("own");
    browser.test("sizes").clear();
    browser.test("sizes").sendKeys("4,64,3");
    browser.click("open-own");
    browser.until("return document.querySelector('figcaption').textContent.includes('4-64-3')");
    browser.until("return document.querySelector('.wide').scrollTop > 100");
    press("forward");
    browser.waitFor("[data-value='out_o3']");
    assertThat(browser.run("return document.querySelector('.wide').scrollTop > 100"))
        .isEqualTo(true);
    press("backward");
    press("update");
    browser.waitForText("steps", "1");
    assertThat(browser.accessibilityFindings()).isEmpty();
  }

  @Test
  void theTourGoesToItsEnd() {
    open();
    browser.click("tour");
    browser.waitForText("tour-text", "1 of 8");
    browser.waitFor("[data-test='press-forward'].pulse");
    press("forward");
    browser.waitForText("tour-text", "the loss is 0.298371109 = 0.274811083 + 0.023560026");
    browser.run(
        "document.querySelector('[data-symbol=w1]').dispatchEvent(new MouseEvent('click'))");
    browser.waitForText("tour-text", "3 of 8");
    browser.waitFor("[data-test='press-backward'].pulse");
    press("backward");
    browser.waitForText("tour-text", "You guessed w1; it comes 8th of 8. w6 is most to blame");
    assertThat(browser.text("tour-text")).contains("0.082667628", "0.082167041", "0.000438568");
    browser.click("tour-next");
    browser.waitFor("[data-test='press-update'].pulse");
    press("update");
    browser.waitForText("tour-text", "0.358916480");
    browser.click("tour-next");
    browser.waitForText("tour-text", "7 of 8");
    browser.click("reset");
    browser.waitForText("moment", "reset");
    browser.click("run-1000");
    browser.waitForText("tour-text", "After 1000 steps it answers 0.0441 and 0.9573");
    browser.click("tour-next");
    browser.until("return document.querySelector('[data-test=tour-text]') === null");
  }

  @Test
  void spaceLeadsThroughTheTour() {
    open();
    browser.click("tour");
    browser.waitForText("tour-text", "1 of 8");
    browser.run("document.activeElement.blur()");
    var keys = new Actions(browser.driver());
    keys.sendKeys(" ").perform();
    browser.until("return document.querySelector(\"[data-value='net_h1']\") !== null");
    keys.sendKeys(" ").perform();
    browser.waitForText("tour-text", "It answers 0.751365070 and 0.772928465");
    browser.click("tour-end");
  }

  @Test
  void theCheckTellsEveryGradientItCompared() {
    open();
    browser.waitForText("check", "7.5e−10");
    browser.click("check");
    browser.until("return document.querySelectorAll('dialog[open] tbody tr').length === 8");
    assertThat(browser.accessibilityFindings()).isEmpty();
    browser.click("check-close");
    browser.until("return document.querySelector('dialog[open]') === null");
  }

  /// What is neither beside the box of the drawing nor above, below or behind something else.
  private static final String IN_SIGHT =
      """
      const element = document.querySelector(arguments[0]);
      const at = element.getBoundingClientRect();
      const box = element.closest('.wide')?.getBoundingClientRect() ?? { left: 0, right: 390 };
      const over = document.elementFromPoint((at.left + at.right) / 2, (at.top + at.bottom) / 2);
      const ground = (part) => part?.closest('.presses, .tour, .list-head') ?? null;
      return at.left >= box.left && at.right <= box.right && at.top >= 0
        && at.bottom <= innerHeight && over !== null && ground(over) === ground(element);
      """;

  private static void comesInSight(Browser reader, String css) {
    reader.until("return (function () {" + IN_SIGHT + "})('" + css + "')");
  }

  @Test
  void onAPhoneEachPressBringsWhatItComputesIntoSight() {
    try (Browser reader = Browser.withReducedMotion()) {
      reader.phone().go(room("stepper"));
      new Select(reader.test("grain")).selectByValue("neuron");
      for (String neuron : List.of("h1", "h2", "o1", "o2")) {
        reader.run("document.querySelector('[data-test=press-forward]').focus()");
        reader.run("document.querySelector('[data-test=press-forward]').click()");
        reader.until(
            "return document.querySelector('.marked')?.dataset.symbol === 'out_" + neuron + "'");
        comesInSight(reader, ".marked .node");
        comesInSight(reader, ".explain .what");
        assertThat(reader.run("return document.activeElement.dataset.test"))
            .isEqualTo("press-forward");
      }
      comesInSight(reader, "[data-test=press-forward]");
      new Select(reader.test("grain")).selectByValue("pass");
      reader.run("scrollTo(0, document.body.scrollHeight)");
      reader.run("document.querySelector('[data-test=press-forward]').click()");
      reader.until("return document.querySelector('.marked')?.dataset.symbol === 'E'");
      comesInSight(reader, ".marked .loss");
      reader.run("document.querySelector('[data-test=press-backward]').click()");
      reader.until("return document.querySelector('.marked')?.dataset.symbol === 'b_h2'");
      comesInSight(reader, ".marked .tab");
      reader.run(
          "document.querySelector('[data-symbol=w5]').dispatchEvent(new MouseEvent('click'))");
      reader.waitForText("its-gradient", "0.082167041");
      comesInSight(reader, ".factors");
      assertThat((Long) reader.run("return document.scrollingElement.scrollWidth"))
          .isLessThanOrEqualTo(390);
      assertThat(reader.accessibilityFindings()).isEmpty();
    }
  }

  @Test
  void onAPhoneTheTourCoversNothingThatItSpeaksOf() {
    try (Browser reader = Browser.withReducedMotion()) {
      reader.phone().go(room("stepper"));
      reader.click("tour").waitForText("tour-text", "1 of 8");
      reader.run("document.querySelector('[data-test=press-forward]').click()");
      reader.waitForText("tour-text", "2 of 8");
      comesInSight(reader, ".marked .loss");
      comesInSight(reader, "[data-test=tour-text]");
      comesInSight(reader, "[data-test=press-backward]");
      reader.run(
          "document.querySelector('[data-symbol=w1]').dispatchEvent(new MouseEvent('click'))");
      reader.run("document.querySelector('[data-test=press-backward]').click()");
      reader.waitForText("tour-text", "4 of 8");
      comesInSight(reader, ".marked .tab");
      reader.run(
          "document.querySelector('[data-symbol=w5]').dispatchEvent(new MouseEvent('click'))");
      comesInSight(reader, ".factors");
      assertThat(reader.accessibilityFindings()).isEmpty();
    }
  }

  @Test
  void theListShowsWhatIsNewAndKeepsItsTitle() {
    open();
    browser.size(1440, 500);
    press("forward");
    press("backward");
    browser.until("return document.querySelector('.list').scrollTop > 0");
    assertThat(
            browser.run(
                """
                const title = document.querySelector('.list-head').getBoundingClientRect();
                const list = document.querySelector('.list').getBoundingClientRect();
                const fresh = document.querySelector("[data-value='dE/dout_o1']").getBoundingClientRect();
                return title.top >= list.top && title.bottom <= fresh.top && fresh.bottom < list.bottom;
                """))
        .isEqualTo(true);
    browser.size(1440, 1000);
  }

  @Test
  void aForkWithAnotherRateIsCompared() {
    open();
    browser.click("run-10").waitForText("steps", "10");
    browser.click("fork");
    browser.until("return document.querySelector('[data-test=timeline-B]') !== null");
    var rate = browser.test("rate");
    // Cleared first, it would be put back: an empty field is no rate.
    rate.sendKeys(Keys.chord(Keys.CONTROL, "a"), "5\n");
    browser.waitForText("moment", "rate = 5");
    browser.click("run-10").waitForText("steps", "20");
    // What is offered is the comparison of the two forks.
    browser.click("compare").waitForText("compared", "9 differ");
    browser.click("timeline-A").waitForText("steps", "10");
  }

  @Test
  void arrowKeysChangeAWeightInTheDrawing() {
    open();
    press("forward");
    String before = value("out_o1");
    browser.run("document.querySelector('[data-symbol=w5]').focus()");
    new Actions(browser.driver()).sendKeys(Keys.ARROW_UP).sendKeys(Keys.ARROW_UP).perform();
    browser.waitForText("moment", "w5 = 0.42");
    assertThat(value("out_o1")).isNotEqualTo(before);
    browser.click("undo");
    browser.until(
        "return document.querySelector(\"[data-value='out_o1'] .digits\").textContent === '"
            + before
            + "'");
  }

  @Test
  void severalSamplesShareOneStep() {
    open("xor-batch");
    press("forward");
    press("backward");
    browser.waitFor("[data-value='dE/dw5']").click();
    browser.until("return document.querySelectorAll('.terms li').length === 4");
    assertThat(browser.text("explained")).contains("0.015529286");
    new Select(browser.test("sample")).selectByValue("3");
    browser.until("return document.querySelector(\"[data-symbol='out_o1@4']\") !== null");
    new Select(browser.test("descent")).selectByValue("ADAM");
    browser.waitForText("moment", "Adam");
    press("backward");
    press("update");
    assertThat(value("m_w5+")).isEqualTo("0.001552929");
    assertThat(browser.accessibilityFindings()).isEmpty();
  }

  @Test
  void aSavedModelIsStepped(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("small.gradus");
    Model.of(Sequential.of(new Dense(3), new Activation(new Relu()), new Dense(2)))
        .seed(4)
        .input(2)
        .save(file);
    try (Studio saved = Studio.open(new StudioOptions("127.0.0.1", 0, Optional.of(file)));
        Browser fresh = Browser.open()) {
      fresh.go(saved.address() + "#/stepper");
      fresh.until("return document.querySelector('figcaption').textContent.includes('2-3-2')");
      fresh.click("press-forward");
      fresh.waitFor("[data-value='out_o2']");
      assertThat(fresh.text("made-up")).contains("made up", "x0, x1");
      fresh.test("sample-text").sendKeys("0.25, -1, 0.5, 0.75");
      fresh.click("sample-set");
      fresh.waitForText("moment", "sample 1");
      assertThat(fresh.waitFor("[data-symbol='i2'] title").getDomProperty("textContent"))
          .contains("−1.0");
      assertThat(fresh.test("made-up").isDisplayed()).isFalse();
      assertThat(fresh.consoleErrors()).isEmpty();
    }
  }

  @Test
  void aNetworkOfOnesOwnSizesIsStepped() {
    open();
    new Select(browser.test("example")).selectByValue("own");
    browser.click("open-own");
    browser.until("return document.querySelector('figcaption')?.textContent.includes('2-3-2')");
    new Select(browser.test("grain")).selectByValue("product");
    press("forward");
    browser.waitFor(".terms li");
    new Select(browser.test("grain")).selectByValue("pass");
    press("forward");
    press("backward");
    browser.waitForText("unchanged", "unchanged");
    browser.click("matrix");
    browser.until(
        "return [...document.querySelectorAll('.equation .badge')].map(b => b.textContent)"
            + ".join() === 'BP1,BP3,BP4,BP2,BP3,BP4'");
    assertThat(browser.accessibilityFindings()).isEmpty();
    browser.click("matrix");
  }

  @Test
  void sizesThatAreNoneAreRefusedInWords() {
    open();
    new Select(browser.test("example")).selectByValue("own");
    browser.run("document.querySelector('[data-test=sizes]').value = '-1,2'");
    browser.click("open-own");
    browser.until(
        "return document.getElementById('problem').textContent.includes('“-1” is no size')");
  }
}
