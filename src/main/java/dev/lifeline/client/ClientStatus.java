package dev.lifeline.client;

import java.time.Duration;

/**
 * A client's state at one moment, and what led to it.
 *
 * @param state what the client is doing
 * @param delay with {@code WAITING}: how long the wait lasts, counted from this status; else zero
 * @param code with {@code WAITING}, {@code OFFLINE} and {@code CLOSED}: the close code of the last
 *     connection or attempt (RFC 6455, section 7.4), 1006 where there was no close frame; else 0
 * @param reason the reason that came with the code, or in words what happened
 */
public record ClientStatus(ClientState state, Duration delay, int code, String reason) {

  static ClientStatus of(ClientState state) {
    return new ClientStatus(state, Duration.ZERO, 0, "");
  }

  static ClientStatus of(ClientState state, End end) {
    return new ClientStatus(state, Duration.ZERO, end.code(), end.reason());
  }

  static ClientStatus waiting(Duration delay, int code, String reason) {
    return new ClientStatus(ClientState.WAITING, delay, code, reason);
  }
}
