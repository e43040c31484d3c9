package dev.lifeline.client;

import dev.lifeline.heartbeat.Ticker;

/** Runs tasks of a client's later, in its lane. */
interface Timers {

  /** The clock by which the timers run. */
  Ticker ticker();

  /** Runs the task once, in the lane, not before the time has passed. */
  Handle schedule(long nanos, Runnable task);

  /** A task that is due. */
  interface Handle {

    /** Only in the lane: afterwards the task does not run. */
    void cancel();
  }
}
