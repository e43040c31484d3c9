package dev.lifeline.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.heartbeat.HeartbeatMonitor;
import dev.lifeline.heartbeat.HeartbeatPolicy;
import dev.lifeline.heartbeat.RoundTrip;
import dev.lifeline.heartbeat.TimingWheel;
import dev.lifeline.testing.FakeSession;
import dev.lifeline.testing.FakeTicker;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** At most 10 bytes, 3 messages, 5 s. */
class OutboundTest {

  private static final OutboundLimits LIMITS =
      new OutboundLimits(10, 3, Duration.ofSeconds(5), 1_000);

  private final FakeTicker ticker = new FakeTicker(42);
  private final HeartbeatMonitor monitor = new HeartbeatMonitor(ticker);
  private final TimingWheel wheel = monitor.wheel();
  private final FakeSession peer = new FakeSession("1");
  private final List<EndReason> failures = new ArrayList<>();
  private final OutboundBudget budget = new OutboundBudget(LIMITS.totalBytes(), Stream::empty);
  private final Outbound outbound = queue(LIMITS);

  /** How often the room was told. */
  private int rooms;

  @Test
  void whatCompletesAtOnceIsSentAtOnceAndInOrder() {
    outbound.send(text("a"));
    outbound.sendControl(OutboundMessage.ping(new RoundTrip(ticker)));
    outbound.send(OutboundMessage.binary(ByteBuffer.wrap(new byte[3])));
    assertEquals(List.of("text a", "ping", "binary 3"), peer.told);
  }

  @Test
  void oneBinaryMessageCanGoToMany() {
    OutboundMessage message = OutboundMessage.binary(ByteBuffer.wrap(new byte[3]));
    outbound.send(message);
    outbound.send(message);
    assertEquals(List.of("binary 3", "binary 3"), peer.told);
  }

  @Test
  void whileASendIsInFlightTheNextWaitsAndControlGoesFirst() {
    peer.stall();
    outbound.send(text("a"));
    outbound.send(text("b"));
    outbound.sendControl(text("pong"));
    assertEquals(List.of("text a"), peer.told);

    peer.resume();
    assertEquals(List.of("text a", "text pong", "text b"), peer.told);
    assertEquals(List.of(), failures);
  }

  @Test
  void thousandsThatCompleteWithinTheCallDoNotDeepenTheStack() {
    Outbound roomy = queue(new OutboundLimits(1 << 20, 100_000, Duration.ofSeconds(5), 1 << 20));
    peer.stall();
    IntStream.range(0, 50_000).forEach(i -> roomy.send(text("x")));
    peer.resume();
    assertEquals(50_000, peer.told.size());
  }

  @Test
  void oneMessageAboveTheCountIsASlowReader() {
    peer.stall();
    outbound.send(text("in flight"));
    outbound.send(text("1"));
    outbound.send(text("2"));
    outbound.send(text("3"));
    assertEquals(List.of(), failures);
    outbound.send(text("4"));
    assertEquals(List.of(EndReason.SLOW_READER), failures);
  }

  @Test
  void oneByteAboveTheBytesIsASlowReader() {
    peer.stall();
    outbound.send(text("in flight"));
    outbound.send(text("1234567890"));
    assertEquals(List.of(), failures);
    outbound.send(text("1"));
    assertEquals(List.of(EndReason.SLOW_READER), failures);
  }

  @Test
  void bytesAreThoseOfUtf8() {
    assertEquals(1, text("a").bytes());
    assertEquals(2, text("é").bytes());
    assertEquals(3, text("€").bytes());
    assertEquals(4, text("😀").bytes());
  }

  @Test
  void aSendThatNeverCompletesIsStuckWithoutASecondSend() {
    peer.stall();
    outbound.send(text("a"));
    pass(4_999);
    assertEquals(List.of(), failures);
    pass(1);
    assertEquals(List.of(EndReason.STUCK_SEND), failures);
  }

  @Test
  void messagesThatWaitTooLongBehindSlowSendsAreASlowReader() {
    peer.stall();
    outbound.send(text("a"));
    pass(1_000);
    outbound.send(text("b"));
    outbound.send(text("c"));
    outbound.send(text("d"));
    pass(3_000);
    peer.completeOne();
    pass(1_999);
    peer.completeOne();
    assertEquals(List.of(), failures);
    pass(1);
    assertEquals(List.of(EndReason.SLOW_READER), failures);
  }

  @Test
  void aPauseOfTheServerIsNotThePeersFault() {
    peer.stall();
    outbound.send(text("a"));
    pass(1_000);
    ticker.advance(Duration.ofSeconds(60));
    monitor.advance();
    // The pause less the 10 ms at which the monitor was due anyhow.
    pass(3_980);
    assertEquals(List.of(), failures);
    pass(10);
    assertEquals(List.of(EndReason.STUCK_SEND), failures);
  }

  @Test
  void afterAPauseASendMayCompleteBeforeAVerdict() {
    peer.stall();
    outbound.send(text("a"));
    pass(4_990);
    ticker.advance(Duration.ofSeconds(60));
    monitor.advance();
    pass(980);
    assertEquals(List.of(), failures);
    peer.resume();
    pass(60_000);
    assertEquals(List.of(), failures);
  }

  @Test
  void aQueueThatMovesIsNotClosed() {
    peer.stall();
    outbound.send(text("a"));
    for (int i = 0; i < 20; i++) {
      pass(4_000);
      outbound.send(text("b"));
      peer.completeOne();
    }
    assertEquals(List.of(), failures);
  }

  @Test
  void aQueueThatEmptiedIsWatchedAgainByTheNextStall() {
    peer.stall();
    outbound.send(text("a"));
    peer.resume();
    pass(60_000);
    assertEquals(0, wheel.size());
    peer.stall();
    outbound.send(text("b"));
    pass(5_000);
    assertEquals(List.of(EndReason.STUCK_SEND), failures);
  }

  @Test
  void aSendThatFailsIsToldOnce() {
    peer.stall();
    outbound.send(text("a"));
    peer.failOne();
    assertEquals(List.of(EndReason.FAILED), failures);
  }

  @Test
  void aSendThatThrowsIsTold() {
    peer.fail();
    outbound.send(text("a"));
    assertEquals(List.of(EndReason.FAILED), failures);
  }

  @Test
  void aClosedQueueSendsNothingAndLeavesNoTimer() {
    peer.stall();
    outbound.send(text("a"));
    outbound.send(text("b"));
    outbound.close();
    peer.resume();
    outbound.send(text("c"));
    pass(60_000);
    assertEquals(List.of("text a"), peer.told);
    assertEquals(List.of(), failures);
    assertEquals(0, wheel.size());
  }

  @Test
  void aCloseTellsWhetherASendIsInFlight() {
    outbound.send(text("a"));
    assertFalse(outbound.close());
    Outbound stuck = queue(LIMITS);
    peer.stall();
    stuck.send(text("b"));
    assertTrue(stuck.close());
  }

  @Test
  void whoIsIdleStopsBeforeTheNextSendCanBegin() {
    peer.stall();
    outbound.send(text("a"));
    outbound.send(text("b"));
    assertFalse(outbound.stopIfIdle());
    peer.completeOne();
    assertFalse(outbound.stopIfIdle());
    peer.completeOne();
    assertTrue(outbound.stopIfIdle());
    outbound.sendControl(text("heartbeat"));
    assertFalse(outbound.close());
    assertEquals(List.of("text a", "text b"), peer.told);
  }

  @Test
  void whatWaitsIsCountedInTheBudgetAndGivenBack() {
    peer.stall();
    outbound.send(text("in flight"));
    outbound.send(text("12345"));
    outbound.sendControl(text("€"));
    assertEquals(8, budget.waitingBytes());
    peer.completeOne();
    assertEquals(5, budget.waitingBytes());
    outbound.close();
    outbound.close();
    assertEquals(0, budget.waitingBytes());
  }

  @Test
  void whatIsOfferedMayFillHalfOfTheQueueAndIsRefusedWithoutAnEnd() {
    Outbound roomy = queue(new OutboundLimits(100, 4, Duration.ofSeconds(5), 1_000));
    peer.stall();
    assertTrue(roomy.offer(text("in flight")));
    assertTrue(roomy.offer(text("1")));
    assertTrue(roomy.offer(text("2")));
    assertFalse(roomy.offer(text("3")));
    roomy.send(text("3"));
    roomy.send(text("4"));
    assertEquals(List.of(), failures);
  }

  @Test
  void whatIsOfferedMayTakeHalfOfTheBytes() {
    peer.stall();
    Outbound narrow = queue(new OutboundLimits(10, 100, Duration.ofSeconds(5), 1_000));
    narrow.send(text("in flight"));
    assertTrue(narrow.offer(text("12345")));
    assertFalse(narrow.offer(text("6")));
    assertEquals(List.of(), failures);
  }

  @Test
  void theRoomIsToldOnceWhenNothingWaitsAnyMore() {
    peer.stall();
    assertTrue(outbound.offer(text("in flight")));
    assertTrue(outbound.offer(text("1")));
    assertFalse(outbound.offer(text("2")));
    assertFalse(outbound.offer(text("2")));
    assertEquals(0, rooms);
    peer.completeOne();
    assertEquals(1, rooms);
    assertTrue(outbound.offer(text("2")));
    peer.completeOne();
    peer.completeOne();
    assertEquals(1, rooms);
    assertEquals(List.of("text in flight", "text 1", "text 2"), peer.told);
  }

  @Test
  void whoAwaitsRoomIsToldUnlessItIsThere() {
    assertFalse(outbound.awaitRoom());
    peer.stall();
    outbound.send(text("in flight"));
    assertFalse(outbound.awaitRoom());
    outbound.send(text("1"));
    assertTrue(outbound.awaitRoom());
    peer.completeOne();
    assertEquals(1, rooms);
  }

  @Test
  void anOfferAboveEveryBoundWaitsForAnIdleQueueAndGoes() {
    peer.stall();
    outbound.send(text("in flight"));
    assertFalse(outbound.offer(text("more than ten bytes")));
    peer.resume();
    assertEquals(1, rooms);
    assertTrue(outbound.offer(text("more than ten bytes")));
    assertEquals(List.of("text in flight", "text more than ten bytes"), peer.told);
    assertEquals(List.of(), failures);
  }

  @Test
  void aClosedQueueTakesOffersAndTellsNothing() {
    peer.stall();
    outbound.send(text("in flight"));
    outbound.send(text("1"));
    assertTrue(outbound.awaitRoom());
    outbound.close();
    assertTrue(outbound.offer(text("2")));
    assertTrue(outbound.awaitRoom());
    peer.resume();
    assertEquals(0, rooms);
    assertEquals(List.of("text in flight"), peer.told);
  }

  @Test
  void aTextIsEncodedOnceForAll() {
    OutboundMessage.Text message = (OutboundMessage.Text) text("h\u00e9");
    ByteBuffer first = message.utf8();
    assertEquals(ByteBuffer.wrap(new byte[] {'h', (byte) 0xc3, (byte) 0xa9}), first);
    first.position(3);
    assertEquals(3, message.utf8().remaining());
    assertSame(first.array(), message.utf8().array());
  }

  private Outbound queue(OutboundLimits limits) {
    HeartbeatPolicy policy =
        new HeartbeatPolicy(Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(5));
    Supervision shared =
        new Supervision(
            monitor,
            policy,
            new LifeSign(true, null),
            limits,
            budget,
            Runnable::run,
            new Closing(wheel, Runnable::run),
            (connection, reason) -> {},
            event -> {});
    return new Outbound(Wire.of(peer.session())) {
      @Override
      Supervision shared() {
        return shared;
      }

      @Override
      void failed(EndReason reason) {
        failures.add(reason);
      }

      @Override
      void roomAgain() {
        rooms++;
      }
    };
  }

  private static OutboundMessage text(String text) {
    return OutboundMessage.text(text);
  }

  /** Ticks as the executor would. */
  private void pass(long millis) {
    long left = millis;
    while (left > 0) {
      long step = Math.min(left, HeartbeatMonitor.TICK.toMillis());
      ticker.advance(Duration.ofMillis(step));
      monitor.advance();
      left -= step;
    }
  }
}
