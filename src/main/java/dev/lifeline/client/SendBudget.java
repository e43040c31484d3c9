package dev.lifeline.client;

import java.util.concurrent.CompletionStage;

/** What an application has given to be sent and is not sent yet. Safe for use by any thread. */
final class SendBudget {

  private final QueueOptions bounds;

  /** Guarded by this. */
  private long bytes;

  private int messages;

  SendBudget(QueueOptions bounds) {
    this.bounds = bounds;
  }

  QueueOptions bounds() {
    return bounds;
  }

  /**
   * Counts the message until it is sent or given up.
   *
   * @param open whether a connection is open: one message alone may then have any size
   * @return false where there is no room for it
   */
  boolean admit(OutgoingMessage message, boolean open) {
    synchronized (this) {
      boolean hasRoom = bytes + message.bytes() <= bounds.maxBytes() || (open && messages == 0);
      if (messages >= bounds.maxMessages() || !hasRoom) {
        return false;
      }
      add(message, 1);
    }
    CompletionStage<Void> outcome = message.sent;
    outcome.whenComplete((nothing, failure) -> add(message, -1));
    return true;
  }

  synchronized long bytes() {
    return bytes;
  }

  private synchronized void add(OutgoingMessage message, int times) {
    messages += times;
    bytes += (long) times * message.bytes();
  }
}
