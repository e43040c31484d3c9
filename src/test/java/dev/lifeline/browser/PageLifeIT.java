package dev.lifeline.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Worker;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The browser client in pages that are frozen, hidden, without a network, left and returned to, or
 * full of connections; see {@code src/test/resources/browser/lines.js}.
 */
class PageLifeIT {

  private static final String CHANNEL = "/channels/page";

  /** The server judges by messages alone, and ends the connection after 2 s without any. */
  private static final String STRICT = CHANNEL + "?pings=off";

  /** Longer than all deadlines, the client's and the server's. */
  private static final int LONG_MILLIS = 4_000;

  /** After waking: the first attempt, on a busy machine. */
  private static final int SOON_MILLIS = 3_000;

  private static final int MANY = 50;

  @RegisterExtension static final Stage STAGE = new Stage();

  @Test
  void aFrozenPageKeepsAConnectionThatIsAlive() {
    Page page = STAGE.scripts("").page();
    open(page, 1, CHANNEL, Map.of());
    freeze(page, LONG_MILLIS);
    awaitMoreBeats(page);
    assertEquals(List.of(1, 0), page.evaluate("[lines[0].opens, lines[0].closes]"));
  }

  @Test
  void aFrozenPageThatLostItsConnectionIsBackSoonAfterItWakes() {
    Page page = STAGE.scripts("").page();
    open(page, 1, STRICT, Map.of("reconnect", Map.of("policy", "fixed", "base", 10_000)));
    freeze(page, LONG_MILLIS);
    long start = System.nanoTime();
    await(page, "lines[0].opens === 2");
    long millis = (System.nanoTime() - start) / 1_000_000;
    assertTrue(millis < SOON_MILLIS, "back after " + millis + " ms");
    assertEquals(1, page.evaluate("lines[0].closes"));
  }

  @Test
  void aHiddenPageKeepsItsConnectionAndAsksAtOnceWhenItIsSeenAgain() {
    Page page = STAGE.scripts("").page();
    open(page, 1, STRICT, Map.of());
    freeze(page, 0);
    assertEquals("hidden", page.evaluate("document.visibilityState"));
    page.waitForTimeout(LONG_MILLIS);
    assertEquals(List.of(1, 0), page.evaluate("[lines[0].opens, lines[0].closes]"));

    open(page, 1, CHANNEL, Map.of("heartbeat", Map.of("interval", 60_000)));
    assertEquals(0, page.evaluate("lines[1].beats"));
    page.bringToFront();
    await(page, "lines[1].beats === 1");
    assertEquals("visible", page.evaluate("document.visibilityState"));
  }

  @Test
  void aPageWithoutNetworkWaitsForItAndTriesAtOnceWhenItReturns() throws Exception {
    ChatTab tab = STAGE.scripts("");
    Page page = tab.page();
    open(page, 1, STRICT, Map.of("reconnect", Map.of("policy", "fixed", "base", 10_000)));
    tab.expectServerAway();
    page.context().setOffline(true);
    STAGE.stopServer();
    await(page, "lines[0].status.state === 'offline'");
    STAGE.restartServer();
    assertEquals("offline", page.evaluate("lines[0].status.state"));
    page.context().setOffline(false);
    await(page, "lines[0].opens === 2");
    assertEquals(
        List.of("offline", "connecting", "open"), page.evaluate("lines[0].states.slice(-3)"));
    assertEquals(0, page.evaluate("lines[0].retries"));
  }

  @Test
  void manyConnectionsOfOnePageAllComeBackAndNoneTwice() throws Exception {
    ChatTab tab = STAGE.scripts("");
    Page page = tab.page();
    open(page, MANY, CHANNEL, Map.of());
    page.evaluate("lines[0].send('to all')");
    await(page, "lines.every(({ heard }) => heard.length === 1)");
    tab.expectServerAway();
    STAGE.stopServer();
    await(page, "lines.every(({ closes }) => closes === 1)");
    STAGE.restartServer();
    page.setDefaultTimeout(60_000);
    await(page, "lines.every(({ status }) => status.state === 'open')");
    assertEquals(
        true, page.evaluate("lines.every(({ opens, closes }) => opens === 2 && closes === 1)"));
    assertEquals(MANY, tab.openSockets());
    page.evaluate("lines[0].send('again')");
    await(page, "lines.every(({ heard }) => heard.length === 2)");
  }

  @Test
  void theTimersOfAWorkerNeedNoTimersOfThePage() {
    Page page = STAGE.scripts("").page();
    page.evaluate("() => (globalThis.setTimeout = () => 0)");
    open(page, 3, STRICT, Map.of("timers", "worker"));
    await(page, "lines.every(({ beats }) => beats > 2)");
    assertEquals(1, page.workers().size());
    page.evaluate("lines.slice(1).forEach((line) => line.close())");
    awaitMoreBeats(page);
    Worker worker = page.workers().get(0);
    worker.waitForClose(() -> page.evaluate("lines[0].close()"));
    assertEquals(List.of(), page.workers());
    assertEquals(List.of(1, 1, 1), page.evaluate("lines.map(({ opens }) => opens)"));
  }

  @Test
  void whereAWorkerIsForbiddenTheTimersOfThePageServe() {
    ChatTab tab = STAGE.scripts("worker-src 'none'");
    open(tab.page(), 2, STRICT, Map.of("timers", "worker"));
    await(tab.page(), "lines.every(({ beats }) => beats > 2)");
    assertEquals(List.of(), tab.page().workers());
    assertEquals(List.of(1, 1), tab.page().evaluate("lines.map(({ opens }) => opens)"));
    assertTrue(tab.problems().stream().allMatch(problem -> problem.contains("worker-src")));
    tab.problems().clear();
  }

  private static void open(Page page, int count, String url, Map<String, ?> options) {
    page.evaluate(
        "async ([count, url, options]) => (await import('./lines.js')).open(count, url, options)",
        List.of(count, url, options));
    await(page, "lines.every(({ opens }) => opens === 1)");
  }

  private static void awaitMoreBeats(Page page) {
    int beats = (int) page.evaluate("lines[0].beats");
    await(page, "lines[0].beats > " + (beats + 2));
  }

  /** Looks by a timer, since a hidden page paints no frames. */
  private static void await(Page page, String condition) {
    page.waitForFunction(condition, null, new Page.WaitForFunctionOptions().setPollingInterval(50));
  }

  /** Stops the page's script as a browser does with a tab in the background, and lets it go on. */
  private static void freeze(Page page, int millis) {
    CDPSession session = page.context().newCDPSession(page);
    session.send("Page.setWebLifecycleState", state("frozen"));
    page.waitForTimeout(millis);
    session.send("Page.setWebLifecycleState", state("active"));
  }

  private static JsonObject state(String state) {
    JsonObject parameters = new JsonObject();
    parameters.addProperty("state", state);
    return parameters;
  }
}
