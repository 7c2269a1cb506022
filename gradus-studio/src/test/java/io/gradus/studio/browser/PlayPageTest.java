package io.gradus.studio.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.Select;

class PlayPageTest extends BrowserTest {
  private static final Pattern NUMBER = Pattern.compile("[0-9.]+");

  @BeforeEach
  void open() {
    browser.go(room("play"));
    if (browser.text("go").contains("Pause")) {
      browser.click("go");
    }
  }

  private void choose(String name, String value) {
    new Select(browser.test(name)).selectByValue(value);
  }

  private double number(String name) {
    Matcher found = NUMBER.matcher(browser.text(name).replace(" ", ""));
    return found.find() ? Double.parseDouble(found.group()) : Double.NaN;
  }

  private long step() {
    return (long) number("steps");
  }

  /// Runs at full speed until the page says that it stands.
  private void train(String stop) {
    choose("pace", "0");
    choose("stop", stop);
    browser.click("go");
    browser.until(
        "return Number(document.querySelector('[data-test=steps]').textContent.replace(/\\D/g, '')) > 0"
            + " && document.querySelector('[data-test=go]').textContent.includes('Train')");
  }

  @Test
  void spiralsAreLearntToNinetyFivePerCent() {
    train("score:0.95");
    assertThat(number("test-score-A")).isGreaterThanOrEqualTo(95);
    assertThat(browser.text("sentence")).contains("test accuracy").contains("Stopped: test");
    assertThat(browser.accessibilityFindings()).isEmpty();
  }

  @Test
  void stepPauseResetAndSeed() {
    String before = browser.text("test-loss-A");
    browser.click("step");
    browser.waitForText("steps", "1");
    assertThat(browser.text("test-loss-A")).isNotEqualTo(before);
    browser.click("reset");
    browser.waitForText("steps", "0");
    assertThat(browser.text("test-loss-A")).isEqualTo(before);
    browser.click("new-seed");
    browser.until("return document.querySelector('[data-test=seed]').value === '2'");
    assertThat(browser.text("test-loss-A")).isNotEqualTo(before);
  }

  @Test
  void theRunGoesOnThroughChangesOfSettingsAndShape() {
    browser.click("step");
    browser.click("step");
    browser.waitForText("steps", "2");
    choose("rate-A", "0.03");
    browser.waitForText("kept-A", "All 105 weights kept, and what the optimizer remembers.");
    choose("optimizer-A", "momentum");
    browser.waitForText("kept-A", "the optimizer (momentum) begins anew");
    browser.click("wider-A-0");
    browser.waitForText("kept-A", "All 105 weights kept; 11 new ones start from the seed");
    browser.click("deeper-A");
    browser.waitForText(
        "kept-A", "107 of 116 weights kept: those of connections that are still there");
    assertThat(step()).isEqualTo(2);
    browser.click("step");
    browser.waitForText("steps", "3");
    assertThat(browser.driver().findElements(By.cssSelector(".unit.input"))).hasSize(2);
    assertThat(browser.driver().findElements(By.cssSelector("button.unit"))).hasSize(26);
  }

  @Test
  void pointsArePaintedWithTheMouseAndTheKeyboard() {
    browser.click("clear-points");
    browser.waitForText("points", "0 points");
    browser.waitForText("sentence", "Put points on the plane");
    WebElement board = browser.test("board-A");
    browser.click("brush-1");
    new Actions(browser.driver())
        .moveToElement(board, -80, -60)
        .clickAndHold()
        .moveByOffset(50, 0)
        .moveByOffset(50, 0)
        .release()
        .perform();
    browser.waitForText("points", "3 points");
    board.sendKeys(Keys.ARROW_DOWN, Keys.ARROW_DOWN, "2", Keys.ARROW_RIGHT, "3");
    browser.waitForText("points", "5 points");
    browser.click("undo-points");
    browser.waitForText("points", "4 points");
    train("epochs:100");
    assertThat(number("train-score-A")).isEqualTo(100);
  }

  private static String table() {
    StringBuilder text = new StringBuilder("length,width,kind\n");
    for (int i = 0; i < 60; i++) {
      String kind = i % 2 == 0 ? "cat" : "dog";
      text.append(i % 2 * 4 + i % 5)
          .append(',')
          .append(i % 7)
          .append(',')
          .append(kind)
          .append('\n');
    }
    return text.toString();
  }

  private void useTable() {
    browser.run("document.querySelector('[data-test=csv]').open = true");
    browser.run("arguments[0].value = arguments[1]", browser.test("csv-text"), table());
    browser.click("csv-read");
    browser.waitForText("points", "60 points, 42 to learn from, 18 held out");
  }

  @Test
  void aLinkBringsASmallTableBack() {
    useTable();
    // The two columns change places.
    new Select(browser.test("csv-x")).selectByValue("width");
    browser.click("reset");
    String loss = browser.text("test-loss-A");
    browser.run("document.getElementById('share').click()");
    browser.until("return location.hash.includes('?s=')");
    String address = String.valueOf(browser.run("return location.href"));
    try (Browser fresh = Browser.open()) {
      fresh.go(address);
      assertThat(fresh.text("points")).startsWith("60 points, 42 to learn from, 18 held out");
      assertThat(fresh.text("test-loss-A")).isEqualTo(loss);
      assertThat(fresh.test("csv-y").getDomProperty("value")).isEqualTo("length");
    }
  }

  @Test
  void changesInQuickSuccessionAreAllKept() {
    browser.run(
        "for (const [name, value] of [['rate-A', '0.1'], ['batch-A', '8'], ['optimizer-A', 'sgd']]) {"
            + " const choice = document.querySelector(`[data-test=${name}]`);"
            + " choice.value = value; choice.dispatchEvent(new Event('change')); }");
    browser.waitForText("kept-A", "sgd");
    for (var setting : Map.of("rate-A", "0.1", "batch-A", "8", "optimizer-A", "sgd").entrySet()) {
      assertThat(browser.test(setting.getKey()).getDomProperty("value"))
          .isEqualTo(setting.getValue());
    }
  }

  @Test
  void theReadersTableIsLearnt() {
    useTable();
    train("epochs:1000");
    assertThat(number("test-score-A")).isGreaterThan(70);
    browser.run("arguments[0].value = 'a,b'", browser.test("csv-text"));
    browser.click("csv-read");
    browser.until("return document.getElementById('problem').textContent.includes('text')");
    // The browser itself notes in the console that the studio refused.
    assertThat(browser.consoleErrors()).allMatch(error -> error.contains("/api/play/csv"));
  }

  @Test
  void aRunThatGoesWrongIsExplainedAndMended() {
    choose("preset", "6");
    browser.waitForText("note", "The loss runs away");
    choose("pace", "0");
    browser.click("go");
    browser.waitForText("problem-A", "smaller learning rate");
    assertThat(browser.text("sentence")).contains("went wrong at step");
    assertThat(browser.accessibilityFindings()).isEmpty();
    browser.click("mend-A");
    browser.waitForText("kept-A", "Back to the best weights");
    assertThat(new Select(browser.test("rate-A")).getFirstSelectedOption().getText())
        .isEqualTo("0.1");
    browser.click("go");
    browser.until(
        "return !document.querySelector('[data-test=test-loss-A]').textContent.includes('e')");
  }

  @Test
  void twoRunsBeginFromOneSeed() {
    browser.click("compare");
    browser.test("board-B");
    browser.waitForText("test-loss-B", browser.text("test-loss-A"));
    choose("optimizer-B", "adam");
    browser.click("step");
    browser.waitForText("steps", "1");
    assertThat(browser.text("test-loss-B")).isEqualTo(browser.text("test-loss-A"));
    choose("optimizer-B", "sgd");
    browser.click("step");
    browser.waitForText("steps", "2");
    assertThat(browser.text("test-loss-B")).isNotEqualTo(browser.text("test-loss-A"));
    assertThat(browser.accessibilityFindings()).isEmpty();
  }

  @Test
  void gradientsAreShownInPlaceOfActivations() {
    browser.click("step");
    Object before = browser.run("return document.querySelector('button.unit canvas').toDataURL()");
    browser.click("view-gradients");
    browser.until(
        "return document.querySelector('.network .legend').textContent.includes('∂L/∂a')");
    assertThat(browser.run("return document.querySelector('button.unit canvas').toDataURL()"))
        .isNotEqualTo(before);
    choose("assumed", "1");
    assertThat(browser.accessibilityFindings()).isEmpty();
  }

  @Test
  void aLinkBringsSettingsSeedAndPointsBack() {
    browser.click("kind-moons");
    browser.until("return document.querySelector('[data-test=kind-moons]').ariaPressed === 'true'");
    choose("rate-A", "0.1");
    browser.waitForText("kept-A", "weights kept");
    browser.click("wider-A-1");
    browser.waitForText("kept-A", "start from the seed");
    browser.click("new-seed");
    browser.until("return document.querySelector('[data-test=seed]').value === '2'");
    String loss = browser.text("test-loss-A");
    browser.run("document.getElementById('share').click()");
    browser.until("return location.hash.includes('?s=')");
    String address = String.valueOf(browser.run("return location.href"));
    try (Browser fresh = Browser.open()) {
      fresh.go(address);
      assertThat(fresh.text("test-loss-A")).isEqualTo(loss);
      assertThat(new Select(fresh.test("rate-A")).getFirstSelectedOption().getText())
          .isEqualTo("0.1");
      assertThat(fresh.driver().findElements(By.cssSelector("button.unit"))).hasSize(18);
    }
  }

  @Test
  void aPhoneHasEverythingWithoutScrollingSideways() {
    browser.size(390, 844);
    try {
      open();
      train("epochs:100");
      assertThat(
              browser.run(
                  "return document.documentElement.scrollWidth"
                      + " <= document.documentElement.clientWidth"))
          .isEqualTo(true);
      assertThat(browser.accessibilityFindings()).isEmpty();
    } finally {
      browser.size(1440, 1000);
    }
  }

  @Test
  void everyDrawingIsSavedAsSvg() {
    browser.click("step");
    browser.waitForText("steps", "1");
    String network = savedSvg("The network");
    assertThat(network)
        .startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\"")
        .contains(">The network</title>", ">inputs</text>", ">8 tanh</text>", ">output</text>")
        .contains(">x1</text>", ">x2</text>");
    // A map for each unit, a line for each weight; biases have none.
    assertThat(times(network, "href=\"data:image/png;base64,")).isEqualTo(2 + 8 + 8 + 1);
    assertThat(times(network, "<path")).isEqualTo(2 * 8 + 8 * 8 + 8);
    browser.click("view-gradients");
    browser.until(
        "return document.querySelector('.network .legend').textContent.includes('∂L/∂a')");
    String gradients = savedSvg("The network");
    assertThat(gradients).contains("hidden 1: ∂L/∂a");
    assertThat(times(gradients, "<path")).isGreaterThan(2 * (2 * 8 + 8 * 8 + 8));
    String plane = savedSvg("The plane");
    assertThat(plane)
        .contains(">x1</text>", ">−3</text>", ">class 1</text>", ">class 2</text>", "held out");
    assertThat(times(plane, "href=\"data:image/png;base64,")).isEqualTo(1);
    // Each of the 400 points is a shape with an edge.
    assertThat(times(plane, "<path")).isGreaterThanOrEqualTo(800);
    String chart = savedSvg("Loss");
    assertThat(chart)
        .contains(">step</text>", ">training loss</text>", ">test loss</text>")
        .contains("stroke-dasharray=\"5 4\"");
    assertThat(chart).doesNotContain("NaN").doesNotContain("undefined");
  }

  private void chooseKind(String kind) {
    browser.click("kind-" + kind);
    browser.until(
        "return document.querySelector('[data-test=kind-" + kind + "]').ariaPressed === 'true'");
  }

  @Test
  void drawnPointsAreKeptWhenOthersAreChosen() {
    assertThat(browser.test("kind-drawn").isDisplayed()).isFalse();
    browser.click("clear-points");
    browser.waitForText("points", "0 points");
    browser.test("board-A").sendKeys("1", Keys.ARROW_RIGHT, "2", Keys.ARROW_UP, "2");
    browser.waitForText("points", "3 points");
    chooseKind("moons");
    browser.waitForText("points", "400 points");
    chooseKind("drawn");
    browser.waitForText("points", "3 points");
    browser.test("board-A").sendKeys(Keys.ARROW_UP, "3");
    browser.waitForText("points", "4 points");
    chooseKind("blobs");
    browser.click("undo-points");
    browser.waitForText("points", "4 points");
    browser.click("undo-points");
    browser.waitForText("points", "3 points");
    chooseKind("circles");
    browser.run("location.hash = '#/start'");
    browser.waitFor(".room-start[data-ready=true]");
    browser.run("location.hash = '#/play'");
    browser.waitFor(".room-play[data-ready=true]");
    browser.waitForText("points", "400 points");
    chooseKind("drawn");
    browser.waitForText("points", "3 points");
    // Points that are drawn upon others do not take the place of the earlier ones for good.
    chooseKind("moons");
    browser.test("board-A").sendKeys("1");
    browser.waitForText("points", "401 points");
    browser.click("undo-points");
    browser.waitForText("points", "400 points");
    browser.click("undo-points");
    browser.waitForText("points", "3 points");
    assertThat(browser.accessibilityFindings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"points\":[1,2]} | The points in this link cannot be read",
        "{\"points\":[[0,0,9]]} | classes from 0 to 4",
        "{\"points\":7} | The points in this link cannot be read",
        "{\"points\":[[0,0,1]],\"share\":7} | the share held out for the test must be a number",
        "{\"make\":{\"size\":1e9}} | the number of points must be a number from 4 to 5000",
        "{\"seed\":1e12} | the seed must be a number from 0 to 1000000, and is 1e12",
        "{\"seed\":-1} | the seed must be a number from 0 to 1000000, and is -1",
        "{\"stop\":{\"kind\":\"loss\",\"value\":-1}} | the number to stop at must be a number from 0",
        "{\"runs\":[{\"hidden\":[],\"optimizer\":\"adam\",\"batch\":8,\"rate\":-3}]} | the learning rate must be a number from 1e-7 to 1000000, and is -3",
        "{\"runs\":[7]} | must be an object"
      })
  void aLinkThatMakesNoSenseIsRefusedInWordsAndChangesNothing(String state, String words) {
    String encoded =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(state.getBytes(StandardCharsets.UTF_8));
    browser.go(room("play") + "?s=" + encoded);
    assertThat(browser.run("return document.getElementById('problem').textContent"))
        .asString()
        .contains(words);
    assertThat(browser.test("seed").getDomProperty("value")).isEqualTo("1");
    assertThat(browser.text("points")).startsWith("400 points");
    assertThat(browser.test("size").getDomProperty("value")).isEqualTo("400");
    assertThat(browser.test("rate-A").getDomProperty("value")).isEqualTo("0.01");
    assertThat(browser.test("stop").getDomProperty("value")).isEqualTo("never");
    browser.click("step");
    browser.waitForText("steps", "1");
    // The browser notes every refusal; that is not an error of the page.
    assertThat(browser.consoleErrors()).allMatch(error -> error.contains("/api/play/"));
  }

  @Test
  void aSeedThatIsRefusedGoesBackToTheOneInForce() {
    browser.test("seed").sendKeys(Keys.chord(Keys.CONTROL, "a"), "5000000", Keys.TAB);
    browser.until("return document.querySelector('[data-test=seed]').value === '1'");
    assertThat(browser.run("return document.getElementById('problem').textContent"))
        .asString()
        .contains("5000000 is refused: the field takes a whole number from 0 to 1000000");
  }

  @Test
  void aColumnThatIsRefusedGoesBackToTheOneInForce() {
    useTable();
    StringBuilder many = new StringBuilder("a,b,kind,word\n");
    for (int i = 0; i < 40; i++) {
      many.append(i)
          .append(',')
          .append(-i)
          .append(i % 2 == 0 ? ",cat,w" : ",dog,w")
          .append(i % 8)
          .append('\n');
    }
    browser.run("arguments[0].value = arguments[1]", browser.test("csv-text"), many.toString());
    browser.click("csv-read");
    browser.until("return !!document.querySelector('[data-test=csv-target] option[value=word]')");
    choose("csv-target", "kind");
    browser.waitForText("points", "40 points");
    choose("csv-target", "word");
    browser.until(
        "return document.getElementById('problem').textContent.includes('at most 5 classes')");
    browser.until("return document.querySelector('[data-test=csv-target]').value === 'kind'");
    assertThat(browser.text("points")).startsWith("40 points");
    assertThat(browser.consoleErrors()).allMatch(error -> error.contains("/api/play/table"));
  }
}
