package dev.lifeline.connection;

import dev.lifeline.heartbeat.Ticker;
import dev.lifeline.heartbeat.TimingWheel;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The one writer of a session: asynchronous, one send at a time, bounded by bytes, count and age,
 * with control messages ahead of data. Safe for use by any thread; nobody waits.
 *
 * <p>The containers need it: a second asynchronous send during a first throws on Tomcat, and Tyrus
 * queues without bound.
 */
abstract class Outbound {

  private final Wire wire;

  /** Null until something has to wait. Guarded by this, as is all below. */
  private @Nullable Backlog backlog;

  /** A thread is sending, or the container is. */
  private boolean sending;

  private boolean closed;

  /** Somebody waits for room, and is told once when nothing waits any more. */
  private boolean roomWanted;

  /** Looks at a queue that does not move; null until a send did not complete at once. */
  private @Nullable Watchdog watchdog;

  /** Creates an empty queue. */
  Outbound(Wire wire) {
    this.wire = wire;
  }

  /** What it shares with the other queues. */
  abstract Supervision shared();

  /** Called at most once for each cause, never under the lock: to end the connection. */
  abstract void failed(EndReason reason);

  /** Called as {@link #offer} and {@link #awaitRoom} say, never under the lock. */
  abstract void roomAgain();

  final Wire wire() {
    return wire;
  }

  /** Sends after all that waits. */
  void send(OutboundMessage message) {
    enqueue(message, false);
  }

  /** Sends ahead of all data that waits. */
  void sendControl(OutboundMessage message) {
    enqueue(message, true);
  }

  /**
   * Sends after all that waits, where that is less than half of what may: the other half is for
   * what cannot be had again later.
   *
   * @return whether it was taken on; else the room is told once nothing waits any more
   */
  boolean offer(OutboundMessage message) {
    switch (admitOffered(message)) {
      case GOES -> sendAllFrom(message);
      case WAITS -> shared().budget().keep();
      case HAS_NO_ROOM -> {
        return false;
      }
      case IS_DROPPED -> {}
    }
    return true;
  }

  /**
   * Asks to be told once nothing waits any more.
   *
   * @return false where that is so now, and nothing is told
   */
  synchronized boolean awaitRoom() {
    roomWanted = closed || waitingMessages() > 0;
    return roomWanted;
  }

  /**
   * Forgets what waits and sends nothing more.
   *
   * @return whether a send is still in flight, so that a close frame would have to wait behind it
   */
  boolean close() {
    Watchdog retired;
    boolean inFlight;
    synchronized (this) {
      closed = true;
      shared().budget().add(-waitingBytes());
      backlog = null;
      retired = watchdog;
      inFlight = sending;
    }
    if (retired != null) {
      wheel().retire(retired);
    }
    return inFlight;
  }

  /**
   * Sends nothing more, unless something waits or is being sent. The queue is still to be closed.
   *
   * @return whether it sends nothing more
   */
  synchronized boolean stopIfIdle() {
    closed |= !sending && waitingMessages() == 0;
    return closed;
  }

  /** How much of the budget this queue has. */
  synchronized long waitingBytes() {
    return backlog == null ? 0 : backlog.bytes();
  }

  private synchronized int waitingMessages() {
    return backlog == null ? 0 : backlog.size();
  }

  /** Ends the connection, since all queues together hold too much and this one the most. */
  void giveUp() {
    close();
    failed(EndReason.SLOW_READER);
  }

  private void enqueue(OutboundMessage message, boolean ahead) {
    switch (admit(message, ahead)) {
      case GOES -> sendAllFrom(message);
      case WAITS -> shared().budget().keep();
      case HAS_NO_ROOM -> failed(EndReason.SLOW_READER);
      case IS_DROPPED -> {}
    }
  }

  private enum Admission {
    GOES,
    WAITS,
    HAS_NO_ROOM,
    IS_DROPPED
  }

  private synchronized Admission admitOffered(OutboundMessage message) {
    OutboundLimits limits = shared().limits();
    boolean isHalfFull =
        waitingMessages() >= limits.maxMessages() / 2
            || waitingBytes() + message.bytes() > limits.maxBytes() / 2;
    // Where nothing waits it may go, whatever its size: it would never find more room.
    Admission admission =
        isHalfFull && waitingMessages() > 0 && !closed
            ? Admission.HAS_NO_ROOM
            : admit(message, false);
    roomWanted |= admission == Admission.HAS_NO_ROOM;
    return admission;
  }

  private synchronized Admission admit(OutboundMessage message, boolean ahead) {
    if (closed) {
      return Admission.IS_DROPPED;
    }
    if (!sending) {
      sending = true;
      noteBegin();
      return Admission.GOES;
    }
    if (!hasRoomFor(message)) {
      return Admission.HAS_NO_ROOM;
    }
    addToBacklog(message, ahead);
    return Admission.WAITS;
  }

  private boolean hasRoomFor(OutboundMessage message) {
    OutboundLimits limits = shared().limits();
    return waitingMessages() < limits.maxMessages()
        && waitingBytes() + message.bytes() <= limits.maxBytes();
  }

  private void addToBacklog(OutboundMessage message, boolean ahead) {
    if (backlog == null) {
      backlog = new Backlog();
    }
    backlog.add(message, ahead, ticker().nanos());
    shared().budget().add(message.bytes());
  }

  /** Sends the message and what follows, for as long as the container completes at once. */
  private void sendAllFrom(OutboundMessage first) {
    for (OutboundMessage next = first; next != null; next = takeNext()) {
      Completion completion = new Completion();
      try {
        next.sendTo(wire, completion);
      } catch (IOException | RuntimeException e) {
        // Tomcat throws IllegalStateException, later ones IOException, when the session has closed.
        failed(EndReason.FAILED);
        return;
      }
      if (!completion.isDoneWithinTheCall()) {
        watch();
        return;
      }
    }
  }

  private @Nullable OutboundMessage takeNext() {
    OutboundMessage next = pollNext();
    if (isRoomToBeTold()) {
      roomAgain();
    }
    return next;
  }

  private synchronized boolean isRoomToBeTold() {
    if (!roomWanted || waitingMessages() > 0 || closed) {
      return false;
    }
    roomWanted = false;
    return true;
  }

  private @Nullable OutboundMessage pollNext() {
    synchronized (this) {
      OutboundMessage next = backlog == null ? null : backlog.poll();
      if (next == null) {
        sending = false;
        return null;
      }
      shared().budget().add(-next.bytes());
      noteBegin();
      return next;
    }
  }

  /** Most sends complete at once, and nobody asks when they began. */
  private void noteBegin() {
    if (watchdog != null) {
      watchdog.sendingSinceNanos = ticker().nanos();
    }
  }

  private void watch() {
    synchronized (this) {
      if (closed || watchdog != null) {
        return;
      }
      watchdog = new Watchdog(ticker().nanos());
      wheel().schedule(watchdog, watchdog.sendingSinceNanos + maxAgeNanos());
    }
  }

  /** Why the queue has to end now, or null with the watchdog armed again as needed. */
  private @Nullable EndReason judge(Watchdog looking, long nowNanos) {
    synchronized (this) {
      if (closed) {
        return null;
      }
      if (!sending) {
        watchdog = null;
        return null;
      }
      long sendingSinceNanos = looking.sendingSinceNanos;
      long sinceNanos = backlog == null ? sendingSinceNanos : backlog.sinceNanos(sendingSinceNanos);
      long left = maxAgeNanos() - shared().monitor().awakeNanos(sinceNanos, nowNanos);
      if (left <= 0 && !shared().monitor().isCatchingUp(nowNanos)) {
        boolean isSendStuck =
            shared().monitor().awakeNanos(sendingSinceNanos, nowNanos) >= maxAgeNanos();
        return isSendStuck ? EndReason.STUCK_SEND : EndReason.SLOW_READER;
      }
      looking.lookAgainAt(nowNanos + left);
      return null;
    }
  }

  private long maxAgeNanos() {
    return shared().limits().maxAge().toNanos();
  }

  private Ticker ticker() {
    return shared().monitor().ticker();
  }

  private TimingWheel wheel() {
    return shared().monitor().wheel();
  }

  /** The clock of the queue itself: it needs neither a second send nor the container's call. */
  private final class Watchdog extends TimingWheel.Timer {

    /** When the send began, or was found not to complete at once. Guarded by the queue. */
    private long sendingSinceNanos;

    Watchdog(long nowNanos) {
      sendingSinceNanos = nowNanos;
    }

    @Override
    protected void fire(long nowNanos) {
      EndReason reason = judge(this, nowNanos);
      if (reason != null) {
        failed(reason);
      }
    }

    void lookAgainAt(long nanos) {
      rearm(nanos);
    }
  }

  /** The container's answer to one send, which may come within the call, later, or never. */
  private final class Completion extends AtomicInteger implements SendHandler {

    private static final int PENDING = 0;
    private static final int DONE = 1;
    private static final int LEFT = 2;
    private static final long serialVersionUID = 1L;

    @Override
    public void onResult(SendResult result) {
      int before = getAndSet(DONE);
      if (before == DONE) {
        return;
      }
      if (!result.isOK()) {
        failed(EndReason.FAILED);
      } else if (before == LEFT) {
        OutboundMessage next = takeNext();
        if (next != null) {
          sendAllFrom(next);
        }
      }
    }

    boolean isDoneWithinTheCall() {
      return !compareAndSet(PENDING, LEFT);
    }
  }
}
