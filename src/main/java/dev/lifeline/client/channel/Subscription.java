package dev.lifeline.client.channel;

import dev.lifeline.protocol.BadMessageException;
import dev.lifeline.protocol.ClientMessage.Subscribe;
import dev.lifeline.protocol.Member;
import dev.lifeline.protocol.Position;
import dev.lifeline.protocol.Reason;
import dev.lifeline.protocol.ServerMessage.Delivered;
import dev.lifeline.protocol.ServerMessage.Subscribed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far one channel has been heard: every message once and in order, or the application is told
 * of the gap. Used in the order, but for what says otherwise.
 */
final class Subscription {

  private enum State {
    /** Not subscribed to: no welcome yet, or a wait. */
    WANTED,
    /** The server has not answered yet. */
    ASKED,
    /** Subscribed to. */
    LIVE,
    ENDED
  }

  private final Channel channel;
  private final ChannelOptions options;
  private final Line line;
  private final Subscriptions all;
  private final Alarm retry;
  private final Members members = new Members();
  private State state = State.WANTED;

  /**
   * After the last message that was delivered; null before the first answer. Read by any thread.
   */
  private volatile @Nullable Position position;

  /** Holes and refusals since the last message that was delivered. */
  private int failures;

  Subscription(Channel channel, ChannelOptions options, Line line, Subscriptions all) {
    this.channel = channel;
    this.options = options;
    this.line = line;
    this.all = all;
    retry = new Alarm(line, () -> all.askFor(this));
  }

  String name() {
    return channel.name();
  }

  /** May be asked by any thread. */
  @Nullable Position position() {
    return position;
  }

  /** May be asked by any thread. */
  List<Member> members() {
    return members.now();
  }

  /** It is asked for now, from where it was. */
  Subscribe ask() {
    state = State.ASKED;
    Position after = position;
    return new Subscribe(name(), after, after == null ? options.history() : 0, options.presence());
  }

  /** It is given up, for now or for good. Returns whether the server may have it. */
  boolean leave() {
    boolean maybe = state == State.ASKED || state == State.LIVE;
    lost();
    return maybe;
  }

  /** The server does not have it any more. */
  void lost() {
    retry.stop();
    if (state != State.ENDED) {
      state = State.WANTED;
    }
  }

  /** It will not be heard any more. */
  void end() {
    retry.stop();
    state = State.ENDED;
    channel.ended();
  }

  /** The last unsubscribing is over: it may be asked for again, at once the first time. */
  void mayAsk() {
    if (failures > 1) {
      retryLater();
    } else {
      all.askFor(this);
    }
  }

  void subscribed(Subscribed news) throws BadMessageException {
    Position last = position;
    boolean isGap = Boolean.FALSE.equals(news.recovered());
    if (state == State.ASKED) {
      if (last != null && !isGap && !isRecovered(last, news)) {
        throw new BadMessageException("subscribed.recovered: another position");
      }
      state = State.LIVE;
    } else if (state != State.LIVE || !isGap) {
      throw new BadMessageException("subscribed: not asked for");
    }
    goOnAt(news.position(), news.last() - news.position().offset(), last, isGap);
    List<Member> present = news.members();
    if (present != null) {
      tell(members.replace(present));
    }
  }

  private static boolean isRecovered(Position last, Subscribed news) {
    return Boolean.TRUE.equals(news.recovered()) && news.position().equals(last);
  }

  private void goOnAt(Position next, long count, @Nullable Position last, boolean isGap) {
    position = next;
    channel.tell(listener -> listener.subscribed(channel, next, count));
    if (last != null && isGap) {
      channel.tell(listener -> listener.gap(channel, last, next));
    } else if (last != null) {
      channel.tell(listener -> listener.recovered(channel, next, count));
    }
  }

  /**
   * Delivers the next message, and drops a repeat. Returns false where one is missing before it.
   */
  boolean delivered(Delivered message) {
    Position last = position;
    if (state != State.LIVE || last == null || message.offset() <= last.offset()) {
      return true;
    }
    if (message.offset() > last.offset() + 1) {
      failures++;
      return false;
    }
    failures = 0;
    Position next = new Position(last.epoch(), message.offset());
    position = next;
    ChannelMessage told = new ChannelMessage(next, message.payload(), message.from());
    channel.tell(listener -> listener.message(channel, told));
    return true;
  }

  void presence(List<Member> joined, List<Member> left) {
    if (state == State.LIVE) {
      tell(members.change(joined, left));
    }
  }

  void refused(Reason reason) {
    channel.tell(listener -> listener.refused(channel, reason));
    if (reason == Reason.UNAVAILABLE) {
      state = State.WANTED;
      failures++;
      retryLater();
    } else {
      all.forget(this);
      end();
    }
  }

  private void retryLater() {
    retry.set(line.tasks().delay(failures - 1));
  }

  private void tell(Members.Change change) {
    if (!change.isEmpty()) {
      channel.tell(listener -> listener.presence(channel, change.joined(), change.left()));
    }
  }
}
