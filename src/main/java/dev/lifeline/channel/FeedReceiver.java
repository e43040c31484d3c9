package dev.lifeline.channel;

/** Where a {@link Feed} sends what it has. None of its methods waits. */
public interface FeedReceiver {

  /**
   * A message of the channel.
   *
   * @return whether it was taken on; else {@link Feed#roomAgain} is called later
   */
  boolean offer(Delivery delivery);

  /** Whether {@link Feed#roomAgain} will be called, since there is something that waits. */
  boolean awaitRoom();

  /** The messages follow from here. */
  void subscribed(Feed feed, Beginning beginning);

  /** The members have changed. */
  void present(Feed feed, PresenceNews news);

  /** No message follows, since the feed was closed. */
  void unsubscribed(Feed feed);

  /** No message follows, since the store failed. */
  void failed(Feed feed);
}
