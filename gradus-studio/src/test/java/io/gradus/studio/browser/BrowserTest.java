package io.gradus.studio.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.studio.Studio;
import io.gradus.studio.StudioOptions;
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
}
