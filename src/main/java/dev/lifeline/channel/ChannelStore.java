package dev.lifeline.channel;

import dev.lifeline.protocol.Member;
import dev.lifeline.protocol.Payload;
import dev.lifeline.protocol.Position;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Where channels keep their messages and their members. A channel is there as soon as it is named.
 * An implementation passes {@code ChannelStoreContract}.
 *
 * <p>Safe for use by any thread. No method waits: each answers by a stage, which may be complete
 * already, and which completes exceptionally where the store fails. What depends on a stage must
 * not wait either, since the thread that completes it may be the store's only one.
 */
public interface ChannelStore {

  /** One who is told what happens in a channel. Called by one thread at a time; must not wait. */
  interface Listener {

    /** A message was appended. Told once for each, in the order of the offsets. */
    void appended(Stored stored);

    /** Somebody is present who was not. */
    void joined(Member member);

    /** Somebody is present no more: has left, or the lease has run out. */
    void left(Member member);
  }

  /** What ends the listening. */
  @FunctionalInterface
  interface Listening {

    /** Ends it; a call that is under way may still be made. */
    void close();
  }

  /**
   * Appends a message. Two calls of one thread for one channel keep their order.
   *
   * @return its position
   */
  CompletionStage<Position> append(String channel, Payload payload, @Nullable String from);

  /** What is stored of the channel now. */
  CompletionStage<Extent> extent(String channel);

  /**
   * The messages after a position.
   *
   * @param limit how many at most; fewer than that only where no more are there
   * @return empty where not all of them are kept, or the position is none of this channel
   */
  CompletionStage<Optional<List<Stored>>> read(String channel, Position after, int limit);

  /**
   * Has a listener told of what happens from the completion of the stage on; of what happens
   * before, it may be.
   */
  CompletionStage<Listening> listen(String channel, Listener listener);

  /**
   * Has a member present for a time, or for longer where it is present already.
   *
   * @param lease after which it is no member any more, so that nobody stays for ever whose server
   *     has died
   */
  CompletionStage<Void> enter(String channel, Member member, Duration lease);

  /** Has a member present no longer. */
  CompletionStage<Void> leave(String channel, Member member);

  /** Who is present, in no order. */
  CompletionStage<List<Member>> members(String channel);
}
