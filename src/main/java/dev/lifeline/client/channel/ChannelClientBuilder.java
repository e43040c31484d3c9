package dev.lifeline.client.channel;

import dev.lifeline.client.Authentication;
import dev.lifeline.client.ClientBuilder;
import dev.lifeline.client.HeartbeatOptions;
import dev.lifeline.client.LifelineClient;
import dev.lifeline.client.QueueOptions;
import dev.lifeline.client.ReconnectOptions;
import jakarta.websocket.WebSocketContainer;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Collects the options of channel clients: a few of its own, and those of {@link ClientBuilder} for
 * the connection. What is not given has its default. Not thread-safe; usable for many clients.
 */
public final class ChannelClientBuilder {

  private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}");

  private final ClientBuilder below;
  private final int servers;
  private @Nullable String name;
  private @Nullable Supplier<? extends CompletionStage<String>> token;
  private Duration connectTimeout = Duration.ofSeconds(6);
  private QueueOptions queue = new QueueOptions(true, 1_000, 1 << 20);
  private ChannelClientListener listener = new ChannelClientListener() {};

  ChannelClientBuilder(URI... servers) {
    // Everything that waits, waits above, since it has to be numbered; the bounds are there.
    this.servers = servers.length;
    below =
        LifelineClient.builder(servers)
            .protocols(Line.PROTOCOL)
            .queue(Integer.MAX_VALUE, Long.MAX_VALUE)
            .noQueue();
  }

  /** What is told of the client. */
  public ChannelClientBuilder listener(ChannelClientListener given) {
    listener = given;
    return this;
  }

  /**
   * What the client wants to be called, where the server asks for no credentials; by default it has
   * no name.
   *
   * @throws IllegalArgumentException unless it has 1 to 128 characters without control characters
   */
  public ChannelClientBuilder name(String given) {
    if (given.isEmpty()
        || given.length() > ChannelClient.MAX_NAME
        || CONTROLS.matcher(given).find()) {
      throw new IllegalArgumentException(
          "name: 1 to "
              + ChannelClient.MAX_NAME
              + " characters without control characters are allowed");
    }
    name = given;
    return this;
  }

  /**
   * Who the client is to the server's {@code Authenticator}; by default it does not say. The
   * provider is asked for each connection, and when a token runs out, on a thread on which it may
   * block. Where it fails, the connection has failed when its {@link #connectTimeout} is over.
   */
  public ChannelClientBuilder token(Supplier<? extends CompletionStage<String>> provider) {
    token = provider;
    return this;
  }

  /**
   * How many messages and bytes of payload may wait to be published; by default 1000 and 1 MiB.
   * What was sent and has no answer yet does not count: the server bounds it, to 64 messages.
   */
  public ChannelClientBuilder queue(int maxMessages, long maxBytes) {
    queue = new QueueOptions(true, maxMessages, maxBytes);
    return this;
  }

  /**
   * From the start of an attempt to the open connection, and again from there to the welcome; by
   * default 6 s.
   */
  public ChannelClientBuilder connectTimeout(Duration time) {
    connectTimeout = time;
    below.connectTimeout(time);
    return this;
  }

  /** When and how to ask for a sign of life. */
  public ChannelClientBuilder heartbeat(Consumer<HeartbeatOptions.Builder> choices) {
    below.heartbeat(choices);
    return this;
  }

  /** Neither beats nor deadlines. */
  public ChannelClientBuilder noHeartbeat() {
    below.noHeartbeat();
    return this;
  }

  /** When to try again, to connect as well as to subscribe where that was unavailable. */
  public ChannelClientBuilder reconnect(Consumer<ReconnectOptions.Builder> choices) {
    below.reconnect(choices);
    return this;
  }

  /** How long a server that failed is passed over where there are others; by default 30 s. */
  public ChannelClientBuilder coolDown(Duration time) {
    below.coolDown(time);
    return this;
  }

  /**
   * Whether to go back to an earlier server of the list when it may work again; by default true.
   */
  public ChannelClientBuilder failback(boolean wanted) {
    below.failback(wanted);
    return this;
  }

  /**
   * Who the client is to whatever stands before the server, in the handshake; by default it does
   * not say. No {@link Authentication#message}: the first message is the protocol's.
   */
  public ChannelClientBuilder authentication(Authentication given) {
    below.authentication(given);
    return this;
  }

  /** The largest message that is accepted, in bytes with its JSON; by default 1 MiB. */
  public ChannelClientBuilder maxMessageBytes(int bytes) {
    below.maxMessageBytes(bytes);
    return this;
  }

  /** Whether there is a network, as {@link ClientBuilder#network} has it. */
  public ChannelClientBuilder network(BooleanSupplier given) {
    below.network(given);
    return this;
  }

  /** The implementation of Jakarta WebSocket, as {@link ClientBuilder#container} has it. */
  public ChannelClientBuilder container(WebSocketContainer given) {
    below.container(given);
    return this;
  }

  /**
   * Makes a client, which begins to connect at once.
   *
   * @throws IllegalArgumentException if an option cannot work
   * @throws IllegalStateException if there is no implementation of Jakarta WebSocket
   * @throws jakarta.json.JsonException if there is no implementation of JSON-P
   */
  public ChannelClient connect() {
    return connect(ClientBuilder::connect);
  }

  /** The same, over a connection that somebody else makes of the builder. */
  ChannelClient connect(Function<ClientBuilder, LifelineClient> connect) {
    return new ChannelClient(
        new Settings(servers, name, token, connectTimeout, queue, listener), below, connect);
  }
}
