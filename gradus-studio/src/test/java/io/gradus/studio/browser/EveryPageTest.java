package io.gradus.studio.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/// What holds on every page: in light and dark, on a wide screen and on a phone.
class EveryPageTest extends BrowserTest {
  private List<String> rooms() {
    browser.go(room("start"));
    return browser.driver().findElements(By.cssSelector("[data-room]")).stream()
        .map(link -> Objects.requireNonNull(link.getDomAttribute("data-room")))
        .toList();
  }

  @Test
  void nothingSeriousIsInTheWayOfAnyReaderAndNothingRunsOverTheEdge() {
    List<String> rooms = rooms();
    assertThat(rooms).contains("start", "stepper", "optimizers", "circuit", "run");
    for (String theme : List.of("light", "dark")) {
      for (int width : new int[] {1440, 390}) {
        browser.size(width, 900);
        for (String name : rooms) {
          String place = name + ", " + theme + ", " + width;
          browser.go(studio.address() + "&theme=" + theme + "#/" + name);
          assertThat(browser.run("return document.documentElement.dataset.theme"))
              .as(place)
              .isEqualTo(theme);
          assertThat(browser.accessibilityFindings()).as(place).isEmpty();
          assertThat(
                  browser.run(
                      "return document.documentElement.scrollWidth"
                          + " <= document.documentElement.clientWidth"))
              .as(place + " scrolls sideways")
              .isEqualTo(true);
          assertThat(browser.consoleErrors()).as(place).isEmpty();
          assertThat(browser.outsideRequests(studio.address().getAuthority())).as(place).isEmpty();
        }
      }
    }
  }

  @Test
  void noRoomIsWiderThanAPhone() {
    List<String> rooms = rooms();
    browser.phone();
    for (String name : rooms) {
      browser.go(room(name));
      // The widest texts come with the fonts.
      browser.driver().executeAsyncScript("document.fonts.ready.then(arguments[0])");
      assertThat((Long) browser.run("return document.scrollingElement.scrollWidth"))
          .as(name)
          .isLessThanOrEqualTo(390);
    }
    browser.size(1440, 900);
  }

  @Test
  void everyRoomHasItsTitleAndOneHeading() {
    for (String name : rooms()) {
      browser.go(room(name));
      assertThat(browser.driver().getTitle()).as(name).endsWith("Gradus Studio");
      assertThat(browser.run("return document.querySelectorAll('h1').length"))
          .as(name)
          .isEqualTo(1L);
      assertThat(browser.run("return document.querySelector('[aria-current]').dataset.room"))
          .isEqualTo(name);
    }
  }
}
