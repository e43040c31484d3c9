package dev.lifeline.heartbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lifeline.testing.FakeTicker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LastMessageTimeTest {

  private static final long NOON = 1_795_262_400_000L;

  private final FakeTicker ticker = new FakeTicker(-7);
  private final AtomicLong wallMillis = new AtomicLong(NOON);
  private final EpochClock clock = new EpochClock(ticker, wallMillis::get);
  private final Liveness liveness =
      new HeartbeatMonitor(clock)
          .admit(
              new HeartbeatPolicy(
                  Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(5)));
  private final Number lastMessageTime = new LastMessageTime(liveness);

  @Test
  void itIsTheOpeningUntilSomethingIsHeard() {
    pass(Duration.ofSeconds(5));
    assertEquals(NOON, lastMessageTime.longValue());
  }

  @Test
  void itMovesWithEverySignOfLife() {
    pass(Duration.ofSeconds(5));
    liveness.touch();
    assertEquals(NOON + 5_000, lastMessageTime.longValue());
    assertEquals(String.valueOf(NOON + 5_000), lastMessageTime.toString());
    assertEquals((double) (NOON + 5_000), lastMessageTime.doubleValue());
  }

  @Test
  void oneMomentReadsTheSameWhileTheClocksJitter() {
    pass(Duration.ofSeconds(1));
    liveness.touch();
    long first = lastMessageTime.longValue();
    for (int i = 0; i < 100; i++) {
      ticker.advance(Duration.ofNanos(1_300_000));
      wallMillis.set(NOON + TimeUnit.NANOSECONDS.toMillis(ticker.nanos()) + i % 3);
      assertEquals(first, lastMessageTime.longValue());
    }
  }

  @Test
  void itFollowsAWallClockThatWasSet() {
    pass(Duration.ofSeconds(1));
    liveness.touch();
    wallMillis.addAndGet(3_600_000);
    assertEquals(NOON + 3_601_000, lastMessageTime.longValue());
  }

  private void pass(Duration time) {
    ticker.advance(time);
    wallMillis.addAndGet(time.toMillis());
  }
}
