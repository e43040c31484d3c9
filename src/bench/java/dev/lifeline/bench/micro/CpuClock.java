package dev.lifeline.bench.micro;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Sums the processor time of what runs through it. Used by one thread. */
final class CpuClock {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private long nanos;

  void time(Runnable task) {
    long start = THREADS.getCurrentThreadCpuTime();
    task.run();
    nanos += THREADS.getCurrentThreadCpuTime() - start;
  }

  void reset() {
    nanos = 0;
  }

  double nanos() {
    return nanos;
  }
}
