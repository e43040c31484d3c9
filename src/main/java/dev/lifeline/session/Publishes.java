package dev.lifeline.session;

import dev.lifeline.protocol.BadMessageException;
import dev.lifeline.protocol.ClientMessage.Publish;
import dev.lifeline.protocol.Position;
import dev.lifeline.protocol.Reason;
import dev.lifeline.protocol.ServerMessage;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What one session has published: each is taken once, in the order of the numbers, and answered in
 * that order to whichever link has asked last. Safe for use by any thread; no call waits.
 */
final class Publishes {

  /** 64: so many may be unanswered, and of so many the outcome is remembered. */
  static final int WINDOW = 64;

  /** The link has not said yet from which number on it wants answers. */
  private static final long NOTHING = Long.MIN_VALUE;

  private final Publisher publisher;
  private final Executor executor;

  /** Guarded by this, as is all below. */
  private @Nullable Link link;

  private long taken;

  /** What this link was answered. */
  private long answered = NOTHING;

  /** What this link has published, for the first time or again. */
  private long asked = NOTHING;

  /** By number modulo the window; null until something is published. */
  private @Nullable Outcome @Nullable [] outcomes;

  private final Queue<Publish> waiting = new ArrayDeque<>(1);
  private boolean publishing;
  private boolean answering;

  /**
   * Creates it for a new session.
   *
   * @param executor runs the publisher
   */
  Publishes(Publisher publisher, Executor executor) {
    this.publisher = publisher;
    this.executor = executor;
  }

  /** From now on only this link is listened to and answered; null for none. */
  synchronized void attach(@Nullable Link newLink) {
    link = newLink;
    answered = NOTHING;
    asked = NOTHING;
  }

  /** The last number that was taken. */
  synchronized long taken() {
    return taken;
  }

  /**
   * Takes a publish, or answers it again.
   *
   * @throws BadMessageException if its number leaves a hole, or too many are unanswered
   */
  void take(Link from, ReliableSession session, Publish publish) throws BadMessageException {
    ServerMessage answerAgain;
    boolean begin;
    synchronized (this) {
      if (link != from) {
        return;
      }
      answerAgain = admit(publish);
      begin = !publishing && !waiting.isEmpty();
      publishing |= begin;
    }
    if (begin) {
      executor.execute(() -> publishAll(session));
    }
    if (answerAgain != null) {
      from.send(answerAgain);
    }
    answerAll();
  }

  /** The answer, where it is known at once. */
  private @Nullable ServerMessage admit(Publish publish) throws BadMessageException {
    long seq = publish.seq();
    if (seq > taken + 1) {
      throw new BadMessageException("publish.seq: a hole before it");
    }
    if (seq <= taken - WINDOW) {
      return new ServerMessage.Ack(seq, null, null);
    }
    if (seq <= answered) {
      return outcome(seq).answer();
    }
    if (seq == taken + 1) {
      Outcome[] ring = ring();
      Outcome replaced = ring[slot(seq)];
      if (replaced != null && replaced.isPending()) {
        throw new BadMessageException("publish.seq: too many are unanswered");
      }
      ring[slot(seq)] = Outcome.pending(seq, publish.channel());
      taken = seq;
      waiting.add(publish);
    }
    if (answered == NOTHING) {
      answered = seq - 1;
    }
    asked = Math.max(asked, seq);
    return null;
  }

  private void publishAll(ReliableSession session) {
    for (Publish next = takeWaiting(); next != null; next = takeWaiting()) {
      Publish publish = next;
      publisher
          .publish(session.identity(), publish.channel(), publish.payload())
          .whenComplete((result, failure) -> settle(publish, failure == null ? result : null));
    }
  }

  private synchronized @Nullable Publish takeWaiting() {
    Publish next = waiting.poll();
    publishing = next != null;
    return next;
  }

  private void settle(Publish publish, Publisher.@Nullable Result result) {
    Position position = result == null ? null : result.position();
    Reason refusal = result == null ? Reason.UNAVAILABLE : result.refusal();
    synchronized (this) {
      ring()[slot(publish.seq())] =
          new Outcome(publish.seq(), publish.channel(), position, refusal);
    }
    answerAll();
  }

  /** Sends what can be answered, one thread at a time and outside of the lock. */
  private void answerAll() {
    boolean mine = false;
    while (true) {
      ServerMessage answer;
      Link to;
      synchronized (this) {
        if (answering && !mine) {
          return;
        }
        answer = nextAnswer();
        to = link;
        answering = answer != null && to != null;
        mine = answering;
      }
      if (answer == null || to == null) {
        return;
      }
      to.send(answer);
    }
  }

  private @Nullable ServerMessage nextAnswer() {
    if (answered >= asked || outcome(answered + 1).isPending()) {
      return null;
    }
    answered++;
    return outcome(answered).answer();
  }

  private Outcome outcome(long seq) {
    Outcome outcome = ring()[slot(seq)];
    if (outcome == null || outcome.seq() != seq) {
      throw new IllegalStateException("the outcome of " + seq + " is not remembered");
    }
    return outcome;
  }

  private @Nullable Outcome[] ring() {
    @Nullable Outcome[] ring = outcomes;
    if (ring == null) {
      ring = new Outcome[WINDOW];
      outcomes = ring;
    }
    return ring;
  }

  private static int slot(long seq) {
    return (int) (seq % WINDOW);
  }
}
