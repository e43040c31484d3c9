package dev.lifeline.heartbeat;

/**
 * The times at which this process was away: stopped, suspended or starved. Not thread-safe: owned
 * by the thread that advances the monitor.
 */
final class Pauses {

  /** More than happen within one deadline; an older one is forgotten first. */
  private static final int REMEMBERED = 16;

  private final long[] starts = new long[REMEMBERED];
  private final long[] ends = new long[REMEMBERED];
  private int count;

  void add(long startNanos, long endNanos) {
    int i = count++ % REMEMBERED;
    starts[i] = startNanos;
    ends[i] = endNanos;
  }

  /** How much of the time between the two moments the process was away, in nanoseconds. */
  long within(long fromNanos, long toNanos) {
    long sum = 0;
    for (int i = 0; i < Math.min(count, REMEMBERED); i++) {
      long start = starts[i] - fromNanos > 0 ? starts[i] : fromNanos;
      long end = ends[i] - toNanos < 0 ? ends[i] : toNanos;
      sum += Math.max(0, end - start);
    }
    return sum;
  }

  /** Whether a pause ended less than the given time ago. */
  boolean endedWithin(long graceNanos, long nowNanos) {
    return count > 0 && nowNanos - ends[(count - 1) % REMEMBERED] < graceNanos;
  }
}
