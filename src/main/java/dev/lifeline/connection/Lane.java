package dev.lifeline.connection;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * One task at a time on another executor, in order: what may block takes one of its threads at the
 * most. Safe for use by any thread.
 */
final class Lane implements Executor {

  private final Executor executor;

  /** Guarded by this, as is the flag. */
  private final Queue<Runnable> waiting = new ArrayDeque<>();

  private boolean running;

  Lane(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void execute(Runnable task) {
    synchronized (this) {
      waiting.add(task);
      if (running) {
        return;
      }
      running = true;
    }
    executor.execute(this::runNext);
  }

  private void runNext() {
    try {
      take().run();
    } finally {
      if (hasMore()) {
        executor.execute(this::runNext);
      }
    }
  }

  private synchronized Runnable take() {
    return waiting.remove();
  }

  private synchronized boolean hasMore() {
    running = !waiting.isEmpty();
    return running;
  }
}
