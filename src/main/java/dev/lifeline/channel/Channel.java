package dev.lifeline.channel;

import dev.lifeline.connection.OutboundMessage;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Those who hear the same, in the same order. What is published is delivered by the executor, so
 * that a publisher, whose thread may be the one that reads for all, goes on at once. Safe for use
 * by any thread; no call waits for a subscriber.
 */
final class Channel {

  private static final Logger LOG = System.getLogger(Channel.class.getName());

  /**
   * 1 MB of payload: what may be published and not yet delivered. A publisher beyond it delivers
   * himself, which slows him, and the TCP connection behind him, down to what the server can do.
   */
  private static final long MAX_BACKLOG_BYTES = 1 << 20;

  /** 1,024 messages, for those that are small. */
  private static final int MAX_BACKLOG_MESSAGES = 1_024;

  private final Set<Channels.Subscriber> subscribers = ConcurrentHashMap.newKeySet(2);
  private final Executor executor;

  /** Held by the one who delivers: it keeps the order. */
  private final ReentrantLock delivering = new ReentrantLock();

  /** What was published and not yet delivered. Guarded by this, as is all below. */
  private final Queue<OutboundMessage> backlog = new ArrayDeque<>(4);

  private long backlogBytes;

  /** A task of the executor's will look into the backlog again. */
  private boolean taskIsUnderWay;

  Channel(Executor executor) {
    this.executor = executor;
  }

  Set<Channels.Subscriber> subscribers() {
    return subscribers;
  }

  void publish(OutboundMessage message) {
    boolean needsTask;
    synchronized (this) {
      backlog.add(message);
      backlogBytes += message.bytes();
      needsTask = !taskIsUnderWay;
      taskIsUnderWay = true;
    }
    if (needsTask) {
      try {
        executor.execute(this::deliverAll);
      } catch (RejectedExecutionException e) {
        deliverAll(); // The application is stopping.
      }
    }
    while (isOverfull()) {
      deliverNext();
    }
  }

  private void deliverAll() {
    do {
      while (deliverNext()) {}
    } while (hasMoreForTask());
  }

  /** Whether the task has to go on; else the next message begins another. */
  private synchronized boolean hasMoreForTask() {
    taskIsUnderWay = !backlog.isEmpty();
    return taskIsUnderWay;
  }

  private synchronized boolean isOverfull() {
    return backlogBytes > MAX_BACKLOG_BYTES || backlog.size() > MAX_BACKLOG_MESSAGES;
  }

  private boolean deliverNext() {
    delivering.lock();
    try {
      OutboundMessage message = takeNext();
      if (message == null) {
        return false;
      }
      for (Channels.Subscriber subscriber : subscribers) {
        deliver(message, subscriber);
      }
      return true;
    } finally {
      delivering.unlock();
    }
  }

  /** One subscriber's fault is no other's. */
  private static void deliver(OutboundMessage message, Channels.Subscriber subscriber) {
    try {
      subscriber.deliver(message);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "a delivery failed", e);
    }
  }

  private synchronized @Nullable OutboundMessage takeNext() {
    OutboundMessage message = backlog.poll();
    if (message != null) {
      backlogBytes -= message.bytes();
    }
    return message;
  }
}
