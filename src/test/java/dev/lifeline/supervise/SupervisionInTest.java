package dev.lifeline.supervise;

import dev.lifeline.connection.Connections;
import dev.lifeline.connection.HeartbeatTexts;
import dev.lifeline.connection.LifeSign;
import dev.lifeline.connection.OutboundLimits;
import dev.lifeline.connection.SessionEnded;
import dev.lifeline.heartbeat.HeartbeatMonitor;
import dev.lifeline.heartbeat.HeartbeatPolicy;
import dev.lifeline.testing.FakeTicker;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/** The supervision of the endpoints of these tests, whose clock goes on as they say. */
final class SupervisionInTest implements AutoCloseable {

  static final Duration INTERVAL = Duration.ofSeconds(10);
  static final Duration TIMEOUT = Duration.ofSeconds(25);

  private final FakeTicker ticker = new FakeTicker(0);
  private final HeartbeatMonitor heartbeats = new HeartbeatMonitor(ticker);
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final BlockingQueue<SessionEnded> ends = new LinkedBlockingQueue<>();
  private final LifelineMonitor monitor;
  private volatile boolean running;

  /** A send may be as old as a test: the server's time is another one than here. */
  SupervisionInTest() {
    this(Duration.ofHours(1));
  }

  SupervisionInTest(Duration maxAge) {
    LifeSign ping = new LifeSign(true, null);
    Connections connections =
        new Connections(
            heartbeats,
            new HeartbeatPolicy(INTERVAL, TIMEOUT, Duration.ofSeconds(60)),
            ping,
            new OutboundLimits(1 << 20, 1000, maxAge, 1 << 20),
            1000,
            executor,
            ends::add);
    monitor =
        new LifelineMonitor(
            connections, ping, HeartbeatTexts.of(Set.of("ping", "beat"), null), new Constructed());
    monitor.enter(SupervisionInTest.class.getClassLoader());
  }

  LifelineMonitor monitor() {
    return monitor;
  }

  int openSessions() {
    return monitor.openSessions();
  }

  BlockingQueue<SessionEnded> ends() {
    return ends;
  }

  /** Lets time pass, a tick at a time, as a monitor that is never late sees it. */
  void pass(Duration time) {
    Duration step = HeartbeatMonitor.TICK;
    for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(step)) {
      ticker.advance(step);
      heartbeats.advance();
    }
  }

  /** Lets time pass by itself, about as the machine's does, until {@link #stand}. */
  Thread run() {
    running = true;
    Thread clock =
        new Thread(
            () -> {
              while (running) {
                LockSupport.parkNanos(HeartbeatMonitor.TICK.toNanos());
                pass(HeartbeatMonitor.TICK);
              }
            });
    clock.start();
    return clock;
  }

  void stand() {
    running = false;
  }

  @Override
  public void close() {
    monitor.leave(SupervisionInTest.class.getClassLoader());
    executor.shutdownNow();
  }

  private static final class Constructed implements Instances {

    @Override
    public Made make(Class<?> endpoint) throws InstantiationException {
      try {
        return adopt(endpoint.getConstructor().newInstance());
      } catch (ReflectiveOperationException e) {
        throw (InstantiationException) new InstantiationException().initCause(e);
      }
    }

    @Override
    public Made adopt(Object instance) {
      return new Made() {
        @Override
        public Object instance() {
          return instance;
        }

        @Override
        public void release() {}
      };
    }
  }
}
