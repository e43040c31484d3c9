package dev.lifeline.connection;

import dev.lifeline.heartbeat.Heartbeat;
import dev.lifeline.heartbeat.HeartbeatMonitor;
import dev.lifeline.heartbeat.HeartbeatPolicy;
import dev.lifeline.heartbeat.Liveness;
import dev.lifeline.protocol.CloseCode;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One supervised session. It is open until the first {@link #end}, whoever calls it, and then ended
 * for good. Safe for use by any thread; no call waits for the peer.
 */
public final class Connection {

  /** The session's user property that holds the live time of the last message, a Number. */
  public static final String LAST_MESSAGE_TIME = "lastMessageTime";

  private static final Logger LOG = System.getLogger(Connection.class.getName());

  private final Session session;
  private final String id;
  private final Liveness liveness;
  private final Outbound outbound;
  private final Executor executor;
  private final Consumer<Connection> onEnd;
  private final boolean pings;
  private final AtomicBoolean ended = new AtomicBoolean();

  /** Both are set by {@link #begin}, before the registry shows the connection to other threads. */
  private @Nullable Heartbeat heartbeat;

  private @Nullable ConnectionHandler handler;

  Connection(
      Session session,
      boolean pings,
      HeartbeatMonitor monitor,
      OutboundLimits limits,
      Executor executor,
      Consumer<Connection> onEnd) {
    this.session = session;
    this.id = session.getId();
    this.pings = pings;
    this.executor = executor;
    this.onEnd = onEnd;
    this.liveness = new Liveness(monitor.ticker());
    this.outbound =
        new Outbound(
            session.getAsyncRemote(), limits, monitor.ticker(), monitor.wheel(), this::end);
    session.getUserProperties().put(LAST_MESSAGE_TIME, liveness.lastMessageTime());
  }

  void begin(HeartbeatMonitor monitor, HeartbeatPolicy policy, ConnectionHandler handler) {
    this.handler = handler;
    this.heartbeat = monitor.watch(liveness, policy, new Judged());
  }

  /** The session's id, unique within this node's container. */
  public String id() {
    return id;
  }

  /** When the peer was last heard. */
  public Liveness liveness() {
    return liveness;
  }

  /** A part of a text message has arrived. */
  public void receiveText(String part, boolean last) {
    liveness.touch();
    if (handler != null && !ended.get()) {
      handler.text(part, last);
    }
  }

  /** A part of a binary message has arrived. */
  public void receiveBinary(ByteBuffer part, boolean last) {
    liveness.touch();
    if (handler != null && !ended.get()) {
      handler.binary(part, last);
    }
  }

  /** A pong has arrived, asked for or not (RFC 6455, section 5.5.3). */
  public void receivePong() {
    liveness.touch();
  }

  /** Sends after all that waits; ends the connection where its queue has no room. */
  public void send(OutboundMessage message) {
    outbound.send(message);
  }

  /** Sends ahead of all data that waits. */
  public void sendControl(OutboundMessage message) {
    outbound.sendControl(message);
  }

  /**
   * Ends the connection, unless it has ended: the owner cleans up at once, on this thread; the peer
   * is told by the executor, since a container's close may take its time.
   *
   * @return whether this call was the one that ended it
   */
  public boolean end(EndReason reason) {
    if (!ended.compareAndSet(false, true)) {
      return false;
    }
    if (heartbeat != null) {
      heartbeat.stop();
    }
    outbound.close();
    onEnd.accept(this);
    LOG.log(
        reason.isDeath() ? Level.INFO : Level.DEBUG,
        () -> "connection " + id + " ended: " + reason);
    if (handler != null) {
      handler.ended(reason);
    }
    CloseCode code = reason.closeCode();
    if (code != null) {
      execute(() -> close(code));
    }
    return true;
  }

  /** Whether the connection has ended. */
  public boolean hasEnded() {
    return ended.get();
  }

  private void execute(Runnable task) {
    try {
      executor.execute(task);
    } catch (RejectedExecutionException e) {
      // The executor has gone before its connections: better on this thread than not at all.
      task.run();
    }
  }

  private void close(CloseCode code) {
    try {
      session.close(
          new CloseReason(CloseReason.CloseCodes.getCloseCode(code.code()), code.reason()));
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.DEBUG, () -> "closing connection " + id + " failed: " + e);
    }
  }

  /** What the monitor's thread tells; handed on, since that thread must not touch the network. */
  private final class Judged implements Heartbeat.Peer {
    @Override
    public void silent() {
      if (pings) {
        execute(() -> sendControl(OutboundMessage.ping()));
      }
    }

    @Override
    public void dead() {
      end(EndReason.NO_HEARTBEAT);
    }
  }
}
