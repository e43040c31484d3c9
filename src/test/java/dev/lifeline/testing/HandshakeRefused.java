package dev.lifeline.testing;

import java.io.IOException;
import java.io.Serial;

/** The answer of a server that does not switch to WebSocket. */
public final class HandshakeRefused extends IOException {

  @Serial private static final long serialVersionUID = 1L;

  private final int status;

  HandshakeRefused(int status, String head) {
    super("no handshake but " + head);
    this.status = status;
  }

  /** The HTTP status; 0 where the server closed without an answer. */
  public int status() {
    return status;
  }
}
