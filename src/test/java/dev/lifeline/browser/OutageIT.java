package dev.lifeline.browser;

import static dev.lifeline.browser.ChatTab.expect;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.IsInViewportOptions;
import java.net.http.WebSocket;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The chat page when the network or the server dies. Each test has a room of its own. */
class OutageIT {

  /** The server's deadline, see {@link Stage}. */
  private static final double DEADLINE_SECONDS = 2.0;

  /** What the page notices within: interval and timeout of its query, and a busy machine. */
  private static final int NOTICED_MILLIS = 1_800;

  private static final Pattern GHOST =
      Pattern.compile("Server closed the ghost after (\\d+\\.\\d) s of silence: 4000 no-heartbeat");

  /**
   * How a ghost ends whose client is back sooner than its deadline, or on a busy machine is not.
   */
  private static final Pattern REPLACED =
      Pattern.compile(
          "Server closed the ghost after \\d+\\.\\d s of silence: "
              + "(4409 resumed-elsewhere|4000 no-heartbeat)");

  /**
   * Two seconds for a countdown, and no verdict before the server has said goodbye; and Chromium
   * itself holds a socket back for up to 5 s after many that found no server.
   */
  private static final String PATIENT =
      "?interval=300&timeout=6000&connect=6000&policy=fixed&base=2000";

  @RegisterExtension static final Stage STAGE = new Stage();

  @Test
  void aMuteTabNoticesIsClosedAtTheDeadlineReturnsAndChats() {
    ChatTab ada = STAGE.tab("Ada", "mute");
    ChatTab bob = STAGE.tab("Bob", "mute");
    ada.cutNetwork(true);
    expect(ada.event("noticed")).hasCount(1);
    assertTrue(ada.seenStates().contains("checking"), () -> "saw " + ada.seenStates());
    int noticed = Integer.parseInt(ada.event("noticed").getAttribute("data-millis"));
    assertTrue(noticed < NOTICED_MILLIS, "noticed after " + noticed + " ms");

    assertSilenceBeforeClose(ada);
    assertEquals(0, ada.openSockets());
    assertEquals(1, bob.openSockets());

    ada.cutNetwork(false);
    ada.awaitState("open");
    expect(ada.event("back")).hasCount(1);
    ada.say("I am back");
    expect(bob.heard("I am back")).hasCount(1);
    bob.say("Welcome back");
    expect(ada.heard("Welcome back")).hasCount(1);
    ada.page().waitForCondition(() -> ada.openSockets() == 1);
  }

  @Test
  void whatIsWrittenIntoADeadNetworkArrivesOnceAfterTheReturn() {
    ChatTab ada = STAGE.tab("Ada", "void");
    ChatTab bob = STAGE.tab("Bob", "void");
    ada.cutNetwork(true);
    ada.say("can anybody hear me?");
    ada.awaitState("waiting");
    ada.say("nobody can");
    expect(ada.find(".message[data-delivery=pending]")).hasCount(2);
    ada.cutNetwork(false);
    expect(ada.delivered("can anybody hear me?")).hasCount(1);
    expect(ada.delivered("nobody can")).hasCount(1);
    bob.say("we can");
    expect(bob.delivered("we can")).hasCount(1);
    expect(bob.heard("can anybody hear me?")).hasCount(1);
    expect(bob.heard("nobody can")).hasCount(1);
  }

  @Test
  void whatWasMissedIsToldByNumberAndShownOnceInOrder() {
    ChatTab ada = STAGE.tab("Ada", "missed");
    ChatTab bob = STAGE.tab("Bob", "missed");
    bob.say("before");
    expect(ada.heard("before")).hasCount(1);
    ada.cutNetwork(true);
    expect(ada.event("ghost-closed")).hasCount(1);
    expect(ada.session()).hasText("The server keeps the session for 2 min");
    for (String text : List.of("one", "two", "three")) {
      bob.say(text);
      expect(bob.delivered(text)).hasCount(1);
    }
    ada.cutNetwork(false);
    expect(ada.divider("away")).hasText("3 messages while you were away");
    expect(ada.session()).hasText("Session resumed, 3 messages caught up");
    expect(ada.event("resumed")).hasText("Session resumed, 3 messages caught up");
    expect(ada.find("#session-detail")).containsText("At message 4 of epoch ");
    bob.say("after");
    expect(ada.heard("after")).hasCount(1);
    expect(ada.find(".message .text"))
        .hasText(new String[] {"before", "one", "two", "three", "after"});
    expect(ada.find(".divider ~ .message")).hasCount(4);
    expect(ada.find(".earlier")).hasCount(0);
  }

  @Test
  void ofManyThatWereMissedTheFirstIsInSightAndAButtonLeadsToTheLast() {
    ChatTab ada = STAGE.tab("Ada", "many");
    ChatTab bob = STAGE.tab("Bob", "many");
    ada.cutNetwork(true);
    ada.awaitState("waiting");
    WebSocket peer = STAGE.plainClient("many");
    IntStream.rangeClosed(1, 100).forEach(i -> peer.sendText("message " + i, true).join());
    expect(bob.heard("message 100")).hasCount(1);
    ada.cutNetwork(false);
    expect(ada.divider("away")).hasText("100 messages while you were away");
    expect(ada.divider("away")).isInViewport();
    expect(ada.heard("message 1")).isInViewport();
    expect(ada.find("#newer")).hasText("100 new messages");
    ada.page().click("#newer");
    expect(ada.heard("message 100")).isInViewport();
    expect(ada.find("#newer")).isHidden();
  }

  @Test
  void oneThatWasMissedIsOneAndWhatIWroteMeanwhileIsNotCounted() {
    ChatTab ada = STAGE.tab("Ada", "single");
    ChatTab bob = STAGE.tab("Bob", "single");
    ada.cutNetwork(true);
    ada.awaitState("waiting");
    ada.say("mine");
    bob.say("his");
    expect(bob.delivered("his")).hasCount(1);
    ada.cutNetwork(false);
    expect(ada.divider("away")).hasText("1 message while you were away");
    expect(ada.session()).hasText("Session resumed, 1 message caught up");
    expect(ada.delivered("mine")).hasCount(1);
    expect(bob.heard("mine")).hasCount(1);
    expect(ada.find(".message")).hasCount(2);
  }

  @Test
  void anOutageInWhichNobodySpokeLeavesNothingInTheLog() {
    ChatTab ada = STAGE.tab("Ada", "silent");
    int entries = ada.find("#log > *").count();
    ada.cutNetwork(true);
    ada.awaitState("waiting");
    expect(ada.find("#members-title")).hasText("Here when the line was lost");
    ada.cutNetwork(false);
    expect(ada.session()).hasText("Session resumed, nothing missed");
    expect(ada.event("resumed")).hasText("Session resumed, nothing missed");
    expect(ada.find("#members-title")).hasText("Here now");
    assertEquals(entries, ada.find("#log > *").count());
  }

  @Test
  void aMessageThatIsNotDeliveredSaysSoInSight() {
    ChatTab ada = STAGE.tab("Ada", "sight");
    for (int i = 0; i < 12; i++) {
      ada.say("message " + i);
    }
    ada.cutNetwork(true);
    expect(ada.event("noticed")).hasCount(1);
    ada.say("can anybody hear me?");
    Locator words = ada.find(".message[data-delivery=pending] .delivery");
    expect(words).hasText("Not delivered yet");
    expect(words).isInViewport(new IsInViewportOptions().setRatio(1));
    expect(ada.find("#newer")).isHidden();
  }

  @Test
  void thePlotHasAGapWhereTheLineWasDead() {
    Page page = STAGE.tab().page();
    Object samplesOfRuns =
        page.evaluate(
            """
            async () => {
              const { RttPlot } = await import('/chat/rtt-plot.js');
              const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
              document.body.append(svg);
              const number = () => document.createElement('dd');
              const numbers = { now: number(), min: number(), median: number(), max: number() };
              const plot = new RttPlot(svg, numbers, 1000);
              plot.add(1);
              plot.add(2);
              plot.dead(performance.now() - 5);
              plot.alive();
              plot.add(3);
              return [...svg.querySelectorAll('polyline')].map(({ points }) => points.length);
            }
            """);
    assertEquals(List.of(2, 1), samplesOfRuns);
  }

  @Test
  void aCutTooShortToNoticeStillEndsTheOldConnection() {
    ChatTab ada = STAGE.tab("Ada", "short");
    ada.cutNetwork(true);
    ada.cutNetwork(false);
    expect(ada.event("back")).hasCount(1);
    expect(ada.event("ghost-closed")).hasText(REPLACED);
    ada.awaitState("open");
    assertEquals(1, ada.openSockets());
  }

  @Test
  void aServerThatGoesAndReturnsFindsEachTabOnce() throws Exception {
    ChatTab ada = STAGE.tab(PATIENT);
    ada.join("Ada", "restart");
    ChatTab bob = STAGE.tab(PATIENT);
    bob.join("Bob", "restart");
    ada.expectServerAway();
    bob.expectServerAway();

    STAGE.stopServer();
    ada.awaitState("waiting");
    expect(ada.event("lost")).hasText("Connection lost: 1001 going-away");
    ada.awaitWords("Reconnecting in 2 s");
    ada.awaitWords("Reconnecting in 1 s");
    expect(ada.find("#reconnect")).isVisible();

    STAGE.restartServer();
    ada.awaitState("open");
    bob.awaitState("open");
    expect(ada.find("#state")).hasText("Connected");
    expect(ada.find("#reconnect")).isHidden();
    for (ChatTab tab : new ChatTab[] {ada, bob}) {
      expect(tab.session())
          .hasText("New session: the server has forgotten the old one; some messages may be lost");
      expect(tab.event("resumed")).hasText(tab.session().innerText());
      expect(tab.divider("gap"))
          .hasText("Some messages may be lost: the server has forgotten the room’s history");
    }
    ada.say("The server is back");
    expect(bob.heard("The server is back")).hasCount(1);
    assertEquals(1, ada.openSockets());
    assertEquals(1, bob.openSockets());
  }

  @Test
  void aTabWithoutNetworkSaysSoAndIsBackWithTheNetwork() throws Exception {
    ChatTab ada = STAGE.tab(PATIENT);
    ada.join("Ada", "offline");
    ada.expectServerAway();
    ada.page().context().setOffline(true);
    STAGE.stopServer();
    ada.awaitState("offline");
    expect(ada.find("#state")).hasText("No network");
    expect(ada.find("#reconnect")).isVisible();
    ada.say("written meanwhile");

    STAGE.restartServer();
    ada.page().context().setOffline(false);
    ada.awaitState("open");
    expect(ada.delivered("written meanwhile")).hasCount(1);
    assertEquals(1, ada.openSockets());
  }

  @Test
  void reconnectNowHammeredOpensOneConnection() {
    ChatTab ada = STAGE.tab("?interval=300&timeout=300&connect=300&policy=fixed&base=20000");
    ada.join("Ada", "hammer");
    ada.cutNetwork(true);
    ada.awaitState("waiting");
    ada.cutNetwork(false);
    ada.page()
        .evaluate(
            """
            () => {
              for (let i = 0; i < 20; i++) {
                document.getElementById('reconnect').click();
                window.dispatchEvent(new Event('online'));
                document.dispatchEvent(new Event('visibilitychange'));
              }
            }
            """);
    ada.awaitState("open");
    expect(ada.event("ghost-closed")).hasText(REPLACED);
    assertEquals(1, ada.openSockets());
  }

  /** Waits for the server's verdict, and holds it to its deadline as far as a tenth shows it. */
  private static void assertSilenceBeforeClose(ChatTab tab) {
    expect(tab.event("ghost-closed")).hasText(GHOST);
    Matcher ghost = GHOST.matcher(tab.event("ghost-closed").innerText());
    assertTrue(ghost.matches());
    double silence = Double.parseDouble(ghost.group(1));
    assertTrue(silence >= DEADLINE_SECONDS, "closed after " + silence + " s of silence");
    assertTrue(silence < 2 * DEADLINE_SECONDS, "closed after " + silence + " s of silence");
  }
}
