package dev.lifeline.connection;

import dev.lifeline.protocol.CloseCode;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongUnaryOperator;

/**
 * Sends connections away in good order: each is told a time of its own to come back, and ends once
 * nothing waits for it any more. Safe for use by any thread; nothing waits here.
 */
final class Drain {

  private final Duration window;
  private final LongUnaryOperator random;

  /** Who has been told, and the time that it was told. */
  private final Map<Connection, Duration> leaving = new ConcurrentHashMap<>();

  /**
   * Creates it with nobody to send away.
   *
   * @param window over which the returns are spread evenly
   * @param random from a bound to a number from 0 and below it
   */
  Drain(Duration window, LongUnaryOperator random) {
    this.window = window;
    this.random = random;
  }

  /** The reason text for who comes now. */
  String tryAgain() {
    return CloseCode.retryIn(someTime());
  }

  /** Tells a connection when to come back. */
  void announce(Connection connection) {
    Duration retryIn = someTime();
    leaving.put(connection, retryIn);
    connection.announceDrain(retryIn);
  }

  /** Ends those for whom nothing waits any more. Returns how many are left. */
  int endIdle() {
    leaving.forEach(
        (connection, retryIn) ->
            connection.endIfIdle(EndReason.DRAINED, CloseCode.retryIn(retryIn)));
    leaving.keySet().removeIf(Connection::hasEnded);
    return leaving.size();
  }

  /** Ends all that are left. */
  void endAll() {
    leaving.forEach(
        (connection, retryIn) -> connection.end(EndReason.DRAINED, CloseCode.retryIn(retryIn)));
    leaving.clear();
  }

  private Duration someTime() {
    return Duration.ofMillis(random.applyAsLong(window.toMillis() + 1));
  }
}
