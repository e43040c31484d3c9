package dev.lifeline.client;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One task at a time, in order, on the threads of many: all of a client's state belongs to its
 * lane. Safe for use by any thread.
 *
 * <p>What a task wants to happen when it is done, it gives to {@link #afterwards}: that runs before
 * any other task. So a listener is never called in the middle of a transition, and may call
 * anything.
 */
final class Lane implements Executor {

  private static final System.Logger LOG = System.getLogger(Lane.class.getName());

  /** Tasks in a row, before the lanes of other clients have their turn. */
  private static final int TURN = 32;

  private final Executor threads;
  private final Runnable onEnd;

  /** Guarded by this, as are the two flags. */
  private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();

  private boolean scheduled;
  private boolean ended;

  /** Used in the lane alone. */
  private final ArrayDeque<Runnable> afterwards = new ArrayDeque<>();

  private volatile @Nullable Thread runner;

  /**
   * Creates a lane without tasks.
   *
   * @param threads where the tasks run
   * @param onEnd runs when the lane has ended and its last task is done
   */
  Lane(Executor threads, Runnable onEnd) {
    this.threads = threads;
    this.onEnd = onEnd;
  }

  /** Runs the task after those that wait; an ended lane drops it. */
  @Override
  public void execute(Runnable task) {
    offer(task);
  }

  /** Runs the task after those that wait, or returns false where the lane has ended. */
  boolean offer(Runnable task) {
    synchronized (this) {
      if (ended) {
        return false;
      }
      tasks.add(task);
      if (scheduled) {
        return true;
      }
      scheduled = true;
    }
    threads.execute(this::runTurn);
    return true;
  }

  /** Runs the task within the call where the caller is in the lane already, else like offer. */
  boolean enter(Runnable task) {
    if (runner == Thread.currentThread()) {
      task.run();
      return true;
    }
    return offer(task);
  }

  /** Only in the lane: runs when the current task is done, in the order of the calls. */
  void afterwards(Runnable step) {
    afterwards.add(step);
  }

  /** What waits still runs; nothing more is taken. */
  synchronized void end() {
    ended = true;
  }

  private void runTurn() {
    runner = Thread.currentThread();
    for (int i = 0; i < TURN; i++) {
      Runnable task = next();
      if (task == null) {
        break;
      }
      runSafely(task);
      for (Runnable step = afterwards.poll(); step != null; step = afterwards.poll()) {
        runSafely(step);
      }
    }
    runner = null;
    goOn();
  }

  private void goOn() {
    boolean isOver;
    synchronized (this) {
      scheduled = !tasks.isEmpty();
      isOver = !scheduled && ended;
    }
    if (isOver) {
      onEnd.run();
    } else if (scheduled) {
      threads.execute(this::runTurn);
    }
  }

  private synchronized @Nullable Runnable next() {
    return tasks.poll();
  }

  private static void runSafely(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "a client's task failed", e);
    }
  }
}
