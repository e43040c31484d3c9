package dev.lifeline.connection;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** The sessions of one endpoint in numbers, live. Safe for use by any thread. */
public final class EndpointFigures {

  private final AtomicInteger open = new AtomicInteger();
  private final LongAdder opened = new LongAdder();
  private final EndCounts ends = new EndCounts();

  EndpointFigures() {}

  void add() {
    open.incrementAndGet();
    opened.increment();
  }

  void remove(EndReason reason) {
    open.decrementAndGet();
    ends.add(reason);
  }

  /** How many are open. */
  public int openSessions() {
    return open.get();
  }

  /** How many have opened since the start, those that were refused among them. */
  public long openedSessions() {
    return opened.sum();
  }

  /** How many have ended since the start, for every reason. */
  public Map<EndReason, Long> endedByReason() {
    return ends.byReason();
  }
}
