package dev.lifeline.connection;

import dev.lifeline.heartbeat.Ticker;
import dev.lifeline.heartbeat.TimingWheel;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one writer of a session: asynchronous, one send at a time, bounded by bytes, count and age,
 * with control messages ahead of data. Safe for use by any thread; nobody waits.
 *
 * <p>The containers need it: a second asynchronous send during a first throws on Tomcat, and Tyrus
 * queues without bound.
 */
final class Outbound {

  private final RemoteEndpoint.Async remote;
  private final OutboundLimits limits;
  private final Ticker ticker;
  private final TimingWheel wheel;
  private final Consumer<EndReason> failure;

  private final Object lock = new Object();

  /** The two lanes; null until something has to wait. Guarded by lock, as is all below. */
  private @Nullable ArrayDeque<Waiting> control;

  private @Nullable ArrayDeque<Waiting> data;
  private long waitingBytes;
  private int waitingMessages;

  /** A thread is sending, or the container is. */
  private boolean sending;

  private long sendingSinceNanos;
  private boolean closed;

  /** Looks at a queue that does not move; null until a send did not complete at once. */
  private @Nullable Watchdog watchdog;

  /**
   * Creates an empty queue.
   *
   * @param failure told at most once for each cause, never under the lock; it should end the
   *     connection
   */
  Outbound(
      RemoteEndpoint.Async remote,
      OutboundLimits limits,
      Ticker ticker,
      TimingWheel wheel,
      Consumer<EndReason> failure) {
    this.remote = remote;
    this.limits = limits;
    this.ticker = ticker;
    this.wheel = wheel;
    this.failure = failure;
  }

  /** Sends after all that waits. */
  void send(OutboundMessage message) {
    enqueue(message, false);
  }

  /** Sends ahead of all data that waits. */
  void sendControl(OutboundMessage message) {
    enqueue(message, true);
  }

  /** Forgets what waits and sends nothing more. */
  void close() {
    Watchdog retired;
    synchronized (lock) {
      closed = true;
      control = null;
      data = null;
      waitingBytes = 0;
      waitingMessages = 0;
      retired = watchdog;
    }
    if (retired != null) {
      wheel.retire(retired);
    }
  }

  private void enqueue(OutboundMessage message, boolean ahead) {
    boolean overflow = false;
    synchronized (lock) {
      if (closed) {
        return;
      }
      if (!sending) {
        sending = true;
        sendingSinceNanos = ticker.nanos();
      } else if (hasRoomFor(message)) {
        addToLane(message, ahead);
        return;
      } else {
        overflow = true;
      }
    }
    if (overflow) {
      failure.accept(EndReason.SLOW_READER);
    } else {
      sendAllFrom(message);
    }
  }

  private boolean hasRoomFor(OutboundMessage message) {
    return waitingMessages < limits.maxMessages()
        && waitingBytes + message.bytes() <= limits.maxBytes();
  }

  private void addToLane(OutboundMessage message, boolean ahead) {
    ArrayDeque<Waiting> lane = ahead ? control : data;
    if (lane == null) {
      lane = new ArrayDeque<>(4);
      if (ahead) {
        control = lane;
      } else {
        data = lane;
      }
    }
    lane.add(new Waiting(message, ticker.nanos()));
    waitingMessages++;
    waitingBytes += message.bytes();
  }

  /** Sends the message and what follows, for as long as the container completes at once. */
  private void sendAllFrom(OutboundMessage first) {
    for (OutboundMessage next = first; next != null; next = takeNext()) {
      Completion completion = new Completion();
      try {
        next.sendTo(remote, completion);
      } catch (IOException | RuntimeException e) {
        // Tomcat throws IllegalStateException, later ones IOException, when the session has closed.
        failure.accept(EndReason.FAILED);
        return;
      }
      if (!completion.isDoneWithinTheCall()) {
        watch();
        return;
      }
    }
  }

  private @Nullable OutboundMessage takeNext() {
    synchronized (lock) {
      Waiting next = control == null ? null : control.poll();
      if (next == null && data != null) {
        next = data.poll();
      }
      if (next == null || closed) {
        sending = false;
        return null;
      }
      waitingMessages--;
      waitingBytes -= next.message.bytes();
      sendingSinceNanos = ticker.nanos();
      return next.message;
    }
  }

  private void watch() {
    synchronized (lock) {
      if (closed || watchdog != null) {
        return;
      }
      watchdog = new Watchdog();
      wheel.schedule(watchdog, sendingSinceNanos + limits.maxAge().toNanos());
    }
  }

  /** What has been over its age at the moment, or null with the watchdog armed again as needed. */
  private @Nullable EndReason judge(long nowNanos) {
    synchronized (lock) {
      if (closed) {
        return null;
      }
      if (!sending) {
        watchdog = null;
        return null;
      }
      long maxAge = limits.maxAge().toNanos();
      if (nowNanos - sendingSinceNanos >= maxAge) {
        return EndReason.STUCK_SEND;
      }
      Waiting oldest = data == null ? null : data.peek();
      long oldestNanos = sendingSinceNanos;
      if (oldest != null && oldest.sinceNanos - oldestNanos < 0) {
        oldestNanos = oldest.sinceNanos;
      }
      if (nowNanos - oldestNanos >= maxAge) {
        return EndReason.SLOW_READER;
      }
      Watchdog armed = watchdog;
      if (armed != null) {
        wheel.schedule(armed, oldestNanos + maxAge);
      }
      return null;
    }
  }

  private record Waiting(OutboundMessage message, long sinceNanos) {}

  /** The clock of the queue itself: it needs neither a second send nor the container's call. */
  private final class Watchdog extends TimingWheel.Timer {
    @Override
    protected void fire(long nowNanos) {
      EndReason reason = judge(nowNanos);
      if (reason != null) {
        failure.accept(reason);
      }
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
        failure.accept(EndReason.FAILED);
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
