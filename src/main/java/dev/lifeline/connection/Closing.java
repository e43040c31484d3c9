package dev.lifeline.connection;

import dev.lifeline.heartbeat.TimingWheel;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Closes sessions, and sees to it that their sockets go: a peer that is dead answers no close
 * frame, and one that does not read never gets to it. Safe for use by any thread.
 */
final class Closing {

  private static final Logger LOG = System.getLogger(Closing.class.getName());

  /** 3 s for a peer to answer the close frame (RFC 6455, section 7.1.1: a reasonable time). */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** 200 ms for the application to deal with what has just come. */
  private static final Duration READING = Duration.ofMillis(200);

  /**
   * 200 ms for a send of the application's to leave, and to fail once the socket's output has
   * ended. Tomcat does not tell who waits in one when the socket is closed before that.
   */
  static final Duration RELEASE = Duration.ofMillis(200);

  /** 10: a server with so much to do that it notices later than after 2 s has to do without. */
  static final int RELEASES = 10;

  private final TimingWheel wheel;
  private final Executor executor;

  /** For those that are stuck, which come in hundreds and have time: they take one thread. */
  private final Executor stuckLane;

  /** Sockets whose peers have been told and have not answered yet. */
  private final Set<Cut> open = ConcurrentHashMap.newKeySet();

  Closing(TimingWheel wheel, Executor executor) {
    this.wheel = wheel;
    this.executor = executor;
    this.stuckLane = new Lane(executor);
  }

  /** Where to call {@link #close}. */
  Executor executorFor(boolean stuck) {
    return stuck ? stuckLane : executor;
  }

  /**
   * Closes a session; may take as long as the container does.
   *
   * @param stuck a send is in flight that does not move: no close frame can get through, and what
   *     the peer has not read is thrown away
   */
  void close(Session session, Wire wire, CloseReason reason, boolean stuck, long nowNanos) {
    // After the close Payara has forgotten it.
    PeerSocket socket = stuck || wire.forgetsSockets() ? PeerSocket.of(session) : null;
    if (stuck && socket != null) {
      socket.resetOnClose();
    }
    Cut cut = new Cut(session, socket, wire, nowNanos + (stuck ? RELEASE : PATIENCE).toNanos());
    if (socket != null || !wire.forgetsSockets()) {
      // Before the close, which may wait for a send of the application's that will never end.
      open.add(cut);
      wheel.schedule(cut, wire.isShared() ? nowNanos + RELEASE.toNanos() : cut.dueNanos);
    }
    if (stuck && socket != null && wire.isShared()) {
      socket.endOutput();
    }
    if (socket != null) {
      socket.stopReading(stuck ? Duration.ZERO : READING);
    }
    try {
      wire.prepareClose(stuck);
      session.close(reason);
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.DEBUG, () -> "a close failed: " + e);
    }
    if (stuck && socket != null && !wire.isShared()) {
      cut.now();
    }
  }

  /** Ends every socket that is still open, since the wheel will turn no more. */
  void finish() {
    open.forEach(Cut::now);
  }

  /** The end of one socket's time. */
  private final class Cut extends TimingWheel.Timer {

    private final Session session;

    /** Null where it is only looked for when it has to go, which most have done by then. */
    private final @Nullable PeerSocket known;

    private final Wire wire;
    private final long dueNanos;
    private int releases;

    Cut(Session session, @Nullable PeerSocket known, Wire wire, long dueNanos) {
      this.session = session;
      this.known = known;
      this.wire = wire;
      this.dueNanos = dueNanos;
    }

    @Override
    protected void fire(long nowNanos) {
      if (wire.holdsOwner() && releases < RELEASES) {
        releases++;
        executor.execute(this::release);
        rearm(nowNanos + RELEASE.toNanos());
      } else if (nowNanos < dueNanos) {
        rearm(dueNanos);
      } else {
        executor.execute(this::now);
      }
    }

    private void release() {
      PeerSocket socket = socket();
      if (socket != null) {
        socket.endOutput();
      }
    }

    void now() {
      wheel.retire(this);
      if (open.remove(this)) {
        PeerSocket socket = socket();
        if (socket != null) {
          socket.close();
        }
      }
    }

    private @Nullable PeerSocket socket() {
      return known == null ? PeerSocket.of(session) : known;
    }
  }
}
