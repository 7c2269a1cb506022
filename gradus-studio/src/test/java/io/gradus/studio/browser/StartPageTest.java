package io.gradus.studio.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

class StartPageTest extends BrowserTest {
  @Test
  void theDoorsOpen() {
    browser.go(room("start"));
    for (var door : browser.driver().findElements(By.cssSelector("[data-door]"))) {
      assertThat(door.getAttribute("href")).contains("#/" + door.getAttribute("data-door"));
    }
    browser.click("begin");
    browser.waitFor(".room-stepper[data-ready='true']");
    assertThat(browser.driver().getTitle()).startsWith("Stepper");
    browser.waitForText("tour-text", "1 of 8");
  }

  @Test
  void numbersOnAnAxisAreShortHoweverLargeOrSmall() {
    browser.go(room("start"));
    browser.run(
        "import('/page/lib/format.js').then(m => {"
            + " window.ticks = [0, 0.25, 1500, 2.5e6, -1e8, 2e-5].map(m.tick).join(' '); })");
    browser.until("return window.ticks !== undefined");
    assertThat(browser.run("return window.ticks")).isEqualTo("0 0.25 1500 2.5e6 −1e8 2e−5");
  }

  @Test
  void theThemeChangesAndIsKept() {
    browser.go(room("start"));
    String before = (String) browser.run("return document.documentElement.dataset.theme");
    browser.run("document.getElementById('theme').click()");
    String after = (String) browser.run("return document.documentElement.dataset.theme");
    assertThat(after).isNotEqualTo(before);
    browser.go(room("start"));
    assertThat(browser.run("return document.documentElement.dataset.theme")).isEqualTo(after);
    browser.run("document.getElementById('theme').click()");
  }

  @Test
  void lessThanOneMegabyteIsTransferredForTheFirstPage() {
    browser.go(room("start"));
    Object bytes =
        browser.run(
            "return performance.getEntriesByType('resource').concat("
                + "performance.getEntriesByType('navigation'))"
                + ".reduce((sum, entry) => sum + entry.encodedBodySize, 0)");
    assertThat(((Number) bytes).longValue()).isBetween(50_000L, 1_000_000L);
  }
}
