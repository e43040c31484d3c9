package dev.lifeline.container;

import dev.lifeline.connection.Connections;
import dev.lifeline.heartbeat.Ticker;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * The module's end: everybody is sent away in good order, and then who is left. Each of the two
 * steps happens once, whoever asks for it; both wait.
 */
final class Farewell {

  private static final Ticker TICKER = Ticker.system();

  /** 2 s for the last close frames: an undeployment should not hang on peers that do not read. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  /** 20 ms: how often those are looked for who have been sent everything. */
  private static final Duration LOOK = Duration.ofMillis(20);

  private final Connections connections;
  private final ContainerExecutors executors;
  private final Duration window;
  private final Duration timeout;

  /** Both guarded by this. */
  private boolean drained;

  private boolean finished;

  /**
   * Prepares the end.
   *
   * @param window over which the clients' returns are spread; zero for no drain
   * @param timeout after which nobody is waited for any more
   */
  Farewell(
      Connections connections, ContainerExecutors executors, Duration window, Duration timeout) {
    this.connections = connections;
    this.executors = executors;
    this.window = window;
    this.timeout = timeout;
  }

  /** Tells everybody when to come back, and closes each once nothing waits for it. */
  synchronized void drain() {
    if (drained || window.isZero()) {
      return;
    }
    drained = true;
    connections.drain(window);
    long untilNanos = TICKER.nanos() + timeout.toNanos();
    while (connections.endDrained() > 0
        && TICKER.nanos() - untilNanos < 0
        && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(LOOK.toNanos());
    }
    connections.finishDrain();
  }

  /** Ends who is left and gives back every thread. */
  synchronized void finish() {
    if (finished) {
      return;
    }
    finished = true;
    connections.shutDown();
    try {
      executors.awaitTasks(LAST_WORDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    connections.finish();
    executors.shutDown();
  }
}
