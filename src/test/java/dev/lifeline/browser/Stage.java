package dev.lifeline.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import dev.lifeline.testing.ServerProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One Chromium and one server for a test class, a fresh browser context for each tab. After each
 * test no tab may have seen a console error, a dialog or a request to another host.
 */
final class Stage extends ChromiumForAll implements BeforeAllCallback, AfterEachCallback {

  /** Short enough to watch a deadline pass, long enough for a busy machine. */
  private static final List<String> SETTINGS =
      List.of(
          "lifeline.heartbeat.interval=500ms",
          "lifeline.heartbeat.timeout=2s",
          // A server that goes leaves the return to its clients' own policy.
          "lifeline.drain.window=0s");

  /** The page's own timings: it notices a dead line well before the server's 2 s are over. */
  private static final String TIMINGS =
      "?interval=300&timeout=500&connect=500&policy=fixed&base=200";

  private final List<String> settings = new ArrayList<>(SETTINGS);
  private final List<ChatTab> tabs = new ArrayList<>();
  private ServerProcess server;
  private URI home;

  /**
   * A stage that is not set yet.
   *
   * @param more of the server's settings, as {@code name=value}
   */
  Stage(String... more) {
    settings.addAll(List.of(more));
  }

  /** A tab at the entrance of the page, on a screen of ordinary size. */
  ChatTab tab() {
    return tab(TIMINGS);
  }

  /** A tab with timings of its own. */
  ChatTab tab(String query) {
    return tab(query, new NewContextOptions().setViewportSize(1280, 800));
  }

  /** A tab on another device. */
  ChatTab tab(NewContextOptions options) {
    return tab(TIMINGS, options);
  }

  private ChatTab tab(String query, NewContextOptions options) {
    BrowserContext context = browser().newContext(options);
    ChatTab tab = new ChatTab(context, home);
    tabs.add(tab);
    tab.page().navigate(home + query);
    return tab;
  }

  /** A tab in a room. */
  ChatTab tab(String name, String room) {
    ChatTab tab = tab();
    tab.join(name, room);
    return tab;
  }

  /**
   * A tab for the tests' scripts, beside the chat page and without its Content-Security-Policy. The
   * server itself has to answer for it: Chromium lets no other page connect to this machine.
   */
  ChatTab scripts() {
    ChatTab tab = strictScripts();
    tab.page().navigate(home.resolve("chat.css").toString());
    return tab;
  }

  /** A tab for the tests' scripts, with the chat page and its Content-Security-Policy. */
  ChatTab strictScripts() {
    ChatTab tab = tab();
    Scripts.serve(tab.page(), home);
    return tab;
  }

  /** A client without a subprotocol that hears nothing and sends no Origin. */
  WebSocket plainClient(String room) {
    return plainClient(room, new WebSocket.Listener() {});
  }

  /** The same with a listener. */
  WebSocket plainClient(String room, WebSocket.Listener listener) {
    URI uri = URI.create("ws://" + home.getAuthority() + "/channels/" + room);
    return HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(uri, listener).join();
  }

  /** Ends the server as an operator would. */
  void stopServer() throws Exception {
    server.close();
  }

  /** Starts the server anew on its old port. */
  void restartServer() throws Exception {
    server = ServerProcess.run(settings, "--port", String.valueOf(home.getPort()));
    server.port();
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    server = ServerProcess.start(settings.toArray(String[]::new));
    home = URI.create("http://localhost:" + server.port() + "/");
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    if (!server.isAlive()) {
      restartServer();
    }
    List<String> problems = tabs.stream().flatMap(tab -> tab.problems().stream()).toList();
    tabs.forEach(tab -> tab.page().context().close());
    tabs.clear();
    assertEquals(List.of(), problems);
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    if (server != null) {
      server.close();
    }
    super.afterAll(context);
  }
}
