package dev.lifeline.heartbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.testing.FakeTicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Interval 1 s, timeout 3 s, handlers 5 s, ticks of 10 ms, on a clock that is about to wrap. */
class HeartbeatMonitorTest {

  private static final HeartbeatPolicy POLICY =
      new HeartbeatPolicy(Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(5));

  private final FakeTicker ticker = new FakeTicker(Long.MAX_VALUE - 1_500_000_000L);
  private final HeartbeatMonitor monitor = new HeartbeatMonitor(ticker);
  private final List<String> told = new ArrayList<>();
  private long millis;

  @Test
  void whoNeverSpeaksIsAskedEachIntervalAndDeadAtTheTimeout() {
    watch("a");

    runTo(990);
    assertEquals(List.of(), told);
    runTo(1_000);
    assertEquals(List.of("a silent at 1000"), told);
    runTo(2_990);
    assertEquals(List.of("a silent at 1000", "a silent at 2000"), told);
    runTo(3_000);
    assertEquals(List.of("a silent at 1000", "a silent at 2000", "a dead at 3000"), told);
    runTo(10_000);
    assertEquals(3, told.size());
    assertEquals(0, monitor.wheel().size());
  }

  @Test
  void anySignOfLifeMovesTheDeadline() {
    Liveness a = watch("a");
    runTo(2_500);
    told.clear();
    a.touch();
    runTo(3_490);
    assertEquals(List.of(), told);
    runTo(3_500);
    assertEquals(List.of("a silent at 3500"), told);
    runTo(5_490);
    assertEquals(List.of("a silent at 3500", "a silent at 4500"), told);
    runTo(5_500);
    assertEquals("a dead at 5500", told.get(2));
  }

  @Test
  void whoSpeaksIsNeitherAskedNorClosed() {
    Liveness a = watch("a");
    for (int i = 1; i <= 100; i++) {
      runTo(i * 900);
      a.touch();
    }
    assertEquals(List.of(), told);
    assertEquals(1, monitor.wheel().size());
  }

  @Test
  void whoAnswersThePingIsAskedOnceAnInterval() {
    Liveness a = watch("a");
    for (int i = 0; i < 10; i++) {
      int before = told.size();
      while (told.size() == before) {
        runTo(millis + 10);
      }
      a.touch();
    }
    assertEquals(10, told.size());
    assertEquals("a silent at 10000", told.get(9));
  }

  @Test
  void aStoppedHeartbeatTellsNothing() {
    Liveness liveness = monitor.admit(POLICY);
    Heartbeat heartbeat = monitor.watch(liveness, POLICY, new Recorder("a"));
    runTo(500);
    heartbeat.stop();
    runTo(5_000);
    assertEquals(List.of(), told);
    assertEquals(0, monitor.wheel().size());
  }

  @Test
  void deadlinesLongerThanTheWheelAreKept() {
    HeartbeatPolicy aDay =
        new HeartbeatPolicy(Duration.ofHours(23), Duration.ofHours(24), Duration.ofHours(24));
    monitor.watch(monitor.admit(aDay), aDay, new Recorder("a"));
    runTo(Duration.ofHours(24).toMillis() - 10);
    assertEquals(List.of("a silent at 82800000"), told);
    runTo(Duration.ofHours(24).toMillis());
    assertEquals("a dead at 86400000", told.get(1));
  }

  @Test
  void aPauseOfTheServerMovesTheDeadlineByThePause() {
    watch("a");
    runTo(2_000);
    told.clear();

    pause(Duration.ofSeconds(14));
    // The pause less the 10 ms at which the monitor was due anyhow.
    runTo(2_000 + 13_990 + 990);
    assertEquals(List.of(), deaths());
    runTo(2_000 + 13_990 + 1_000 + 10);
    assertEquals(List.of("a dead at 17000"), deaths());
  }

  @Test
  void afterAPauseWaitingInputIsReadBeforeAVerdict() {
    Liveness a = watch("a");
    runTo(2_990);
    told.clear();

    pause(Duration.ofSeconds(15));
    runTo(18_980);
    assertEquals(List.of(), deaths());
    a.touch();
    runTo(21_970);
    assertEquals(List.of(), deaths());
    runTo(21_980);
    assertEquals(List.of("a dead at 21980"), deaths());
  }

  @Test
  void whoDiedDuringAPauseIsDeadWithinOneDeadlineAfterIt() {
    watch("a");
    runTo(2_990);
    pause(Duration.ofSeconds(15));
    runTo(17_990 + 3_000);
    assertEquals(List.of("a dead at 18990"), deaths());
  }

  @Test
  void aTickThatIsALittleLateMovesNothing() {
    watch("a");
    runTo(2_900);
    ticker.advance(Duration.ofMillis(200));
    millis += 200;
    monitor.advance();
    assertEquals("a dead at 3100", told.get(told.size() - 1));
  }

  @Test
  void pausesAddUp() {
    watch("a");
    for (int i = 0; i < 3; i++) {
      runTo(millis + 500);
      pause(Duration.ofSeconds(2));
    }
    // 1.5 s of silence that was listened to; 3 x 2 s that were not, less a tick each.
    assertEquals(7_500, millis);
    runTo(8_960);
    assertEquals(List.of(), deaths());
    runTo(8_970);
    assertEquals(List.of("a dead at 8970"), deaths());
  }

  @Test
  void whoseMessageIsBeingHandledIsNeitherAskedNorDead() {
    Liveness a = watch("a");
    runTo(500);
    a.touch();
    a.beginHandling();
    runTo(5_490);
    assertEquals(List.of(), told);
    a.endHandling();
    runTo(8_480);
    assertEquals(List.of(), deaths());
    runTo(8_490);
    assertEquals(List.of("a dead at 8490"), deaths());
  }

  @Test
  void aHandlerThatRunsForLongerThanAllowedIsStuck() {
    Liveness a = watch("a");
    runTo(700);
    a.touch();
    a.beginHandling();
    runTo(5_690);
    assertEquals(List.of(), told);
    runTo(5_700);
    assertEquals(List.of("a stuck at 5700"), told);
    runTo(20_000);
    assertEquals(1, told.size());
  }

  @Test
  void aHandlersTimeMayBeShorterThanTheInterval() {
    HeartbeatPolicy shortHandlers =
        new HeartbeatPolicy(Duration.ofSeconds(60), Duration.ofSeconds(90), Duration.ofSeconds(2));
    Liveness a = monitor.admit(shortHandlers);
    monitor.watch(a, shortHandlers, new Recorder("a"));
    runTo(10_500);
    a.touch();
    a.beginHandling();
    runTo(12_490);
    assertEquals(List.of(), told);
    runTo(12_500);
    assertEquals(List.of("a stuck at 12500"), told);
  }

  @Test
  void aPauseOfTheServerIsNotTheHandlers() {
    Liveness a = watch("a");
    runTo(1_000);
    told.clear();
    a.touch();
    a.beginHandling();
    pause(Duration.ofSeconds(60));
    runTo(millis + 4_980);
    assertEquals(List.of(), told);
    runTo(millis + 10);
    assertEquals(1, deaths().size());
  }

  @Test
  void missedBeatsAreCountedUntilThePeerIsHeard() {
    Liveness a = monitor.admit(POLICY);
    Heartbeat heartbeat = monitor.watch(a, POLICY, new Recorder("a"));
    Number live = heartbeat.missedBeatsNow();
    assertEquals(0, live.intValue());
    runTo(1_000);
    assertEquals(1, live.intValue());
    runTo(2_500);
    assertEquals(2, live.intValue());
    assertEquals("2", live.toString());
    ticker.advance(Duration.ofMillis(1));
    a.touch();
    assertEquals(0, live.intValue());
  }

  /** Interval 15 s, timeout 40 s: far enough for the sweep. */
  private static final HeartbeatPolicy FAR =
      new HeartbeatPolicy(Duration.ofSeconds(15), Duration.ofSeconds(40), Duration.ofSeconds(60));

  @Test
  void whoeverSpeaksIsOnlySweptOver() {
    Liveness a = monitor.admit(FAR);
    monitor.watch(a, FAR, new Recorder("a"));
    for (int i = 0; i < 20; i++) {
      runTo(millis + 12_000);
      a.touch();
      assertEquals(0, monitor.wheel().size());
    }
    assertEquals(List.of(), told);
  }

  @Test
  void whoFallsSilentIsFoundByTheSweepInTimeForEveryDeadline() {
    // Whatever his place, and whenever he falls silent between two sweeps.
    List<Liveness> crowd = new ArrayList<>();
    for (int i = 0; i < 45; i++) {
      crowd.add(watchFar("p" + i));
      runTo(millis + 70);
    }
    long[] last = new long[crowd.size()];
    for (int i = 0; i < crowd.size(); i++) {
      crowd.get(i).touch();
      last[i] = millis;
      runTo(millis + 70);
    }
    runTo(millis + 41_000);
    for (int i = 0; i < crowd.size(); i++) {
      String name = "p" + i + " ";
      assertEquals(
          List.of(
              name + "silent at " + (last[i] + 15_000),
              name + "silent at " + (last[i] + 30_000),
              name + "dead at " + (last[i] + 40_000)),
          told.stream().filter(line -> line.startsWith(name)).toList());
    }
  }

  @Test
  void whoIsHeardAgainGoesBackToTheSweep() {
    Liveness a = watchFar("a");
    runTo(16_000);
    assertEquals(1, monitor.wheel().size());
    runTo(29_000);
    a.touch();
    runTo(30_000);
    assertEquals(0, monitor.wheel().size());
    runTo(44_000);
    assertEquals(List.of("a silent at 15000", "a silent at 44000"), told);
  }

  @Test
  void aPlaceThatWasLeftIsTakenAgainAndKeepsNobodyElseAlive() {
    Liveness first = monitor.admit(FAR);
    Heartbeat heartbeat = monitor.watch(first, FAR, new Recorder("first"));
    runTo(1_000);
    first.touch();
    heartbeat.stop();
    heartbeat.stop();
    long lastHeard = first.lastHeardNanos();
    runTo(4_000);
    List<Liveness> others = new ArrayList<>();
    for (int i = 0; i < LivenessBlock.SIZE; i++) {
      others.add(watchFar("p" + i));
    }
    assertEquals(lastHeard, first.lastHeardNanos());
    for (int i = 0; i < 50; i++) {
      runTo(millis + 1_000);
      first.touch();
    }
    assertEquals(LivenessBlock.SIZE, deaths().size());
    assertEquals(List.of(), told.stream().filter(line -> line.startsWith("first")).toList());
  }

  @Test
  void manyCohortsAndBlocksAreAllSwept() {
    int count = 3 * LivenessBlock.SIZE + 1;
    for (int i = 0; i < count; i++) {
      watchFar("p" + i);
    }
    HeartbeatPolicy other =
        new HeartbeatPolicy(Duration.ofSeconds(20), Duration.ofSeconds(30), Duration.ofSeconds(60));
    monitor.watch(monitor.admit(other), other, new Recorder("other"));
    runTo(40_000);
    assertEquals(count + 1, deaths().size());
    assertEquals("other dead at 30000", deaths().get(0));
    assertEquals("dead at 40000", deaths().get(count).replaceFirst("^p\\d+ ", ""));
  }

  @Test
  void theMonitorRestsWhileNothingIsNearAndStillKeepsEveryDeadline() {
    watchFar("a");
    int visits = 0;
    while (deaths().isEmpty()) {
      Duration rest = monitor.advance();
      visits++;
      ticker.advance(rest);
      millis += rest.toMillis();
    }
    assertEquals(List.of("a silent at 15000", "a silent at 30000", "a dead at 40000"), told);
    // Four a second, and those that the looks need.
    assertTrue(visits < 40 * 4 + 20);
  }

  @Test
  void aRestIsNoPauseAndAPauseInARestIsOne() {
    watchFar("a");
    Duration rest = monitor.advance();
    assertEquals(Duration.ofMillis(250), rest);
    ticker.advance(rest.plusMillis(240));
    monitor.advance();
    assertEquals(490_000_000, monitor.awakeNanos(ticker.nanos() - 490_000_000, ticker.nanos()));
    ticker.advance(Duration.ofSeconds(10));
    monitor.advance();
    assertEquals(10_000_000, monitor.awakeNanos(ticker.nanos() - 10_000_000_000L, ticker.nanos()));
  }

  private Liveness watchFar(String name) {
    Liveness liveness = monitor.admit(FAR);
    monitor.watch(liveness, FAR, new Recorder(name));
    return liveness;
  }

  private List<String> deaths() {
    return told.stream().filter(t -> t.contains("dead") || t.contains("stuck")).toList();
  }

  private Liveness watch(String name) {
    Liveness liveness = monitor.admit(POLICY);
    monitor.watch(liveness, POLICY, new Recorder(name));
    return liveness;
  }

  /** Ticks as the executor would, up to the millisecond since the start. */
  private void runTo(long untilMillis) {
    while (millis < untilMillis) {
      ticker.advance(HeartbeatMonitor.TICK);
      millis += HeartbeatMonitor.TICK.toMillis();
      monitor.advance();
    }
  }

  private void pause(Duration pause) {
    ticker.advance(pause);
    millis += pause.toMillis();
    monitor.advance();
  }

  private final class Recorder implements Heartbeat.Peer {
    private final String name;

    Recorder(String name) {
      this.name = name;
    }

    @Override
    public void silent() {
      told.add(name + " silent at " + millis);
    }

    @Override
    public void dead() {
      told.add(name + " dead at " + millis);
    }

    @Override
    public void stuck() {
      told.add(name + " stuck at " + millis);
    }
  }
}
