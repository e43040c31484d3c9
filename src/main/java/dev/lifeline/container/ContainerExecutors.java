package dev.lifeline.container;

import dev.lifeline.heartbeat.Ticker;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/**
 * Where the monitor ticks and where its tasks run: on the container's managed executors, or on
 * threads of the application's own where there are none. Safe for use by any thread.
 */
final class ContainerExecutors {

  private static final String MANAGED_SCHEDULED =
      "java:comp/DefaultManagedScheduledExecutorService";
  private static final String MANAGED = "java:comp/DefaultManagedExecutorService";

  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  /** All processors are used while one close waits; more threads would only get in their way. */
  private static final int TASK_THREADS = PROCESSORS + 1;

  private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

  private static final Ticker TICKER = Ticker.system();

  private final ScheduledExecutorService scheduler;
  private final ExecutorService tasks;
  private final ExecutorService deliveries;
  private final boolean managed;

  /** Tasks that were taken and have not ended. Guarded by this. */
  private int unfinished;

  private ContainerExecutors(
      ScheduledExecutorService scheduler,
      ExecutorService tasks,
      ExecutorService deliveries,
      boolean managed) {
    this.scheduler = scheduler;
    this.tasks = tasks;
    this.deliveries = deliveries;
    this.managed = managed;
  }

  /** The container's executors where JNDI has both, else our own. */
  static ContainerExecutors find() {
    // By their JDK types: Tomcat has no jakarta.enterprise.concurrent to load.
    ScheduledExecutorService scheduler = lookUp(MANAGED_SCHEDULED, ScheduledExecutorService.class);
    ExecutorService tasks = lookUp(MANAGED, ExecutorService.class);
    return scheduler == null || tasks == null
        ? own()
        : new ContainerExecutors(scheduler, tasks, tasks, true);
  }

  /** Daemon threads named lifeline-…, ended by {@link #shutDown}. */
  static ContainerExecutors own() {
    ScheduledThreadPoolExecutor scheduler =
        new ScheduledThreadPoolExecutor(1, daemons("lifeline-monitor-"));
    scheduler.setRemoveOnCancelPolicy(true);
    return new ContainerExecutors(
        scheduler,
        pool(TASK_THREADS, "lifeline-task-"),
        pool(PROCESSORS, "lifeline-delivery-"),
        false);
  }

  private static ExecutorService pool(int threads, String prefix) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            KEEP_ALIVE.toSeconds(),
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            daemons(prefix));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  ScheduledFuture<?> after(Duration delay, Runnable task) {
    return scheduler.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** For what may take as long as a container's close does. */
  Executor tasks() {
    return task -> execute(tasks, task);
  }

  /** For what only needs a processor; it never waits behind a task. */
  Executor deliveries() {
    return task -> execute(deliveries, task);
  }

  private void execute(ExecutorService executor, Runnable task) {
    count(1);
    try {
      executor.execute(
          () -> {
            try {
              task.run();
            } finally {
              count(-1);
            }
          });
    } catch (RuntimeException e) {
      // Not only RejectedExecutionException: an executor of a container that is stopping.
      count(-1);
      throw new RejectedExecutionException(e);
    }
  }

  private synchronized void count(int change) {
    unfinished += change;
    if (unfinished == 0) {
      notifyAll();
    }
  }

  /**
   * Returns when every task has ended, or the time is over: no class of ours should run once the
   * application has gone.
   */
  synchronized void awaitTasks(Duration patience) throws InterruptedException {
    long untilNanos = TICKER.nanos() + patience.toNanos();
    long left = patience.toNanos();
    while (unfinished > 0 && left > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = untilNanos - TICKER.nanos();
    }
  }

  /** Ends our own threads; the container keeps its own. */
  void shutDown() {
    if (!managed) {
      scheduler.shutdownNow();
      tasks.shutdownNow();
      deliveries.shutdownNow();
    }
  }

  /** For the log. */
  String describe() {
    return managed ? "the container's managed executors" : "threads of its own";
  }

  // The names are constants of the Jakarta Concurrency specification, never a user's input.
  @SuppressWarnings("BanJNDI")
  private static <T> @Nullable T lookUp(String name, Class<T> type) {
    try {
      Object found = new InitialContext().lookup(name);
      return type.isInstance(found) ? type.cast(found) : null;
    } catch (NamingException e) {
      return null;
    }
  }

  private static ThreadFactory daemons(String prefix) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, prefix + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
