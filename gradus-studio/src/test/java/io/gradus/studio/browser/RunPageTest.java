package io.gradus.studio.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.data.DataSets;
import io.gradus.nn.CrossEntropy;
import io.gradus.nn.Dense;
import io.gradus.nn.Model;
import io.gradus.optim.Adam;
import io.gradus.studio.Studio;
import io.gradus.train.Accuracy;
import io.gradus.train.Trainer;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.support.ui.Select;

class RunPageTest extends BrowserTest {
  @Test
  void aRunOnTheDigitsIsShownLayerByLayer() {
    browser.go(room("run"));
    browser.click("demo");
    browser.until(
        "return Number(document.querySelector('[data-test=step]')?.textContent.replace(/\\D/g, ''))"
            + " > 50");
    browser.until("return document.querySelectorAll('[data-test=layers] tbody tr').length === 6");
    assertThat(browser.text("overhead")).endsWith("%");
    assertThat(browser.text("measured")).matches("As of step [0-9 ]+\\..*");
    browser.click("pin");
    browser.test("unpin-0.weight");
    new Select(browser.test("watch-choice")).selectByValue("4.bias");
    browser.click("pin");
    browser.until(
        "return document.querySelectorAll('[data-test=watches] tbody tr').length >= 3"
            + " && /0.weight: [0-9.e−]+; 4.bias: [0-9.e−]+ at step/"
            + ".test(document.querySelector('[data-test=watches] .said').textContent)");
    assertThat(savedSvg("Pinned parameters"))
        .contains(">0.weight</text>", ">4.bias</text>", ">‖Δw‖ / ‖w‖</text>")
        .doesNotContain("NaN");
    browser.click("unpin-0.weight");
    browser.until(
        "return !document.querySelector('[data-test=watches] .said').textContent.includes('0.weight')");
    assertThat(browser.accessibilityFindings()).isEmpty();
  }

  @Test
  void anAttachedTrainerIsShownAsItGoesOn() {
    Model model = Model.of(new Dense(3)).seed(1).input(4);
    Trainer trainer =
        Trainer.of(model, new CrossEntropy(), new Adam(0.01))
            .batch(16)
            .epochs(5)
            .metric(new Accuracy());
    try (Studio attached = Studio.attach(trainer)) {
      trainer.fit(DataSets.iris().holdOut(0.2, 1).train());
      assertThat(attached.address()).hasFragment("/run");
      browser.go(attached.address().toString());
      assertThat(browser.text("step")).isEqualTo("40");
      assertThat(browser.text("epoch")).isEqualTo("5");
      assertThat(browser.text("end")).isEqualTo("finished: 5 epochs, 40 steps");
      assertThat(browser.driver().getTitle()).startsWith("Live: run of RunPageTest");
      assertThat(lossTable()).startsWith("40 ").contains("; 39 ", "; 1 ");
      String loss = savedSvg("Loss");
      assertThat(loss).contains(">step</text>", ">loss</text>", ">training loss</text>");
      // A place for each of the 40 steps at most; places that cannot be told apart are one.
      assertThat(times(loss.replaceAll("(?s).*<path d=\"(M[^\"]*L[^\"]*L[^\"]*)\".*", "$1"), "L"))
          .isBetween(20, 39);
      assertThat(savedSvg("Score of each epoch"))
          .contains(">epoch</text>", ">training</text>", ">validation</text>")
          .doesNotContain("NaN");
      Object lines = lineColours();
      browser.run("document.getElementById('theme').click()");
      assertThat(lineColours()).isNotEqualTo(lines);
      browser.run("document.getElementById('theme').click()");
      assertThat(lineColours()).isEqualTo(lines);
      assertThat(browser.consoleErrors()).isEmpty();
      browser.outsideRequests(attached.address().getAuthority());
      browser.driver().get("about:blank");
    }
  }

  /// Steps and losses in the table beside the first chart.
  private String lossTable() {
    return String.valueOf(
        browser.run(
            "return [...document.querySelector('figure details tbody').rows]"
                + ".map(row => [...row.cells].map(cell => cell.textContent).join(' ')).join('; ')"));
  }

  private Object lineColours() {
    return browser.run(
        "return [...document.querySelectorAll('.u-marker')]"
            + ".map(mark => getComputedStyle(mark).borderTopColor).join()");
  }
}
