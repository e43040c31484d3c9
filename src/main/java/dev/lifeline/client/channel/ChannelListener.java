package dev.lifeline.client.channel;

import dev.lifeline.protocol.Member;
import dev.lifeline.protocol.Position;
import dev.lifeline.protocol.Reason;
import java.util.List;

/**
 * What an application is told of a channel. All methods of one client's listeners are called one
 * after the other, in the order of what happened, on a thread that many clients share: they may
 * call anything, and should not block. An exception that one throws is logged and changes nothing.
 * After {@link Channel#close()} nothing more is told.
 */
public interface ChannelListener {

  /**
   * The next message of the channel, without a hole and without a repeat since the last {@link
   * #subscribed}.
   */
  default void message(Channel channel, ChannelMessage message) {}

  /**
   * The channel is heard: for the first time, again after a break, or behind a gap. Messages follow
   * from the one after this position.
   *
   * @param count how many of them were there already, as history or because they were missed: after
   *     so many the channel is caught up with, and at once with 0
   */
  default void subscribed(Channel channel, Position position, long count) {}

  /**
   * Told after {@link #subscribed} when the channel is heard again: nothing was missed. What was
   * published meanwhile follows, before what is new.
   *
   * @param position the last message before the break
   * @param count how many messages follow that were published meanwhile, this client's own too
   */
  default void recovered(Channel channel, Position position, long count) {}

  /**
   * Told after {@link #subscribed}: messages were missed for good, since the server remembers them
   * no more.
   *
   * @param last where the channel was before
   * @param next where it goes on; its offset counts from another beginning where the epoch is
   *     another
   */
  default void gap(Channel channel, Position last, Position next) {}

  /**
   * The members have changed, or are known now: {@link Channel#members()} has changed by this. Only
   * with {@link ChannelOptions#presence()}.
   */
  default void presence(Channel channel, List<Member> joined, List<Member> left) {}

  /**
   * The server does not let the channel be heard. After {@link Reason#UNAVAILABLE} it is asked
   * again, with growing delays; any other reason closes the channel.
   */
  default void refused(Channel channel, Reason reason) {}
}
