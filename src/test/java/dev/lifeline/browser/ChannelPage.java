package dev.lifeline.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * A page with a ChannelLine and one channel that record what they are told; see {@code
 * src/test/resources/browser/channel-page.js}. For one thread.
 */
public final class ChannelPage implements AutoCloseable {

  private final Page page;

  /**
   * Opens the page, which does nothing by itself.
   *
   * @param home where a server serves the client's modules
   */
  public ChannelPage(Browser browser, URI home) {
    page = browser.newContext().newPage();
    page.navigate(home.resolve("/icon.svg").toString());
  }

  /**
   * Makes the line and its channel.
   *
   * @param options as in JavaScript, but the token, which is a string
   */
  public void open(URI uri, String channel, Map<String, Object> options) {
    page.evaluate(Scripts.read("channel-page.js"), List.of(uri.toString(), channel, options));
  }

  /** Publishes a text to the channel. */
  public void publish(String text) {
    page.evaluate("(text) => recorded.publish(text)", text);
  }

  /** Begins to publish so many, {@code m1} and so on, and waits for none. */
  public void publishAll(int count) {
    page.evaluate("(count) => void recorded.publishAll(count)", count);
  }

  /** What became of each publish: {@code offset text}, or the reason and the text. */
  public List<String> stored() {
    return list("recorded.stored");
  }

  /** The messages of the channel: {@code offset text}. */
  public List<String> heard() {
    return list("recorded.heard");
  }

  /**
   * What the channel was told beside messages: the types of events, {@code +name} and {@code
   * -name}.
   */
  public List<String> told() {
    return list("recorded.told");
  }

  /** The names of who is in the channel. */
  public List<String> members() {
    return list("recorded.members()");
  }

  /** The states of the line after the first. */
  public List<String> states() {
    return list("recorded.states");
  }

  /** Whether each welcome resumed a session. */
  public List<Boolean> welcomes() {
    return ((List<?>) page.evaluate("recorded.welcomes"))
        .stream().map(Boolean.class::cast).toList();
  }

  /** The code and the reason of the line's end; empty before. */
  public String end() {
    return (String) page.evaluate("recorded.end ?? ''");
  }

  /** Closes the line. */
  public void leave() {
    page.evaluate("recorded.line.close()");
  }

  @Override
  public void close() {
    page.context().close();
  }

  private List<String> list(String expression) {
    return ((List<?>) page.evaluate(expression)).stream().map(String.class::cast).toList();
  }
}
