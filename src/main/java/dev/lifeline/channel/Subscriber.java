package dev.lifeline.channel;

import dev.lifeline.protocol.Member;

/** One who hears a channel. Called by one thread at a time for a channel; must not wait. */
public interface Subscriber {

  /** Takes a message on. In the order of the offsets. */
  void deliver(Delivery delivery);

  /** Somebody is present who was not. */
  default void joined(Member member) {}

  /** Somebody is present no more. */
  default void left(Member member) {}
}
