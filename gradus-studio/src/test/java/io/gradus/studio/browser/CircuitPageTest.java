package io.gradus.studio.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

class CircuitPageTest extends BrowserTest {
  private void type(String expression) {
    WebElement box = browser.test("expression");
    box.sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);
    box.sendKeys(expression, Keys.ENTER);
  }

  private void set(String input, String number) {
    WebElement field = browser.test("input-" + input);
    field.sendKeys(Keys.chord(Keys.CONTROL, "a"), number, Keys.TAB);
    shows("value-" + input, number.replace('-', '−'));
  }

  /// Waits for a number of the drawing, which is made anew after each answer.
  private void shows(String name, String text) {
    browser.until(
        "return document.querySelector(\"[data-test='%s']\")?.textContent === '%s'"
            .formatted(name, text));
  }

  private void press(CharSequence key) {
    new Actions(browser.driver()).sendKeys(key).perform();
  }

  private void step(int times) {
    for (int i = 0; i < times; i++) {
      String before = browser.text("place");
      browser.click("next");
      browser.until(
          "return document.querySelector(\"[data-test='place']\").textContent !== '"
              + before
              + "'");
    }
  }

  @Test
  void aTypedExpressionIsSteppedForwardAndBackward() {
    browser.go(room("circuit"));
    browser.click("preset-used-twice");
    browser.waitForText("step-title", "Ready");
    type("(x+y)*z");
    browser.waitFor("[data-test='node-z']");
    set("x", "-2");
    set("y", "5");
    set("z", "3");
    set("z", "-4");
    shows("value-f", "?");
    step(1);
    shows("value-g1", "3");
    assertThat(browser.text("step-sentence"))
        .isEqualTo("The + gate takes x = −2 and y = 5 and puts out g1 = 3.");
    step(1);
    shows("value-f", "−12");
    step(1);
    shows("gradient-f", "◀ 1");
    shows("gradient-z", "◀ ?");
    step(1);
    shows("gradient-z", "◀ 3");
    shows("gradient-g1", "◀ −4");
    step(1);
    shows("gradient-x", "◀ −4");
    shows("gradient-y", "◀ −4");
    assertThat(browser.text("check")).contains("gradients checked");
    browser.click("undo");
    shows("value-f", "9");
    browser.click("redo");
    shows("value-f", "−12");
  }

  @Test
  void theSigmoidNeuronShowsTheWorkedNumbersAndOpensAndCloses() {
    browser.go(room("circuit"));
    browser.click("preset-sigmoid-neuron");
    browser.waitFor("[data-test='node-w2']");
    browser.click("backward");
    browser.waitForText("place", "17 / 17");
    browser.run(
        "const s = document.querySelector(\"[data-test='digits']\"); s.value = '9';"
            + " s.dispatchEvent(new Event('change'))");
    shows("value-g4", "1");
    shows("value-g5", "−1");
    shows("value-g6", "0.367879441");
    shows("value-g7", "1.36787944");
    shows("value-f", "0.731058579");
    shows("gradient-g7", "◀ −0.534446645");
    shows("gradient-g5", "◀ −0.196611933");
    shows("gradient-g4", "◀ 0.196611933");
    shows("gradient-x0", "◀ 0.393223866");
    shows("gradient-x1", "◀ −0.5898358");
    browser.click("group-c1");
    browser.waitForText("place", "11 / 11");
    assertThat(browser.driver().findElements(By.cssSelector("[data-test='node-g7']"))).isEmpty();
    assertThat(browser.text("node-f")).contains("σ");
    shows("gradient-x1", "◀ −0.5898358");
  }

  @Test
  void errorsAndBombsAreRefusedWithAReasonAndThePageGoesOn() {
    browser.go(room("circuit"));
    type("(x+*z");
    browser.waitForText("problem", "column 4");
    browser.until("return document.querySelector('.presets [aria-pressed=true]') === null");
    assertThat(browser.text("node-z")).isNotEmpty();
    browser.run(
        "const box = document.querySelector(\"[data-test='expression']\");"
            + " box.value = 'exp('.repeat(120) + 'x' + ')'.repeat(120); box.form.requestSubmit()");
    browser.waitForText("problem", "at most 500");
    browser.run(
        "const box = document.querySelector(\"[data-test='expression']\");"
            + " box.value = '('.repeat(80) + 'x' + ')'.repeat(80); box.form.requestSubmit()");
    browser.waitForText("problem", "more than 50 deep");
    type("a*b+a");
    browser.waitFor("[data-test='node-b']");
    browser.click("forward");
    browser.waitForText("place", "2 / 5");
    assertThat(browser.text("value-f")).isNotEqualTo("?");
  }

  @Test
  void aStepAlongTheGradientAndTheLinkKeepTheState() {
    browser.go(room("circuit"));
    browser.click("preset-micrograd");
    browser.waitFor("[data-test='node-L']");
    browser.click("nudge");
    browser.waitForText("place", "7 / 7");
    shows("value-L", "−7.286");
    browser.run("document.getElementById('share').click()");
    browser.until("return location.hash.includes('?s=')");
    String link = browser.driver().getCurrentUrl();
    browser.go(studio.address() + link.substring(link.indexOf('#')));
    assertThat(browser.text("place")).isEqualTo("7 / 7");
    shows("value-L", "−7.286");
    assertThat(browser.test("expression").getAttribute("value")).isEqualTo("e=a*b; d=e+c; L=d*f");
  }

  @Test
  void gatesAreReachedAndOpenedByKeyboardAndInputsEditedInPlace() {
    browser.go(room("circuit"));
    browser.run("document.querySelector(\"[data-test='node-f']\").focus()");
    press(Keys.END);
    browser.waitForText("place", "5 / 5");
    press(Keys.ENTER);
    browser.waitForText("gate-detail", "Multiplying sends to each operand");
    browser.run("document.querySelector(\"[data-test='node-z']\").focus()");
    press(Keys.ENTER);
    browser.test("inline").sendKeys(Keys.chord(Keys.CONTROL, "a"), "2", Keys.ENTER);
    shows("value-f", "6");
    press(Keys.ARROW_LEFT);
    browser.waitForText("place", "4 / 5");
  }

  @Test
  void everyButtonIsCalledWhatIsWrittenOnIt() {
    browser.go(room("circuit"));
    assertThat(
            browser.run(
                "return [...document.querySelectorAll('main button[aria-label]')]"
                    + ".filter(b => /\\p{L}/u.test(b.textContent)"
                    + " && !b.getAttribute('aria-label').includes(b.textContent.trim()))"
                    + ".map(b => b.textContent).join()"))
        .isEqualTo("");
    assertThat(browser.test("backward").getAccessibleName()).isEqualTo("◀ Backward");
    assertThat(browser.test("reset").getAccessibleName()).isEqualTo("To the beginning");
  }

  @Test
  void whatIsNoNumberIsWrittenOneWayEverywhere() {
    browser.go(room("circuit"));
    browser.click("preset-used-twice");
    browser.waitForText("step-title", "Ready");
    type("exp(1000*x)*0*y - exp(1000*x)");
    browser.waitFor("[data-test='input-y']");
    set("x", "3");
    browser.click("backward");
    browser.until("return document.querySelector('[data-test=value-f]').textContent === '✖ NaN'");
    String all =
        (String)
            browser.run(
                """
                document.querySelectorAll('details').forEach((one) => { one.open = true; });
                const labels = [...document.querySelectorAll('main [aria-label]')].map((one) => one.getAttribute('aria-label'));
                const drawn = [...document.querySelectorAll('.circuit text')].map((one) => one.textContent);
                return [document.querySelector('main').textContent, document.getElementById('announcer').textContent, ...labels, ...drawn].join('\\n');
                """);
    assertThat(all).contains("∞", "NaN").doesNotContainPattern("\\binf\\b|Infinity|\\bnan\\b");
    assertThat(browser.text("step-sentence")).contains("NaN").doesNotContain("✖");
    assertThat(all).doesNotContain("∞ ✖", "NaN ✖");
    browser.click("preset-add-multiply");
  }

  @Test
  void anEmptyFieldIsNotZero() {
    browser.go(room("circuit"));
    browser.test("input-x").sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.BACK_SPACE, Keys.TAB);
    browser.until("return document.querySelector('[data-test=input-x]').value !== ''");
    browser.test("rate").sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.BACK_SPACE, Keys.TAB);
    browser.until("return Number(document.querySelector('[data-test=rate]').value) === 0.01");
  }

  @Test
  void whatIsBeingTypedOutlastsAStep() {
    browser.go(room("circuit"));
    browser.test("expression").sendKeys(" + foo(x)");
    browser.waitForText("problem", "no function \"foo\"");
    step(1);
    assertThat(browser.test("expression").getAttribute("value")).isEqualTo("(x+y)*z + foo(x)");
    assertThat(browser.text("problem")).contains("column 11");
  }

  @Test
  void theSavedDrawingHasItsNumbersAndColours() {
    browser.go(room("circuit"));
    browser.click("backward");
    browser.waitForText("place", "5 / 5");
    browser.run(
        """
        const make = URL.createObjectURL;
        URL.createObjectURL = (blob) => {
          blob.text().then((text) => { window.saved = text; });
          return make.call(URL, blob);
        };
        document.querySelector('[aria-label="Save Circuit as SVG"]').click();
        """);
    browser.until("return typeof window.saved === 'string'");
    assertThat((String) browser.run("return window.saved"))
        .startsWith("<svg")
        .contains(">−12</text>", ">◀ −4</text>", "paint-order=\"stroke\"", "stroke: rgb(");
  }

  @Test
  void everythingIsAccessibleAndNothingOverflowsOnAPhone() {
    browser.go(room("circuit"));
    browser.click("preset-staged");
    browser.waitFor("[data-test='node-invden']");
    browser.click("lens");
    browser.click("backward");
    browser.waitForText("place", "17 / 17");
    shows("gradient-x", "◀ 2.06");
    assertThat(browser.text("circuit")).contains("fork adds");
    assertThat(browser.accessibilityFindings()).isEmpty();
    browser.size(390, 844);
    assertThat(
            browser.run(
                "return document.documentElement.scrollWidth"
                    + " - document.documentElement.clientWidth"))
        .isEqualTo(0L);
    assertThat(browser.accessibilityFindings()).isEmpty();
    browser.size(1440, 1000);
  }
}
