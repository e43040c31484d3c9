package dev.lifeline.connection;

import dev.lifeline.heartbeat.HeartbeatMonitor;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The connections that are open, in parts by when they opened: who goes over one part after the
 * other need not touch the rest meanwhile. Safe for use by any thread.
 */
final class OpenConnections {

  private static final int PARTS = 16;

  private final long turnNanos;

  /** By identity, since that has no entries but an array: a session is small. */
  private final List<Set<Connection>> parts =
      Stream.generate(
              () ->
                  Collections.synchronizedSet(
                      Collections.newSetFromMap(new IdentityHashMap<Connection, Boolean>())))
          .limit(PARTS)
          .toList();

  /**
   * Creates it empty.
   *
   * @param roundNanos in which each part has one turn, which is a tick at least
   */
  OpenConnections(long roundNanos) {
    this.turnNanos = Math.max(roundNanos / PARTS, HeartbeatMonitor.TICK.toNanos());
  }

  void add(Connection connection) {
    partOf(connection).add(connection);
  }

  /** Returns whether it was there. */
  boolean remove(Connection connection) {
    return partOf(connection).remove(connection);
  }

  /** All at this moment. */
  List<Connection> all() {
    return parts.stream().flatMap(part -> List.copyOf(part).stream()).toList();
  }

  /** Those whose turn it is; one that has just opened waits for a round. */
  List<Connection> turnAt(long nanos) {
    return List.copyOf(parts.get(indexAt(nanos)));
  }

  /** When the turn after this moment's begins. */
  long nextTurnNanos(long nanos) {
    return (Math.floorDiv(nanos, turnNanos) + 1) * turnNanos;
  }

  private Set<Connection> partOf(Connection connection) {
    return parts.get(indexAt(nextTurnNanos(connection.openedNanos())));
  }

  private int indexAt(long nanos) {
    return Math.floorMod(Math.floorDiv(nanos, turnNanos), PARTS);
  }
}
