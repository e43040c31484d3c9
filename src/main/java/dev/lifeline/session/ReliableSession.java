package dev.lifeline.session;

import dev.lifeline.connection.Deadlines;
import dev.lifeline.protocol.BadMessageException;
import dev.lifeline.protocol.ClientMessage.Publish;
import dev.lifeline.protocol.Member;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A client's session, which outlives its connections. It is attached to a link, or detached until
 * its time is over, or ended for good. Safe for use by any thread; no call waits.
 */
public final class ReliableSession {

  /** How many publishes may be unanswered. */
  public static final int WINDOW = Publishes.WINDOW;

  private enum State {
    ATTACHED,
    DETACHED,
    ENDED
  }

  private final String id;
  private final Member member;
  private final Identity identity;
  private final Publishes publishes;

  /** Guarded by this, as are the two below. */
  private State state = State.DETACHED;

  /** Null unless attached. */
  private @Nullable Link link;

  /** Ends it; null unless detached. */
  private Deadlines.@Nullable Deadline window;

  /**
   * Creates it detached, with no window.
   *
   * @param id the secret by which it is resumed
   * @param name by which others may know it
   */
  ReliableSession(
      String id, String name, Identity identity, Publisher publisher, Executor executor) {
    this.id = id;
    this.member = new Member(identity.name(), name);
    this.identity = identity;
    this.publishes = new Publishes(publisher, executor);
  }

  /** The secret by which its client, and nobody else, resumes it. */
  public String id() {
    return id;
  }

  /** The name by which others may know it, with its identity. */
  public Member member() {
    return member;
  }

  /** Whose it is. */
  public Identity identity() {
    return identity;
  }

  /** The number of the last publish that was taken. */
  public long taken() {
    return publishes.taken();
  }

  /**
   * Takes a publish of its link, or answers it again; ignores one of a link that it has no more.
   *
   * @throws BadMessageException if its number leaves a hole, or too many are unanswered
   */
  public void publish(Link from, Publish publish) throws BadMessageException {
    publishes.take(from, this, publish);
  }

  /** Whether it has a link. */
  public synchronized boolean isAttached() {
    return state == State.ATTACHED;
  }

  /** Whether it has ended for good. */
  synchronized boolean hasEnded() {
    return state == State.ENDED;
  }

  /** What an attempt to attach came to: false where it has ended, and the link that it had. */
  record Attachment(boolean succeeded, @Nullable Link before) {}

  synchronized Attachment attach(Link newLink) {
    if (state == State.ENDED) {
      return new Attachment(false, null);
    }
    Link before = link;
    state = State.ATTACHED;
    link = newLink;
    publishes.attach(newLink);
    cancelWindow();
    return new Attachment(true, before);
  }

  /** Whether it had this link, and is detached now. */
  synchronized boolean detach(Link from, Deadlines.Deadline newWindow) {
    if (state != State.ATTACHED || link != from) {
      return false;
    }
    state = State.DETACHED;
    link = null;
    publishes.attach(null);
    window = newWindow;
    return true;
  }

  /** What an attempt to end came to: false where it had ended, and the link that it had. */
  record End(boolean succeeded, @Nullable Link link) {}

  synchronized End end() {
    if (state == State.ENDED) {
      return new End(false, null);
    }
    Link last = link;
    state = State.ENDED;
    link = null;
    publishes.attach(null);
    cancelWindow();
    return new End(true, last);
  }

  /** Ends it where it is detached. Returns whether this call did. */
  synchronized boolean endIfDetached() {
    return state == State.DETACHED && end().succeeded;
  }

  private void cancelWindow() {
    if (window != null) {
      window.cancel();
      window = null;
    }
  }
}
