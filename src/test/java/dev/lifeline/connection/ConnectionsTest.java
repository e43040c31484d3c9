package dev.lifeline.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.heartbeat.HeartbeatMonitor;
import dev.lifeline.heartbeat.HeartbeatPolicy;
import dev.lifeline.testing.FakeSession;
import dev.lifeline.testing.FakeTicker;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** Interval 1 s, timeout 3 s, at most 2 connections, and an executor that waits to be told. */
class ConnectionsTest {

  private final FakeTicker ticker = new FakeTicker(0);
  private final HeartbeatMonitor monitor = new HeartbeatMonitor(ticker);
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final List<String> heard = new ArrayList<>();
  private final Connections connections =
      new Connections(
          monitor,
          new HeartbeatPolicy(Duration.ofSeconds(1), Duration.ofSeconds(3)),
          new OutboundLimits(1 << 20, 1_000, Duration.ofSeconds(10)),
          2,
          tasks::add);
  private final FakeSession peer = new FakeSession("1");

  @Test
  void aSilentPeerIsPingedAndThenClosedWithItsReason() {
    open(peer, true);
    for (int i = 0; i < 3; i++) {
      pass(1_000);
      runTasks();
    }
    assertEquals(List.of("ping", "ping", "close 4000 no-heartbeat"), peer.told);
    assertEquals(List.of("1 opened", "1 ended NO_HEARTBEAT"), heard);
    assertEquals(0, connections.size());
  }

  @Test
  void theMonitorsThreadItselfTouchesNoSession() {
    open(peer, true);
    pass(3_000);
    assertEquals(List.of(), peer.told);
    assertNull(connections.find(peer.session()));
  }

  @Test
  void whoAskedForNoPingsGetsNone() {
    open(peer, false);
    pass(3_000);
    runTasks();
    assertEquals(List.of("close 4000 no-heartbeat"), peer.told);
  }

  @Test
  void messagesPartsAndPongsAllCountAsLife() {
    Connection connection = open(peer, false);
    pass(2_000);
    connection.receiveText("a", false);
    pass(2_000);
    connection.receiveText("b", true);
    pass(2_000);
    connection.receiveBinary(ByteBuffer.allocate(1), false);
    pass(2_000);
    connection.receivePong();
    pass(2_975);
    runTasks();
    assertEquals(List.of(), peer.told);
    pass(25);
    runTasks();
    assertEquals(List.of("close 4000 no-heartbeat"), peer.told);
  }

  @Test
  void whatIsSentToAPeerIsNoSignOfItsLife() {
    Connection connection = open(peer, false);
    for (int i = 0; i < 3; i++) {
      pass(1_000);
      connection.send(OutboundMessage.text("x"));
    }
    runTasks();
    assertEquals("close 4000 no-heartbeat", peer.told.get(peer.told.size() - 1));
  }

  @Test
  void onlyTheFirstEndCounts() {
    Connection connection = open(peer, true);
    assertTrue(connection.end(EndReason.PEER_CLOSED));
    assertFalse(connection.end(EndReason.NO_HEARTBEAT));
    pass(10_000);
    runTasks();
    assertEquals(List.of("1 opened", "1 ended PEER_CLOSED"), heard);
    assertEquals(List.of(), peer.told);
    assertEquals(0, monitor.wheel().size());
  }

  @Test
  void theCleanUpComesBeforeAContainersCloseThatMayTakeItsTime() {
    Connection connection = open(peer, true);
    connection.end(EndReason.SLOW_READER);
    assertEquals(List.of("1 opened", "1 ended SLOW_READER"), heard);
    assertEquals(List.of(), peer.told);
    runTasks();
    assertEquals(List.of("close 4001 slow-reader"), peer.told);
  }

  @Test
  void anEndedConnectionHearsAndSaysNothing() {
    Connection connection = open(peer, true);
    connection.end(EndReason.PEER_CLOSED);
    runTasks();
    heard.clear();
    connection.receiveText("late", true);
    connection.send(OutboundMessage.text("late"));
    assertEquals(List.of(), heard);
    assertEquals(List.of(), peer.told);
  }

  @Test
  void oneConnectionTooManyIsToldToTryLater() {
    open(new FakeSession("a"), true);
    Connection second = open(new FakeSession("b"), true);
    open(peer, true);
    runTasks();
    assertEquals(List.of("close 1013 too-many-connections"), peer.told);
    assertEquals(List.of("a opened", "b opened", "1 ended TOO_MANY_CONNECTIONS"), heard);
    assertEquals(2, connections.size());

    second.end(EndReason.PEER_CLOSED);
    FakeSession next = new FakeSession("c");
    open(next, true);
    runTasks();
    assertEquals(List.of(), next.told);
  }

  @Test
  void shutDownEndsAllAndWhoeverStillComes() {
    FakeSession late = new FakeSession("late");
    open(peer, true);
    connections.shutDown();
    open(late, true);
    runTasks();
    assertEquals(List.of("close 1001 going-away"), peer.told);
    assertEquals(List.of("close 1001 going-away"), late.told);
    assertEquals(0, connections.size());
    assertEquals(0, monitor.wheel().size());
  }

  @Test
  void anExecutorThatHasGoneDoesNotKeepAPeerFromItsEnd() {
    Connections orphaned =
        new Connections(
            monitor,
            new HeartbeatPolicy(Duration.ofSeconds(1), Duration.ofSeconds(3)),
            new OutboundLimits(1, 1, Duration.ofSeconds(1)),
            2,
            task -> {
              throw new RejectedExecutionException();
            });
    orphaned.open(peer.session(), true, c -> new Recorder("1"));
    orphaned.shutDown();
    assertEquals(List.of("1 opened", "1 ended SHUT_DOWN"), heard);
    assertEquals(List.of("close 1001 going-away"), peer.told);
  }

  @Test
  void lastMessageTimeIsALiveNumberInTheSession() {
    open(peer, true);
    assertTrue(peer.property("lastMessageTime") instanceof Number);
  }

  private Connection open(FakeSession session, boolean pings) {
    Recorder recorder = new Recorder(session.session().getId());
    connections.open(session.session(), pings, recorder::of);
    assertNotNull(recorder.connection);
    return recorder.connection;
  }

  private void pass(long millis) {
    for (long t = 0; t < millis; t += 25) {
      ticker.advance(HeartbeatMonitor.TICK);
      monitor.advance();
    }
  }

  private void runTasks() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  private final class Recorder implements ConnectionHandler {
    private final String name;
    private Connection connection;

    Recorder(String name) {
      this.name = name;
    }

    ConnectionHandler of(Connection supervised) {
      connection = supervised;
      return this;
    }

    @Override
    public void opened() {
      heard.add(name + " opened");
    }

    @Override
    public void text(String part, boolean last) {
      heard.add(name + " text " + part);
    }

    @Override
    public void binary(ByteBuffer part, boolean last) {
      heard.add(name + " binary");
    }

    @Override
    public void ended(EndReason reason) {
      heard.add(name + " ended " + reason);
    }
  }
}
