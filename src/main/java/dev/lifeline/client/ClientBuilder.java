package dev.lifeline.client;

import jakarta.websocket.WebSocketContainer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Collects the options of clients. What is not given has its default; what cannot work is refused
 * with an {@link IllegalArgumentException} that names the option as the README does. Not
 * thread-safe; usable for many clients.
 */
public final class ClientBuilder {

  private final List<URI> servers;
  private List<String> protocols = List.of();
  private Duration connectTimeout = Duration.ofSeconds(6);
  private @Nullable HeartbeatOptions heartbeat = new HeartbeatOptions.Builder().build();
  private ReconnectOptions reconnect = new ReconnectOptions.Builder().build();
  private Duration coolDown = Duration.ofSeconds(30);
  private boolean failback = true;
  private @Nullable Authentication authentication;
  private QueueOptions queue = QueueOptions.DEFAULT;
  private int maxMessageBytes = 1 << 20;
  private @Nullable BooleanSupplier network;
  private @Nullable WebSocketContainer container;
  private ClientListener listener = new ClientListener() {};

  ClientBuilder(URI... servers) {
    this.servers = List.of(servers);
  }

  /** What is told of the client. */
  public ClientBuilder listener(ClientListener given) {
    listener = given;
    return this;
  }

  /** The subprotocols to offer, in order of preference; by default none. */
  public ClientBuilder protocols(String... names) {
    protocols = List.of(names);
    return this;
  }

  /**
   * From the start of an attempt, its token included, to the open connection; by default 6 s. An
   * attempt that takes longer has failed.
   */
  public ClientBuilder connectTimeout(Duration time) {
    connectTimeout = time;
    return this;
  }

  /** When and how to ask for a sign of life. */
  public ClientBuilder heartbeat(Consumer<HeartbeatOptions.Builder> choices) {
    HeartbeatOptions.Builder builder = new HeartbeatOptions.Builder();
    choices.accept(builder);
    heartbeat = builder.build();
    return this;
  }

  /** Neither beats nor deadlines. */
  public ClientBuilder noHeartbeat() {
    heartbeat = null;
    return this;
  }

  /** When to try again. */
  public ClientBuilder reconnect(Consumer<ReconnectOptions.Builder> choices) {
    ReconnectOptions.Builder builder = new ReconnectOptions.Builder();
    choices.accept(builder);
    reconnect = builder.build();
    return this;
  }

  /** How long a server that failed is passed over where there are others; by default 30 s. */
  public ClientBuilder coolDown(Duration time) {
    coolDown = time;
    return this;
  }

  /**
   * Whether to go back to an earlier server of the list when it may work again; by default true.
   */
  public ClientBuilder failback(boolean wanted) {
    failback = wanted;
    return this;
  }

  /** Who the client is; by default it does not say. */
  public ClientBuilder authentication(Authentication given) {
    authentication = given;
    return this;
  }

  /** How many messages and bytes of payload may wait to be sent; by default 1000 and 1 MiB. */
  public ClientBuilder queue(int maxMessages, long maxBytes) {
    queue = new QueueOptions(true, maxMessages, maxBytes);
    return this;
  }

  /** Refuses messages while no connection is open. */
  public ClientBuilder noQueue() {
    queue = queue.refusing();
    return this;
  }

  /** The largest message that is accepted, in bytes of payload; by default 1 MiB. */
  public ClientBuilder maxMessageBytes(int bytes) {
    maxMessageBytes = bytes;
    return this;
  }

  /**
   * Whether there is a network, asked before each attempt and each second while there is none. By
   * default: any interface besides loopback is up, or a server is on loopback. It must not block.
   */
  public ClientBuilder network(BooleanSupplier given) {
    network = given;
    return this;
  }

  /**
   * The implementation of Jakarta WebSocket to connect by, which stays the caller's to configure
   * and to end; by default the one that {@code ContainerProvider} finds, with the connect time-out
   * given to it and ended after the last client.
   */
  public ClientBuilder container(WebSocketContainer given) {
    container = given;
    return this;
  }

  /**
   * Makes a client, which begins to connect at once.
   *
   * @throws IllegalArgumentException if an option cannot work
   * @throws IllegalStateException if there is no implementation of Jakarta WebSocket
   */
  public LifelineClient connect() {
    return LifelineClient.connect(build());
  }

  ClientOptions build() {
    return new ClientOptions(
        servers,
        protocols,
        connectTimeout,
        heartbeat,
        reconnect,
        coolDown,
        failback,
        authentication,
        queue,
        maxMessageBytes,
        network == null ? Network.towards(servers) : network,
        container,
        listener);
  }
}
