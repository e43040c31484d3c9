package dev.lifeline.client;

import dev.lifeline.heartbeat.Ticker;
import java.time.Duration;
import java.util.List;

/**
 * An ordered list of servers of which those that failed rest for a while. Used in the lane.
 *
 * <p>Times are compared by subtraction, since the clock may begin anywhere.
 */
final class Servers {

  private final int count;
  private final long coolDownNanos;
  private final Ticker ticker;

  /** When the rest of each server ends; means something where the flag is set. */
  private final long[] coolUntil;

  private final boolean[] hasFailed;

  Servers(List<?> servers, Duration coolDown, Ticker ticker) {
    count = servers.size();
    coolDownNanos = coolDown.toNanos();
    this.ticker = ticker;
    coolUntil = new long[count];
    hasFailed = new boolean[count];
  }

  /** The first that does not rest; where all do, the one whose rest ends first. */
  int choose() {
    int soonest = 0;
    for (int i = 0; i < count; i++) {
      if (restNanos(i) <= 0) {
        return i;
      }
      if (restNanos(i) < restNanos(soonest)) {
        soonest = i;
      }
    }
    return soonest;
  }

  /** A lone server never rests: there is nobody else to turn to. */
  void failed(int server) {
    if (count > 1) {
      hasFailed[server] = true;
      coolUntil[server] = ticker.nanos() + coolDownNanos;
    }
  }

  /** Nanoseconds until the server may be tried; 0 where it may now. */
  long restNanos(int server) {
    return hasFailed[server] ? Math.max(0, coolUntil[server] - ticker.nanos()) : 0;
  }

  /**
   * Nanoseconds until one of the servers before this one is worth a try.
   *
   * @param openedNanos when the connection to this one opened
   */
  long untilBetterNanos(int server, long openedNanos) {
    long soonest = Long.MAX_VALUE;
    for (int i = 0; i < server; i++) {
      long rest = restNanos(i);
      long sinceOpened = ticker.nanos() - openedNanos;
      soonest = Math.min(soonest, rest > 0 ? rest : Math.max(0, coolDownNanos - sinceOpened));
    }
    return soonest;
  }
}
