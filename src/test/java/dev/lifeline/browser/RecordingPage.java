package dev.lifeline.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** A page with a browser client that records what it is told. For one thread. */
public final class RecordingPage implements AutoCloseable {

  /**
   * A status of the client.
   *
   * @param atMillis by {@link System#currentTimeMillis}
   */
  public record Change(String state, long atMillis) {}

  private final Page page;

  /**
   * Opens the page, which does nothing by itself.
   *
   * @param home where a server serves the client's modules
   */
  public RecordingPage(Browser browser, URI home) {
    page = browser.newContext().newPage();
    page.navigate(home.resolve("/icon.svg").toString());
  }

  /**
   * Makes the client.
   *
   * @param options as in JavaScript: numbers, strings, booleans, null and maps of them
   */
  public void open(URI uri, Map<String, Object> options) {
    page.evaluate(Scripts.read("recording-client.js"), List.of(uri.toString(), options));
  }

  /** Sends a text by it. */
  public void send(String text) {
    page.evaluate("(text) => recorded.line.send(text)", text);
  }

  /** Its statuses until now, the first one included. */
  public List<Change> changes() {
    return list("recorded.changes").stream()
        .map(change -> (Map<?, ?>) change)
        .map(fields -> new Change((String) fields.get("state"), millis(fields.get("at"))))
        .toList();
  }

  /** The texts that it has given to the page until now. */
  public List<String> heard() {
    return list("recorded.heard").stream().map(String.class::cast).toList();
  }

  /** How many of its beats have been answered. */
  public int answers() {
    return (int) page.evaluate("recorded.answers");
  }

  @Override
  public void close() {
    page.context().close();
  }

  private List<?> list(String expression) {
    return (List<?>) page.evaluate(expression);
  }

  private static long millis(Object number) {
    return ((Number) number).longValue();
  }
}
