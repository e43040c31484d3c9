package dev.lifeline.testing;

import java.time.Duration;

/**
 * What happens to a connection on its way through a {@link FaultProxy}. It holds until the next one
 * is inflicted; a fresh connection and a healed one have {@link #none}.
 */
public sealed interface Fault {

  /** All passes as it comes; what was held back goes at once. */
  record None() implements Fault {}

  /** See {@link #halfOpen}. */
  record HalfOpen() implements Fault {}

  /** See {@link #delay}. */
  record Delay(Duration time) implements Fault {}

  /** See {@link #trickle}. */
  record Trickle(int bytesPerSecond) implements Fault {
    public Trickle {
      if (bytesPerSecond < 1) {
        throw new IllegalArgumentException("bytes a second, at least 1: " + bytesPerSecond);
      }
    }
  }

  /**
   * The end of the connection, told to both ends.
   *
   * @param how FIN or RST
   * @param afterBytes passed in the direction from now on; 0: at once
   */
  record End(How how, long afterBytes, Direction direction) implements Fault {
    public End {
      if (afterBytes < 0) {
        throw new IllegalArgumentException("bytes: " + afterBytes);
      }
    }
  }

  /** How TCP tells of an end. */
  enum How {
    FIN,
    RST
  }

  /** No fault. */
  static Fault none() {
    return new None();
  }

  /**
   * Nothing passes any more, no end either, and both sockets stay open: a pulled cable, a firewall
   * that has forgotten the connection. A connection accepted in this state is never answered, and
   * the server does not hear of it. It cannot be healed, since what was swallowed is lost; it can
   * be cut and reset.
   */
  static Fault halfOpen() {
    return new HalfOpen();
  }

  /** Each byte, and the end, passes so long after it came, in both directions. */
  static Fault delay(Duration time) {
    return new Delay(time);
  }

  /** So many bytes a second pass in each direction. */
  static Fault trickle(int bytesPerSecond) {
    return new Trickle(bytesPerSecond);
  }

  /** A FIN for both ends at once; what waits at the proxy is lost. */
  static Fault cut() {
    return new End(How.FIN, 0, Direction.TO_CLIENT);
  }

  /** A FIN for both ends when exactly so many more bytes have passed: in mid-message. */
  static Fault cutAfter(long bytes, Direction direction) {
    return new End(How.FIN, bytes, direction);
  }

  /** A RST for both ends at once. */
  static Fault reset() {
    return new End(How.RST, 0, Direction.TO_CLIENT);
  }

  /** A RST for both ends when exactly so many more bytes have passed: in mid-message. */
  static Fault resetAfter(long bytes, Direction direction) {
    return new End(How.RST, bytes, direction);
  }
}
