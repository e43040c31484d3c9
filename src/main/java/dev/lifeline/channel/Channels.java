package dev.lifeline.channel;

import dev.lifeline.connection.OutboundMessage;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * The channels of this node: a channel is there while it has subscribers. Safe for use by any
 * thread; no call waits for a subscriber.
 */
public final class Channels {

  /** One who receives what is published. */
  @FunctionalInterface
  public interface Subscriber {

    /** Takes a message on, without waiting. Called by one thread at a time for a channel. */
    void deliver(OutboundMessage message);
  }

  private final Executor executor;
  private final Map<String, Channel> byName = new ConcurrentHashMap<>();

  /**
   * Creates no channel yet.
   *
   * @param executor delivers what is published
   */
  public Channels(Executor executor) {
    this.executor = executor;
  }

  /** Adds a subscriber; adding it again changes nothing. */
  public void subscribe(String name, Subscriber subscriber) {
    byName.compute(
        name,
        (sameName, existing) -> {
          Channel channel = existing == null ? new Channel(executor) : existing;
          channel.subscribers().add(subscriber);
          return channel;
        });
  }

  /** Removes a subscriber, and the channel with its last one. */
  public void unsubscribe(String name, Subscriber subscriber) {
    byName.computeIfPresent(
        name,
        (sameName, channel) -> {
          channel.subscribers().remove(subscriber);
          return channel.subscribers().isEmpty() ? null : channel;
        });
  }

  /** Delivers a message to every subscriber of the channel, after all that was published before. */
  public void publish(String name, OutboundMessage message) {
    Channel channel = byName.get(name);
    if (channel != null) {
      channel.publish(message);
    }
  }

  /** How many channels have subscribers. */
  public int size() {
    return byName.size();
  }
}
