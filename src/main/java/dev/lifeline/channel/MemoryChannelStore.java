package dev.lifeline.channel;

import dev.lifeline.heartbeat.Ticker;
import dev.lifeline.protocol.Member;
import dev.lifeline.protocol.Payload;
import dev.lifeline.protocol.Position;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The channels of one node in its memory, bounded by count, age and bytes. Safe for use by any
 * thread. Every stage is complete when it is returned. Somebody calls {@link #expire} now and then.
 */
public final class MemoryChannelStore implements ChannelStore {

  /** A sixteenth of the bound is made free at once, so that the channels are seldom looked over. */
  private static final int SPARE = 16;

  private final Ticker ticker;
  private final HistoryLimits limits;
  private final Map<String, MemoryChannel> channels = new ConcurrentHashMap<>();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicBoolean shedding = new AtomicBoolean();
  private final SecureRandom random = new SecureRandom();

  /** Creates an empty store. */
  public MemoryChannelStore(Ticker ticker, HistoryLimits limits) {
    this.ticker = ticker;
    this.limits = limits;
  }

  @Override
  public CompletionStage<Position> append(String channel, Payload payload, @Nullable String from) {
    long now = ticker.nanos();
    MemoryChannel found = channel(channel);
    MemoryChannel.Appended appended = found.append(payload, from, now);
    while (appended == null) {
      found = channel(channel);
      appended = found.append(payload, from, now);
    }
    found.tell();
    if (bytes.addAndGet(appended.addedBytes()) > limits.totalBytes()) {
      shed();
    }
    return CompletableFuture.completedStage(appended.position());
  }

  @Override
  public CompletionStage<Extent> extent(String channel) {
    return CompletableFuture.completedStage(channel(channel).extent());
  }

  @Override
  public CompletionStage<Optional<List<Stored>>> read(String channel, Position after, int limit) {
    MemoryChannel found = channels.get(channel);
    return CompletableFuture.completedStage(
        found == null ? Optional.empty() : found.read(after, limit, ticker.nanos()));
  }

  @Override
  public CompletionStage<Listening> listen(String channel, Listener listener) {
    MemoryChannel heard = until(channel, found -> found.listen(listener));
    return CompletableFuture.completedStage(() -> heard.unlisten(listener, ticker.nanos()));
  }

  @Override
  public CompletionStage<Void> enter(String channel, Member member, Duration lease) {
    until(channel, found -> found.enter(member, lease, ticker.nanos())).tell();
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<Void> leave(String channel, Member member) {
    MemoryChannel found = channels.get(channel);
    if (found != null) {
      found.leave(member, ticker.nanos());
      found.tell();
    }
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<List<Member>> members(String channel) {
    MemoryChannel found = channels.get(channel);
    return CompletableFuture.completedStage(found == null ? List.of() : found.members());
  }

  /** Lets go of messages, leases and channels whose time is over. Looks at every channel. */
  public void expire() {
    long now = ticker.nanos();
    channels.forEach(
        (name, channel) -> {
          bytes.addAndGet(-channel.expire(now));
          channel.tell();
          if (channel.forgetIfIdle(now)) {
            remove(name, channel);
          }
        });
  }

  /** How many channels are known. */
  public int size() {
    return channels.size();
  }

  /** About how much memory all of it takes. */
  public long bytes() {
    return bytes.get();
  }

  private MemoryChannel channel(String name) {
    MemoryChannel known = channels.get(name);
    return known != null ? known : channels.computeIfAbsent(name, this::create);
  }

  private MemoryChannel create(String name) {
    bytes.addAndGet(MemoryChannel.OWN_BYTES);
    // 64 bits, so that no epoch comes twice.
    return new MemoryChannel(
        Long.toUnsignedString(random.nextLong(), Character.MAX_RADIX), limits, ticker.nanos());
  }

  /** The channel on which the action succeeds: one that is not being forgotten meanwhile. */
  private MemoryChannel until(String name, Function<MemoryChannel, Boolean> action) {
    MemoryChannel found = channel(name);
    while (!action.apply(found)) {
      found = channel(name);
    }
    return found;
  }

  private void remove(String name, MemoryChannel channel) {
    if (channels.remove(name, channel)) {
      bytes.addAndGet(-channel.bytes());
    }
  }

  /** Makes room; what is added meanwhile by others, who leave it to this thread, counts too. */
  private void shed() {
    boolean helps = true;
    while (helps && bytes.get() > limits.totalBytes() && shedding.compareAndSet(false, true)) {
      try {
        helps = shedOldest();
      } finally {
        shedding.set(false);
      }
    }
  }

  /**
   * Those that were not used for longest go first, with all that they remember. Returns whether
   * anything went: what is heard, or has members, stays, and takes a little itself.
   */
  private boolean shedOldest() {
    boolean anything = false;
    record Candidate(String name, MemoryChannel channel, long usedNanos) {}
    long now = ticker.nanos();
    long target = limits.totalBytes() - limits.totalBytes() / SPARE;
    List<Candidate> oldestFirst =
        channels.entrySet().stream()
            .map(e -> new Candidate(e.getKey(), e.getValue(), e.getValue().usedNanos()))
            .sorted(Comparator.comparingLong(candidate -> candidate.usedNanos - now))
            .toList();
    for (Candidate candidate : oldestFirst) {
      if (bytes.get() <= target) {
        break;
      }
      long freed = candidate.channel.shed(bytes.get() - target);
      anything |= freed > 0;
      if (bytes.addAndGet(-freed) > target && candidate.channel.forgetIfUnused()) {
        remove(candidate.name, candidate.channel);
        anything = true;
      }
    }
    return anything;
  }
}
