package dev.lifeline.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.heartbeat.HeartbeatMonitor;
import dev.lifeline.heartbeat.HeartbeatPolicy;
import dev.lifeline.testing.FakeSession;
import dev.lifeline.testing.FakeTicker;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/**
 * Interval 1 s, timeout 3 s, handlers 5 s, at most 2 connections with 1 KB waiting in all, and an
 * executor that waits to be told.
 */
class ConnectionsTest {

  private static final HeartbeatPolicy POLICY =
      new HeartbeatPolicy(Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(5));

  private static final OutboundLimits LIMITS =
      new OutboundLimits(1_000, 1_000, Duration.ofSeconds(10), 1_000);

  private final FakeTicker ticker = new FakeTicker(0);
  private final HeartbeatMonitor monitor = new HeartbeatMonitor(ticker);
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final List<String> heard = new ArrayList<>();
  private final List<SessionEnded> events = new ArrayList<>();
  private final Connections connections =
      new Connections(
          monitor, POLICY, new LifeSign(true, null), LIMITS, 2, tasks::add, events::add);
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
    assertEquals(0, connections.size());
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
    connection.receivePong(ByteBuffer.allocate(0));
    pass(2_990);
    runTasks();
    assertEquals(List.of(), peer.told);
    pass(10);
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
        connections(
            task -> {
              throw new RejectedExecutionException();
            },
            events::add);
    orphaned.open(peer.session(), true, c -> new Recorder("1"));
    orphaned.shutDown();
    assertEquals(List.of("1 opened", "1 ended SHUT_DOWN"), heard);
    assertEquals(List.of("close 1001 going-away"), peer.told);
  }

  @Test
  void theSessionsUserPropertiesAreLiveNumbers() {
    Connection connection = open(peer, true);
    assertTrue(property("lastMessageTime").longValue() > 0);
    assertEquals(-1, property("roundTripTime").intValue());
    pass(1_000);
    runTasks();
    assertEquals(1, property("missedBeats").intValue());
    pass(50);
    connection.receivePong(ByteBuffer.wrap(peer.lastPing()));
    assertEquals(50.0, property("roundTripTime").doubleValue());
    assertEquals(50.0, property("smoothedRoundTripTime").doubleValue());
    assertEquals(0, property("missedBeats").intValue());
  }

  @Test
  void aPongOfAnyLengthIsASignOfLifeAndNoSample() {
    Connection connection = open(peer, true);
    pass(1_000);
    runTasks();
    for (int length : new int[] {0, 7, 8, 9, 125}) {
      connection.receivePong(ByteBuffer.allocate(length));
    }
    assertEquals(-1, property("roundTripTime").intValue());
    pass(990);
    assertEquals(0, property("missedBeats").intValue());
  }

  @Test
  void eachEndIsToldOnceWithWhatIsKnown() {
    Connection connection = open(peer, true);
    pass(1_000);
    runTasks();
    pass(50);
    connection.receivePong(ByteBuffer.wrap(peer.lastPing()));
    pass(3_000);
    assertEquals(List.of(), events);
    runTasks();
    assertEquals(1, events.size());
    SessionEnded event = events.get(0);
    assertEquals("1", event.sessionId());
    assertEquals(URI.create("/channels/1"), event.requestUri());
    assertEquals(EndReason.NO_HEARTBEAT, event.reason());
    assertEquals(Duration.ofMillis(4_050), event.lasted());
    assertEquals(2, event.missedBeats());
    assertEquals(Optional.of(Duration.ofMillis(50)), event.roundTripTime());
    assertEquals(Optional.of(Duration.ofMillis(50)), event.smoothedRoundTripTime());
  }

  @Test
  void anObserverThatTakesItsTimeDoesNotKeepThePeerFromItsClose() {
    Connection connection = open(peer, true);
    connection.end(EndReason.NO_HEARTBEAT);
    peer.told.clear();
    Connections watched =
        connections(Runnable::run, event -> heard.add("observer after " + peer.told));
    watched.open(peer.session(), true, new Recorder("1")::of);
    watched.shutDown();
    assertEquals("observer after [close 1001 going-away]", heard.get(heard.size() - 1));
  }

  @Test
  void endsAreCountedByReason() {
    open(peer, true).end(EndReason.SLOW_READER);
    open(new FakeSession("2"), true).end(EndReason.SLOW_READER);
    open(new FakeSession("3"), true).end(EndReason.CONNECTION_LOST);
    Map<EndReason, Long> counts = connections.endedByReason();
    assertEquals(2, counts.get(EndReason.SLOW_READER));
    assertEquals(1, counts.get(EndReason.CONNECTION_LOST));
    assertEquals(0, counts.get(EndReason.NO_HEARTBEAT));
    assertEquals(EndReason.values().length, counts.size());
  }

  @Test
  void everySecondEndOfManyThreadsIsNone() throws Exception {
    Connections direct = connections(Runnable::run, events::add);
    Recorder recorder = new Recorder("1");
    direct.open(peer.session(), true, recorder::of);
    CyclicBarrier together = new CyclicBarrier(8);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Boolean>> ends = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        EndReason reason = EndReason.values()[i];
        ends.add(
            threads.submit(
                () -> {
                  together.await();
                  return recorder.connection.end(reason);
                }));
      }
      int won = 0;
      for (Future<Boolean> end : ends) {
        won += end.get() ? 1 : 0;
      }
      assertEquals(1, won);
    } finally {
      threads.shutdownNow();
    }
    assertEquals(1, events.size());
    assertEquals(1, heard.stream().filter(line -> line.contains("ended")).count());
    assertEquals(0, direct.size());
  }

  @Test
  void aHandlerThatDoesNotReturnEndsItsConnectionWithItsOwnReason() {
    Recorder recorder = new Recorder("1");
    connections.open(peer.session(), true, recorder::of);
    recorder.whileHandling = () -> pass(5_000);
    recorder.connection.receiveText("slow", true);
    runTasks();
    assertEquals(List.of("close 4003 stuck-handler"), peer.told);
  }

  @Test
  void allQueuesTogetherAreBoundedAndTheFullestGoesFirst() {
    FakeSession hoarder = new FakeSession("hoarder");
    Connection full = open(hoarder, false);
    Connection other = open(peer, false);
    hoarder.stall();
    peer.stall();
    full.send(text(1));
    full.send(text(700));
    other.send(text(1));
    other.send(text(300));
    assertEquals(1_000, connections.waitingBytes());
    other.send(text(1));
    assertEquals(List.of("hoarder opened", "1 opened", "hoarder ended SLOW_READER"), heard);
    assertEquals(301, connections.waitingBytes());
  }

  @Test
  void theServersOwnBeatIsAskedByMessageWherePingsAreNotWanted() {
    Connections asking =
        new Connections(
            monitor,
            POLICY,
            new LifeSign(false, OutboundMessage.text("beat")),
            LIMITS,
            2,
            tasks::add,
            events::add);
    Recorder recorder = new Recorder("1");
    asking.open(peer.session(), true, recorder::of);
    pass(1_000);
    runTasks();
    assertEquals(List.of("text beat"), peer.told);
    pass(10);
    assertTrue(recorder.connection.roundTrip().answer());
    assertEquals(10.0, property("roundTripTime").doubleValue());
  }

  private Number property(String name) {
    return (Number) peer.property(name);
  }

  private Connections connections(Executor executor, SessionListener listener) {
    return new Connections(
        monitor, POLICY, new LifeSign(true, null), LIMITS, 2, executor, listener);
  }

  private static OutboundMessage text(int bytes) {
    return OutboundMessage.text("x".repeat(bytes));
  }

  private Connection open(FakeSession session, boolean pings) {
    Recorder recorder = new Recorder(session.session().getId());
    connections.open(session.session(), pings, recorder::of);
    assertNotNull(recorder.connection);
    return recorder.connection;
  }

  private void pass(long millis) {
    for (long t = 0; t < millis; t += HeartbeatMonitor.TICK.toMillis()) {
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
    private Runnable whileHandling = () -> {};

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
    public boolean heartbeat(String part, boolean last) {
      return false;
    }

    @Override
    public void text(String part, boolean last) {
      heard.add(name + " text " + part);
      whileHandling.run();
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
