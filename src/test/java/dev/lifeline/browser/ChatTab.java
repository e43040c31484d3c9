package dev.lifeline.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocket;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** One person's tab with the chat page, and all that went wrong in it. */
final class ChatTab {

  /** Long enough for a server that starts while other builds run. */
  private static final double PATIENCE_MILLIS = 20_000;

  /** What Chromium logs by itself for each try that finds no server. */
  private static final Pattern NO_SERVER =
      Pattern.compile(
          "WebSocket connection to 'ws://localhost:\\d+/channels/\\S+' failed: .*"
              + "(ERR_CONNECTION_|Connection closed before receiving a handshake).*");

  private static final String RECORD_STATES =
      """
      globalThis.seenStates = [];
      globalThis.seenWords = new Set();
      new MutationObserver((changes) => {
        seenWords.add(document.getElementById('state')?.textContent);
        for (const { target } of changes) {
          if (target.id === 'state' && target.dataset.state !== seenStates.at(-1)) {
            seenStates.push(target.dataset.state);
          }
        }
      }).observe(document, { subtree: true, childList: true, attributeFilter: ['data-state'] });
      """;

  private final Page page;
  private final List<WebSocket> sockets = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private boolean serverMayBeAway;

  /**
   * @param home where the page is served; requests to any other place are problems
   */
  ChatTab(BrowserContext context, URI home) {
    page = context.newPage();
    page.setDefaultTimeout(PATIENCE_MILLIS);
    page.addInitScript(RECORD_STATES);
    page.onConsoleMessage(
        message -> {
          if (List.of("error", "warning").contains(message.type())
              && !(serverMayBeAway && NO_SERVER.matcher(message.text()).matches())) {
            problems.add("console: " + message.text());
          }
        });
    page.onPageError(error -> problems.add("uncaught: " + error));
    page.onDialog(
        dialog -> {
          problems.add("dialog: " + dialog.message());
          dialog.dismiss();
        });
    page.onRequest(request -> checkHost(request.url(), home));
    page.onWebSocket(
        socket -> {
          checkHost(socket.url(), home);
          sockets.add(socket);
        });
  }

  /** Fills in the form and waits to be in the room. */
  void join(String name, String room) {
    page.fill("#name", name);
    page.fill("#room", room);
    page.click("#join");
    awaitJoined();
  }

  /** Waits until the page is connected and listed among those who are there. */
  void awaitJoined() {
    awaitState("open");
    page.waitForSelector("#members .self");
  }

  /** Leaves the room, as the button does. */
  void leave() {
    page.click("#leave");
  }

  /** Lets members of these names into a room, by connections of this page. */
  void bring(String room, List<String> names) {
    page.evaluate(
        """
        async ([room, names]) => {
          const { ChannelLine } = await import('/lifeline/channels.js');
          await Promise.all(names.map((name) => new Promise((there) => {
            const line = new ChannelLine('/channels/any', { name });
            line.channel(room, { presence: true }).addEventListener('subscribed', there);
          })));
        }
        """,
        List.of(room, names));
  }

  void say(String text) {
    page.fill("#message", text);
    page.click("#send");
  }

  /** Throws the switch. */
  void cutNetwork(boolean dead) {
    page.setChecked("#dead-network", dead);
  }

  /** Whether the browser may log that it found no server; any other problem remains one. */
  void expectServerAway() {
    serverMayBeAway = true;
  }

  Page page() {
    return page;
  }

  Locator find(String selector) {
    return page.locator(selector);
  }

  /** Messages of others with exactly this text. */
  Locator heard(String text) {
    return messages(":not([data-mine])", text);
  }

  /** Our own message with exactly this text, once the server has sent it back. */
  Locator delivered(String text) {
    return messages("[data-mine][data-delivery=delivered]", text);
  }

  /** What the page itself says in the log. */
  Locator note(String text) {
    return find("#log .note").and(page.getByText(text, new Page.GetByTextOptions().setExact(true)));
  }

  /** Who is there, as it is listed. */
  Locator members() {
    return find("#members > li");
  }

  /** The line across the log before what was missed, or lost. */
  Locator divider(String kind) {
    return find("#log > .divider[data-kind=" + kind + "]");
  }

  /** What the panel says of the session. */
  Locator session() {
    return find("#session");
  }

  /** A line of the newest outage. */
  Locator event(String name) {
    return find("#timeline .outage:first-child [data-event=" + name + "]");
  }

  void awaitState(String state) {
    page.waitForFunction(
        "(state) => document.getElementById('state').dataset.state === state", state);
  }

  /** Every state since the page was loaded, those too short to be waited for as well. */
  List<?> seenStates() {
    return (List<?>) page.evaluate("seenStates");
  }

  /** Waits until the page has said so, however briefly. */
  void awaitWords(String words) {
    page.waitForFunction("(words) => seenWords.has(words)", words);
  }

  /** Sockets that the browser itself holds open, whatever the page believes. */
  long openSockets() {
    return sockets.stream().filter(socket -> !socket.isClosed()).count();
  }

  List<String> problems() {
    return problems;
  }

  /** Playwright's assertion, which waits as long as the other waits here. */
  static LocatorAssertions expect(Locator locator) {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    return PlaywrightAssertions.assertThat(locator);
  }

  private Locator messages(String which, String text) {
    return find("#log .message" + which + " .text")
        .and(page.getByText(text, new Page.GetByTextOptions().setExact(true)));
  }

  private void checkHost(String url, URI home) {
    if (!home.getAuthority().equals(URI.create(url).getAuthority())) {
      problems.add("request to another host: " + url);
    }
  }
}
