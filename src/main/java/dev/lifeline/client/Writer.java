package dev.lifeline.client;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The one writer of a connection: asynchronous, one send at a time, beats ahead of data. A second
 * send during a first throws on Tomcat, and Tyrus queues without bound. Safe for use by any thread.
 */
final class Writer {

  private final RemoteEndpoint.Async remote;
  private final Executor sending;
  private final Lane lane;

  /** Guarded by this, as is all below. */
  private final ArrayDeque<OutgoingMessage> beats = new ArrayDeque<>();

  private final ArrayDeque<OutgoingMessage> data = new ArrayDeque<>();

  /** What the implementation has and has not sent yet; null for nothing. */
  private @Nullable OutgoingMessage inFlight;

  private boolean isSending;

  /** Nothing more is begun. */
  private boolean stopped;

  private long bytes;

  /** Something else than beats was given. */
  private boolean hasData;

  /** Completes when nothing is left to send. */
  private @Nullable CompletableFuture<Void> idle;

  /**
   * Creates one with nothing to send.
   *
   * @param sending where messages are handed to the implementation, whose asynchronous send may
   *     block
   * @param lane where the messages' senders are told
   */
  Writer(RemoteEndpoint.Async remote, Executor sending, Lane lane) {
    this.remote = remote;
    this.sending = sending;
    this.lane = lane;
  }

  void send(OutgoingMessage message) {
    enqueue(data, message);
  }

  /** Whether anything but beats was given to be sent, and nothing has failed. */
  synchronized boolean hasSentData() {
    return hasData && !stopped;
  }

  void sendAhead(OutgoingMessage message) {
    enqueue(beats, message);
  }

  /** Bytes of payload that were given and are not sent. */
  synchronized long bufferedAmount() {
    return bytes;
  }

  /** Completes when nothing is left to send, or nothing more can be. */
  synchronized CompletableFuture<Void> whenIdle() {
    CompletableFuture<Void> future = new CompletableFuture<>();
    if (!isSending || stopped) {
      future.complete(null);
    }
    idle = future;
    return future;
  }

  /**
   * Begins nothing more. What is in flight may arrive or not.
   *
   * @return the messages that it had not begun to send, in order
   */
  List<OutgoingMessage> stop() {
    OutgoingMessage lost;
    List<OutgoingMessage> unsent;
    synchronized (this) {
      stopped = true;
      lost = inFlight;
      inFlight = null;
      unsent = List.copyOf(data);
      data.clear();
      beats.clear();
      bytes = 0;
      tellIdle();
    }
    if (lost != null) {
      fail(lost);
    }
    return unsent;
  }

  private void enqueue(ArrayDeque<OutgoingMessage> queue, OutgoingMessage message) {
    synchronized (this) {
      // After a failure what comes is kept for the next connection: see stop.
      queue.add(message);
      hasData |= queue == data;
      bytes += message.bytes();
      if (isSending || stopped) {
        return;
      }
      isSending = true;
    }
    sending.execute(this::sendAll);
  }

  private synchronized @Nullable OutgoingMessage next() {
    if (stopped) {
      return null;
    }
    OutgoingMessage next = beats.isEmpty() ? data.poll() : beats.poll();
    inFlight = next;
    isSending = next != null;
    if (!isSending) {
      tellIdle();
    }
    return next;
  }

  /** Sends what waits, for as long as the implementation completes at once. */
  private void sendAll() {
    for (OutgoingMessage message = next(); message != null; message = next()) {
      Completion completion = new Completion(message);
      try {
        message.sendTo(remote, completion);
      } catch (RuntimeException e) {
        failed(message);
        return;
      }
      if (!completion.isDoneWithinTheCall()) {
        return;
      }
    }
  }

  private void sent(OutgoingMessage message) {
    synchronized (this) {
      if (inFlight != message) {
        return;
      }
      inFlight = null;
      bytes -= message.bytes();
    }
    tell(() -> message.sent.complete(null));
  }

  private synchronized boolean isInFlight(OutgoingMessage message) {
    return inFlight == message;
  }

  /** The session is of no use any more; its end is told by itself or by the missing answer. */
  private void failed(OutgoingMessage message) {
    breakDown();
    fail(message);
  }

  /** Begins nothing more, and keeps what waits until it is asked for. */
  private synchronized void breakDown() {
    inFlight = null;
    stopped = true;
    tellIdle();
  }

  private void fail(OutgoingMessage message) {
    End end = End.abnormal("the connection ended during the sending");
    tell(() -> message.sent.completeExceptionally(new ConnectionException(end)));
  }

  private void tell(Runnable news) {
    if (!lane.offer(news)) {
      news.run();
    }
  }

  /** Called under the lock: whoever waits does nothing within the call that needs it. */
  private void tellIdle() {
    if (idle != null) {
      idle.complete(null);
    }
  }

  /** The implementation's answer to one send, which may come within the call, later, or never. */
  private final class Completion extends AtomicInteger implements SendHandler {

    private static final int PENDING = 0;
    private static final int DONE = 1;
    private static final int LEFT = 2;
    private static final long serialVersionUID = 1L;

    private final transient OutgoingMessage message;

    Completion(OutgoingMessage message) {
      this.message = message;
    }

    @Override
    public void onResult(SendResult result) {
      // Before it is known as done: else the next message may be in flight by then.
      if (result.isOK()) {
        sent(message);
      } else if (isInFlight(message)) {
        failed(message);
      }
      if (getAndSet(DONE) == LEFT && result.isOK()) {
        sending.execute(Writer.this::sendAll);
      }
    }

    boolean isDoneWithinTheCall() {
      return !compareAndSet(PENDING, LEFT);
    }
  }
}
