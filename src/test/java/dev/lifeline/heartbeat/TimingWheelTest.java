package dev.lifeline.heartbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ticks of 10 ns and 8 slots, so that the horizon is near. */
class TimingWheelTest {

  private static final long TICK = 10;

  private final List<String> fired = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(longs = {0, Long.MIN_VALUE, Long.MAX_VALUE - 15, -35})
  void aTimerFiresAtItsDeadlineAndNotBeforeOnAnyClock(long origin) {
    TimingWheel wheel = new TimingWheel(origin, TICK, 8);
    wheel.schedule(new Recorded("a"), origin + 30);

    wheel.advance(origin + 29);
    assertEquals(List.of(), fired);

    wheel.advance(origin + 30);
    assertEquals(List.of("a"), fired);

    wheel.advance(origin + 1_000);
    assertEquals(List.of("a"), fired);
    assertEquals(0, wheel.size());
  }

  @Test
  void aDeadlineBetweenTicksIsRoundedUp() {
    TimingWheel wheel = new TimingWheel(0, TICK, 8);
    wheel.schedule(new Recorded("a"), 31);

    wheel.advance(39);
    assertEquals(List.of(), fired);

    wheel.advance(40);
    assertEquals(List.of("a"), fired);
  }

  @Test
  void aDeadlineFarBeyondTheHorizonIsKept() {
    TimingWheel wheel = new TimingWheel(0, TICK, 8);
    wheel.schedule(new Recorded("far"), 1_000);
    for (long now = 0; now < 1_000; now += TICK) {
      wheel.advance(now);
      assertEquals(List.of(), fired);
    }
    wheel.advance(1_000);
    assertEquals(List.of("far"), fired);
  }

  @Test
  void aTimerAtTheHorizonDoesNotHideADueOneBehindIt() {
    TimingWheel wheel = new TimingWheel(0, TICK, 8);
    wheel.schedule(new Recorded("far"), 500);
    wheel.schedule(new Recorded("due"), 70);
    wheel.advance(70);
    assertEquals(List.of("due"), fired);
  }

  @Test
  void afterALongPauseAllThatIsDueFiresOnceAndTheRestWaits() {
    TimingWheel wheel = new TimingWheel(0, TICK, 8);
    for (int i = 1; i <= 300; i++) {
      wheel.schedule(new Recorded("t" + i), i * 10L);
    }
    wheel.advance(2_000);
    assertEquals(200, fired.size());
    assertEquals(100, wheel.size());
    wheel.advance(3_000);
    assertEquals(300, fired.size());
  }

  @Test
  void aPassedDeadlineFiresWithTheNextTick() {
    TimingWheel wheel = new TimingWheel(0, TICK, 8);
    wheel.advance(100);
    wheel.schedule(new Recorded("late"), 20);
    wheel.advance(110);
    assertEquals(List.of("late"), fired);
  }

  @Test
  void aTimerScheduledAgainMoves() {
    TimingWheel wheel = new TimingWheel(0, TICK, 8);
    Recorded timer = new Recorded("a");
    wheel.schedule(timer, 20);
    wheel.schedule(timer, 60);
    assertEquals(1, wheel.size());
    wheel.advance(50);
    assertEquals(List.of(), fired);
    wheel.advance(60);
    assertEquals(List.of("a"), fired);
  }

  @Test
  void aRetiredTimerNeverFiresAndIsNeverArmedAgain() {
    TimingWheel wheel = new TimingWheel(0, TICK, 8);
    Recorded timer = new Recorded("a");
    wheel.schedule(timer, 20);
    wheel.retire(timer);
    wheel.schedule(timer, 30);
    assertEquals(0, wheel.size());
    wheel.advance(100);
    assertEquals(List.of(), fired);
  }

  @Test
  void aTimerMayArmItselfWhileItFires() {
    TimingWheel wheel = new TimingWheel(0, TICK, 8);
    TimingWheel.Timer timer =
        new TimingWheel.Timer() {
          @Override
          protected void fire(long now) {
            fired.add("at " + now);
            rearm(now + 25);
          }
        };
    wheel.schedule(timer, 10);
    for (long now = 0; now <= 70; now += TICK) {
      wheel.advance(now);
    }
    assertEquals(List.of("at 10", "at 40", "at 70"), fired);
  }

  @Test
  void aTimerThatFailsKeepsNoOtherFromFiring() {
    TimingWheel wheel = new TimingWheel(0, TICK, 8);
    for (int i = 0; i < 3; i++) {
      wheel.schedule(new Recorded("before" + i), 10);
    }
    wheel.schedule(
        new TimingWheel.Timer() {
          @Override
          protected void fire(long now) {
            throw new IllegalStateException("expected by this test");
          }
        },
        10);
    for (int i = 0; i < 3; i++) {
      wheel.schedule(new Recorded("after" + i), 10);
    }
    wheel.advance(10);
    assertEquals(6, fired.size());
  }

  @Test
  void aTimerRetiredWhileItFiresIsNotArmedAgain() {
    TimingWheel wheel = new TimingWheel(0, TICK, 8);
    wheel.schedule(
        new TimingWheel.Timer() {
          @Override
          protected void fire(long now) {
            fired.add("at " + now);
            rearm(now + 10);
            wheel.retire(this);
          }
        },
        10);
    wheel.advance(10);
    assertEquals(0, wheel.size());
    wheel.advance(100);
    assertEquals(List.of("at 10"), fired);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void timersThatLeaveInAnyOrderDisturbNoOther(long seed) {
    Random random = new Random(seed);
    TimingWheel wheel = new TimingWheel(0, TICK, 8);
    List<Recorded> timers = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      timers.add(new Recorded("t" + i));
      wheel.schedule(timers.get(i), 10 + random.nextInt(60));
    }
    List<String> stay = new ArrayList<>();
    for (Recorded timer : timers) {
      switch (random.nextInt(3)) {
        case 0 -> wheel.retire(timer);
        case 1 -> {
          wheel.schedule(timer, 10 + random.nextInt(200));
          stay.add(timer.name);
        }
        default -> stay.add(timer.name);
      }
    }
    assertEquals(stay.size(), wheel.size());
    for (long now = 0; now <= 300; now += TICK) {
      wheel.advance(now);
    }
    assertEquals(stay.stream().sorted().toList(), fired.stream().sorted().toList());
    assertEquals(0, wheel.size());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void randomTimersFireWithinOneTickOfTheirDeadlines(long seed) {
    Random random = new Random(seed);
    TimingWheel wheel = new TimingWheel(0, TICK, 16);
    AtomicInteger count = new AtomicInteger();
    for (int i = 0; i < 2_000; i++) {
      long deadline = 1 + random.nextInt(5_000);
      wheel.schedule(
          new TimingWheel.Timer() {
            @Override
            protected void fire(long now) {
              count.incrementAndGet();
              assertEquals((deadline + TICK - 1) / TICK * TICK, now);
            }
          },
          deadline);
    }
    for (long now = TICK; now <= 5_000; now += TICK) {
      wheel.advance(now);
    }
    assertEquals(2_000, count.get());
  }

  @Test
  void timersOfManyThreadsAreAllKept() throws Exception {
    TimingWheel wheel = new TimingWheel(0, TICK, 64);
    AtomicInteger count = new AtomicInteger();
    CyclicBarrier start = new CyclicBarrier(5);
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      Thread thread =
          new Thread(
              () -> {
                await(start);
                for (int i = 0; i < 5_000; i++) {
                  TimingWheel.Timer kept = new Counting(count);
                  TimingWheel.Timer retired = new Counting(count);
                  wheel.schedule(kept, 1 + i % 3_000);
                  wheel.schedule(retired, 100_000);
                  wheel.retire(retired);
                }
              });
      thread.start();
      threads.add(thread);
    }
    await(start);
    for (long now = 0; now < 4_000; now += TICK) {
      wheel.advance(now);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    wheel.advance(10_000);
    assertEquals(20_000, count.get());
    assertEquals(0, wheel.size());
  }

  @Test
  void theNextSlotWithATimerIsFoundWithinALimit() {
    TimingWheel wheel = new TimingWheel(0, TICK, 8);
    assertEquals(5, wheel.ticksToNext(5));
    wheel.schedule(new Recorded("a"), 30);
    assertEquals(3, wheel.ticksToNext(5));
    assertEquals(2, wheel.ticksToNext(2));
    wheel.advance(20);
    assertEquals(1, wheel.ticksToNext(5));
    wheel.advance(30);
    assertEquals(5, wheel.ticksToNext(5));
  }

  @Test
  void aWheelThatCannotTurnIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new TimingWheel(0, 0, 8));
    assertThrows(IllegalArgumentException.class, () -> new TimingWheel(0, TICK, 12));
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private final class Recorded extends TimingWheel.Timer {
    private final String name;

    Recorded(String name) {
      this.name = name;
    }

    @Override
    protected void fire(long nowNanos) {
      fired.add(name);
    }
  }

  private static final class Counting extends TimingWheel.Timer {
    private final AtomicInteger count;

    Counting(AtomicInteger count) {
      this.count = count;
    }

    @Override
    protected void fire(long nowNanos) {
      count.incrementAndGet();
    }
  }
}
