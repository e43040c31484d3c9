package dev.lifeline.heartbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.testing.FakeTicker;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** On a clock that is about to wrap. */
class RoundTripTest {

  private final FakeTicker ticker = new FakeTicker(Long.MAX_VALUE - 3_000_000);
  private final RoundTrip roundTrip = new RoundTrip(ticker);

  @Test
  void nothingIsKnownBeforeTheFirstAnswer() {
    roundTrip.ping();
    assertEquals(Optional.empty(), roundTrip.last());
    assertEquals(Optional.empty(), roundTrip.smoothed());
    assertEquals(-1, roundTrip.lastMillis().longValue());
    assertEquals(-1.0, roundTrip.smoothedMillis().doubleValue());
  }

  @Test
  void aPongTellsHowLongItsPingTook() {
    long carried = roundTrip.ping();
    pass(5_500);
    roundTrip.pong(carried);
    assertEquals(Optional.of(Duration.ofNanos(5_500_000)), roundTrip.last());
    assertEquals(5.5, roundTrip.lastMillis().doubleValue());
    assertEquals(5, roundTrip.lastMillis().longValue());
    assertEquals("5.5", roundTrip.lastMillis().toString());
  }

  @Test
  void anEighthOfEachNewSampleGoesIntoTheSmoothedTime() {
    sample(8_000);
    assertEquals(8.0, roundTrip.smoothedMillis().doubleValue());
    sample(16_000);
    assertEquals(9.0, roundTrip.smoothedMillis().doubleValue());
    assertEquals(16.0, roundTrip.lastMillis().doubleValue());
  }

  @Test
  void aPongThatCarriesSomethingElseIsNoSample() {
    long carried = roundTrip.ping();
    pass(1_000);
    roundTrip.pong(carried + 1);
    assertEquals(Optional.empty(), roundTrip.last());
  }

  @Test
  void thePongOfAnEarlierPingIsNoSample() {
    long earlier = roundTrip.ping();
    pass(1_000);
    roundTrip.ping();
    roundTrip.pong(earlier);
    assertEquals(Optional.empty(), roundTrip.last());
  }

  @Test
  void aPongThatComesTwiceIsOneSample() {
    long carried = roundTrip.ping();
    pass(1_000);
    roundTrip.pong(carried);
    pass(9_000);
    roundTrip.pong(carried);
    assertEquals(1.0, roundTrip.lastMillis().doubleValue());
  }

  @Test
  void aMessageIsAnsweredByTheNextHeartbeatAndOnlyByIt() {
    assertFalse(roundTrip.answer());
    roundTrip.ask();
    pass(2_000);
    assertTrue(roundTrip.answer());
    assertFalse(roundTrip.answer());
    assertEquals(2.0, roundTrip.lastMillis().doubleValue());
  }

  @Test
  void aCopiedPropertyKeepsTheMoment() throws Exception {
    sample(3_000);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(roundTrip.lastMillis());
    Object copy = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    sample(7_000);
    assertEquals(3.0, copy);
  }

  private void sample(long micros) {
    long carried = roundTrip.ping();
    pass(micros);
    roundTrip.pong(carried);
  }

  private void pass(long micros) {
    ticker.advance(Duration.ofNanos(micros * 1_000));
  }
}
