package dev.lifeline.bench.micro;

import dev.lifeline.heartbeat.HeartbeatMonitor;
import dev.lifeline.heartbeat.HeartbeatPolicy;
import dev.lifeline.heartbeat.Liveness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;

/**
 * What it costs to supervise a million sessions that beat every 5 to 10 s, in processor time a
 * second of virtual time: the wheel, the tutorials' scan, and the leanest scan there can be. What
 * the beats themselves cost is not counted.
 */
final class WheelAgainstScan {

  private static final int SESSIONS = 1_000_000;

  private static final Duration INTERVAL = Duration.ofSeconds(15);
  private static final Duration TIMEOUT = Duration.ofSeconds(40);

  private static final int TICKS_PER_SECOND =
      (int) (Duration.ofSeconds(1).toNanos() / HeartbeatMonitor.TICK.toNanos());

  /** Past the first interval, so that looks are spread as they stay. */
  private static final int WARM_UP_SECONDS = 60;

  private static final int SECONDS = 40;

  /** The virtual time. */
  private long nowNanos;

  private long tick;

  private WheelAgainstScan() {}

  /** Prints its figures as one line of pairs. */
  public static void main(String[] args) {
    WheelAgainstScan simulation = new WheelAgainstScan();
    System.out.println("ok " + simulation.wheel() + simulation.tutorial() + simulation.lean());
  }

  private String wheel() {
    HeartbeatMonitor monitor = new HeartbeatMonitor(() -> nowNanos);
    HeartbeatPolicy policy = new HeartbeatPolicy(INTERVAL, TIMEOUT);
    Liveness[] crowd = new Liveness[SESSIONS];
    for (int i = 0; i < SESSIONS; i++) {
      crowd[i] = new Liveness(() -> nowNanos);
      monitor.watch(crowd[i], policy, NobodysPeer.INSTANCE);
    }
    CpuClock clock = new CpuClock();
    BeatingCrowd beats = new BeatingCrowd(SESSIONS, TICKS_PER_SECOND);
    for (int second = 0; second < WARM_UP_SECONDS + SECONDS; second++) {
      if (second == WARM_UP_SECONDS) {
        clock.reset();
      }
      for (int i = 0; i < TICKS_PER_SECOND; i++) {
        pass();
        beats.beat(tick, session -> crowd[session].touch());
        clock.time(monitor::advance);
      }
    }
    check(NobodysPeer.INSTANCE.asked() == 0 && NobodysPeer.INSTANCE.deaths() == 0);
    final double perSecond = clock.nanos() / SECONDS;
    clock.reset();
    while (NobodysPeer.INSTANCE.deaths() < SESSIONS) {
      pass();
      clock.time(monitor::advance);
    }
    return "wheel=%f expire=%f ".formatted(perSecond, clock.nanos() / SESSIONS);
  }

  /** A concurrent map of the sessions' user properties, which are concurrent maps too. */
  private String tutorial() {
    Map<String, Map<String, Long>> sessions = new ConcurrentHashMap<>();
    List<Map<String, Long>> crowd = new ArrayList<>();
    for (int i = 0; i < SESSIONS; i++) {
      Map<String, Long> properties = new ConcurrentHashMap<>();
      crowd.add(properties);
      sessions.put(Integer.toString(i, Character.MAX_RADIX), properties);
    }
    double perSecond =
        scan(
            session -> crowd.get(session).put("lastMessageTime", nowNanos),
            () ->
                sessions.forEach(
                    (id, properties) ->
                        check(
                            nowNanos - properties.getOrDefault("lastMessageTime", 0L)
                                <= TIMEOUT.toNanos())));
    return "tutorial=%f ".formatted(perSecond);
  }

  /** An array of the times themselves: no session is looked at. */
  private String lean() {
    Liveness[] crowd = new Liveness[SESSIONS];
    for (int i = 0; i < SESSIONS; i++) {
      crowd[i] = new Liveness(() -> nowNanos);
    }
    double perSecond =
        scan(
            session -> crowd[session].touch(),
            () -> {
              for (Liveness liveness : crowd) {
                check(nowNanos - liveness.lastHeardNanos() <= TIMEOUT.toNanos());
              }
            });
    return "lean=%f".formatted(perSecond);
  }

  private double scan(IntConsumer touch, Runnable scan) {
    CpuClock clock = new CpuClock();
    BeatingCrowd beats = new BeatingCrowd(SESSIONS, TICKS_PER_SECOND);
    for (int session = 0; session < SESSIONS; session++) {
      touch.accept(session);
    }
    for (int second = 0; second < WARM_UP_SECONDS + SECONDS; second++) {
      if (second == WARM_UP_SECONDS) {
        clock.reset();
      }
      for (int i = 0; i < TICKS_PER_SECOND; i++) {
        pass();
        beats.beat(tick, touch);
      }
      clock.time(scan);
    }
    return clock.nanos() / SECONDS;
  }

  private void pass() {
    tick++;
    nowNanos += HeartbeatMonitor.TICK.toNanos();
  }

  private static void check(boolean asExpected) {
    if (!asExpected) {
      throw new IllegalStateException("a session that beats was found silent");
    }
  }
}
