package io.gradus.studio.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.studio.Studio;
import io.gradus.studio.StudioOptions;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/// A studio of its own and one browser for the tests of a class; each test must leave a console
/// without errors and no request to another host.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class BrowserTest {
  @SuppressWarnings("NullAway.Init")
  protected Studio studio;

  @SuppressWarnings("NullAway.Init")
  protected Browser browser;

  @BeforeAll
  void start() {
    studio = Studio.open(StudioOptions.local());
    browser = Browser.open();
  }

  @AfterAll
  void stop() {
    if (browser != null) {
      browser.close();
    }
    studio.close();
  }

  @AfterEach
  void consoleAndNetworkAreClean() {
    assertThat(browser.consoleErrors()).isEmpty();
    assertThat(browser.outsideRequests(studio.address().getAuthority())).isEmpty();
  }

  /// The address of a room.
  protected String room(String name) {
    return studio.address() + "#/" + name;
  }

  /// The file that the SVG button of this drawing saves; it is well-formed.
  protected String savedSvg(String title) {
    browser.run(
        """
        const make = URL.createObjectURL;
        delete window.saved;
        URL.createObjectURL = (blob) => {
          URL.createObjectURL = make;
          blob.text().then((text) => { window.saved = text; });
          return make.call(URL, blob);
        };
        document.querySelector(`[aria-label="Save ${arguments[0]} as SVG"]`).click();
        """,
        title);
    browser.until("return typeof window.saved === 'string'");
    assertThat(
            browser.run(
                "return new DOMParser().parseFromString(window.saved, 'image/svg+xml')"
                    + ".querySelector('parsererror')?.textContent ?? 'well-formed'"))
        .isEqualTo("well-formed");
    return (String) browser.run("return window.saved");
  }

  /// How often `part` is in `text`.
  protected static int times(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }
}
