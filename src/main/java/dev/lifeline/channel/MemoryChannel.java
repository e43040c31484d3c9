package dev.lifeline.channel;

import dev.lifeline.channel.ChannelStore.Listener;
import dev.lifeline.protocol.Member;
import dev.lifeline.protocol.Payload;
import dev.lifeline.protocol.Position;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One channel in memory: its last messages, its members, and who listens. Safe for use by any
 * thread. Listeners are called outside of its lock, by whichever thread has something for them
 * first: another that comes meanwhile leaves its own to that one, which keeps the order.
 */
final class MemoryChannel {

  /** 512 bytes: the objects of a channel without messages, and its name. */
  static final int OWN_BYTES = 512;

  private final String epoch;
  private final HistoryLimits limits;

  /** Guarded by this, as is all below but the listeners. */
  private final MessageRing history = new MessageRing();

  private final Map<Member, Long> leases = new LinkedHashMap<>(2);
  private final Queue<Consumer<Listener>> untold = new ArrayDeque<>(2);

  /** Some thread is telling, and will tell what is untold. */
  private boolean telling;

  private long last;

  /** When it was last appended to, read or listened to. */
  private long usedNanos;

  /** Nobody finds it any more: whoever still has it looks for its successor. */
  private boolean forgotten;

  private final Set<Listener> listeners = ConcurrentHashMap.newKeySet(2);

  MemoryChannel(String epoch, HistoryLimits limits, long nowNanos) {
    this.epoch = epoch;
    this.limits = limits;
    this.usedNanos = nowNanos;
  }

  /** What an append came to. */
  record Appended(Position position, long addedBytes) {}

  /** Appends, or returns null where the channel is forgotten. Followed by {@link #tell}. */
  synchronized @Nullable Appended append(Payload payload, @Nullable String from, long nowNanos) {
    if (forgotten) {
      return null;
    }
    usedNanos = nowNanos;
    long before = history.bytes();
    Stored stored = new Stored(epoch, ++last, payload, from);
    history.add(stored, nowNanos);
    while (history.size() > limits.messages()
        || (history.size() > 1 && history.bytes() > limits.channelBytes())) {
      history.removeOldest();
    }
    dropAged(nowNanos);
    if (!listeners.isEmpty()) {
      untold.add(listener -> listener.appended(stored));
    }
    return new Appended(stored.position(), history.bytes() - before);
  }

  synchronized Extent extent() {
    return new Extent(epoch, last - history.size(), last);
  }

  synchronized Optional<List<Stored>> read(Position after, int limit, long nowNanos) {
    usedNanos = nowNanos;
    long oldest = last - history.size();
    if (!after.epoch().equals(epoch) || after.offset() < oldest || after.offset() > last) {
      return Optional.empty();
    }
    return Optional.of(history.from((int) (after.offset() - oldest), limit));
  }

  /** Adds a listener, or returns false where the channel is forgotten. */
  synchronized boolean listen(Listener listener) {
    return !forgotten && listeners.add(listener);
  }

  synchronized void unlisten(Listener listener, long nowNanos) {
    listeners.remove(listener);
    usedNanos = nowNanos;
  }

  /** As {@link ChannelStore#enter}; false where forgotten. Followed by {@link #tell}. */
  synchronized boolean enter(Member member, Duration lease, long nowNanos) {
    if (!forgotten && leases.put(member, nowNanos + lease.toNanos()) == null) {
      untold.add(listener -> listener.joined(member));
    }
    return !forgotten;
  }

  /** Followed by {@link #tell}. */
  synchronized void leave(Member member, long nowNanos) {
    usedNanos = nowNanos;
    if (leases.remove(member) != null) {
      untold.add(listener -> listener.left(member));
    }
  }

  synchronized List<Member> members() {
    return List.copyOf(leases.keySet());
  }

  /**
   * Lets go of what has aged. Followed by {@link #tell}.
   *
   * @return how many bytes are free by it
   */
  synchronized long expire(long nowNanos) {
    long before = history.bytes();
    dropAged(nowNanos);
    for (Member member : List.copyOf(leases.keySet())) {
      Long until = leases.get(member);
      if (until != null && nowNanos - until >= 0) {
        leave(member, nowNanos);
      }
    }
    return before - history.bytes();
  }

  private void dropAged(long nowNanos) {
    while (history.size() > 0 && nowNanos - history.oldestNanos() >= limits.maxAge().toNanos()) {
      history.removeOldest();
    }
  }

  /** Whether it was forgotten by this call: nobody has used it for the age of a message. */
  synchronized boolean forgetIfIdle(long nowNanos) {
    return nowNanos - usedNanos >= limits.maxAge().toNanos()
        && history.size() == 0
        && forgetIfUnused();
  }

  /** Whether it was forgotten by this call: nobody listens, and nobody is present. */
  synchronized boolean forgetIfUnused() {
    if (forgotten || !listeners.isEmpty() || !leases.isEmpty()) {
      return false;
    }
    forgotten = true;
    return true;
  }

  /** Removes the oldest messages up to a size. Returns how many bytes are free by it. */
  synchronized long shed(long wantedBytes) {
    long before = history.bytes();
    while (history.size() > 0 && before - history.bytes() < wantedBytes) {
      history.removeOldest();
    }
    return before - history.bytes();
  }

  synchronized long usedNanos() {
    return usedNanos;
  }

  synchronized long bytes() {
    return OWN_BYTES + history.bytes();
  }

  /** Tells the listeners what they have not been told, unless another thread is at it. */
  void tell() {
    List<Consumer<Listener>> batch = nextUntold(false);
    while (!batch.isEmpty()) {
      for (Consumer<Listener> event : batch) {
        listeners.forEach(event);
      }
      batch = nextUntold(true);
    }
  }

  private synchronized List<Consumer<Listener>> nextUntold(boolean mine) {
    if (telling && !mine) {
      return List.of();
    }
    List<Consumer<Listener>> batch = List.copyOf(untold);
    untold.clear();
    telling = !batch.isEmpty();
    return batch;
  }
}
