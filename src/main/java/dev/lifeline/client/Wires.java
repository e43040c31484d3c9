package dev.lifeline.client;

import java.net.URI;
import java.util.Map;

/** Makes sockets. */
interface Wires {

  /**
   * Begins to connect and returns at once.
   *
   * @param headers those of the handshake, besides the protocol's own
   * @param listener told later, never within this call
   */
  Wire connect(URI uri, Map<String, String> headers, Wire.Listener listener);
}
