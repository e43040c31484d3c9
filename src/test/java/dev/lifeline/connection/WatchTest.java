package dev.lifeline.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lifeline.heartbeat.HeartbeatMonitor;
import dev.lifeline.heartbeat.HeartbeatPolicy;
import dev.lifeline.testing.FakeSession;
import dev.lifeline.testing.FakeTicker;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sessions on which their application sends. Interval 1 s, timeout 3 s, one connection at most. */
class WatchTest {

  private static final ConnectionOwner NOBODY = new ConnectionOwner() {};

  private final FakeTicker ticker = new FakeTicker(0);
  private final HeartbeatMonitor monitor = new HeartbeatMonitor(ticker);
  private final List<SessionEnded> ends = new ArrayList<>();
  private final Connections connections = connections(Duration.ofSeconds(1));
  private final FakeSession peer = new FakeSession("1");

  @Test
  void aSilentPeerIsAskedAsItsOwnerWantsAndClosed() {
    watch(true);
    pass(3_000);
    assertEquals(List.of("ping", "ping", "close 4000 no-heartbeat"), peer.told);
  }

  @Test
  void theBoundOfLifelinesOwnConnectionsDoesNotCount() {
    watch(true);
    connections.watch(
        new FakeSession("2").session(), "/b", new LifeSign(true, null), connection -> NOBODY);
    assertEquals(2, connections.size());
  }

  @Test
  void whoSpeaksAndDoesNotReadIsEndedOnceAPongIsMissing() {
    Connection connection = watch(true);
    answerPingAfter(1_000, connection);
    speakFor(5_000, connection);
    assertEquals(List.of("ping", "ping", "close 4001 slow-reader"), peer.told);
    assertEquals(EndReason.SLOW_READER, ends.get(0).reason());
  }

  @Test
  void whosePongMayWaitBehindItsMessagesIsKept() {
    Connection connection = watch(true);
    answerPingAfter(1_000, connection);
    speakFor(1_000, connection);
    connection.liveness().beginHandling();
    pass(4_500);
    connection.liveness().endHandling();
    // Its messages are read one after the other: the pong is behind them.
    for (int i = 0; i < 200; i++) {
      pass(10);
      connection.liveness().touch();
    }
    assertEquals(1, connections.size());
    speakFor(2_000, connection);
    assertEquals(EndReason.SLOW_READER, ends.get(0).reason());
  }

  @Test
  void whoSpeaksAndAnswersIsKept() {
    Connection connection = watch(true);
    for (int i = 0; i < 20; i++) {
      answerPingAfter(1_000, connection);
      speakFor(500, connection);
    }
    assertEquals(1, connections.size());
  }

  @Test
  void whoSpeaksIsProbedAnIntervalAfterItsOpeningWheneverThatWas() {
    Connection first = watch(true);
    speakFor(500, first);
    FakeSession late = new FakeSession("2");
    Connection second =
        connections.watch(late.session(), "/b", new LifeSign(true, null), connection -> NOBODY);
    speakFor(750, first, second);
    assertEquals(List.of("ping"), peer.told);
    assertEquals(List.of(), late.told);
    speakFor(500, first, second);
    assertEquals(List.of("ping"), late.told);
  }

  @Test
  void whoseAnswerShowsThatItReadsIsNotProbedBesides() {
    Connection connection = watch(true);
    for (int i = 1; i <= 5; i++) {
      answerPingAfter(1_000, connection);
      assertEquals(i, peer.told.size(), peer.told::toString);
    }
  }

  @Test
  void whoNeverAnswersPingsAndSpeaksIsKept() {
    speakFor(20_000, watch(true));
    assertEquals(1, connections.size());
  }

  @Test
  void whoIsNotPingedIsJudgedByItsSilenceAlone() {
    speakFor(20_000, watch(false));
    assertEquals(List.of(), peer.told);
  }

  @Test
  void whoeverOpenedWhenIsLookedAtOnceAnInterval() {
    List<FakeSession> peers = new ArrayList<>();
    Connection[] speaking = watchOneAfterTheOther(peers);
    speakFor(1_100, speaking);
    for (FakeSession asked : peers) {
      assertEquals(List.of("ping"), asked.told);
    }
  }

  @Test
  void aMonitorThatIsLateWithEveryVisitLeavesNobodyOut() {
    List<FakeSession> peers = new ArrayList<>();
    Connection[] speaking = watchOneAfterTheOther(peers);
    for (int i = 0; i < 6; i++) {
      ticker.advance(Duration.ofMillis(200));
      monitor.advance();
      for (Connection connection : speaking) {
        connection.liveness().touch();
      }
    }
    for (FakeSession asked : peers) {
      assertEquals(List.of("ping"), asked.told);
    }
  }

  @Test
  void anIntervalShorterThanATickIsATick() {
    Connections swift = connections(Duration.ofNanos(1));
    swift.watch(peer.session(), "/a", new LifeSign(true, null), connection -> NOBODY);
    pass(200);
    assertEquals(Collections.nCopies(20, "ping"), peer.told);
  }

  @Test
  void aSessionWhoseCloseNobodyToldIsForgottenAfterTheInterval() {
    watch(true);
    peer.vanish();
    pass(1_000);
    assertEquals(0, connections.size());
    assertEquals(EndReason.PEER_CLOSED, ends.get(0).reason());
  }

  @Test
  void eachEndpointHasItsFigures() {
    Connection first = watch(true);
    connections.watch(
        new FakeSession("2").session(), "/b", new LifeSign(true, null), connection -> NOBODY);
    first.end(EndReason.PEER_CLOSED);
    EndpointFigures a = connections.endpoints().get("/a");
    EndpointFigures b = connections.endpoints().get("/b");
    assertEquals(0, a.openSessions());
    assertEquals(1, a.openedSessions());
    assertEquals(1, a.endedByReason().get(EndReason.PEER_CLOSED));
    assertEquals(1, b.openSessions());
    assertEquals(0, b.endedByReason().get(EndReason.PEER_CLOSED));
  }

  private Connection watch(boolean pings) {
    return connections.watch(peer.session(), "/a", new LifeSign(pings, null), connection -> NOBODY);
  }

  private void answerPingAfter(long millis, Connection connection) {
    pass(millis);
    connection.receivePong(ByteBuffer.wrap(peer.lastPing()));
  }

  private Connections connections(Duration interval) {
    return new Connections(
        monitor,
        new HeartbeatPolicy(interval, Duration.ofSeconds(3), Duration.ofSeconds(5)),
        new LifeSign(false, OutboundMessage.text("?")),
        new OutboundLimits(1_000, 1_000, Duration.ofSeconds(10), 1_000),
        1,
        Runnable::run,
        ends::add);
  }

  /** 20 within 1.4 s, none of which is silent. */
  private Connection[] watchOneAfterTheOther(List<FakeSession> peers) {
    List<Connection> watched = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      FakeSession another = new FakeSession("opened-" + i);
      peers.add(another);
      watched.add(
          connections.watch(
              another.session(), "/a", new LifeSign(true, null), connection -> NOBODY));
      pass(70);
      watched.forEach(connection -> connection.liveness().touch());
    }
    return watched.toArray(Connection[]::new);
  }

  private void speakFor(long millis, Connection... peers) {
    for (long spoken = 0; spoken < millis; spoken += 250) {
      pass(250);
      for (Connection connection : peers) {
        connection.liveness().touch();
      }
    }
  }

  private void pass(long millis) {
    for (long t = 0; t < millis; t += HeartbeatMonitor.TICK.toMillis()) {
      ticker.advance(HeartbeatMonitor.TICK);
      monitor.advance();
    }
  }
}
