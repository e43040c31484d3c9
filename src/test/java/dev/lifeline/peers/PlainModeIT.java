package dev.lifeline.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.browser.ChromiumForAll;
import dev.lifeline.browser.RecordingPage;
import dev.lifeline.testing.Await;
import dev.lifeline.testing.ServerProcess;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The browser client against servers that know nothing of Lifeline. */
class PlainModeIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** How many beats in a row must be answered, each within its deadline. */
  private static final int BEATS = 10;

  /** A client with its default interval and time-out would be gone by then. */
  private static final int DEFAULT_DEADLINE_MILLIS = 9_000;

  /** The timings of a beat, in milliseconds. */
  private static final Map<String, Object> TIMINGS = Map.of("interval", 200, "timeout", 1_000);

  @RegisterExtension static final ChromiumForAll CHROMIUM = new ChromiumForAll();

  /** Serves the client's modules, and nothing else here. */
  private static ServerProcess lifeline;

  private static ForeignServers servers;

  private RecordingPage page;

  @BeforeAll
  static void startServers() throws Exception {
    lifeline = ServerProcess.start();
  }

  @AfterAll
  static void stopServers() throws Exception {
    lifeline.close();
    if (servers != null) {
      servers.close();
    }
  }

  @BeforeEach
  void openPage() throws Exception {
    if (servers == null) {
      servers = ForeignServers.start();
    }
    URI home = URI.create("http://localhost:" + lifeline.port() + "/");
    page = new RecordingPage(CHROMIUM.browser(), home);
  }

  @AfterEach
  void closePage() {
    if (page != null) {
      page.close();
    }
  }

  @Test
  void aServerThatAnswersPingWithPongNeedsNoOption() throws Exception {
    open("pong", Map.of());
    await(() -> page.answers() >= BEATS);
    assertStayed();
    assertEquals(List.of(), page.heard());
  }

  @Test
  void theEchoOfABeatIsItsAnswerAndKeptBack() throws Exception {
    open("echo", Map.of("message", "beat", "answer", "beat"));
    await(() -> page.answers() >= BEATS);
    page.send("a word");
    await(() -> page.heard().contains("a word"));
    assertStayed();
    assertEquals(List.of("a word"), page.heard());
  }

  @Test
  void withoutAnAnswerOfItsOwnAnyMessageIsOneAndIsDelivered() throws Exception {
    open("echo", anyAnswer());
    page.send("a word");
    await(() -> page.heard().size() >= 1 + BEATS);
    assertStayed();
    List<String> expected = new ArrayList<>(Collections.nCopies(page.heard().size() - 1, "ping"));
    expected.add(page.heard().indexOf("a word"), "a word");
    assertEquals(expected, page.heard());
  }

  @Test
  void aServerThatTalksNeedNotAnswer() throws Exception {
    open("talkative", anyAnswer());
    await(() -> page.heard().size() >= 50);
    assertStayed();
  }

  @Test
  void aServerThatSaysNothingIsTakenForDeadAndTriedAgain() throws Exception {
    open("mute", anyAnswer());
    await(
        () -> states().startsWith("connecting open checking connecting open checking connecting"));
  }

  @Test
  void withoutAHeartbeatAServerMaySayNothing() throws Exception {
    page.open(servers.uri("mute"), Map.of("heartbeat", false));
    await(() -> states().endsWith("open"));
    long openMillis = page.changes().get(1).atMillis();
    await(() -> System.currentTimeMillis() - openMillis > DEFAULT_DEADLINE_MILLIS);
    assertEquals("connecting open", states());
  }

  @Test
  void aFarewellWith1000IsNoReasonToStayAway() throws Exception {
    open("farewell", Map.of());
    await(() -> states().matches("(connecting open (checking )?waiting ){2}connecting.*"));
  }

  private void open(String character, Map<String, Object> options) throws Exception {
    Map<String, Object> heartbeat = new HashMap<>(TIMINGS);
    heartbeat.putAll(options);
    page.open(
        servers.uri(character),
        Map.of("heartbeat", heartbeat, "reconnect", Map.of("policy", "fixed", "base", 100)));
    await(() -> states().contains("open"));
  }

  private static Map<String, Object> anyAnswer() {
    Map<String, Object> options = new HashMap<>();
    options.put("answer", null);
    return options;
  }

  /** One connection from first to last; that an answer took its time is no end. */
  private void assertStayed() {
    assertTrue(states().matches("connecting open( checking open)*( checking)?"), states());
  }

  private String states() {
    return page.changes().stream()
        .map(RecordingPage.Change::state)
        .collect(Collectors.joining(" "));
  }

  private void await(BooleanSupplier condition) throws InterruptedException {
    Await.until(() -> states() + " " + page.heard(), PATIENCE, condition);
  }
}
