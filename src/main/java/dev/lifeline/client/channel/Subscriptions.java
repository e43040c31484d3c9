package dev.lifeline.client.channel;

import dev.lifeline.protocol.BadMessageException;
import dev.lifeline.protocol.ClientMessage.Unsubscribe;
import dev.lifeline.protocol.Reason;
import dev.lifeline.protocol.ServerMessage.Delivered;
import dev.lifeline.protocol.ServerMessage.Presence;
import dev.lifeline.protocol.ServerMessage.Subscribed;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a session wants to hear, by the name of the channel. What the server says of a channel that
 * nobody wants to hear any more, or not yet again, is passed over. Used in the order.
 */
final class Subscriptions {

  private final Line line;
  private final Map<String, Subscription> wanted = new LinkedHashMap<>();

  /** Names that are free again when the server has answered: until then what comes is old. */
  private final Set<String> leaving = new HashSet<>();

  private boolean welcomed;

  Subscriptions(Line line) {
    this.line = line;
  }

  /** Wants to hear a channel from now on; another one of that name is replaced. */
  void add(Subscription subscription) {
    Subscription before = wanted.put(subscription.name(), subscription);
    if (before != null) {
      leave(before);
    }
    askFor(subscription);
  }

  /** Wants to hear it no more. */
  void remove(Subscription subscription) {
    if (wanted.remove(subscription.name(), subscription)) {
      leave(subscription);
    }
  }

  /** The server has forgotten it already. */
  void forget(Subscription subscription) {
    wanted.remove(subscription.name(), subscription);
  }

  /** Asks for it now, where that is allowed; else it is asked for when it is. */
  void askFor(Subscription subscription) {
    if (welcomed && !leaving.contains(subscription.name())) {
      line.send(subscription.ask());
    }
  }

  /** Unsubscribes where it is, or may be, subscribed to. */
  void leave(Subscription subscription) {
    if (subscription.leave() && welcomed) {
      leaving.add(subscription.name());
      line.send(new Unsubscribe(subscription.name()));
    }
  }

  /** All that is wanted is asked for, from where it was. */
  void welcomed() {
    welcomed = true;
    List.copyOf(wanted.values()).forEach(this::askFor);
  }

  /** The connection is gone, and all subscriptions with it. */
  void lost() {
    welcomed = false;
    leaving.clear();
    wanted.values().forEach(Subscription::lost);
  }

  /** There will be no connection any more. */
  void end() {
    lost();
    List.copyOf(wanted.values()).forEach(Subscription::end);
    wanted.clear();
  }

  void subscribed(Subscribed news) throws BadMessageException {
    Subscription heard = heard(news.channel());
    if (heard != null) {
      heard.subscribed(news);
    }
  }

  void delivered(Delivered message) {
    Subscription heard = heard(message.channel());
    if (heard != null && !heard.delivered(message)) {
      leave(heard);
    }
  }

  void presence(Presence news) {
    Subscription heard = heard(news.channel());
    if (heard != null) {
      heard.presence(news.joined(), news.left());
    }
  }

  void refused(String channel, Reason reason) {
    Subscription heard = heard(channel);
    if (heard != null) {
      heard.refused(reason);
    }
  }

  /**
   * The name is free again.
   *
   * @throws BadMessageException if nobody has asked for it
   */
  void unsubscribed(String channel) throws BadMessageException {
    if (!leaving.remove(channel)) {
      throw new BadMessageException("unsubscribed: not asked for");
    }
    Subscription next = wanted.get(channel);
    if (next != null) {
      next.mayAsk();
    }
  }

  private @Nullable Subscription heard(String channel) {
    return leaving.contains(channel) ? null : wanted.get(channel);
  }
}
