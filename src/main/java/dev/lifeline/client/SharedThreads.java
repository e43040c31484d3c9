package dev.lifeline.client;

import jakarta.websocket.ContainerProvider;
import jakarta.websocket.WebSocketContainer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The threads of all clients, counted: the first client brings them, the last one takes them with
 * it. One for the time, a few for the lanes, and for what blocks as many as the gates let through.
 * Safe for use by any thread.
 */
final class SharedThreads {

  /** At most for the lanes: they hold no state machine up unless a listener blocks. */
  private static final int LANE_THREADS =
      Math.max(4, 2 * Runtime.getRuntime().availableProcessors());

  /**
   * Tasks that block at a time: attempts to one server, questions for tokens, closes, pings. A
   * server that swallows attempts, each held for a connect time-out, so keeps nobody from the
   * others.
   */
  private static final int GATE_WIDTH = 32;

  private static final long IDLE_SECONDS = 5;

  private static final Object LOCK = new Object();

  /** Guarded by the lock, as is the number of its clients. */
  private static @Nullable SharedThreads current;

  private static int clients;

  private final ScheduledThreadPoolExecutor clock =
      new ScheduledThreadPoolExecutor(1, threads("lifeline-client-timer"));
  private final ThreadPoolExecutor lanes =
      new ThreadPoolExecutor(
          LANE_THREADS,
          LANE_THREADS,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          threads("lifeline-client"));
  private final ThreadPoolExecutor blocking = new Blocking();
  private final Map<String, Gate> gates = new ConcurrentHashMap<>();
  private final Map<Duration, WebSocketContainer> containers = new ConcurrentHashMap<>();

  private SharedThreads() {
    clock.setRemoveOnCancelPolicy(true);
    lanes.allowCoreThreadTimeOut(true);
  }

  /** A client begins. */
  static SharedThreads join() {
    synchronized (LOCK) {
      SharedThreads joined = current == null ? new SharedThreads() : current;
      current = joined;
      clients++;
      return joined;
    }
  }

  /** A client has ended: its lane is over, what blocks may go on for a while. */
  static void leave() {
    SharedThreads last;
    synchronized (LOCK) {
      clients--;
      if (clients > 0) {
        return;
      }
      last = current;
      current = null;
    }
    if (last != null) {
      last.end();
    }
  }

  Executor lanes() {
    return lanes;
  }

  /** What a client's state machine stands on. */
  Surroundings surroundings(Lane lane, ClientOptions options, WebSocketContainer container) {
    return new Surroundings(
        lane,
        new LaneTimers(lane, clock),
        new JakartaWires(container, options, lane, this),
        new GatedTokens(gate("tokens"), lane),
        () -> ThreadLocalRandom.current().nextDouble());
  }

  /** The gate of this name. */
  Gate gate(String name) {
    return gates.computeIfAbsent(name, n -> new Gate(blocking, GATE_WIDTH));
  }

  /**
   * The implementation that {@code ContainerProvider} finds, one for each connect time-out since
   * that is a property of the whole.
   */
  WebSocketContainer container(Duration connectTimeout) {
    return containers.computeIfAbsent(
        connectTimeout,
        time -> {
          try {
            WebSocketContainer found = ContainerProvider.getWebSocketContainer();
            Implementation.prepare(found, time);
            return found;
          } catch (RuntimeException e) {
            throw new IllegalStateException(
                "no implementation of Jakarta WebSocket is found:"
                    + " put one on the class path, or give it by the option container",
                e);
          }
        });
  }

  private void end() {
    clock.shutdown();
    lanes.shutdown();
    blocking.shutdown();
  }

  private static ThreadFactory threads(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      thread.setContextClassLoader(SharedThreads.class.getClassLoader());
      return thread;
    };
  }

  /** Threads for what blocks; when the last of it is done, the implementations can go. */
  private final class Blocking extends ThreadPoolExecutor {

    Blocking() {
      super(
          0,
          Integer.MAX_VALUE,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          threads("lifeline-client-io"));
    }

    @Override
    protected void terminated() {
      containers.values().forEach(Implementation::end);
    }
  }
}
