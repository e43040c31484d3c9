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
 * second of virtual time: the wheel, the tutorials' scan, the scan of a registry with the time in
 * the session itself, and that of an array, laid out as no heap of a server is. What the beats
 * themselves cost is not counted.
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
    System.out.println(
        "ok "
            + simulation.wheel()
            + simulation.tutorial()
            + simulation.registry()
            + simulation.array());
  }

  private String wheel() {
    HeartbeatMonitor monitor = new HeartbeatMonitor(() -> nowNanos);
    HeartbeatPolicy policy = new HeartbeatPolicy(INTERVAL, TIMEOUT, TIMEOUT);
    Liveness[] crowd = crowd(monitor, policy);
    for (Liveness liveness : crowd) {
      monitor.watch(liveness, policy, NobodysPeer.INSTANCE);
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
        clock.time(() -> monitor.advance());
      }
    }
    check(NobodysPeer.INSTANCE.asked() == 0 && NobodysPeer.INSTANCE.deaths() == 0);
    final double perSecond = clock.nanos() / SECONDS;
    clock.reset();
    while (NobodysPeer.INSTANCE.deaths() < SESSIONS) {
      pass();
      clock.time(() -> monitor.advance());
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

  /** A concurrent map of objects that have the time. */
  private String registry() {
    Map<String, Session> sessions = new ConcurrentHashMap<>();
    Session[] crowd = sessions();
    for (int i = 0; i < SESSIONS; i++) {
      sessions.put(Integer.toString(i, Character.MAX_RADIX), crowd[i]);
    }
    double perSecond =
        scan(
            session -> crowd[session].heardNanos = nowNanos,
            () -> sessions.forEach((id, session) -> checkNotSilent(session)));
    return "registry=%f ".formatted(perSecond);
  }

  /** The same objects in the order in which they were made. */
  private String array() {
    Session[] crowd = sessions();
    double perSecond =
        scan(
            session -> crowd[session].heardNanos = nowNanos,
            () -> {
              for (Session session : crowd) {
                checkNotSilent(session);
              }
            });
    return "array=%f".formatted(perSecond);
  }

  private static Liveness[] crowd(HeartbeatMonitor monitor, HeartbeatPolicy policy) {
    Liveness[] crowd = new Liveness[SESSIONS];
    for (int i = 0; i < SESSIONS; i++) {
      crowd[i] = monitor.admit(policy);
    }
    return crowd;
  }

  private Session[] sessions() {
    Session[] sessions = new Session[SESSIONS];
    for (int i = 0; i < SESSIONS; i++) {
      sessions[i] = new Session(nowNanos);
    }
    return sessions;
  }

  private void checkNotSilent(Session session) {
    check(nowNanos - session.heardNanos <= TIMEOUT.toNanos());
  }

  /** What somebody without a monitor would keep. */
  private static final class Session {
    private volatile long heardNanos;

    Session(long heardNanos) {
      this.heardNanos = heardNanos;
    }
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
