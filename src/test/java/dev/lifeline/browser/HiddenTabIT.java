package dev.lifeline.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import dev.lifeline.testing.ServerProcess;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The browser client in a tab that Chromium truly hides, throttles and freezes. */
class HiddenTabIT {

  private static final String CHANNEL = "/channels/hidden";

  /** The server judges by messages alone, and ends the connection after 3 s without any. */
  private static final String STRICT = CHANNEL + "?pings=off";

  private static final String[] SETTINGS = {
    "lifeline.heartbeat.interval=500ms", "lifeline.heartbeat.timeout=3s"
  };

  private static final Map<String, ?> SELDOM = Map.of("heartbeat", Map.of("interval", 60_000));

  private final Gson gson = new Gson();
  private ServerProcess server;
  private Chromium chromium;
  private OrdinaryTab tab;

  @BeforeEach
  void openTab() throws Exception {
    chromium = Chromium.launch(OrdinaryTab.UNWANTED);
    server = ServerProcess.start(SETTINGS);
    URI home = URI.create("http://localhost:" + server.port() + "/");
    tab = new OrdinaryTab(chromium.browser(), home.resolve("chat.css"));
    String script = Scripts.read("lines.js").replace("'/lifeline/", "'" + home + "lifeline/");
    tab.evaluate(
        "import(URL.createObjectURL(new Blob([%s], { type: 'text/javascript' })))"
                .formatted(gson.toJson(script))
            + ".then(({ open }) => void (globalThis.open = open))");
  }

  @AfterEach
  void closeAll() throws Exception {
    if (server != null) {
      server.close();
    }
    if (chromium != null) {
      chromium.close();
    }
  }

  @Test
  void aHiddenTabBeatsOnThoughItsTimersAreThrottledAndFasterWithTheTimersOfAWorker() {
    open(STRICT, Map.of());
    open(STRICT, Map.of("timers", "worker"));
    tab.hide();
    int beats = number("lines[0].beats");
    int beatsOfWorker = number("lines[1].beats");
    tab.await("lines[0].beats > " + (beats + 4));
    assertTrue(
        number("lines[1].beats") - beatsOfWorker > number("lines[0].beats") - beats,
        "Chromium throttles the one and not the other");
    assertEquals(0, number("lines[0].closes + lines[1].closes"));
  }

  @Test
  void aTabThatIsShownAgainAsksAtOnce() {
    open(CHANNEL, SELDOM);
    tab.hide();
    assertEquals(0, number("lines[0].beats"));
    tab.show();
    tab.await("lines[0].beats === 1");
  }

  /** Chromium ends a frozen page's sockets, and the page learns of it when it thaws. */
  @Test
  void aFrozenTabLosesItsConnectionAndIsBackAfterItThawsThoughStillHidden() {
    open(CHANNEL, Map.of());
    tab.hide();
    tab.freeze();
    assertEquals(0, number("lines[0].closes"), "its script does not run");
    tab.thaw();
    tab.await("lines[0].opens === 2 && lines[0].status.state === 'open'");
    assertEquals(1, number("lines[0].closes"));
    assertTrue(tab.evaluate("document.visibilityState === 'hidden'").getAsBoolean());
  }

  private void open(String url, Map<String, ?> options) {
    tab.evaluate("void open(1, '%s', %s)".formatted(url, gson.toJson(options)));
    tab.await("lines.every(({ opens }) => opens === 1)");
  }

  private int number(String expression) {
    return tab.evaluate(expression).getAsInt();
  }
}
