package dev.lifeline.endpoint;

import dev.lifeline.channel.ChannelName;
import dev.lifeline.channel.Delivery;
import dev.lifeline.channel.Feed;
import dev.lifeline.channel.FeedReceiver;
import dev.lifeline.channel.PresenceNews;
import dev.lifeline.connection.Connection;
import dev.lifeline.protocol.ClientMessage.Subscribe;
import dev.lifeline.protocol.Member;
import dev.lifeline.protocol.Position;
import dev.lifeline.protocol.Reason;
import dev.lifeline.protocol.ServerMessage;
import dev.lifeline.session.Link;
import dev.lifeline.session.ReliableSession;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What one connection hears. Subscriptions are added and removed by the thread that reads; all else
 * is safe for use by any.
 */
final class Subscriptions implements FeedReceiver {

  private final Connection connection;
  private final Link link;
  private final ReliableClients.Shared shared;
  private final Map<String, Feed> feeds = new ConcurrentHashMap<>(2);

  Subscriptions(Connection connection, Link link, ReliableClients.Shared shared) {
    this.connection = connection;
    this.link = link;
    this.shared = shared;
  }

  void add(ReliableSession session, Subscribe wish) {
    Reason refusal = refusal(wish.channel());
    if (refusal != null) {
      refuse(wish.channel(), refusal);
      return;
    }
    Feed feed =
        new Feed(wish.channel(), wish.presence(), shared.channels(), shared.deliveries(), this);
    feeds.put(wish.channel(), feed);
    if (connection.hasEnded()) {
      drop(); // It ended in between, and its clean-up did not find this one.
    }
    shared
        .gate()
        .executor()
        .execute(
            () -> {
              if (shared.gate().maySubscribe(session.identity(), wish.channel())) {
                begin(session, feed, wish);
              } else if (feeds.remove(wish.channel(), feed)) {
                feed.drop();
                refuse(wish.channel(), Reason.FORBIDDEN);
              }
            });
  }

  private void begin(ReliableSession session, Feed feed, Subscribe wish) {
    if (!wish.presence()) {
      feed.begin(wish.after(), wish.history());
      return;
    }
    shared
        .presence()
        .enter(session, wish.channel())
        .whenComplete((entered, failure) -> feed.begin(wish.after(), wish.history()));
  }

  private @Nullable Reason refusal(String channel) {
    if (!ChannelName.isValid(channel)) {
      return Reason.INVALID_CHANNEL;
    }
    if (feeds.containsKey(channel)) {
      return Reason.ALREADY_SUBSCRIBED;
    }
    return feeds.size() >= shared.rules().maxSubscriptions() ? Reason.TOO_MANY_SUBSCRIPTIONS : null;
  }

  private void refuse(String channel, Reason reason) {
    link.send(new ServerMessage.Refused(null, channel, reason));
  }

  void remove(ReliableSession session, String channel) {
    Feed feed = feeds.get(channel);
    if (feed == null) {
      link.send(new ServerMessage.Unsubscribed(channel));
      return;
    }
    feed.close();
    if (feed.presence()) {
      shared.presence().leave(session, channel);
    }
  }

  void roomAgain() {
    feeds.values().forEach(Feed::roomAgain);
  }

  /** The connection has ended. */
  void drop() {
    feeds.values().forEach(Feed::drop);
    feeds.clear();
  }

  @Override
  public boolean offer(Delivery delivery) {
    return connection.offer(delivery.reliable());
  }

  @Override
  public boolean awaitRoom() {
    return connection.awaitRoom();
  }

  @Override
  public void subscribed(
      Feed feed,
      Position position,
      long last,
      @Nullable Boolean recovered,
      @Nullable List<Member> members) {
    link.send(new ServerMessage.Subscribed(feed.channel(), position, last, recovered, members));
  }

  @Override
  public void present(Feed feed, PresenceNews news) {
    connection.send(news.message());
  }

  @Override
  public void unsubscribed(Feed feed) {
    if (feeds.remove(feed.channel(), feed)) {
      link.send(new ServerMessage.Unsubscribed(feed.channel()));
    }
  }

  @Override
  public void failed(Feed feed) {
    if (feeds.remove(feed.channel(), feed)) {
      refuse(feed.channel(), Reason.UNAVAILABLE);
    }
  }
}
