package dev.lifeline.client;

import jakarta.websocket.WebSocketContainer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The options of a client, checked and with their defaults. What each means is said at {@link
 * ClientBuilder}.
 *
 * @param heartbeat null without heartbeats
 * @param authentication null without
 * @param container null for the one that {@code ContainerProvider} finds
 */
record ClientOptions(
    List<URI> servers,
    List<String> protocols,
    Duration connectTimeout,
    @Nullable HeartbeatOptions heartbeat,
    ReconnectOptions reconnect,
    Duration coolDown,
    boolean failback,
    @Nullable Authentication authentication,
    QueueOptions queue,
    int maxMessageBytes,
    BooleanSupplier network,
    @Nullable WebSocketContainer container,
    ClientListener listener) {

  ClientOptions {
    servers = List.copyOf(servers);
    protocols = List.copyOf(protocols);
    if (servers.isEmpty()) {
      throw new IllegalArgumentException("urls: at least one is needed");
    }
    servers.forEach(ClientOptions::check);
    Checks.positive("connectTimeout", connectTimeout);
    Checks.positive("servers.coolDown", coolDown);
    Checks.positive("maxMessageBytes", maxMessageBytes);
  }

  private static void check(URI url) {
    boolean isWebSocket =
        "ws".equalsIgnoreCase(url.getScheme()) || "wss".equalsIgnoreCase(url.getScheme());
    if (!isWebSocket || url.getHost() == null || url.getRawFragment() != null) {
      throw Checks.refused("url", url, "ws: or wss: with a host and without a fragment is allowed");
    }
  }
}
