package dev.lifeline.client.channel;

import dev.lifeline.client.ClientBuilder;
import dev.lifeline.client.ClientListener;
import dev.lifeline.client.ClientState;
import dev.lifeline.client.ClientStatus;
import dev.lifeline.client.ConnectionException;
import dev.lifeline.client.LifelineClient;
import dev.lifeline.client.QueueFullException;
import dev.lifeline.protocol.ClientCodec;
import dev.lifeline.protocol.Payload;
import dev.lifeline.protocol.Position;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Many channels over one connection that comes back, and a session that outlives it: nothing that
 * was acknowledged is lost or doubled, and what cannot be delivered is a gap that is told.
 *
 * <p>All methods may be called by any thread and return at once, by a listener too. It has no
 * thread besides those of {@link LifelineClient}, over which it speaks {@code lifeline.v1}.
 */
public final class ChannelClient implements AutoCloseable {

  /** What the protocol allows for a name. */
  static final int MAX_NAME = 128;

  private final Line line;
  private final Budget budget;
  private final Session session;
  private final Map<String, Channel> channels = new ConcurrentHashMap<>();

  /** Makes a client over the connection that is made of the builder, with this one's listener. */
  ChannelClient(
      Settings settings, ClientBuilder below, Function<ClientBuilder, LifelineClient> connect) {
    line = new Line(new ClientCodec());
    budget = new Budget(settings.queue());
    session = new Session(settings, line, budget, new Told(this, settings.listener(), line));
    line.bind(connect.apply(below.listener(new Ears(settings.listener()))));
  }

  /**
   * Begins a client.
   *
   * @param servers one or more {@code ws:} or {@code wss:} URLs; the first is preferred, the others
   *     are backups in their order. Their path ends with a channel of plain clients, any name of
   *     which will do
   */
  public static ChannelClientBuilder builder(URI... servers) {
    return new ChannelClientBuilder(servers);
  }

  /** The channel of this name, to publish and to be heard from now on, without history. */
  public Channel channel(String name) {
    return channel(name, options -> {});
  }

  /**
   * The channel of this name: the same object while it is open, with the options that it was first
   * asked for with.
   *
   * @param name 1 to 128 characters; of which kind, the server decides
   * @throws IllegalArgumentException if the name is longer, or an option cannot be
   */
  public Channel channel(String name, Consumer<ChannelOptions.Builder> choices) {
    checkName(name);
    ChannelOptions.Builder options = new ChannelOptions.Builder();
    choices.accept(options);
    ChannelOptions chosen = options.build();
    return channels.compute(
        name,
        (same, known) ->
            known != null && known.isOpen()
                ? known
                : new Channel(same, chosen, this, line, session));
  }

  /**
   * Publishes a text to a channel, without subscribing to it; all else is as with {@link
   * Channel#publish(String)}.
   *
   * @throws IllegalArgumentException if the name is not one, or the text has half a surrogate pair
   */
  public CompletionStage<@Nullable Position> publish(String channel, String text) {
    if (!Payload.isWellFormed(text)) {
      throw new IllegalArgumentException("the text has half a surrogate pair");
    }
    return publish(channel, new Payload.Text(text));
  }

  /** Publishes bytes, as {@link #publish(String, String)} does a text; they are copied. */
  public CompletionStage<@Nullable Position> publish(String channel, ByteBuffer bytes) {
    ByteBuffer copy = ByteBuffer.allocate(bytes.remaining()).put(bytes.duplicate()).flip();
    return publish(channel, new Payload.Binary(copy));
  }

  /** Tries at once: ends a wait, or replaces a connection that is open. */
  public void reconnect() {
    line.client().reconnect();
  }

  /** Says that there is reason to doubt the connection, as {@link LifelineClient#probe} does. */
  public void probe() {
    line.client().probe();
  }

  /** What the connection is doing. */
  public ClientStatus status() {
    return line.client().status();
  }

  /** Whether the server knows this client now: what is published leaves at once. */
  public boolean isWelcomed() {
    return session.isWelcomed();
  }

  /** How long until the next attempt; empty unless the status is {@code WAITING}. */
  public Optional<Duration> untilRetry() {
    return line.client().untilRetry();
  }

  /** The last round trip of a beat; empty before the first. */
  public Optional<Duration> rtt() {
    return line.client().rtt();
  }

  /**
   * Ends it all: the session, so that its presence leaves at once, and the connection within 2 s.
   * What was published and has no answer by then fails: with an {@link OutcomeUnknownException}
   * where it has left, else with an {@link IllegalStateException}.
   */
  @Override
  public void close() {
    line.tasks().execute(session::close);
  }

  private CompletionStage<@Nullable Position> publish(String channel, Payload payload) {
    checkName(channel);
    Pending publish = new Pending(channel, payload);
    if (!budget.admit(publish)) {
      publish.failed(new QueueFullException(budget.bounds()));
    } else if (!line.tasks().execute(() -> session.publish(publish))) {
      publish.failed(new IllegalStateException("the client is closed"));
    }
    return publish.outcome();
  }

  private static void checkName(String channel) {
    if (channel.isEmpty() || channel.length() > MAX_NAME || !Payload.isWellFormed(channel)) {
      throw new IllegalArgumentException("channel: 1 to " + MAX_NAME + " characters are allowed");
    }
  }

  /** A channel is open no more. */
  void forget(Channel channel) {
    channels.remove(channel.name(), channel);
  }

  /** Hears the connection. */
  private final class Ears implements ClientListener {

    private final ChannelClientListener listener;

    Ears(ChannelClientListener listener) {
      this.listener = listener;
    }

    @Override
    public void opened(LifelineClient below) {
      line.bind(below);
      session.opened();
    }

    @Override
    public void text(LifelineClient below, String message) {
      session.heard(message);
    }

    @Override
    public void binary(LifelineClient below, ByteBuffer message) {
      session.heardBinary();
    }

    @Override
    public void closed(LifelineClient below, int code, String reason) {
      line.bind(below);
      if (isClosed(below.status())) {
        session.ended(code, reason);
      } else {
        session.lost(code);
      }
    }

    @Override
    public void status(LifelineClient below, ClientStatus status) {
      line.bind(below);
      if (!session.isLeaving() || isClosed(status)) {
        listener.status(ChannelClient.this, status);
      }
    }

    @Override
    public void roundTrip(LifelineClient below, Duration time) {
      listener.roundTrip(ChannelClient.this, time);
    }

    @Override
    public void error(LifelineClient below, ConnectionException failure) {
      line.bind(below);
      if (!session.isLeaving()) {
        listener.failed(ChannelClient.this, failure);
      }
    }

    private static boolean isClosed(ClientStatus status) {
      return status.state() == ClientState.CLOSED;
    }
  }
}
