package dev.lifeline.client.channel;

import java.time.Duration;

/** One task that is due at most once: setting it again replaces the old date. In the order. */
final class Alarm {

  private final Line line;
  private final Runnable task;
  private Runnable cancel = () -> {};

  Alarm(Line line, Runnable task) {
    this.line = line;
    this.task = task;
  }

  void set(Duration time) {
    stop();
    cancel = line.tasks().after(time, task);
  }

  void stop() {
    cancel.run();
    cancel = () -> {};
  }
}
