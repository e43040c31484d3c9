package dev.lifeline.embedded;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/**
 * Runs what follows a send on the thread that finds it done, and all else on the pool. For {@code
 * SendHandler}s that never block.
 *
 * <p>Tomcat gives each completion to the pool, so that a handler that sends again cannot fill the
 * stack. Here such a handler's next completion waits until it has returned.
 */
final class CompletionExecutor implements Executor {

  private static final String WEBSOCKET = "org.apache.tomcat.websocket";

  private final Executor pool;
  private final BooleanSupplier isPoller;
  private final Completions ofPoller = new Completions();
  private final ThreadLocal<Completions> ofOthers = ThreadLocal.withInitial(Completions::new);

  /**
   * Creates it.
   *
   * @param isPoller whether the calling thread is the poller, on which most sends are done
   */
  CompletionExecutor(Executor pool, BooleanSupplier isPoller) {
    this.pool = pool;
    this.isPoller = isPoller;
  }

  @Override
  public void execute(Runnable task) {
    if (FrameSocket.isOperation(task)) {
      task.run();
    } else if (task.getClass().getPackageName().startsWith(WEBSOCKET)) {
      (isPoller.getAsBoolean() ? ofPoller : ofOthers.get()).run(task);
    } else {
      pool.execute(task);
    }
  }

  /** Those of one thread. */
  private static final class Completions {

    private final Queue<Runnable> waiting = new ArrayDeque<>(2);
    private boolean running;

    void run(Runnable first) {
      if (running) {
        waiting.add(first);
        return;
      }
      running = true;
      try {
        for (Runnable next = first; next != null; next = waiting.poll()) {
          next.run();
        }
      } finally {
        running = false;
        // Only where one has thrown: the others are still owed.
        Runnable owed = waiting.poll();
        if (owed != null) {
          run(owed);
        }
      }
    }
  }
}
