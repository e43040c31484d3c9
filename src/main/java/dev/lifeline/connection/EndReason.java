package dev.lifeline.connection;

import dev.lifeline.protocol.CloseCode;
import org.jspecify.annotations.Nullable;

/** Why a connection ended. Every connection ends for one of these, and is told once. */
public enum EndReason {
  /** The peer closed, or the container did for a fault of the peer's. */
  PEER_CLOSED(null),
  /** The TCP connection ended without a close frame. */
  CONNECTION_LOST(null),
  /** A send failed. */
  FAILED(CloseCode.INTERNAL_ERROR),
  /** Nothing was heard for the heartbeat timeout. */
  NO_HEARTBEAT(CloseCode.NO_HEARTBEAT),
  /** It took less than was sent to it, until the bounds of its queue were met. */
  SLOW_READER(CloseCode.SLOW_READER),
  /** One send did not complete in time. */
  STUCK_SEND(CloseCode.STUCK_SEND),
  /** What it sent was handled for longer than allowed. */
  STUCK_HANDLER(CloseCode.STUCK_HANDLER),
  /** It sent a message above the largest size. */
  MESSAGE_TOO_BIG(CloseCode.TOO_BIG),
  /** It did not say who it is in time. */
  NO_HELLO(CloseCode.HELLO_TIMEOUT),
  /** It said something that {@code lifeline.v1} does not allow, or not there. */
  BAD_MESSAGE(CloseCode.BAD_MESSAGE),
  /** Its credentials were refused. */
  UNAUTHORIZED(CloseCode.UNAUTHORIZED),
  /** Its credentials ran out. */
  EXPIRED(CloseCode.EXPIRED),
  /** The application ended it, or a second login did. */
  KICKED(CloseCode.KICKED),
  /** Its session was taken over by another connection. */
  RESUMED_ELSEWHERE(CloseCode.RESUMED_ELSEWHERE),
  /** It said goodbye. */
  BYE(CloseCode.NORMAL),
  /** It asked for a channel whose name is not allowed. */
  INVALID_CHANNEL(CloseCode.INVALID_CHANNEL),
  /** The server has as many connections as it takes. */
  TOO_MANY_CONNECTIONS(CloseCode.TRY_AGAIN_LATER),
  /** It came while the server drains. */
  COMES_IN_DRAIN(CloseCode.TRY_AGAIN_LATER),
  /** It was sent away in good order, since the server will stop. */
  DRAINED(CloseCode.SERVICE_RESTART),
  /** The application is being undeployed, or the server shut down. */
  SHUT_DOWN(CloseCode.GOING_AWAY);

  private final @Nullable CloseCode closeCode;

  EndReason(@Nullable CloseCode closeCode) {
    this.closeCode = closeCode;
  }

  /** What the peer is told, or null where the peer has closed already. */
  public @Nullable CloseCode closeCode() {
    return closeCode;
  }

  /** Whether the connection was given up, since its peer did not do what keeps one alive. */
  public boolean isDeath() {
    return this == NO_HEARTBEAT
        || this == SLOW_READER
        || this == STUCK_SEND
        || this == STUCK_HANDLER;
  }
}
