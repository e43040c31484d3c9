package dev.lifeline.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import dev.lifeline.browser.ChromiumForAll;
import dev.lifeline.browser.RecordingPage;
import dev.lifeline.testing.Await;
import dev.lifeline.testing.Frame;
import dev.lifeline.testing.HandshakeRefused;
import dev.lifeline.testing.NginxProcess;
import dev.lifeline.testing.RawWebSocketClient;
import dev.lifeline.testing.ServerClient;
import dev.lifeline.testing.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Behind an nginx that is configured by the lines of the README, with time-outs of 20 s in place of
 * theirs. The server has its defaults: it pings after 15 s of silence and gives up after 40 s.
 */
class NginxIT {

  private static final Pattern LINES_OF_README =
      Pattern.compile("```nginx\n(.*?)```", Pattern.DOTALL);

  private static final Duration CUT_AFTER = Duration.ofSeconds(20);

  /** More than four times of nginx's patience. */
  private static final Duration IDLE = Duration.ofSeconds(90);

  /** Before the server's own deadline: who ended it is known by when. */
  private static final Duration BEFORE_THE_SERVER = Duration.ofSeconds(38);

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @RegisterExtension static final ChromiumForAll CHROMIUM = new ChromiumForAll();

  private static ServerProcess server;
  private NginxProcess nginx;

  @BeforeAll
  static void startServer() throws Exception {
    server = ServerProcess.start();
  }

  @AfterAll
  static void stopServer() throws Exception {
    server.close();
  }

  @BeforeEach
  void startNginx() throws Exception {
    NginxProcess.assumePresent();
    nginx = NginxProcess.start(locations());
  }

  @AfterEach
  void stopNginx() throws Exception {
    if (nginx != null) {
      nginx.close();
    }
  }

  /** The three wait together: with nobody's beats, with the client's alone, with the server's. */
  @Test
  void onlyWhoIsSilentIsCutAndBeatsOfEitherEndKeepAnIdleConnection() throws Exception {
    try (RawWebSocketClient silent = RawWebSocketClient.open(nginx.channel("silent?pings=off"));
        ServerClient pinged = ServerClient.connect(nginx.channel("pinged"));
        RecordingPage beating = new RecordingPage(CHROMIUM.browser(), nginx.home())) {
      long start = System.nanoTime();
      beating.open(
          nginx.channel("beating?pings=off"), Map.of("heartbeat", Map.of("interval", 15_000)));
      Await.until(beating::changes, PATIENCE, () -> isOpen(beating));

      Frame end = silent.next(BEFORE_THE_SERVER);
      assertEquals(Frame.END, end.opcode(), end::toString);
      long silence = end.arrivedNanos() - silent.openedNanos();
      // nginx rounds its timers to its own clock.
      assertTrue(silence >= CUT_AFTER.minusSeconds(1).toNanos(), silence + " ns");

      Await.until(
          () -> "90 s", IDLE.plus(PATIENCE), () -> System.nanoTime() - start >= IDLE.toNanos());
      assertEquals(List.of("connecting", "open"), states(beating));
      assertTrue(beating.answers() >= 4, beating.answers() + " answers");
      assertEquals(List.of(), beating.heard());
      beating.send("still here");
      Await.until(beating::heard, PATIENCE, () -> beating.heard().equals(List.of("still here")));
      assertTrue(pinged.isOpen());
      pinged.say("I, too");
      assertEquals("I, too", pinged.hear());
    }
  }

  @Test
  void theChatPageConnectsThroughIt() {
    Page page = CHROMIUM.browser().newContext().newPage();
    page.navigate(nginx.home().toString());
    page.fill("#name", "Ada");
    page.fill("#room", "lobby");
    page.click("#join");
    page.waitForSelector("#state[data-state=open]");
    page.context().close();
  }

  @Test
  void aPageOfAnotherOriginIsRefusedThroughIt() throws Exception {
    String ours = "Origin: http://" + nginx.home().getAuthority();
    RawWebSocketClient.open(nginx.channel("lobby"), ours).close();
    HandshakeRefused e =
        assertThrows(
            HandshakeRefused.class,
            () ->
                RawWebSocketClient.open(
                    nginx.channel("lobby"), "Origin: http://elsewhere.example"));
    assertEquals(403, e.status());
  }

  @Test
  void withoutTheLineThatForwardsTheHostItsOwnPageIsAnotherOrigin() throws Exception {
    String forgetful = locations().replaceAll("proxy_set_header Host .*;", "");
    try (NginxProcess other = NginxProcess.start(forgetful)) {
      String ours = "Origin: http://" + other.home().getAuthority();
      HandshakeRefused e =
          assertThrows(
              HandshakeRefused.class, () -> RawWebSocketClient.open(other.channel("lobby"), ours));
      assertEquals(403, e.status());
    }
  }

  /** The README's, for this server and with the short time-outs. */
  private static String locations() throws Exception {
    Matcher lines = LINES_OF_README.matcher(Files.readString(Path.of("README.md")));
    assertTrue(lines.find());
    String locations =
        lines
            .group(1)
            .replace("127.0.0.1:8080", "127.0.0.1:" + server.port())
            .replaceAll("(proxy_(?:read|send)_timeout) \\d+s", "$1 " + CUT_AFTER.toSeconds() + "s");
    assertTrue(locations.contains("proxy_read_timeout 20s;"), locations);
    assertTrue(locations.contains("proxy_send_timeout 20s;"), locations);
    assertTrue(locations.contains("proxy_set_header Host"), locations);
    return locations;
  }

  private static boolean isOpen(RecordingPage page) {
    List<String> states = states(page);
    return states.get(states.size() - 1).equals("open");
  }

  private static List<String> states(RecordingPage page) {
    return page.changes().stream().map(RecordingPage.Change::state).toList();
  }
}
