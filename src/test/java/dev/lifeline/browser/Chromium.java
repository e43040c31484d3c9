package dev.lifeline.browser;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A headless Chromium: the system's, else Chrome or Edge where their installers put them, else
 * Playwright's own, which is downloaded where it has not been before.
 */
final class Chromium implements AutoCloseable {

  /** Set to true where the absence of a browser must not pass for a green run. */
  private static final String REQUIRED = "LIFELINE_REQUIRE_CHROMIUM";

  private static final int DOWNLOAD_MINUTES = 3;

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
    return launch(List.of());
  }

  /**
   * Starts one, or aborts the test where there is none.
   *
   * @param unwanted arguments that Playwright gives of its own
   */
  static Chromium launch(List<String> unwanted) {
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    String reason = "";
    for (LaunchOptions candidate : candidates()) {
      try {
        if (candidate.channel == null && candidate.executablePath == null) {
          download();
        }
        candidate.setArgs(ARGUMENTS).setIgnoreDefaultArgs(unwanted);
        return new Chromium(playwright, playwright.chromium().launch(candidate));
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

  /** Chromium's headless shell alone; left to itself, Playwright would fetch three browsers. */
  private static void download() {
    ProcessBuilder installer =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "com.microsoft.playwright.CLI",
            "install",
            "--only-shell",
            "chromium");
    installer.redirectErrorStream(true).redirectOutput(Redirect.DISCARD);
    try {
      Process process = installer.start();
      if (!process.waitFor(DOWNLOAD_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Optional<Path> onPath() {
    List<String> directories = List.of(System.getenv("PATH").split(File.pathSeparator));
    return NAMES.stream()
        .flatMap(name -> directories.stream().map(d -> Path.of(d, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
