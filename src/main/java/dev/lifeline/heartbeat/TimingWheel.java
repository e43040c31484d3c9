package dev.lifeline.heartbeat;

import org.jspecify.annotations.Nullable;

/**
 * Keeps many timers at a cost that does not grow with their number. Safe for use by any thread; one
 * thread at a time calls {@link #advance}.
 */
public final class TimingWheel {

  /*
   * A hashed timing wheel (Varghese and Lauck, "Hashed and Hierarchical Timing Wheels", 1987; scheme
   * 6 without its sorted lists). Slots are intrusive rings around a sentinel, so that scheduling and
   * cancelling are a few pointer writes. A timer beyond the wheel's horizon waits in the farthest
   * slot and is put further on when that slot comes round: one wheel does for every length, since an
   * early look costs only a look.
   *
   * A deadline is rounded up to a tick, so a timer never fires early, and at most one tick late.
   */

  /** How many due timers are unlinked at a time, to hold the lock briefly. */
  private static final int BATCH = 64;

  private final Object lock = new Object();
  private final long startNanos;
  private final long tickNanos;

  /** The sentinels. Guarded by lock, as are the links, deadlines and states of all timers. */
  private final Timer[] slots;

  /** The last tick that was advanced to. Guarded by lock. */
  private long cursor;

  /** Timers that are in a slot. Guarded by lock. */
  private int size;

  /**
   * Creates an empty wheel.
   *
   * @param startNanos the ticker's time now
   * @param tickNanos the resolution: how late a timer may be for the wheel's part
   * @param slotCount a power of two; the horizon is this many ticks
   */
  public TimingWheel(long startNanos, long tickNanos, int slotCount) {
    if (tickNanos <= 0 || slotCount < 2 || Integer.bitCount(slotCount) != 1) {
      throw new IllegalArgumentException("tick " + tickNanos + " ns, slots " + slotCount);
    }
    this.startNanos = startNanos;
    this.tickNanos = tickNanos;
    this.slots = new Timer[slotCount];
    for (int i = 0; i < slotCount; i++) {
      slots[i] = new Sentinel();
    }
  }

  /**
   * Arms the timer, or moves it where it is armed already. A retired timer stays retired.
   *
   * @param deadlineNanos on the ticker's time line; one that has passed fires with the next advance
   */
  public void schedule(Timer timer, long deadlineNanos) {
    synchronized (lock) {
      if (timer.retired) {
        return;
      }
      if (timer.isLinked()) {
        unlink(timer);
      }
      timer.deadlineNanos = deadlineNanos;
      link(timer);
    }
  }

  /** Disarms the timer for good. It may be firing at this moment; it is not armed again. */
  public void retire(Timer timer) {
    synchronized (lock) {
      timer.retired = true;
      if (timer.isLinked()) {
        unlink(timer);
      }
    }
  }

  /** Fires every timer whose deadline has come, each outside of the lock, on this thread. */
  public void advance(long nowNanos) {
    Timer[] due = new Timer[BATCH];
    int count;
    while ((count = pollDue(nowNanos, due)) > 0) {
      for (int i = 0; i < count; i++) {
        due[i].fire(nowNanos);
      }
    }
  }

  /** How many timers are armed. */
  public int size() {
    synchronized (lock) {
      return size;
    }
  }

  private int pollDue(long nowNanos, Timer[] due) {
    synchronized (lock) {
      long target = Math.floorDiv(nowNanos - startNanos, tickNanos);
      // After a long pause every slot is due, but each of them only once.
      cursor = Math.max(cursor, target - slots.length);
      int count = 0;
      while (count < due.length) {
        Timer timer = firstOf(cursor);
        if (timer != null) {
          unlink(timer);
          if (tickOf(timer.deadlineNanos) <= target) {
            due[count++] = timer;
          } else {
            link(timer); // It waited at the horizon.
          }
        } else if (cursor < target) {
          cursor++;
        } else {
          break;
        }
      }
      return count;
    }
  }

  private @Nullable Timer firstOf(long tick) {
    Timer sentinel = slots[(int) (tick & (slots.length - 1))];
    return sentinel.next == sentinel ? null : sentinel.next;
  }

  /** The first tick at which the deadline has come. */
  private long tickOf(long deadlineNanos) {
    return -Math.floorDiv(-(deadlineNanos - startNanos), tickNanos);
  }

  private void link(Timer timer) {
    long nearest = cursor + 1;
    long farthest = cursor + slots.length - 1;
    long tick = Math.min(Math.max(tickOf(timer.deadlineNanos), nearest), farthest);
    Timer sentinel = slots[(int) (tick & (slots.length - 1))];
    Timer last = sentinel.previous;
    timer.previous = last;
    timer.next = sentinel;
    last.next = timer;
    sentinel.previous = timer;
    size++;
  }

  private void unlink(Timer timer) {
    timer.previous.next = timer.next;
    timer.next.previous = timer.previous;
    timer.previous = timer;
    timer.next = timer;
    size--;
  }

  /** Something that happens at a time. Belongs to one wheel. */
  public abstract static class Timer {

    /** The neighbours in the slot's ring; itself where it is in none. */
    private Timer previous = this;

    private Timer next = this;
    private long deadlineNanos;
    private boolean retired;

    /**
     * Called by the thread that advances the wheel, outside of its lock, with the timer disarmed;
     * it may arm itself again. Must not wait, do I/O or throw.
     */
    protected abstract void fire(long nowNanos);

    private boolean isLinked() {
      return next != this;
    }
  }

  private static final class Sentinel extends Timer {
    @Override
    protected void fire(long nowNanos) {
      throw new AssertionError("a sentinel is never due");
    }
  }
}
