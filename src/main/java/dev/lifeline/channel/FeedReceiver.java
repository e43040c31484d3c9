package dev.lifeline.channel;

import dev.lifeline.protocol.Member;
import dev.lifeline.protocol.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  /**
   * The messages follow from here.
   *
   * @param last the offset of the newest message that is stored
   * @param recovered whether from where it was asked for; null where no position was
   * @param members who is present; null where that was not asked for
   */
  void subscribed(
      Feed feed,
      Position position,
      long last,
      @Nullable Boolean recovered,
      @Nullable List<Member> members);

  /** The members have changed. */
  void present(Feed feed, PresenceNews news);

  /** No message follows, since the feed was closed. */
  void unsubscribed(Feed feed);

  /** No message follows, since the store failed. */
  void failed(Feed feed);
}
