package dev.lifeline.client;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Lets a few of the tasks that block run at a time, each on a thread of a pool; the others wait
 * outside, in order, and cost no thread. Safe for use by any thread.
 */
final class Gate {

  private final Executor pool;
  private final int width;

  /** Guarded by this, as is the number. */
  private final ArrayDeque<FutureTask<?>> waiting = new ArrayDeque<>();

  private int inside;

  Gate(Executor pool, int width) {
    this.pool = pool;
    this.width = width;
  }

  /**
   * Runs the task when it is its turn.
   *
   * @return gives it up: it does not begin any more, or its thread is interrupted
   */
  Runnable enter(Runnable task) {
    FutureTask<?> entrant = new FutureTask<>(task, null);
    boolean hasRoom;
    synchronized (this) {
      waiting.add(entrant);
      hasRoom = inside < width;
      if (hasRoom) {
        inside++;
      }
    }
    if (hasRoom) {
      pool.execute(this::runAll);
    }
    return () -> leave(entrant);
  }

  private void leave(FutureTask<?> entrant) {
    entrant.cancel(true);
    synchronized (this) {
      waiting.remove(entrant);
    }
  }

  private void runAll() {
    for (FutureTask<?> next = next(); next != null; next = next()) {
      next.run();
      // What was meant for a task that is over must not meet the next one.
      Thread.interrupted();
    }
  }

  private synchronized @Nullable FutureTask<?> next() {
    FutureTask<?> next = waiting.poll();
    if (next == null) {
      inside--;
    }
    return next;
  }
}
