package dev.lifeline.client.channel;

import dev.lifeline.protocol.BadMessageException;
import dev.lifeline.protocol.ClientMessage;
import dev.lifeline.protocol.Position;
import dev.lifeline.protocol.Reason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is published: numbered when it first leaves, no more than a window of it without an answer,
 * and kept until the answer. Used in the order.
 */
final class Publishes {

  /** After so many connections that ended with 1009 before a publish was taken, it is to blame. */
  private static final int TIMES_TOO_BIG = 2;

  private final Line line;
  private final Budget budget;

  /** Numbered and without an answer, in order. */
  private final ArrayDeque<Pending> sent = new ArrayDeque<>();

  /** Not numbered yet, in order. */
  private final ArrayDeque<Pending> waiting = new ArrayDeque<>();

  /** The number that was given last. */
  private long lastSeq;

  /** How many may be without an answer; 0 while nothing may be sent. */
  private int window;

  private boolean closed;

  Publishes(Line line, Budget budget) {
    this.line = line;
    this.budget = budget;
  }

  /** Takes one that the budget has admitted. */
  void add(Pending publish) {
    if (closed) {
      budget.leave(publish);
      settle(publish, p -> p.failed(closedBefore()));
    } else {
      waiting.add(publish);
      sendWaiting();
    }
  }

  /**
   * Looks at what the server of a session that goes on says that it has.
   *
   * @throws BadMessageException if it has forgotten what it answered, or has what was never sent
   */
  void check(long taken) throws BadMessageException {
    Pending oldest = sent.peek();
    long answered = oldest == null ? lastSeq : oldest.seq - 1;
    if (taken < answered || taken > lastSeq) {
      throw new BadMessageException("welcome.seq: not the last that was sent or answered");
    }
  }

  /**
   * The session goes on: all that has no answer is sent again under its old number, since the
   * server repeats the answer to what it has.
   *
   * @param taken the last number that the server has
   * @param wasTooBig whether the last connection ended because a message was too big
   */
  void resumed(int newWindow, long taken, boolean wasTooBig) {
    if (wasTooBig) {
      giveUpTooBig(taken);
    }
    for (Pending publish : sent) {
      publish.mayHaveArrived &= publish.seq <= taken;
      hand(publish);
    }
    open(newWindow);
  }

  /**
   * Another session begins, with number 1. What may have arrived in the last one is given up, since
   * it could be stored twice; all else is numbered anew.
   */
  void begunAnew(int newWindow) {
    List<Pending> unsent = new ArrayList<>(waiting.size());
    for (Pending publish : sent) {
      if (publish.mayHaveArrived) {
        settle(
            publish,
            p -> p.failed(new OutcomeUnknownException("the server has forgotten the session")));
      } else {
        unsent.add(publish);
      }
    }
    sent.clear();
    lastSeq = 0;
    for (Pending publish : unsent) {
      send(publish);
    }
    open(newWindow);
  }

  /** The connection is gone: nothing is sent until the next welcome. */
  void lost() {
    window = 0;
    budget.open(false);
  }

  /**
   * The oldest was stored.
   *
   * @param position null where the server does not know it any more
   * @throws BadMessageException if the number is another's
   */
  void stored(long seq, @Nullable Position position) throws BadMessageException {
    answered("ack", seq, p -> p.stored(position));
  }

  /**
   * The oldest was refused.
   *
   * @throws BadMessageException if the number is another's
   */
  void refused(long seq, Reason reason) throws BadMessageException {
    answered("refused", seq, p -> p.failed(new RefusedException(p.channel, reason)));
  }

  /** Nothing more leaves; what has left may still be answered. */
  void close() {
    closed = true;
    lost();
    for (Pending publish : waiting) {
      budget.leave(publish);
      settle(publish, p -> p.failed(closedBefore()));
    }
    waiting.clear();
  }

  /** No answer will come any more. */
  void end() {
    close();
    for (Pending publish : sent) {
      Exception why =
          publish.mayHaveArrived
              ? new OutcomeUnknownException("the client was closed before the answer")
              : closedBefore();
      settle(publish, p -> p.failed(why));
    }
    sent.clear();
  }

  private void answered(String type, long seq, Consumer<Pending> outcome)
      throws BadMessageException {
    Pending oldest = sent.peek();
    if (oldest == null || oldest.seq != seq) {
      throw new BadMessageException(type + ".seq: not the next without an answer");
    }
    sent.remove();
    settle(oldest, outcome);
    sendWaiting();
  }

  private void open(int newWindow) {
    window = newWindow;
    budget.open(true);
    sendWaiting();
  }

  private void sendWaiting() {
    while (sent.size() < window && !waiting.isEmpty()) {
      Pending publish = waiting.remove();
      budget.leave(publish);
      send(publish);
    }
  }

  private void send(Pending publish) {
    lastSeq++;
    publish.seq = lastSeq;
    sent.add(publish);
    hand(publish);
  }

  private void hand(Pending publish) {
    boolean before = publish.mayHaveArrived;
    publish.mayHaveArrived = true;
    line.send(new ClientMessage.Publish(publish.channel, publish.seq, publish.payload))
        .whenComplete(
            (nothing, failure) -> {
              if (neverBegan(failure)) {
                publish.mayHaveArrived = before;
              }
            });
  }

  /** The connection below fails so what it had not begun to send when it was lost. */
  private static boolean neverBegan(@Nullable Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof IllegalStateException;
  }

  /**
   * The server takes publishes in order, so the first that it has not taken is what it found too
   * big, unless something else was, from either side. The second time is certain: then it was the
   * first to go after a welcome. Without this it would be sent, and end the connection, for ever.
   */
  private void giveUpTooBig(long taken) {
    boolean found = false;
    for (Iterator<Pending> each = sent.iterator(); each.hasNext(); ) {
      Pending publish = each.next();
      if (found) {
        publish.seq--;
      } else if (publish.seq == taken + 1) {
        publish.timesTooBig++;
        found = publish.timesTooBig == TIMES_TOO_BIG;
        if (found) {
          each.remove();
          lastSeq--;
          settle(publish, p -> p.failed(tooBig()));
        }
      }
    }
  }

  /** Tells the outcome after the transition: whoever waits for it may publish. */
  private void settle(Pending publish, Consumer<Pending> outcome) {
    line.tasks().afterwards(() -> outcome.accept(publish));
  }

  private static IllegalArgumentException tooBig() {
    return new IllegalArgumentException("the server does not accept a message as big as this");
  }

  private static IllegalStateException closedBefore() {
    return new IllegalStateException("the client is closed");
  }
}
