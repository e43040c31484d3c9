package dev.lifeline.connection;

import dev.lifeline.heartbeat.HeartbeatMonitor;
import dev.lifeline.heartbeat.HeartbeatPolicy;
import jakarta.websocket.Session;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The registry of the open connections. Safe for use by any thread. */
public final class Connections {

  /** The name of Lifeline's own. */
  private static final String OWN_ENDPOINT = "/channels/{channel}";

  private final Supervision shared;
  private final Probes probes;

  /** Runs a task after a moment. One object for all: a session is small. */
  private final Consumer<Runnable> later;

  /** How those are asked who do not want pings. */
  private final LifeSign askedWithoutPing;

  private final SessionListener listener;
  private final boolean tellsOpened;

  /** Where the listener is called. */
  private final Lane observers;

  private final int maxConnections;

  private final OpenConnections open;
  private final EndCounts endCounts = new EndCounts();
  private final Map<String, EndpointFigures> figures = new ConcurrentHashMap<>();

  /** Counted apart: the set's size is an estimate while others change it. */
  private final AtomicInteger count = new AtomicInteger();

  /** Null until {@link #drain}. */
  private volatile @Nullable Drain drain;

  private volatile boolean closed;

  /**
   * Creates an empty registry.
   *
   * @param asked how a silent peer is asked for a sign of life
   * @param executor runs pings, closes and the listener; a task may take as long as a container's
   *     close
   * @param listener is told each opening, if it wants to, and each end
   */
  public Connections(
      HeartbeatMonitor monitor,
      HeartbeatPolicy heartbeat,
      LifeSign asked,
      OutboundLimits limits,
      int maxConnections,
      Executor executor,
      SessionListener listener) {
    this.open = new OpenConnections(heartbeat.interval().toNanos());
    this.askedWithoutPing = new LifeSign(false, asked.message());
    this.listener = listener;
    this.tellsOpened = listener.wantsOpened();
    this.maxConnections = maxConnections;
    OutboundBudget budget =
        new OutboundBudget(
            limits.totalBytes(), () -> open.all().stream().map(Connection::outbound));
    Executor surely = task -> runSurely(executor, task);
    this.observers = new Lane(surely);
    Deadlines deadlines = new Deadlines(monitor, surely);
    this.later = task -> deadlines.after(HeartbeatMonitor.TICK, task);
    this.shared =
        new Supervision(
            monitor,
            heartbeat,
            asked,
            limits,
            budget,
            surely,
            new Closing(monitor.wheel(), surely),
            this::ended,
            event -> observers.execute(() -> listener.ended(event)));
    this.probes = new Probes(shared, open);
  }

  /**
   * Begins to supervise a session that has opened.
   *
   * @param pings whether the peer may be asked for life by control frames
   * @param handlerOf makes the owner of the new connection
   * @return the new connection, which may have ended already
   */
  public Connection open(
      Session session, boolean pings, Function<Connection, ConnectionHandler> handlerOf) {
    LifeSign asked = pings ? shared.asked() : askedWithoutPing;
    Connection connection =
        new Connection(session, asked, Wire.of(session), figuresOf(OWN_ENDPOINT), shared);
    return admit(session, connection, handlerOf.apply(connection), maxConnections);
  }

  /**
   * Begins to supervise a session on which its owner sends by itself: nothing is sent here but
   * control frames and heartbeats.
   *
   * @param endpoint the name that the session is counted under
   * @param asked how the peer is asked for a sign of life
   * @param ownerOf makes the owner of the new connection
   * @return the new connection, which may have ended already
   */
  public Connection watch(
      Session session,
      String endpoint,
      LifeSign asked,
      Function<Connection, ConnectionOwner> ownerOf) {
    probes.start();
    Wire wire = Wire.besideOwner(session, later);
    Connection connection = new Connection(session, asked, wire, figuresOf(endpoint), shared);
    return admit(session, connection, ownerOf.apply(connection), Integer.MAX_VALUE);
  }

  private EndpointFigures figuresOf(String endpoint) {
    return figures.computeIfAbsent(endpoint, name -> new EndpointFigures());
  }

  private Connection admit(
      Session session, Connection connection, ConnectionOwner owner, int mostOpen) {
    connection.figures().add();
    connection.begin(owner);
    open.add(connection);
    int opened = count.incrementAndGet();
    Drain draining = drain;
    if (connection.hasEnded()) {
      forget(connection); // It ended before it was known here.
    } else if (closed) {
      connection.end(EndReason.SHUT_DOWN);
    } else if (draining != null) {
      connection.end(EndReason.COMES_IN_DRAIN, draining.tryAgain());
    } else if (opened > mostOpen) {
      connection.end(EndReason.TOO_MANY_CONNECTIONS);
    } else {
      tellOpened(session);
      owner.opened();
    }
    return connection;
  }

  private void tellOpened(Session session) {
    if (tellsOpened) {
      SessionOpened event = new SessionOpened(session.getId(), session.getRequestURI());
      observers.execute(() -> listener.opened(event));
    }
  }

  /** How many connections are open. */
  public int size() {
    return count.get();
  }

  /** How many have ended since the start, for every reason. */
  public Map<EndReason, Long> endedByReason() {
    return endCounts.byReason();
  }

  /** The endpoints that have had a session, by their names. */
  public Map<String, EndpointFigures> endpoints() {
    return Map.copyOf(figures);
  }

  /** How many bytes wait to be sent, in all queues together. */
  public long waitingBytes() {
    return shared.budget().waitingBytes();
  }

  /**
   * Begins to send everybody away: tells each connection when to come back, and refuses those that
   * still open.
   *
   * @param window over which the returns are spread evenly
   */
  public void drain(Duration window) {
    Drain begun = new Drain(window, bound -> ThreadLocalRandom.current().nextLong(bound));
    drain = begun;
    // Who opens meanwhile is in the set, or sees the drain, or both.
    open.all().forEach(begun::announce);
  }

  /** Ends the drained connections for which nothing waits any more. Returns how many are left. */
  public int endDrained() {
    Drain draining = drain;
    return draining == null ? 0 : draining.endIdle();
  }

  /** Ends the drained connections that are left, whatever waits for them. */
  public void finishDrain() {
    Drain draining = drain;
    if (draining != null) {
      draining.endAll();
    }
  }

  /** Whether the connections are being sent away, or have been. */
  public boolean isDraining() {
    return drain != null || closed;
  }

  /** Ends all connections, and each that still opens. */
  public void shutDown() {
    closed = true;
    open.all().forEach(c -> c.end(EndReason.SHUT_DOWN));
  }

  private static void runSurely(Executor executor, Runnable task) {
    try {
      executor.execute(task);
    } catch (RejectedExecutionException e) {
      // The executor has gone before its connections: better on this thread than not at all.
      task.run();
    }
  }

  /** Called by a connection, once, as it ends. */
  private void ended(Connection connection, EndReason reason) {
    forget(connection);
    endCounts.add(reason);
    connection.figures().remove(reason);
  }

  /**
   * Ends the sockets whose peers have not answered their close yet. To be called last, when nobody
   * drives the monitor any more.
   */
  public void finish() {
    shared.closing().finish();
  }

  private void forget(Connection connection) {
    if (open.remove(connection)) {
      count.decrementAndGet();
    }
  }
}
