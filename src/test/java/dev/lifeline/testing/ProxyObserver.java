package dev.lifeline.testing;

import java.nio.ByteBuffer;

/** Is told what a {@link FaultProxy} sees, on the proxy's thread, and must not block it. */
public interface ProxyObserver {

  /** Whoever sees nothing. */
  ProxyObserver NONE = new ProxyObserver() {};

  /** A client has connected. What was read of earlier connections until then has been told. */
  default void accepted(ProxiedConnection connection) {}

  /**
   * Bytes have come, whether they will pass or not.
   *
   * @param bytes to be read during the call alone
   */
  default void came(ProxiedConnection connection, Direction direction, ByteBuffer bytes) {}

  /** Both sockets of the connection are closed. */
  default void closed(ProxiedConnection connection) {}
}
