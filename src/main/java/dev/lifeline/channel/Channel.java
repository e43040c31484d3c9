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
import java.util.function.Supplier;
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

  /** Changes of the members that have an item in the backlog. */
  private final PresenceBatch presence = new PresenceBatch();

  /** Something to tell each subscriber, made up when its turn comes. */
  private record Item(Supplier<Consumer<Subscriber>> event, int bytes) {}

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
    add(new Item(() -> subscriber -> subscriber.deliver(delivery), stored.payload().bytes()));
  }

  @Override
  public void joined(Member member) {
    change(batch -> batch.joined(member));
  }

  @Override
  public void left(Member member) {
    change(batch -> batch.left(member));
  }

  /** What changes while a change waits to be delivered goes with it. */
  private void change(Consumer<PresenceBatch> change) {
    boolean isFirst;
    synchronized (this) {
      isFirst = presence.isEmpty();
      change.accept(presence);
    }
    if (isFirst) {
      add(new Item(this::news, 0));
    }
  }

  private synchronized Consumer<Subscriber> news() {
    PresenceNews news = new PresenceNews(presence.take(name), codec);
    return subscriber -> subscriber.present(news);
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
      Consumer<Subscriber> event = item.event.get();
      for (Subscriber subscriber : subscribers) {
        deliver(event, subscriber);
      }
      return true;
    } finally {
      delivering.unlock();
    }
  }

  /** One subscriber's fault is no other's. */
  private static void deliver(Consumer<Subscriber> event, Subscriber subscriber) {
    try {
      event.accept(subscriber);
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
