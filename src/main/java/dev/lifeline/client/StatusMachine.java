package dev.lifeline.client;

import static dev.lifeline.client.ClientState.CHECKING;
import static dev.lifeline.client.ClientState.CLOSED;
import static dev.lifeline.client.ClientState.CONNECTING;
import static dev.lifeline.client.ClientState.OFFLINE;
import static dev.lifeline.client.ClientState.OPEN;
import static dev.lifeline.client.ClientState.WAITING;

import java.util.EnumSet;
import java.util.Set;

/** What may follow what. Changed in the client's lane, read by any thread. */
final class StatusMachine {

  private volatile ClientStatus status = ClientStatus.of(CONNECTING);

  ClientStatus status() {
    return status;
  }

  ClientState state() {
    return status.state();
  }

  /** Whether a connection is up and in use. */
  boolean isLive() {
    return state() == OPEN || state() == CHECKING;
  }

  boolean isClosed() {
    return state() == CLOSED;
  }

  void to(ClientStatus next) {
    if (!after(state()).contains(next.state())) {
      throw new IllegalStateException("a client cannot go from " + state() + " to " + next.state());
    }
    status = next;
  }

  private static Set<ClientState> after(ClientState state) {
    return switch (state) {
      case CONNECTING -> EnumSet.of(OPEN, WAITING, OFFLINE, CLOSED);
      case OPEN -> EnumSet.of(CHECKING, CONNECTING, WAITING, OFFLINE, CLOSED);
      case CHECKING -> EnumSet.of(OPEN, CONNECTING, WAITING, OFFLINE, CLOSED);
      case WAITING -> EnumSet.of(WAITING, CONNECTING, OFFLINE, CLOSED);
      case OFFLINE -> EnumSet.of(CONNECTING, CLOSED);
      case CLOSED -> EnumSet.noneOf(ClientState.class);
    };
  }
}
