package io.gradus.studio.browser;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/// A headless Chromium with a profile of its own: the system's browser and driver, by path.
public final class Browser implements AutoCloseable {
  private static final String CHROMIUM = "/usr/bin/chromium";
  private static final String DRIVER = "/usr/bin/chromedriver";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ChromeDriver driver;

  private Browser(List<String> more) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM);
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--force-color-profile=srgb",
        "--window-size=1440,1000");
    options.addArguments(more);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(new File(DRIVER))
            .usingAnyFreePort()
            .build();
    driver = new ChromeDriver(service, options);
    driver.manage().timeouts().scriptTimeout(PATIENCE);
  }

  /// A browser of an ordinary reader.
  public static Browser open() {
    return new Browser(List.of());
  }

  /// A browser of a reader who asked for less motion.
  public static Browser withReducedMotion() {
    return new Browser(List.of("--force-prefers-reduced-motion"));
  }

  /// Opens an address and waits until its room is there.
  public Browser go(String address) {
    // A change of the hash alone would not load the page.
    driver.get("about:blank");
    driver.get(address);
    waitFor("[data-ready='true']");
    return this;
  }

  public ChromeDriver driver() {
    return driver;
  }

  /// The first element that matches, once there is one.
  public WebElement waitFor(String css) {
    return new WebDriverWait(driver, PATIENCE).until(d -> d.findElement(By.cssSelector(css)));
  }

  /// Waits until a script that returns a boolean says true.
  public void until(String script) {
    new WebDriverWait(driver, PATIENCE)
        .withMessage(() -> script + "; the page shows: " + pageText() + consoleErrors())
        .until(d -> Boolean.TRUE.equals(((JavascriptExecutor) d).executeScript(script)));
  }

  private Object pageText() {
    return run("return document.body.innerText.slice(0, 2000)");
  }

  /// The element with this `data-test`, once it is there.
  public WebElement test(String name) {
    return waitFor("[data-test='" + name + "']");
  }

  /// Clicks the element with this `data-test`.
  public Browser click(String name) {
    WebElement element = test(name);
    driver.executeScript("arguments[0].scrollIntoView({block: 'center'})", element);
    new WebDriverWait(driver, PATIENCE).until(d -> element.isEnabled());
    element.click();
    return this;
  }

  /// The text of the element with this `data-test`.
  public String text(String name) {
    test(name);
    // In one go: a page that is being redrawn would leave an element of before in our hands.
    Object text =
        driver.executeScript(
            // Drawings have no innerText.
            "const e = document.querySelector(arguments[0]); return e?.innerText ?? e?.textContent",
            "[data-test='" + name + "']");
    return text == null ? "" : text.toString().strip();
  }

  /// Waits until the text of the element with this `data-test` contains `part`.
  public void waitForText(String name, String part) {
    new WebDriverWait(driver, PATIENCE)
        .withMessage(() -> name + " shows \"" + text(name) + "\" instead of \"" + part + "\"")
        .until(d -> text(name).contains(part));
  }

  public Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /// Errors of the console since the last call.
  public List<String> consoleErrors() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
        .map(entry -> entry.getMessage())
        .toList();
  }

  /// Addresses that were asked for, of hosts other than `host`, since the last call.
  public List<String> outsideRequests(String host) {
    return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
        .map(entry -> entry.getMessage())
        .filter(message -> message.contains("\"Network.requestWillBeSent\""))
        .map(message -> message.replaceAll("(?s).*?\"request\":\\{.*?\"url\":\"([^\"]*)\".*", "$1"))
        .filter(url -> url.startsWith("http") || url.startsWith("ws"))
        .filter(url -> !url.startsWith("http://" + host + "/"))
        .toList();
  }

  /// Serious and critical findings of axe-core on the page as it is.
  @SuppressWarnings("unchecked")
  public List<String> accessibilityFindings() {
    driver.executeScript(axe());
    Object found =
        driver.executeAsyncScript(
            """
            const done = arguments[arguments.length - 1];
            axe.run().then(
              (r) => done(r.violations
                .filter((v) => v.impact === 'serious' || v.impact === 'critical')
                .map((v) => v.id + ': ' + v.nodes.map((n) => n.target.join(' ')).join(', '))),
              (e) => done(['axe failed: ' + e]));
            """);
    return (List<String>) found;
  }

  /// Pretends a screen of this size.
  public Browser size(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    return this;
  }

  /// Pretends a phone, whose screen widens to what runs over its edge.
  public Browser phone() {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", 390, "height", 844, "deviceScaleFactor", 2, "mobile", true));
    return this;
  }

  private static String axe() {
    try (InputStream in = Browser.class.getResourceAsStream("/axe.min.js")) {
      if (in == null) {
        throw new IllegalStateException("axe.min.js is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    driver.quit();
  }
}
