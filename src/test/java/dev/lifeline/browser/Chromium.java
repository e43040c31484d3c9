package dev.lifeline.browser;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A headless Chromium: the system's, else Chrome or Edge where their installers put them, else the
 * one that Playwright has downloaded before. Nothing is downloaded here.
 */
final class Chromium implements AutoCloseable {

  /** Set to true where the absence of a browser must not pass for a green run. */
  private static final String REQUIRED = "LIFELINE_REQUIRE_CHROMIUM";

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  /** No sandbox, since containers forbid it to root; and no traffic of the browser's own. */
  private static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /** Starts one, or aborts the test where there is none. */
  static Chromium launch() {
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    String reason = "";
    for (LaunchOptions candidate : candidates()) {
      try {
        return new Chromium(playwright, playwright.chromium().launch(candidate.setArgs(ARGUMENTS)));
      } catch (PlaywrightException e) {
        reason =
            e.getMessage()
                .lines()
                .filter(l -> l.contains("message="))
                .findFirst()
                .orElse("")
                .replaceFirst(".*message='", "");
      }
    }
    playwright.close();
    String message = "no Chromium is on the PATH or known to Playwright: " + reason;
    return Boolean.parseBoolean(System.getenv(REQUIRED))
        ? fail(REQUIRED + " is set, but " + message)
        : abort(message);
  }

  Browser browser() {
    return browser;
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }

  /** The system's alone where it has one: if that does not start, it is a failure to be seen. */
  private static List<LaunchOptions> candidates() {
    return onPath()
        .map(path -> List.of(new LaunchOptions().setExecutablePath(path)))
        .orElseGet(
            () ->
                List.of(
                    new LaunchOptions().setChannel("chrome"),
                    new LaunchOptions().setChannel("msedge"),
                    new LaunchOptions()));
  }

  private static Optional<Path> onPath() {
    List<String> directories = List.of(System.getenv("PATH").split(File.pathSeparator));
    return NAMES.stream()
        .flatMap(name -> directories.stream().map(d -> Path.of(d, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
