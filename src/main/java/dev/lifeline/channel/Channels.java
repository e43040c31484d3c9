package dev.lifeline.channel;

import dev.lifeline.connection.OutboundMessage;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The channels of this node: a channel is there while it has subscribers. Safe for use by any
 * thread; no call waits for a subscriber.
 */
public final class Channels {

  /** One who receives what is published. */
  @FunctionalInterface
  public interface Subscriber {

    /** Takes a message on, without waiting. Called by the publisher's thread. */
    void deliver(OutboundMessage message);
  }

  private final Map<String, Set<Subscriber>> subscribersByChannel = new ConcurrentHashMap<>();

  /** Adds a subscriber; adding it again changes nothing. */
  public void subscribe(String channel, Subscriber subscriber) {
    subscribersByChannel.compute(
        channel,
        (name, subscribers) -> {
          Set<Subscriber> set = subscribers == null ? ConcurrentHashMap.newKeySet(2) : subscribers;
          set.add(subscriber);
          return set;
        });
  }

  /** Removes a subscriber, and the channel with its last one. */
  public void unsubscribe(String channel, Subscriber subscriber) {
    subscribersByChannel.computeIfPresent(
        channel,
        (name, subscribers) -> {
          subscribers.remove(subscriber);
          return subscribers.isEmpty() ? null : subscribers;
        });
  }

  /** Delivers a message to every subscriber of the channel. */
  public void publish(String channel, OutboundMessage message) {
    Collection<Subscriber> subscribers = subscribersByChannel.get(channel);
    if (subscribers != null) {
      subscribers.forEach(subscriber -> subscriber.deliver(message));
    }
  }

  /** How many channels have subscribers. */
  public int size() {
    return subscribersByChannel.size();
  }
}
