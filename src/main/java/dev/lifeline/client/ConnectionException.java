package dev.lifeline.client;

import java.io.IOException;
import java.io.Serial;

/**
 * A connection that was lost, or an attempt that failed. What the WebSocket implementation says, a
 * status of 401 or 403 for example, is in the cause.
 */
public final class ConnectionException extends IOException {

  @Serial private static final long serialVersionUID = 1L;

  private final int code;

  ConnectionException(End end) {
    super(end.code() + " " + end.reason(), end.cause());
    code = end.code();
  }

  /** The close code, 1006 where there was no close frame (RFC 6455, section 7.4.1). */
  public int code() {
    return code;
  }
}
