package dev.lifeline.connection;

import dev.lifeline.heartbeat.HeartbeatMonitor;
import dev.lifeline.heartbeat.HeartbeatPolicy;
import jakarta.websocket.Session;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The registry of the open connections. Safe for use by any thread. */
public final class Connections {

  private final HeartbeatMonitor monitor;
  private final HeartbeatPolicy policy;
  private final OutboundLimits limits;
  private final int maxConnections;
  private final Executor executor;
  private final Map<String, Connection> bySession = new ConcurrentHashMap<>();

  /** Counted apart: the map's size is an estimate while others change it. */
  private final AtomicInteger count = new AtomicInteger();

  private volatile boolean closed;

  /**
   * Creates an empty registry.
   *
   * @param executor runs pings, clean-ups and closes; a task may take as long as a container's
   *     close
   */
  public Connections(
      HeartbeatMonitor monitor,
      HeartbeatPolicy policy,
      OutboundLimits limits,
      int maxConnections,
      Executor executor) {
    this.monitor = monitor;
    this.policy = policy;
    this.limits = limits;
    this.maxConnections = maxConnections;
    this.executor = executor;
  }

  /**
   * Begins to supervise a session that has opened.
   *
   * @param pings whether the server may ask for life by control frames
   * @param handlerOf makes the owner of the new connection
   */
  public void open(
      Session session, boolean pings, Function<Connection, ConnectionHandler> handlerOf) {
    Connection connection = new Connection(session, pings, monitor, limits, executor, this::remove);
    ConnectionHandler handler = handlerOf.apply(connection);
    connection.begin(monitor, policy, handler);
    bySession.put(connection.id(), connection);
    int open = count.incrementAndGet();
    if (closed) {
      connection.end(EndReason.SHUT_DOWN);
    } else if (open > maxConnections) {
      connection.end(EndReason.TOO_MANY_CONNECTIONS);
    } else {
      handler.opened();
    }
  }

  /** The connection of a session, or null where it has ended. */
  public @Nullable Connection find(Session session) {
    return bySession.get(session.getId());
  }

  /** How many connections are open. */
  public int size() {
    return count.get();
  }

  /** Ends all connections, and each that still opens. */
  public void shutDown() {
    closed = true;
    List.copyOf(bySession.values()).forEach(c -> c.end(EndReason.SHUT_DOWN));
  }

  private void remove(Connection connection) {
    if (bySession.remove(connection.id(), connection)) {
      count.decrementAndGet();
    }
  }
}
