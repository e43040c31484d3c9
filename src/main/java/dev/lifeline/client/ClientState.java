package dev.lifeline.client;

/** What a client is doing. */
public enum ClientState {
  /** An attempt is under way. */
  CONNECTING,
  /** A connection is up. */
  OPEN,
  /** A connection is up, but the answer to a beat is overdue. */
  CHECKING,
  /** Between two attempts. */
  WAITING,
  /** The network is known to be down; nothing is tried until it returns. */
  OFFLINE,
  /** The end, by {@link LifelineClient#close()} or for a reason that forbids to come back. */
  CLOSED
}
