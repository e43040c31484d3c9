package dev.lifeline.faults;

import com.microsoft.playwright.Browser;
import dev.lifeline.browser.RecordingPage;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The browser client of the shipped WAR, in a page of its own. */
final class BrowserClient implements ClientUnderTest {

  private final RecordingPage page;

  /**
   * @param home where the server serves the client's modules
   */
  BrowserClient(Browser browser, URI home) {
    page = new RecordingPage(browser, home);
  }

  @Override
  public void open(URI uri, Timings timings) {
    page.open(uri, options(timings));
  }

  /** As the browser client takes them. */
  static Map<String, Object> options(Timings timings) {
    Map<String, Object> heartbeat =
        Map.of(
            "interval", millis(timings.interval()),
            "timeout", millis(timings.timeout()),
            "patience", millis(timings.patience()));
    Map<String, Object> reconnect =
        Map.of("base", millis(timings.base()), "ceiling", millis(timings.ceiling()));
    return Map.of(
        "connectTimeout", millis(timings.connectTimeout()),
        "heartbeat", heartbeat,
        "reconnect", reconnect);
  }

  @Override
  public void send(String text) {
    page.send(text);
  }

  @Override
  public List<Change> changes() {
    return page.changes().stream().map(c -> new Change(c.state(), c.atMillis())).toList();
  }

  @Override
  public List<String> heard() {
    return page.heard();
  }

  @Override
  public void close() {
    page.close();
  }

  private static double millis(Duration time) {
    return time.toMillis();
  }
}
