package dev.lifeline.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Worker;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The browser client in pages that hang, have no network, lend it a worker's timers, or are full of
 * connections; see {@code src/test/resources/browser/lines.js}.
 */
class PageLifeIT {

  private static final String CHANNEL = "/channels/page";

  /** The server judges by messages alone, and ends the connection after 2 s without any. */
  private static final String STRICT = CHANNEL + "?pings=off";

  /** Longer than all deadlines, the client's and the server's. */
  private static final int LONG_MILLIS = 4_000;

  /** The verdict or the close, the first delay of at most 1 s, the attempt, on a busy machine. */
  private static final int SOON_MILLIS = 3_000;

  private static final int MANY = 50;

  @RegisterExtension static final Stage STAGE = new Stage();

  @Test
  void aScriptThatHungAfterItsBeatReadsTheAnswerBeforeItsVerdict() {
    Page page = STAGE.scripts().page();
    open(page, 1, CHANNEL, Map.of());
    hangAfterTheNextBeat(page);
    awaitMoreBeats(page);
    assertEquals(List.of(1, 0), page.evaluate("() => [lines[0].opens, lines[0].closes]"));
  }

  @Test
  void aScriptThatHungForTooLongIsBackSoonAfterwards() {
    Page page = STAGE.scripts().page();
    open(page, 1, STRICT, Map.of());
    hangAfterTheNextBeat(page);
    long start = System.nanoTime();
    await(page, "() => lines[0].opens === 2");
    long millis = (System.nanoTime() - start) / 1_000_000;
    assertTrue(millis < SOON_MILLIS, "back after " + millis + " ms");
    assertEquals(1, page.evaluate("() => lines[0].closes"));
  }

  @Test
  void aPageWithoutNetworkWaitsForItAndTriesAtOnceWhenItReturns() throws Exception {
    ChatTab tab = STAGE.scripts();
    Page page = tab.page();
    open(page, 1, STRICT, Map.of("reconnect", Map.of("policy", "fixed", "base", 10_000)));
    tab.expectServerAway();
    page.context().setOffline(true);
    STAGE.stopServer();
    await(page, "() => lines[0].status.state === 'offline'");
    STAGE.restartServer();
    assertEquals("offline", page.evaluate("() => lines[0].status.state"));
    page.context().setOffline(false);
    await(page, "() => lines[0].opens === 2");
    assertEquals(
        List.of("offline", "connecting", "open"), page.evaluate("() => lines[0].states.slice(-3)"));
    assertEquals(0, page.evaluate("() => lines[0].retries"));
  }

  @Test
  void manyConnectionsOfOnePageAllComeBackAndNoneTwice() throws Exception {
    ChatTab tab = STAGE.scripts();
    Page page = tab.page();
    open(page, MANY, CHANNEL, Map.of());
    page.evaluate("() => lines[0].send('to all')");
    await(page, "() => lines.every(({ heard }) => heard.length === 1)");
    tab.expectServerAway();
    STAGE.stopServer();
    await(page, "() => lines.every(({ closes }) => closes === 1)");
    STAGE.restartServer();
    page.setDefaultTimeout(60_000);
    await(page, "() => lines.every(({ status }) => status.state === 'open')");
    assertEquals(
        true,
        page.evaluate("() => lines.every(({ opens, closes }) => opens === 2 && closes === 1)"));
    assertEquals(MANY, tab.openSockets());
    page.evaluate("() => lines[0].send('again')");
    await(page, "() => lines.every(({ heard }) => heard.length === 2)");
  }

  @Test
  void theTimersOfAWorkerNeedNoTimersOfThePage() {
    Page page = STAGE.scripts().page();
    page.evaluate("() => (globalThis.setTimeout = () => 0)");
    open(page, 3, STRICT, Map.of("timers", "worker"));
    await(page, "() => lines.every(({ beats }) => beats > 2)");
    assertEquals(1, page.workers().size());
    page.evaluate("() => lines.slice(1).forEach((line) => line.close())");
    awaitMoreBeats(page);
    Worker worker = page.workers().get(0);
    worker.waitForClose(() -> page.evaluate("() => lines[0].close()"));
    assertEquals(List.of(), page.workers());
    assertEquals(List.of(1, 1, 1), page.evaluate("() => lines.map(({ opens }) => opens)"));
  }

  @Test
  void whereAWorkerIsForbiddenTheTimersOfThePageServe() {
    ChatTab tab = STAGE.strictScripts();
    open(tab.page(), 2, STRICT, Map.of("timers", "worker"));
    await(tab.page(), "() => lines.every(({ beats }) => beats > 2)");
    assertEquals(List.of(), tab.page().workers());
    assertEquals(List.of(1, 1), tab.page().evaluate("() => lines.map(({ opens }) => opens)"));
    assertTrue(
        tab.problems().stream().allMatch(problem -> problem.contains("Content Security Policy")));
    tab.problems().clear();
  }

  private static void open(Page page, int count, String url, Map<String, ?> options) {
    page.evaluate(
        "async ([count, url, options]) => (await import('/test-scripts/lines.js')).open(count, url, options)",
        List.of(count, url, options));
    await(page, "() => lines.every(({ opens }) => opens === 1)");
  }

  private static void awaitMoreBeats(Page page) {
    int beats = (int) page.evaluate("() => lines[0].beats");
    await(page, "() => lines[0].beats > " + (beats + 2));
  }

  /** Asks from outside: a hidden page paints no frames, and one of these has no timers. */
  private static void await(Page page, String condition) {
    page.waitForCondition(() -> (boolean) page.evaluate(condition));
  }

  /** All that arrives meanwhile is queued behind timers that are then long due. */
  private static void hangAfterTheNextBeat(Page page) {
    page.evaluate(
        """
        async (millis) => {
          const { send } = WebSocket.prototype;
          await new Promise((done) => {
            WebSocket.prototype.send = function (text) {
              send.call(this, text);
              WebSocket.prototype.send = send;
              for (const end = performance.now() + millis; performance.now() < end; ) {}
              done();
            };
          });
        }
        """,
        LONG_MILLIS);
  }
}
