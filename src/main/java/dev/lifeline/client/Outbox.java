package dev.lifeline.client;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sends on the connection in use, and keeps messages in order while there is none. In the lane. */
final class Outbox {

  private final boolean keeps;
  private final Supplier<@Nullable Link> openLink;
  private final Runnable sending;
  private final ArrayDeque<OutgoingMessage> waiting = new ArrayDeque<>();

  /** There will be no connection any more. */
  private boolean closed;

  /**
   * Creates an empty one.
   *
   * @param openLink the link in use; null where there is none that takes anything
   * @param sending told before each message
   */
  Outbox(QueueOptions options, Supplier<@Nullable Link> openLink, Runnable sending) {
    keeps = options.whileNotOpen();
    this.openLink = openLink;
    this.sending = sending;
  }

  /** Sends the message now, or keeps it for the next connection, or refuses it. */
  void send(OutgoingMessage message) {
    Link link = openLink.get();
    if (link != null) {
      sendOn(link, message);
    } else if (keeps && !closed) {
      waiting.add(message);
    } else {
      refuse(message);
    }
  }

  /** Sends what waits, for as long as there is a connection that takes it. */
  void sendWaiting() {
    for (Link link = openLink.get(); link != null && !waiting.isEmpty(); link = openLink.get()) {
      sendOn(link, waiting.remove());
    }
  }

  /** Takes back what the last connection had not begun to send. */
  void putBack(List<OutgoingMessage> unsent) {
    if (keeps) {
      for (int i = unsent.size() - 1; i >= 0; i--) {
        waiting.addFirst(unsent.get(i));
      }
    } else {
      unsent.forEach(this::refuse);
    }
  }

  /** Gives up what waits, and refuses what comes. */
  void close() {
    closed = true;
    waiting.forEach(this::refuse);
    waiting.clear();
  }

  private void sendOn(Link link, OutgoingMessage message) {
    sending.run();
    link.send(message);
  }

  private void refuse(OutgoingMessage message) {
    String why = closed ? "the client is closed" : "no connection is open, and queue is false";
    message.sent.completeExceptionally(new IllegalStateException(why));
  }
}
