package dev.lifeline.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.faults.ClientUnderTest.Change;
import dev.lifeline.testing.Await;
import dev.lifeline.testing.Direction;
import dev.lifeline.testing.Fault;
import dev.lifeline.testing.FaultProxy;
import dev.lifeline.testing.ProxiedConnection;
import dev.lifeline.testing.ServerClient;
import dev.lifeline.testing.ServerProcess;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a client does when the network fails, against the runnable WAR through a {@link FaultProxy}.
 * A witness, connected to the server past the proxy, says and hears what the client should hear and
 * say. After each scenario nothing was heard twice, and the client was never on two connections.
 */
abstract class ClientFaultsContract {

  private static final Timings TIMINGS = Timings.SHORT;

  /** What a busy machine may add to any deadline: the bounds here are the protocol's. */
  private static final Duration MARGIN = Duration.ofSeconds(8);

  /** A message of which a part passes; larger than all beats meanwhile. */
  private static final String LONG = "long ".repeat(2_000);

  private static final long PART_BYTES = 3_000;

  private static ServerProcess server;

  private final OneAtATime oneAtATime = new OneAtATime();
  private final List<String> witnessed = new ArrayList<>();
  private FaultProxy proxy;
  private ServerClient witness;
  private ClientUnderTest client;

  /** How many statuses there were when the fault began. */
  private int changesBefore;

  private long faultMillis;

  /** A client that has not begun to connect. */
  abstract ClientUnderTest newClient() throws Exception;

  @BeforeAll
  static void startServer() throws Exception {
    server =
        ServerProcess.start(
            "lifeline.heartbeat.interval=500ms",
            "lifeline.heartbeat.timeout=3s",
            // The page comes from the server itself, its messages through the proxy.
            "lifeline.origins=*");
  }

  @AfterAll
  static void stopServer() throws Exception {
    server.close();
  }

  /** Where the server is, past all faults. */
  static URI home() throws Exception {
    return URI.create("http://localhost:" + server.port() + "/");
  }

  @BeforeEach
  void connect() throws Exception {
    URI room = server.channel(UUID.randomUUID().toString());
    witness = ServerClient.join(room);
    proxy = FaultProxy.to(server.port(), oneAtATime);
    client = newClient();
    client.open(proxy.through(room), TIMINGS);
    awaitOpen(TIMINGS.connectTimeout());
    assertService();
  }

  @AfterEach
  void disconnect() throws Exception {
    try {
      assertNothingTwice(client.heard());
      assertNothingTwice(witnessed);
      assertEquals(List.of(), oneAtATime.violations());
    } finally {
      client.close();
      witness.close();
      proxy.close();
    }
  }

  @Test
  void aHalfOpenConnectionIsNoticedByTheHeartbeatAndReplaced() throws Exception {
    ProxiedConnection dead = proxy.newest();
    begin(() -> proxy.inflictOnOpen(Fault.halfOpen()));
    assertNoticedWithin(TIMINGS.untilNoticed());
    awaitOpen(TIMINGS.connectTimeout());
    assertEquals("checking connecting open", states());
    assertService();
    // The server has let go of its end, too. A browser may keep its own for a minute.
    await(() -> dead.hasEnded(Direction.TO_CLIENT));
  }

  @Test
  void aCutIsNoticedWithoutABeat() throws Exception {
    begin(() -> proxy.inflictOnOpen(Fault.cut()));
    assertNoticedWithin(Duration.ZERO);
    awaitOpen(TIMINGS.untilBack());
    assertEquals("waiting connecting open", states());
    assertService();
  }

  @Test
  void aResetIsNoticedWithoutABeat() throws Exception {
    begin(() -> proxy.inflictOnOpen(Fault.reset()));
    assertNoticedWithin(Duration.ZERO);
    awaitOpen(TIMINGS.untilBack());
    assertEquals("waiting connecting open", states());
    assertService();
  }

  @Test
  void aMessageCutOnItsWayToTheClientIsNotHeardInPart() throws Exception {
    begin(() -> proxy.inflictOnOpen(Fault.cutAfter(PART_BYTES, Direction.TO_CLIENT)));
    witness.say(LONG);
    assertNoticedWithin(Duration.ZERO);
    awaitOpen(TIMINGS.untilBack());
    assertService();
    assertTrue(client.heard().stream().noneMatch(text -> text.startsWith("long")));
  }

  @Test
  void aMessageResetOnItsWayToTheServerIsNotPublishedInPart() throws Exception {
    begin(() -> proxy.inflictOnOpen(Fault.resetAfter(PART_BYTES, Direction.TO_SERVER)));
    client.send(LONG);
    assertNoticedWithin(Duration.ZERO);
    awaitOpen(TIMINGS.untilBack());
    assertService();
    assertTrue(witnessed.stream().noneMatch(text -> text.startsWith("long")));
  }

  @Test
  void aServerThatAcceptsAndNeverAnswersIsGivenUpAttemptByAttempt() throws Exception {
    begin(() -> proxy.inflict(Fault.halfOpen()));
    assertNoticedWithin(TIMINGS.untilNoticed());
    await(() -> proxy.accepted() >= 4);
    assertMatches("checking connecting( waiting connecting)+");
    proxy.heal();
    awaitOpen(TIMINGS.untilBack());
    assertMatches("checking connecting( waiting connecting)+ open");
    assertService();
  }

  @Test
  void aServerThatRefusesIsTriedUntilItAccepts() throws Exception {
    begin(
        () -> {
          proxy.refuse();
          proxy.inflictOnOpen(Fault.reset());
        });
    assertNoticedWithin(Duration.ZERO);
    await(() -> states().startsWith("waiting connecting waiting connecting waiting connecting"));
    assertEquals(1, proxy.accepted());
    proxy.accept();
    awaitOpen(TIMINGS.untilBack());
    assertMatches("(waiting connecting )+open");
    assertEquals(2, proxy.accepted());
    assertService();
  }

  @Test
  void aHandshakeCutInTheMiddleIsAnAttemptThatFailed() throws Exception {
    proxy.plan(number -> number <= 3 ? Fault.cutAfter(40, Direction.TO_CLIENT) : Fault.none());
    begin(() -> proxy.inflictOnOpen(Fault.cut()));
    await(() -> proxy.accepted() == 5);
    awaitOpen(TIMINGS.untilBack());
    // Chromium holds an attempt back after some that failed, perhaps for longer than its time-out.
    assertMatches("(waiting connecting ){4,}open");
    assertService();
  }

  @Test
  void aDelayWithinTheTimeoutIsNoReasonToReconnect() throws Exception {
    Duration eachWay = TIMINGS.patience().multipliedBy(3).dividedBy(4);
    begin(() -> proxy.inflict(Fault.delay(eachWay)));
    await(() -> states().startsWith("checking open checking open checking open"));
    assertService();
    assertStayed();
  }

  @Test
  void aDelayBeyondTheTimeoutIsADeadConnection() throws Exception {
    begin(() -> proxy.inflict(Fault.delay(TIMINGS.timeout())));
    assertNoticedWithin(TIMINGS.untilNoticed());
    await(() -> proxy.accepted() >= 3);
    proxy.heal();
    awaitSettled();
    assertService();
    assertTrue(states().startsWith("checking connecting"), states());
  }

  @Test
  void aTrickleThatBeatsStillFitThroughIsNoReasonToReconnect() throws Exception {
    begin(() -> proxy.inflict(Fault.trickle(500)));
    assertService();
    ProxiedConnection slow = proxy.newest();
    long passed = slow.passed(Direction.TO_CLIENT);
    await(() -> slow.passed(Direction.TO_CLIENT) > passed + 50);
    assertService();
    assertStayed();
  }

  @Test
  void aTrickleTooThinForABeatIsADeadConnection() throws Exception {
    begin(() -> proxy.inflict(Fault.trickle(1)));
    assertNoticedWithin(TIMINGS.untilNoticed());
    await(() -> proxy.accepted() >= 3);
    assertMatches("checking connecting( waiting connecting)+");
    proxy.heal();
    awaitSettled();
    assertService();
  }

  /** Inflicts a fault: what follows is judged from here. */
  private void begin(Runnable fault) {
    changesBefore = client.changes().size();
    faultMillis = now();
    fault.run();
  }

  /** The statuses since the fault began. */
  private String states() {
    return client.changes().stream()
        .skip(changesBefore)
        .map(Change::state)
        .collect(Collectors.joining(" "));
  }

  private void assertMatches(String pattern) {
    String states = states();
    assertTrue(states.matches(pattern), states);
  }

  /** That an answer took its time is no end. */
  private void assertStayed() {
    assertMatches("(checking open ?)*(checking)?");
    assertEquals(1, proxy.accepted());
  }

  /** Waits until the client leaves the connection, and holds it to the bound. */
  private void assertNoticedWithin(Duration bound) throws InterruptedException {
    await(() -> states().matches("(checking |open )*(waiting|connecting).*"));
    long noticed =
        client.changes().stream()
            .skip(changesBefore)
            .filter(change -> List.of("waiting", "connecting").contains(change.state()))
            .findFirst()
            .orElseThrow()
            .atMillis();
    long millis = noticed - faultMillis;
    assertTrue(millis <= bound.plus(MARGIN).toMillis(), "noticed after " + millis + " ms");
  }

  private void awaitOpen(Duration bound) throws InterruptedException {
    Await.until(this::picture, bound.plus(MARGIN), this::isOpen);
  }

  private boolean isOpen() {
    return lastChange().state().equals("open");
  }

  private Change lastChange() {
    List<Change> changes = client.changes();
    return changes.get(changes.size() - 1);
  }

  /** Each hears the other, and itself, once. */
  private void assertService() throws Exception {
    String ours = "client says " + UUID.randomUUID();
    client.send(ours);
    hear(ours);
    String theirs = "witness says " + UUID.randomUUID();
    witness.say(theirs);
    hear(theirs);
    await(() -> client.heard().containsAll(List.of(ours, theirs)));
  }

  /** Waits until the client has been open for longer than a dead connection would be. */
  private void awaitSettled() throws InterruptedException {
    await(() -> isOpen() && lastChange().atMillis() < now() - TIMINGS.untilNoticed().toMillis());
  }

  private void hear(String text) throws InterruptedException {
    Object heard = witness.hear();
    while (!text.equals(heard)) {
      assertFalse(heard == null, () -> "the witness heard " + witnessed + " and not " + text);
      witnessed.add((String) heard);
      heard = witness.hear();
    }
    witnessed.add(text);
  }

  private void await(BooleanSupplier condition) throws InterruptedException {
    Await.until(this::picture, TIMINGS.untilBack().multipliedBy(2).plus(MARGIN), condition);
  }

  private static void assertNothingTwice(List<String> heard) {
    assertEquals(List.copyOf(new LinkedHashSet<>(heard)), heard);
  }

  private static long now() {
    return System.currentTimeMillis();
  }

  private String picture() {
    return states() + "; " + proxy.accepted() + " connections; " + client.heard();
  }
}
