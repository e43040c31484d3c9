package dev.lifeline.client.channel;

import dev.lifeline.client.QueueOptions;

/** How much may wait to be published for the first time. Safe for use by any thread. */
final class Budget {

  private final QueueOptions bounds;

  /** Guarded by this, as is all below. */
  private int messages;

  private long bytes;

  /** Whether what comes can leave: then one message alone may have any size. */
  private boolean open;

  Budget(QueueOptions bounds) {
    this.bounds = bounds;
  }

  QueueOptions bounds() {
    return bounds;
  }

  /** Counts it until it leaves; false where there is no room for it. */
  synchronized boolean admit(Pending publish) {
    int size = publish.payload.bytes();
    boolean hasRoom = bytes + size <= bounds.maxBytes() || (open && messages == 0);
    if (messages >= bounds.maxMessages() || !hasRoom) {
      return false;
    }
    messages++;
    bytes += size;
    return true;
  }

  /** It waits no more. */
  synchronized void leave(Pending publish) {
    messages--;
    bytes -= publish.payload.bytes();
  }

  synchronized void open(boolean isOpen) {
    open = isOpen;
  }
}
