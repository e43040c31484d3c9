package dev.lifeline.client.channel;

import dev.lifeline.protocol.BadMessageException;
import dev.lifeline.protocol.ClientMessage;
import dev.lifeline.protocol.CloseCode;
import dev.lifeline.protocol.ServerMessage;
import dev.lifeline.protocol.ServerMessage.Ack;
import dev.lifeline.protocol.ServerMessage.Delivered;
import dev.lifeline.protocol.ServerMessage.Draining;
import dev.lifeline.protocol.ServerMessage.Expiring;
import dev.lifeline.protocol.ServerMessage.Failure;
import dev.lifeline.protocol.ServerMessage.Presence;
import dev.lifeline.protocol.ServerMessage.Refused;
import dev.lifeline.protocol.ServerMessage.Subscribed;
import dev.lifeline.protocol.ServerMessage.Unsubscribed;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What outlives the connections: on each it is welcomed, as who it was or as somebody new, and at
 * the end it says goodbye. Used in the order, but for what says otherwise.
 */
final class Session {

  /** A server that breaks the protocol is left with this code (RFC 6455, section 7.4.2). */
  private static final int PROTOCOL_ERROR = 3002;

  private static final int NORMAL = 1000;

  /** 2 s: how long the server may take to answer a bye. */
  private static final Duration GOODBYE = Duration.ofSeconds(2);

  /**
   * 1 minute: if the protocol is broken more often within it than there are servers, it is the end,
   * lest all clients return for ever.
   */
  private static final Duration PROBATION = Duration.ofMinutes(1);

  private enum State {
    /** No connection is open. */
    DOWN,
    /** A connection is open, and the welcome has not come. */
    GREETING,
    WELCOMED,
    /** Has said goodbye, and waits for the close. */
    LEAVING,
    CLOSED
  }

  private final int servers;
  private final Line line;
  private final Told told;
  private final Greeting greeting;
  private final Publishes publishes;
  private final Subscriptions subscriptions;
  private final Alarm goodbye;

  /** Read by any thread. */
  private volatile State state = State.DOWN;

  /** Since the last welcome a connection ended since a message was too big, for whom ever. */
  private boolean wasTooBig;

  /** What forgives each breach of the protocol within the last minute, the oldest first. */
  private final Deque<Alarm> breaches = new ArrayDeque<>();

  Session(Settings settings, Line line, Budget budget, Told told) {
    servers = settings.servers();
    this.line = line;
    this.told = told;
    greeting = new Greeting(settings, line, told);
    publishes = new Publishes(line, budget);
    subscriptions = new Subscriptions(line);
    goodbye = new Alarm(line, this::closeLine);
  }

  Subscriptions subscriptions() {
    return subscriptions;
  }

  /** May be asked by any thread. */
  boolean isWelcomed() {
    return state == State.WELCOMED;
  }

  /** Whether it is ending: then what becomes of the connection is no news. */
  boolean isLeaving() {
    return state == State.LEAVING;
  }

  void publish(Pending publish) {
    publishes.add(publish);
  }

  void subscribe(Subscription subscription) {
    if (state == State.LEAVING || state == State.CLOSED) {
      subscription.end();
    } else {
      subscriptions.add(subscription);
    }
  }

  void unsubscribe(Subscription subscription) {
    subscriptions.remove(subscription);
  }

  /** Says goodbye where somebody listens, and ends it all soon. */
  void close() {
    if (state == State.WELCOMED) {
      state = State.LEAVING;
      greeting.stop();
      publishes.close();
      subscriptions.end();
      line.send(new ClientMessage.Bye());
      goodbye.set(GOODBYE);
    } else if (state != State.LEAVING && state != State.CLOSED) {
      closeLine();
    }
  }

  // What the connection tells.

  /** A connection is open, and nobody has said anything. */
  void opened() {
    state = State.GREETING;
    if (line.speaksOurProtocol()) {
      greeting.begin();
    } else {
      // A hello would be published to a channel of plain clients, with all its secrets.
      broken("the server has not chosen " + Line.PROTOCOL);
    }
  }

  /** A text has arrived. */
  void heard(String text) {
    try {
      ServerMessage message = line.read(text);
      if (message != null) {
        handle(message);
      }
    } catch (BadMessageException e) {
      broken(e.getMessage());
    }
  }

  /** A binary message has arrived. */
  void heardBinary() {
    broken("binary messages are not allowed");
  }

  /** A connection that was open has ended, and another may follow. */
  void lost(int code) {
    if (state == State.LEAVING) {
      closeLine();
    } else if (state != State.CLOSED) {
      wasTooBig |= state == State.WELCOMED && code == CloseCode.TOO_BIG.code();
      state = State.DOWN;
      greeting.stop();
      publishes.lost();
      subscriptions.lost();
    }
  }

  /** The connection has ended for good. */
  void ended(int code, String reason) {
    if (state != State.CLOSED) {
      state = State.CLOSED;
      greeting.stop();
      goodbye.stop();
      breaches.forEach(Alarm::stop);
      publishes.end();
      subscriptions.end();
      told.tell((listener, client) -> listener.closed(client, code, reason));
    }
  }

  private void handle(ServerMessage message) throws BadMessageException {
    if (state == State.LEAVING) {
      hearLastWords(message);
    } else if (message instanceof ServerMessage.Welcome welcome) {
      welcomed(welcome);
    } else if (message instanceof Failure failure) {
      told.tell((listener, client) -> listener.error(client, failure.reason()));
    } else if (message instanceof Expiring expiring) {
      told.tell((listener, client) -> listener.expiring(client, expiring.in()));
      if (state == State.WELCOMED) {
        greeting.renew();
      }
    } else if (message instanceof Draining draining) {
      told.tell((listener, client) -> listener.draining(client, draining.retryIn()));
    } else if (state == State.WELCOMED) {
      handleOfChannel(message);
    } else {
      throw new BadMessageException(message.type() + ": before the welcome");
    }
  }

  private void handleOfChannel(ServerMessage message) throws BadMessageException {
    if (message instanceof Delivered delivered) {
      subscriptions.delivered(delivered);
    } else if (message instanceof Ack ack) {
      publishes.stored(ack.seq(), ack.position());
    } else if (message instanceof Refused refused) {
      refused(refused);
    } else if (message instanceof Subscribed subscribed) {
      subscriptions.subscribed(subscribed);
    } else if (message instanceof Unsubscribed unsubscribed) {
      subscriptions.unsubscribed(unsubscribed.channel());
    } else if (message instanceof Presence presence) {
      subscriptions.presence(presence);
    }
  }

  private void refused(Refused refused) throws BadMessageException {
    Long seq = refused.seq();
    if (seq == null) {
      subscriptions.refused(refused.channel(), refused.reason());
    } else {
      publishes.refused(seq, refused.reason());
    }
  }

  /** An answer that crossed our bye is true all the same; nothing else matters any more. */
  private void hearLastWords(ServerMessage message) throws BadMessageException {
    if (message instanceof Ack || message instanceof Refused) {
      handleOfChannel(message);
    }
  }

  private void welcomed(ServerMessage.Welcome welcome) throws BadMessageException {
    boolean begins = greeting.welcomed(welcome);
    if (begins && welcome.resumed()) {
      publishes.check(welcome.seq());
    }
    Welcome news = new Welcome(welcome.resumed(), welcome.identity(), welcome.expiresIn());
    told.tell((listener, client) -> listener.welcomed(client, news));
    if (!begins) {
      return;
    }
    state = State.WELCOMED;
    if (welcome.resumed()) {
      publishes.resumed(welcome.window(), welcome.seq(), wasTooBig);
    } else {
      publishes.begunAnew(welcome.window());
    }
    wasTooBig = false;
    subscriptions.welcomed();
  }

  /** The server has broken the protocol: another may do better, but only one for each. */
  private void broken(@Nullable String fault) {
    if (state != State.GREETING && state != State.WELCOMED) {
      return;
    }
    String reason = "bad-message: " + fault;
    told.failed(new IOException(reason));
    if (breaches.size() == servers) {
      line.client().close(PROTOCOL_ERROR, reason);
    } else {
      Alarm forgiven = new Alarm(line, breaches::remove);
      forgiven.set(PROBATION);
      breaches.add(forgiven);
      line.tasks().fail(PROTOCOL_ERROR, reason);
    }
  }

  private void closeLine() {
    line.client().close(NORMAL, "");
  }
}
