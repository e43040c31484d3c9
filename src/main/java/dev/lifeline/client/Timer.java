package dev.lifeline.client;

import org.jspecify.annotations.Nullable;

/** One task that is due at most once: starting it again replaces the old date. Used in the lane. */
final class Timer {

  private final Timers timers;
  private final Runnable task;

  /** Null while nothing is due. */
  private Timers.@Nullable Handle handle;

  Timer(Timers timers, Runnable task) {
    this.timers = timers;
    this.task = task;
  }

  void start(long nanos) {
    stop();
    handle =
        timers.schedule(
            nanos,
            () -> {
              handle = null;
              task.run();
            });
  }

  void stop() {
    if (handle != null) {
      handle.cancel();
      handle = null;
    }
  }
}
