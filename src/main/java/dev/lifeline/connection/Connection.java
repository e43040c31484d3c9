package dev.lifeline.connection;

import dev.lifeline.heartbeat.Heartbeat;
import dev.lifeline.heartbeat.Liveness;
import dev.lifeline.heartbeat.RoundTrip;
import dev.lifeline.protocol.CloseCode;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One supervised session. It is open until the first {@link #end}, whoever calls it, and then ended
 * for good. Safe for use by any thread; no call waits for the peer.
 */
public final class Connection {

  /** The session's user property that holds the live time of the last message, a Number. */
  public static final String LAST_MESSAGE_TIME = "lastMessageTime";

  /** The user property of how many intervals the peer has been silent for, a live Number. */
  public static final String MISSED_BEATS = "missedBeats";

  /** The user property of the last round trip in milliseconds, a live Number; -1 before it. */
  public static final String ROUND_TRIP_TIME = "roundTripTime";

  /** The user property of the round trips' moving average, like {@link #ROUND_TRIP_TIME}. */
  public static final String SMOOTHED_ROUND_TRIP_TIME = "smoothedRoundTripTime";

  // Few fields and small objects: an application may have 100,000 of these.
  private final Session session;
  private final URI requestUri;
  private final long openedNanos;
  private final Supervision shared;
  private final Liveness liveness;
  private final RoundTrip roundTrip;
  private final Queue outbound;
  private final EndpointFigures figures;
  private final LifeSign asked;

  /** Both are set by {@link #begin}, before the registry shows the connection to other threads. */
  private @Nullable Heartbeat heartbeat;

  /** A {@link ConnectionHandler} where it takes messages: else the session's endpoint does. */
  private @Nullable ConnectionOwner owner;

  /** Written once, under this. */
  private volatile boolean ended;

  /** A pong has answered since the last probe, so the peer reads. */
  private volatile boolean reads;

  /**
   * Creates it unsupervised.
   *
   * @param asked how the peer is asked for a sign of life
   * @param wire of the session
   * @param figures of its endpoint
   */
  Connection(
      Session session, LifeSign asked, Wire wire, EndpointFigures figures, Supervision shared) {
    this.session = session;
    this.requestUri = session.getRequestURI();
    this.shared = shared;
    this.asked = asked;
    this.figures = figures;
    this.roundTrip = new RoundTrip(shared.monitor().ticker());
    this.liveness = shared.monitor().admit(shared.heartbeat());
    this.openedNanos = liveness.lastHeardNanos();
    this.outbound = new Queue(wire);
  }

  void begin(ConnectionOwner owner) {
    this.owner = owner;
    Heartbeat begun = shared.monitor().watch(liveness, shared.heartbeat(), outbound);
    this.heartbeat = begun;
    Map<String, Object> properties = session.getUserProperties();
    properties.put(LAST_MESSAGE_TIME, liveness.lastMessageTime());
    properties.put(MISSED_BEATS, begun.missedBeatsNow());
    properties.put(ROUND_TRIP_TIME, roundTrip.lastMillis());
    properties.put(SMOOTHED_ROUND_TRIP_TIME, roundTrip.smoothedMillis());
  }

  /** The session's id, unique within this node's container. */
  public String id() {
    return session.getId();
  }

  long openedNanos() {
    return openedNanos;
  }

  /** When the peer was last heard. */
  public Liveness liveness() {
    return liveness;
  }

  /** How long the peer takes to answer. */
  public RoundTrip roundTrip() {
    return roundTrip;
  }

  /** A part of a text message has arrived. */
  public void receiveText(String part, boolean last) {
    liveness.touch();
    if (!(owner instanceof ConnectionHandler handler) || ended || handler.heartbeat(part, last)) {
      return;
    }
    liveness.beginHandling();
    try {
      handler.text(part, last);
    } finally {
      liveness.endHandling();
    }
  }

  /** A part of a binary message has arrived. */
  public void receiveBinary(ByteBuffer part, boolean last) {
    liveness.touch();
    if (!(owner instanceof ConnectionHandler handler) || ended) {
      return;
    }
    liveness.beginHandling();
    try {
      handler.binary(part, last);
    } finally {
      liveness.endHandling();
    }
  }

  /**
   * A pong has arrived, asked for or not (RFC 6455, section 5.5.3).
   *
   * @param payload what it carries; ours carry the time of their ping
   * @return whether it answers our last ping
   */
  public boolean receivePong(ByteBuffer payload) {
    liveness.touch();
    boolean answers =
        payload.remaining() == Long.BYTES && roundTrip.pong(payload.getLong(payload.position()));
    if (answers) {
      reads = true;
    }
    return answers;
  }

  /**
   * A heartbeat message has arrived, as {@link #receiveText} has told the handler.
   *
   * @return whether it answers one of the server's, and needs no answer itself
   */
  public boolean receiveBeatAnswer() {
    return roundTrip.answer();
  }

  /** Sends after all that waits; ends the connection where its queue has no room. */
  public void send(OutboundMessage message) {
    outbound.send(message);
  }

  /**
   * Sends after all that waits, unless much waits already.
   *
   * @return whether it was taken on; else {@link ConnectionHandler#roomAgain} is called, once
   *     nothing waits any more
   */
  public boolean offer(OutboundMessage message) {
    return outbound.offer(message);
  }

  /**
   * Asks for {@link ConnectionHandler#roomAgain} to be called once nothing waits any more.
   *
   * @return false where that is so now, and there will be no call
   */
  public boolean awaitRoom() {
    return outbound.awaitRoom();
  }

  /** Sends ahead of all data that waits. */
  public void sendControl(OutboundMessage message) {
    outbound.sendControl(message);
  }

  EndpointFigures figures() {
    return figures;
  }

  Outbound outbound() {
    return outbound;
  }

  /** Tells the owner that the connection will be drained. */
  void announceDrain(Duration retryIn) {
    if (owner != null && !ended) {
      owner.draining(retryIn);
    }
  }

  /**
   * Ends the connection as {@link #end(EndReason, String)} does once all that was to be sent has
   * been handed to the container. A heartbeat that began in between would be taken for stuck.
   */
  void endIfIdle(EndReason reason, String text) {
    if (outbound.stopIfIdle()) {
      end(reason, text);
    }
  }

  /**
   * Ends the connection, unless it has ended: the owner cleans up at once, on this thread; the peer
   * and the application's observers are told by the executor, since either may take its time.
   *
   * @return whether this call was the one that ended it
   */
  public boolean end(EndReason reason) {
    CloseCode code = reason.closeCode();
    return end(reason, code == null ? "" : code.reason());
  }

  /**
   * Ends the connection as {@link #end(EndReason)} does, with a reason text of its own.
   *
   * @param text at most 123 bytes of UTF-8 (RFC 6455, section 5.5)
   */
  public boolean end(EndReason reason, String text) {
    if (!markEnded()) {
      return false;
    }
    int missedBeats = 0;
    if (heartbeat != null) {
      heartbeat.stop();
      missedBeats = heartbeat.missedBeats();
    }
    // Who is drained with a send still in flight has been waited for long enough.
    boolean stuck = outbound.close() && (reason.isDeath() || reason == EndReason.DRAINED);
    shared.registry().accept(this, reason);
    SessionEnded event = describeEnd(reason, missedBeats);
    try {
      if (owner != null) {
        owner.ended(reason);
      }
    } finally {
      shared.closing().executorFor(stuck).execute(() -> tell(event, text, stuck));
    }
    return true;
  }

  /** Whether the connection has ended. */
  public boolean hasEnded() {
    return ended;
  }

  private synchronized boolean markEnded() {
    if (ended) {
      return false;
    }
    ended = true;
    return true;
  }

  private SessionEnded describeEnd(EndReason reason, int missedBeats) {
    return new SessionEnded(
        id(),
        requestUri,
        reason,
        Duration.ofNanos(shared.monitor().ticker().nanos() - openedNanos),
        Instant.ofEpochMilli(liveness.lastMessageTime().longValue()),
        missedBeats,
        roundTrip.last(),
        roundTrip.smoothed());
  }

  /** The peer first: its close must not wait for whatever observers do. */
  private void tell(SessionEnded event, String text, boolean stuck) {
    CloseCode code = event.reason().closeCode();
    if (code != null) {
      CloseReason reason = new CloseReason(CloseReason.CloseCodes.getCloseCode(code.code()), text);
      shared
          .closing()
          .close(session, outbound.wire(), reason, stuck, shared.monitor().ticker().nanos());
    }
    shared.listener().accept(event);
  }

  private void ask() {
    if (!session.isOpen()) {
      end(EndReason.PEER_CLOSED); // Whoever supervises it by hand need not tell.
      return;
    }
    OutboundMessage message = asked.message();
    if (asked.ping()) {
      ping();
    }
    if (message != null) {
      sendControl(OutboundMessage.beat(message, roundTrip));
    }
  }

  void ping() {
    sendControl(OutboundMessage.ping(roundTrip));
  }

  /** Whether it is for {@link Probes} to find out that the peer does not read. */
  boolean isProbed() {
    return outbound.wire().isShared() && asked.ping() && asked.message() == null;
  }

  /** Whether a pong has answered since this was asked before. */
  boolean hasAnswered() {
    boolean answered = reads;
    reads = false;
    return answered;
  }

  /** The queue, and what it and the monitor tell. */
  private final class Queue extends Outbound implements Heartbeat.Peer {

    Queue(Wire wire) {
      super(wire);
    }

    @Override
    Supervision shared() {
      return shared;
    }

    @Override
    void failed(EndReason reason) {
      end(reason);
    }

    @Override
    void roomAgain() {
      if (owner != null) {
        owner.roomAgain();
      }
    }

    /** Handed on, since the monitor's thread must not touch the network. */
    @Override
    public void silent() {
      shared.executor().execute(Connection.this::ask);
    }

    @Override
    public void dead() {
      end(EndReason.NO_HEARTBEAT);
    }

    @Override
    public void stuck() {
      end(EndReason.STUCK_HANDLER);
    }
  }
}
