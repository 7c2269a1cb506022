package io.gradus.studio.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.support.ui.Select;

class StepperPageTest extends BrowserTest {
  private void open() {
    browser.go(room("stepper"));
    new Select(browser.test("example")).selectByValue("mazur");
    browser.run("document.querySelector('[data-test=tour]').dataset.seen = 'yes'");
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
    press("forward");
    String edited = value("out_o1");
    assertThat(edited).isNotEqualTo(before);
    browser.click("undo").click("undo");
    browser.until(
        "return document.querySelector(\"[data-value='out_o1'] .digits\")?.textContent === '"
            + before
            + "'");
    browser.click("redo").click("redo");
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
    String gradient = value("dE/dw5");
    browser.until("return document.querySelectorAll(\"[data-value^='dE/d']\").length > 10");
    browser.run("document.getElementById('share').click()");
    browser.until("return location.hash.includes('?s=')");
    String link = browser.driver().getCurrentUrl();
    try (Browser fresh = Browser.open()) {
      fresh.go(link);
      assertThat(fresh.waitFor("[data-value='dE/dw5'] .digits").getText()).isEqualTo(gradient);
      assertThat(fresh.driver().findElements(By.cssSelector("[data-value='w5+']"))).isEmpty();
      assertThat(fresh.consoleErrors()).isEmpty();
    }
  }

  @Test
  void theTourGoesToItsEnd() {
    open();
    browser.click("tour");
    browser.waitForText("tour-text", "1 of 8");
    press("forward");
    browser.waitForText("tour-text", "2 of 8");
    browser.run(
        "document.querySelector('[data-symbol=w1]').dispatchEvent(new MouseEvent('click'))");
    browser.waitForText("tour-text", "3 of 8");
    press("backward");
    browser.waitForText("tour-text", "You guessed w1");
    browser.click("tour-next");
    press("update");
    browser.waitForText("tour-text", "0.358916480");
    browser.click("tour-next");
    browser.click("run-1000");
    browser.waitForText("tour-text", "8 of 8");
    browser.click("tour-next");
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
    assertThat(browser.text("unchanged")).contains("unchanged");
    browser.click("matrix");
    browser.until(
        "return [...document.querySelectorAll('.equation .badge')].map(b => b.textContent)"
            + ".join() === 'BP1,BP3,BP4,BP2,BP3,BP4'");
    assertThat(browser.accessibilityFindings()).isEmpty();
    browser.click("matrix");
  }
}
