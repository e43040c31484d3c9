package dev.lifeline.channel;

import dev.lifeline.protocol.Codec;
import dev.lifeline.protocol.Member;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Those who hear the same, in the same order. What the store tells is delivered by the executor, so
 * that a publisher, whose thread may be the one that reads for all, goes on at once. Safe for use
 * by any thread; no call waits for a subscriber.
 */
final class Channel implements ChannelStore.Listener {

  private static final Logger LOG = System.getLogger(Channel.class.getName());

  /**
   * 1 MB of payload: what may be published and not yet delivered. A publisher beyond it delivers
   * himself, which slows him, and the TCP connection behind him, down to what the server can do.
   */
  private static final long MAX_BACKLOG_BYTES = 1 << 20;

  /** 1,024 messages, for those that are small. */
  private static final int MAX_BACKLOG_MESSAGES = 1_024;

  private final String name;
  private final Codec codec;
  private final Executor executor;
  private final Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet(2);
  private final CompletableFuture<ChannelStore.Listening> listening = new CompletableFuture<>();

  /** Held by the one who delivers: it keeps the order. */
  private final ReentrantLock delivering = new ReentrantLock();

  /** What was told and not yet delivered. Guarded by this, as is all below. */
  private final Queue<Item> backlog = new ArrayDeque<>(4);

  private long backlogBytes;

  /** A task of the executor's will look into the backlog again. */
  private boolean taskIsUnderWay;

  private boolean listeningHasBegun;

  /** Something to tell each subscriber. */
  private record Item(Consumer<Subscriber> event, int bytes) {}

  Channel(String name, Codec codec, Executor executor) {
    this.name = name;
    this.codec = codec;
    this.executor = executor;
  }

  Set<Subscriber> subscribers() {
    return subscribers;
  }

  /** True once: for the one who has the store tell this channel what happens. */
  synchronized boolean isFirstToListen() {
    boolean first = !listeningHasBegun;
    listeningHasBegun = true;
    return first;
  }

  /** Has the store tell this channel what happens. */
  void listenTo(ChannelStore store) {
    store
        .listen(name, this)
        .whenComplete(
            (begun, failure) -> {
              if (failure == null) {
                listening.complete(begun);
              } else {
                listening.completeExceptionally(failure);
              }
            });
  }

  /** Completed as soon as the store does. */
  CompletionStage<ChannelStore.Listening> listening() {
    return listening;
  }

  @Override
  public void appended(Stored stored) {
    Delivery delivery = new Delivery(name, stored, codec);
    add(new Item(subscriber -> subscriber.deliver(delivery), stored.payload().bytes()));
  }

  @Override
  public void joined(Member member) {
    add(new Item(subscriber -> subscriber.joined(member), 0));
  }

  @Override
  public void left(Member member) {
    add(new Item(subscriber -> subscriber.left(member), 0));
  }

  private void add(Item item) {
    boolean needsTask;
    synchronized (this) {
      backlog.add(item);
      backlogBytes += item.bytes;
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
  }

  /** Called by a publisher: delivers the oldest while there are too many. */
  void relieve() {
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
      Item item = takeNext();
      if (item == null) {
        return false;
      }
      for (Subscriber subscriber : subscribers) {
        deliver(item, subscriber);
      }
      return true;
    } finally {
      delivering.unlock();
    }
  }

  /** One subscriber's fault is no other's. */
  private static void deliver(Item item, Subscriber subscriber) {
    try {
      item.event.accept(subscriber);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "a delivery failed", e);
    }
  }

  private synchronized @Nullable Item takeNext() {
    Item item = backlog.poll();
    if (item != null) {
      backlogBytes -= item.bytes;
    }
    return item;
  }
}
