package dev.lifeline.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lifeline.connection.Deadlines;
import dev.lifeline.heartbeat.HeartbeatMonitor;
import dev.lifeline.testing.FakeHttpSession;
import dev.lifeline.testing.FakeTicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An HttpSession of half an hour, used at the beginning; both clocks go alike. */
class HttpSessionWatchTest {

  private static final Duration HALF_HOUR = Duration.ofMinutes(30);

  private final FakeTicker ticker = new FakeTicker(7);
  private final HeartbeatMonitor monitor = new HeartbeatMonitor(ticker);
  private final FakeHttpSession session = new FakeHttpSession(HALF_HOUR);
  private final List<String> told = new ArrayList<>();

  private long wallClockMillis;

  @Test
  void aMinuteBeforeTheEndIsWarnedOfAndThenTheEnd() {
    watch(session).look();
    pass(Duration.ofMinutes(29).minusMillis(10));
    assertEquals(List.of(), told);
    pass(Duration.ofMillis(20));
    assertEquals(1, told.size());
    pass(Duration.ofMinutes(1).minusMillis(20));
    assertEquals(1, told.size());
    pass(Duration.ofMillis(20));
    assertEquals("end", told.get(1));
    pass(HALF_HOUR);
    assertEquals(2, told.size());
  }

  @Test
  void whereLessIsLeftTheWarningComesHalfWay() {
    watch(new FakeHttpSession(Duration.ofSeconds(40))).look();
    pass(Duration.ofSeconds(20).minusMillis(10));
    assertEquals(List.of(), told);
    pass(Duration.ofMillis(20));
    assertEquals(1, told.size());
  }

  @Test
  void aSessionThatThePageUsesDoesNotEndAndIsWarnedOfAnew() {
    watch(session).look();
    pass(Duration.ofMinutes(29).plusSeconds(1));
    assertEquals(1, told.size());
    session.use(wallClockMillis);
    pass(Duration.ofMinutes(29).minusSeconds(1));
    assertEquals(1, told.size());
    pass(Duration.ofSeconds(2));
    assertEquals(2, told.size());
    pass(Duration.ofMinutes(1));
    assertEquals("end", told.get(2));
  }

  @Test
  void aLogOutIsNoticedWithinTenSeconds() {
    watch(session).look();
    pass(Duration.ofSeconds(15));
    session.invalidate();
    pass(Duration.ofSeconds(10));
    assertEquals(List.of("end"), told);
  }

  @Test
  void aSessionThatHasGoneBeforeTheFirstLookEndsAtOnce() {
    session.invalidate();
    watch(session).look();
    assertEquals(List.of("end"), told);
  }

  @Test
  void aSessionWithoutAnEndIsNeverWarnedOf() {
    session.keep();
    watch(session).look();
    pass(Duration.ofHours(1));
    assertEquals(List.of(), told);
  }

  @Test
  void whoWantsToKnowNoMoreIsToldNothing() {
    HttpSessionWatch watch = watch(session);
    watch.look();
    watch.stop();
    pass(HALF_HOUR);
    assertEquals(List.of(), told);
    assertEquals(0, monitor.wheel().size());
  }

  private HttpSessionWatch watch(FakeHttpSession watched) {
    return new HttpSessionWatch(
        watched.session(),
        () -> wallClockMillis,
        new Deadlines(monitor, Runnable::run),
        left -> told.add("warned " + left),
        () -> told.add("end"));
  }

  private void pass(Duration time) {
    long tick = HeartbeatMonitor.TICK.toMillis();
    for (long left = time.toMillis(); left > 0; left -= tick) {
      wallClockMillis += tick;
      ticker.advance(HeartbeatMonitor.TICK);
      monitor.advance();
    }
  }
}
