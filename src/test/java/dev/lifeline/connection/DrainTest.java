package dev.lifeline.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.heartbeat.HeartbeatMonitor;
import dev.lifeline.heartbeat.HeartbeatPolicy;
import dev.lifeline.testing.FakeSession;
import dev.lifeline.testing.FakeTicker;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A window of 10 s, and tasks that are done at once. */
class DrainTest {

  private static final Duration WINDOW = Duration.ofSeconds(10);

  private static final Pattern SENT_AWAY = Pattern.compile("close 1012 retry in (\\d+) ms");

  private final List<SessionEnded> events = new ArrayList<>();
  private final List<String> announced = new ArrayList<>();
  private final Connections connections =
      new Connections(
          new HeartbeatMonitor(new FakeTicker(0)),
          new HeartbeatPolicy(Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(5)),
          new LifeSign(true, null),
          new OutboundLimits(10_000, 1_000, Duration.ofSeconds(10), 10_000),
          1_000,
          Runnable::run,
          events::add);
  private final FakeSession peer = new FakeSession("1");

  @Test
  void whoHasNothingWaitingIsSentAwayAtOnceWithATimeToComeBack() {
    open(peer);
    connections.drain(WINDOW);
    assertEquals(0, connections.endDrained());
    assertEquals(1, peer.told.size());
    assertTrue(retryIn(peer) <= WINDOW.toMillis());
    assertEquals(EndReason.DRAINED, events.get(0).reason());
  }

  @Test
  void theOwnerIsToldTheSameTimeBeforeThePeerIs() {
    open(peer);
    connections.drain(WINDOW);
    assertEquals(1, announced.size());
    assertEquals(List.of(), peer.told);
    connections.endDrained();
    assertEquals("1 " + retryIn(peer), announced.get(0));
  }

  @Test
  void whatWaitsForAPeerLeavesBeforeItsEnd() {
    Connection connection = open(peer);
    peer.stall();
    connection.send(OutboundMessage.text("first"));
    connection.send(OutboundMessage.text("second"));
    connections.drain(WINDOW);
    assertEquals(1, connections.endDrained());
    peer.completeOne();
    assertEquals(1, connections.endDrained());
    peer.completeOne();
    assertEquals(0, connections.endDrained());
    assertEquals(List.of("text first", "text second"), peer.told.subList(0, 2));
    retryIn(peer);
  }

  @Test
  void whoDoesNotReadIsEndedAllTheSameWhenTheDrainIs() {
    Connection connection = open(peer);
    peer.stall();
    connection.send(OutboundMessage.text("unread"));
    connections.drain(WINDOW);
    assertEquals(1, connections.endDrained());
    connections.finishDrain();
    assertTrue(connection.hasEnded());
    assertEquals(0, connections.endDrained());
  }

  @Test
  void whoComesInTheDrainIsAskedToTryAgain() {
    assertFalse(connections.isDraining());
    connections.drain(WINDOW);
    assertTrue(connections.isDraining());
    open(peer);
    assertTrue(peer.told.get(0).matches("close 1013 retry in \\d+ ms"), peer.told.toString());
    assertEquals(EndReason.COMES_IN_DRAIN, events.get(0).reason());
    assertEquals(0, connections.size());
  }

  @Test
  void whoEndsByItselfInTheDrainIsNotWaitedFor() {
    Connection connection = open(peer);
    peer.stall();
    connection.send(OutboundMessage.text("unread"));
    connections.drain(WINDOW);
    connection.end(EndReason.PEER_CLOSED);
    assertEquals(0, connections.endDrained());
    assertEquals(1, events.size());
  }

  /** A tenth of 1,000 in each tenth of the window; 60 is more than four standard deviations off. */
  @Test
  void theReturnsAreSpreadEvenlyOverTheWindow() {
    List<FakeSession> peers = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      FakeSession one = new FakeSession("peer-" + i);
      peers.add(one);
      open(one);
    }
    connections.drain(WINDOW);
    assertEquals(0, connections.endDrained());
    int[] tenths = new int[11];
    peers.forEach(one -> tenths[(int) (10 * retryIn(one) / WINDOW.toMillis())]++);
    for (int i = 0; i < 10; i++) {
      assertTrue(tenths[i] > 60 && tenths[i] < 140, tenths[i] + " in tenth " + i);
    }
  }

  private Connection open(FakeSession session) {
    return connections.open(session.session(), true, connection -> new Owner(session));
  }

  private static long retryIn(FakeSession session) {
    Matcher sentAway = SENT_AWAY.matcher(session.told.get(session.told.size() - 1));
    assertTrue(sentAway.matches(), session.told.toString());
    return Long.parseLong(sentAway.group(1));
  }

  private final class Owner implements ConnectionHandler {

    private final String name;

    Owner(FakeSession session) {
      name = session.session().getId();
    }

    @Override
    public void opened() {}

    @Override
    public boolean heartbeat(String part, boolean last) {
      return false;
    }

    @Override
    public void text(String part, boolean last) {}

    @Override
    public void binary(ByteBuffer part, boolean last) {}

    @Override
    public void draining(Duration retryIn) {
      announced.add(name + " " + retryIn.toMillis());
    }

    @Override
    public void ended(EndReason reason) {}
  }
}
