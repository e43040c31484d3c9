package dev.lifeline.heartbeat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The peers of one policy. Those that speak are only swept over, once a second; who has been silent
 * for so long that he has to be asked, or is about to die, gets a timer of his own in the wheel.
 * Safe for use by any thread.
 */
final class Cohort {

  /** Sweeps are spread over so many ticks: a part of the blocks with each. */
  static final int TURNS = 100;

  /** 1 s, the time from one sweep over a block to the next. */
  private static final long SWEEP_NANOS = HeartbeatMonitor.TICK.multipliedBy(TURNS).toNanos();

  /** A sweep and two rests of the monitor before a look is due, its timer has to be armed. */
  private static final long LEAD_NANOS = SWEEP_NANOS + 2 * HeartbeatMonitor.MAX_REST_NANOS;

  private final HeartbeatMonitor monitor;
  private final HeartbeatPolicy policy;
  private final List<LivenessBlock> blocks = new CopyOnWriteArrayList<>();

  /** Places that may be given away. Guarded by this. */
  private final Deque<Liveness> free = new ArrayDeque<>();

  /**
   * Places that were given back since the last sweep, and since the one before: a thread that was
   * about to touch one has done so by then. Guarded by this.
   */
  private List<Liveness> justLeft = new ArrayList<>();

  private List<Liveness> leftBefore = new ArrayList<>();

  Cohort(HeartbeatMonitor monitor, HeartbeatPolicy policy) {
    this.monitor = monitor;
    this.policy = policy;
  }

  HeartbeatMonitor monitor() {
    return monitor;
  }

  HeartbeatPolicy policy() {
    return policy;
  }

  /** A place for a peer that is heard now. */
  synchronized Liveness admit() {
    Liveness place = free.poll();
    if (place == null) {
      LivenessBlock block = new LivenessBlock(monitor.clock(), LivenessBlock.SIZE);
      blocks.add(block);
      for (int i = 1; i < LivenessBlock.SIZE; i++) {
        free.add(new Liveness(block, i));
      }
      place = new Liveness(block, 0);
    }
    place.touch();
    return place;
  }

  /** Takes back the place of a peer that has left. */
  synchronized void release(Liveness place) {
    justLeft.add(place);
  }

  /** For the monitor's thread, once for each of the turns. */
  void sweep(int turn, long nowNanos) {
    if (turn == 0) {
      giveBack();
    }
    long silence = policy.firstLookNanos() - LEAD_NANOS;
    for (int i = turn; i < blocks.size(); i += TURNS) {
      blocks.get(i).armSilent(silence, nowNanos);
    }
  }

  /** Whether a look so far ahead is left to the sweep. */
  static boolean isFar(long aheadNanos) {
    return aheadNanos > 2 * LEAD_NANOS;
  }

  private synchronized void giveBack() {
    free.addAll(leftBefore);
    leftBefore = justLeft;
    justLeft = new ArrayList<>();
  }
}
