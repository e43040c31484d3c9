package dev.lifeline.heartbeat;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Keeps many timers at a cost that does not grow with their number. Safe for use by any thread; one
 * thread at a time calls {@link #advance}.
 */
public final class TimingWheel {

  /*
   * A hashed timing wheel (Varghese and Lauck, "Hashed and Hierarchical Timing Wheels", 1987; scheme
   * 6 without its sorted lists). A slot is an array, not a list: looking at a million timers is a
   * matter of cache misses, and those of an array's elements overlap where a list's follow each
   * other. A timer knows its place, so that leaving is one move of the slot's last into the hole. A
   * timer beyond the wheel's horizon waits in the farthest slot and is put further on when that slot
   * comes round: one wheel does for every length, since an early look costs only a look.
   *
   * A deadline is rounded up to a tick, so a timer never fires early, and at most one tick late.
   */

  private static final Logger LOG = System.getLogger(TimingWheel.class.getName());

  /** How many due timers are taken out at a time, to hold the lock briefly. */
  private static final int BATCH = 64;

  private final Object lock = new Object();
  private final long startNanos;
  private final long tickNanos;

  /** Guarded by lock, as are the places, deadlines and states of all timers that do not fire. */
  private final Slot[] slots;

  /** The last tick that was advanced to. Guarded by lock. */
  private long cursor;

  /** Timers that are in a slot. Guarded by lock. */
  private int size;

  /** Those that fire. Owned by the advancing thread. */
  private final @Nullable Timer[] due = new Timer[BATCH];

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
    this.slots = new Slot[slotCount];
    for (int i = 0; i < slotCount; i++) {
      slots[i] = new Slot();
    }
  }

  /**
   * Arms the timer, or moves it where it is armed already. A retired timer stays retired; one that
   * is firing is armed by {@link Timer#rearm} alone.
   *
   * @param deadlineNanos on the ticker's time line; one that has passed fires with the next advance
   */
  public void schedule(Timer timer, long deadlineNanos) {
    synchronized (lock) {
      if (timer.retired) {
        return;
      }
      unlink(timer);
      timer.deadlineNanos = deadlineNanos;
      link(timer);
    }
  }

  /** Disarms the timer for good. It may be firing at this moment; it is not armed again. */
  public void retire(Timer timer) {
    synchronized (lock) {
      timer.retired = true;
      unlink(timer);
    }
  }

  /** Fires every timer whose deadline has come, each outside of the lock, on this thread. */
  public void advance(long nowNanos) {
    int count = 0;
    do {
      count = replaceDue(count, nowNanos);
      for (int i = 0; i < count; i++) {
        fire(due[i], nowNanos);
      }
    } while (count > 0);
  }

  /**
   * In how many ticks after the last advance a slot is next that has a timer.
   *
   * @param most the answer where none is nearer
   */
  public int ticksToNext(int most) {
    synchronized (lock) {
      int ticks = 1;
      while (ticks < most && slots[slotOf(cursor + ticks)].count == 0) {
        ticks++;
      }
      return ticks;
    }
  }

  /** One timer's fault is no other's. */
  private static void fire(Timer timer, long nowNanos) {
    try {
      timer.fire(nowNanos);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "a timer failed", e);
    }
  }

  /** How many timers are armed. */
  public int size() {
    synchronized (lock) {
      return size;
    }
  }

  /** Puts those that have fired where they want to be, and takes out the next. */
  private int replaceDue(int fired, long nowNanos) {
    synchronized (lock) {
      for (int i = 0; i < fired; i++) {
        Timer timer = due[i];
        if (timer.rearmed && !timer.retired) {
          link(timer);
        }
        timer.rearmed = false;
        due[i] = null; // It may be the last that holds an ended session.
      }
      return takeDue(nowNanos);
    }
  }

  private int takeDue(long nowNanos) {
    long target = Math.floorDiv(nowNanos - startNanos, tickNanos);
    // After a long pause every slot is due, but each of them only once.
    cursor = Math.max(cursor, target - slots.length);
    int count = 0;
    while (count < BATCH) {
      Slot slot = slots[slotOf(cursor)];
      if (slot.count > 0) {
        Timer timer = slot.timers[slot.count - 1];
        unlink(timer);
        if (tickOf(timer.deadlineNanos) <= target) {
          due[count++] = timer;
        } else {
          link(timer); // It waited at the horizon.
        }
      } else if (cursor < target) {
        slot.trim();
        cursor++;
      } else {
        break;
      }
    }
    return count;
  }

  private int slotOf(long tick) {
    return (int) (tick & (slots.length - 1));
  }

  /** The first tick at which the deadline has come. */
  private long tickOf(long deadlineNanos) {
    return -Math.floorDiv(-(deadlineNanos - startNanos), tickNanos);
  }

  private void link(Timer timer) {
    long nearest = cursor + 1;
    long farthest = cursor + slots.length - 1;
    long tick = Math.min(Math.max(tickOf(timer.deadlineNanos), nearest), farthest);
    timer.slot = slotOf(tick);
    slots[timer.slot].add(timer);
    size++;
  }

  private void unlink(Timer timer) {
    if (timer.slot != Timer.NOWHERE) {
      slots[timer.slot].remove(timer);
      timer.slot = Timer.NOWHERE;
      size--;
    }
  }

  /** The timers of one tick of the ring, in no order. Guarded by the wheel's lock. */
  private static final class Slot {

    /** 4,096 timers, for which a slot keeps its room: a tick's share of two million sessions. */
    private static final int KEPT = 4_096;

    private static final Timer[] EMPTY = {};

    @Nullable Timer[] timers = EMPTY;
    int count;

    void add(Timer timer) {
      if (count == timers.length) {
        timers = Arrays.copyOf(timers, Math.max(4, count * 2));
      }
      timer.index = count;
      timers[count++] = timer;
    }

    void remove(Timer timer) {
      Timer last = timers[--count];
      timers[timer.index] = last;
      last.index = timer.index;
      timers[count] = null;
    }

    void trim() {
      if (timers.length > KEPT) {
        timers = EMPTY;
      }
    }
  }

  /** Something that happens at a time. Belongs to one wheel. */
  public abstract static class Timer {

    private static final int NOWHERE = -1;

    /** Where it is in the wheel. */
    private int slot = NOWHERE;

    private int index;

    /** While it fires, the firing thread's own, as is the flag. */
    private long deadlineNanos;

    private boolean rearmed;
    private boolean retired;

    /**
     * Called by the thread that advances the wheel, outside of its lock, with the timer disarmed;
     * it may arm itself again. Must not wait or do I/O.
     */
    protected abstract void fire(long nowNanos);

    /** Arms the timer again, while it fires and by the firing thread, unless it is retired. */
    protected final void rearm(long deadlineNanos) {
      this.deadlineNanos = deadlineNanos;
      this.rearmed = true;
    }
  }
}
