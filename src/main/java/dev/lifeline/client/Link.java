package dev.lifeline.client;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * One connection, from its token to its end: a generation. A link that was let go tells nothing any
 * more, whatever its socket still does. Used in the lane.
 */
final class Link {

  /** What a link tells; all but its opening and its end only from the one to the other. */
  interface Listener {

    void opened(Link link);

    default void text(Link link, String message) {}

    default void binary(Link link, ByteBuffer message) {}

    /** A part of a message, which is not its last. */
    default void part() {}

    default void pong(ByteBuffer payload) {}

    /** Told at most once, and last. */
    void ended(Link link, End end);
  }

  private final int server;
  private final URI uri;
  private final Surroundings surroundings;
  private final @Nullable Authentication authentication;
  private final Timer connectTimer;

  /** Null once ended or let go. */
  private @Nullable Listener listener;

  /** Null until the token is there. */
  private @Nullable Wire wire;

  private Runnable cancelToken = () -> {};
  private @Nullable String firstMessage;
  private boolean isTold;

  /**
   * Begins to connect.
   *
   * @param server the place of the URI in the list
   */
  Link(int server, ClientOptions options, Surroundings surroundings, Listener listener) {
    this.server = server;
    this.surroundings = surroundings;
    this.listener = listener;
    uri = options.servers().get(server);
    authentication = options.authentication();
    connectTimer = new Timer(surroundings.timers(), () -> fail(End.abnormal("connect time-out")));
    connectTimer.start(options.connectTimeout().toNanos());
    if (authentication == null) {
      connect(uri, Map.of());
    } else {
      cancelToken =
          surroundings.tokens().request(authentication::requestToken, this::authenticated);
    }
  }

  int server() {
    return server;
  }

  /** Whether the application has been told of the opening. */
  boolean isTold() {
    return isTold;
  }

  void markTold() {
    isTold = true;
  }

  /** From now on somebody else hears it. */
  void passTo(Listener other) {
    listener = other;
  }

  /** False from the moment that either side begins to close, before the end is told. */
  boolean isOpen() {
    return wire != null && wire.isOpen();
  }

  /** The subprotocol that the server has chosen; empty for none. */
  String protocol() {
    return wire == null ? "" : wire.protocol();
  }

  long bufferedAmount() {
    return wire == null ? 0 : wire.bufferedAmount();
  }

  void send(OutgoingMessage message) {
    if (wire != null) {
      wire.send(message);
    }
  }

  /** Sends a text of ours ahead of the application's. */
  void sendAhead(String text) {
    if (wire != null) {
      wire.sendAhead(OutgoingMessage.text(text));
    }
  }

  void ping(ByteBuffer payload) {
    if (wire != null) {
      wire.ping(payload);
    }
  }

  /**
   * Gives the connection up without waiting for the other side, which a dead network would withhold
   * for minutes.
   *
   * @return the application's messages that had not begun to leave
   */
  List<OutgoingMessage> letGo(int code, String reason) {
    end();
    return wire == null ? List.of() : wire.abandon(code, reason);
  }

  /** Closes the connection when what waits is sent. */
  void close(int code, String reason) {
    end();
    if (wire != null) {
      wire.close(code, reason);
    }
  }

  private void authenticated(@Nullable String token, @Nullable Throwable failure) {
    if (listener == null) {
      return;
    }
    if (authentication == null || token == null) {
      fail(End.abnormal("no token", unwrapped(failure)));
      return;
    }
    try {
      Authentication.Way way = authentication.way();
      firstMessage = way.firstMessage(token);
      connect(way.uri(uri, token), way.headers(token));
    } catch (RuntimeException e) {
      fail(End.abnormal("no token", e));
    }
  }

  private static @Nullable Throwable unwrapped(@Nullable Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  private void connect(URI target, Map<String, String> headers) {
    wire = surroundings.wires().connect(target, headers, new Ears());
  }

  private void fail(End end) {
    Listener told = listener;
    letGo(End.NORMAL, end.reason());
    if (told != null) {
      told.ended(this, end);
    }
  }

  private void end() {
    listener = null;
    connectTimer.stop();
    cancelToken.run();
  }

  /** Hears the socket for as long as anybody wants to know. */
  private final class Ears implements Wire.Listener {

    @Override
    public void opened() {
      connectTimer.stop();
      if (listener != null) {
        if (firstMessage != null) {
          sendAhead(firstMessage);
        }
        listener.opened(Link.this);
      }
    }

    @Override
    public void text(String message) {
      if (listener != null) {
        listener.text(Link.this, message);
      }
    }

    @Override
    public void binary(ByteBuffer message) {
      if (listener != null) {
        listener.binary(Link.this, message);
      }
    }

    @Override
    public void part() {
      if (listener != null) {
        listener.part();
      }
    }

    @Override
    public void pong(ByteBuffer payload) {
      if (listener != null) {
        listener.pong(payload);
      }
    }

    @Override
    public void ended(End end) {
      Listener told = listener;
      end();
      if (told != null) {
        told.ended(Link.this, end);
      }
    }
  }
}
