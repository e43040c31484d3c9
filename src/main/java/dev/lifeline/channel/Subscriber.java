package dev.lifeline.channel;

/** One who hears a channel. Called by one thread at a time for a channel; must not wait. */
public interface Subscriber {

  /** Takes a message on. In the order of the offsets. */
  void deliver(Delivery delivery);

  /** The members of the channel have changed. */
  default void present(PresenceNews news) {}
}
