package dev.lifeline.channel;

import dev.lifeline.protocol.Codec;
import dev.lifeline.protocol.Payload;
import dev.lifeline.protocol.Position;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The channels that somebody on this node hears: what the store is told comes to all of them. Safe
 * for use by any thread; no call waits for a subscriber.
 */
public final class Channels {

  private final ChannelStore store;
  private final Codec codec;
  private final Executor executor;
  private final Map<String, Channel> byName = new ConcurrentHashMap<>();

  /**
   * Creates no channel yet.
   *
   * @param executor delivers what is published
   */
  public Channels(ChannelStore store, Codec codec, Executor executor) {
    this.store = store;
    this.codec = codec;
    this.executor = executor;
  }

  /**
   * Adds a subscriber; adding it again changes nothing.
   *
   * @return completed once it hears all that is appended from then on
   */
  public CompletionStage<?> subscribe(String name, Subscriber subscriber) {
    Channel channel =
        byName.compute(
            name,
            (sameName, existing) -> {
              Channel joined = existing == null ? new Channel(name, codec, executor) : existing;
              joined.subscribers().add(subscriber);
              return joined;
            });
    if (channel.isFirstToListen()) {
      channel.listenTo(store);
    }
    return channel.listening();
  }

  /** Removes a subscriber, and the channel with its last one. */
  public void unsubscribe(String name, Subscriber subscriber) {
    Channel[] emptied = new Channel[1];
    byName.computeIfPresent(
        name,
        (sameName, channel) -> {
          channel.subscribers().remove(subscriber);
          if (!channel.subscribers().isEmpty()) {
            return channel;
          }
          emptied[0] = channel;
          return null;
        });
    if (emptied[0] != null) {
      emptied[0].listening().thenAccept(ChannelStore.Listening::close);
    }
  }

  /**
   * Appends a message to a channel, which delivers it to every subscriber after all that was
   * appended before.
   *
   * @param from the identity of the publisher; null where it has none
   */
  public CompletionStage<Position> publish(String name, Payload payload, @Nullable String from) {
    CompletionStage<Position> position = store.append(name, payload, from);
    Channel channel = byName.get(name);
    if (channel != null) {
      channel.relieve();
    }
    return position;
  }

  /** Where the messages are. */
  public ChannelStore store() {
    return store;
  }

  /** How messages of {@code lifeline.v1} are written. */
  Codec codec() {
    return codec;
  }

  /** How many channels have subscribers. */
  public int size() {
    return byName.size();
  }

  /** How many subscribers each channel has, by its name. */
  public SortedMap<String, Integer> subscribers() {
    SortedMap<String, Integer> counts = new TreeMap<>();
    byName.forEach((name, channel) -> counts.put(name, channel.subscribers().size()));
    return counts;
  }
}
