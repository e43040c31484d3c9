package dev.lifeline.session;

import dev.lifeline.connection.Deadlines;
import dev.lifeline.connection.EndReason;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The sessions of this node, attached and waiting. Safe for use by any thread; no call waits. */
public final class Sessions {

  /** 128 bits: nobody guesses one. */
  private static final int SECRET_BYTES = 16;

  /** 72 bits: nobody has the same by chance. */
  private static final int NAME_BYTES = 9;

  private final SessionLimits limits;
  private final Deadlines deadlines;
  private final Publisher publisher;
  private final Executor executor;
  private final Consumer<ReliableSession> ended;
  private final SecureRandom random = new SecureRandom();

  /** Guarded by this, as are the three below. */
  private final Map<String, ReliableSession> byId = new HashMap<>();

  private final Map<String, Set<ReliableSession>> byIdentity = new HashMap<>();

  /** Those that wait, for longest first. */
  private final Set<ReliableSession> detached = new LinkedHashSet<>();

  /** The secrets of those that were kicked, and whose clients may not have heard of it. */
  private final Set<String> kickedSecrets = new LinkedHashSet<>();

  /**
   * Creates an empty registry.
   *
   * @param executor runs the publisher
   * @param ended is told each end of a session, once, by any thread
   */
  public Sessions(
      SessionLimits limits,
      Deadlines deadlines,
      Publishing publisher,
      Executor executor,
      Consumer<ReliableSession> ended) {
    this(limits, deadlines, (Publisher) publisher, executor, ended);
  }

  Sessions(
      SessionLimits limits,
      Deadlines deadlines,
      Publisher publisher,
      Executor executor,
      Consumer<ReliableSession> ended) {
    this.limits = limits;
    this.deadlines = deadlines;
    this.publisher = publisher;
    this.executor = executor;
    this.ended = ended;
  }

  /**
   * What a client got.
   *
   * @param resumed whether it is the session that it asked for
   */
  public record Opened(ReliableSession session, boolean resumed) {}

  /**
   * Attaches a link to the session that it presents, or else to a new one. A link that the session
   * still had has ended when this returns; with single login, so have the other sessions of the
   * identity.
   *
   * @param presented the secret of a session; null for a new one
   */
  public Opened open(@Nullable String presented, Identity identity, Link link) {
    ReliableSession known = presented == null ? null : find(presented, identity);
    if (known != null) {
      ReliableSession.Attachment attachment = known.attach(link);
      if (attachment.succeeded()) {
        forgetWait(known);
        if (attachment.before() != null) {
          attachment.before().end(EndReason.RESUMED_ELSEWHERE);
        }
        return new Opened(known, true);
      }
    }
    ReliableSession created =
        new ReliableSession(
            random(SECRET_BYTES), random(NAME_BYTES), identity, publisher, executor);
    created.attach(link);
    register(created).forEach(other -> end(other, EndReason.KICKED));
    return new Opened(created, false);
  }

  private synchronized @Nullable ReliableSession find(String presented, Identity identity) {
    ReliableSession known = byId.get(presented);
    return known != null && Objects.equals(known.identity().name(), identity.name()) ? known : null;
  }

  private synchronized void forgetWait(ReliableSession session) {
    detached.remove(session);
  }

  /** Adds a session, and returns those that have to go for it. */
  private synchronized List<ReliableSession> register(ReliableSession session) {
    byId.put(session.id(), session);
    String name = session.identity().name();
    if (name == null) {
      return List.of();
    }
    Set<ReliableSession> same = byIdentity.computeIfAbsent(name, n -> new LinkedHashSet<>(2));
    List<ReliableSession> others = limits.single() ? List.copyOf(same) : List.of();
    same.add(session);
    return others;
  }

  /**
   * The link has gone; the session waits, unless it has another link or has ended.
   *
   * @return whether it waits
   */
  public boolean detach(ReliableSession session, Link link) {
    Deadlines.Deadline window = deadlines.after(limits.window(), () -> expire(session));
    if (!session.detach(link, window)) {
      window.cancel();
      return false;
    }
    ReliableSession tooMany = addWait(session);
    if (tooMany != null) {
      expire(tooMany);
    }
    return true;
  }

  /** Adds one that waits, and returns the one that has to go for it. */
  private synchronized @Nullable ReliableSession addWait(ReliableSession session) {
    if (session.isAttached() || !byId.containsKey(session.id())) {
      return null; // It was resumed or ended in between.
    }
    detached.add(session);
    return detached.size() > limits.maxDetached() ? detached.iterator().next() : null;
  }

  private void expire(ReliableSession session) {
    if (session.endIfDetached()) {
      forget(session);
    }
  }

  /**
   * Ends a session for good, and its link for that reason.
   *
   * @return whether this call did
   */
  public boolean end(ReliableSession session, EndReason reason) {
    ReliableSession.End end = session.end();
    if (!end.succeeded()) {
      return false;
    }
    forget(session);
    if (reason == EndReason.KICKED) {
      remember(session.id());
    }
    if (end.link() != null) {
      end.link().end(reason);
    }
    return true;
  }

  /** As long as the session would have waited, unless too many are kicked meanwhile. */
  private void remember(String id) {
    synchronized (this) {
      kickedSecrets.add(id);
      if (kickedSecrets.size() > limits.maxDetached()) {
        kickedSecrets.remove(kickedSecrets.iterator().next());
      }
    }
    deadlines.after(limits.window(), () -> forgetKick(id));
  }

  private synchronized void forgetKick(String id) {
    kickedSecrets.remove(id);
  }

  /**
   * Whether the session that is presented was kicked, while its link was dead perhaps: its client
   * should not come in again by itself.
   */
  public synchronized boolean wasKicked(@Nullable String presented) {
    return kickedSecrets.contains(presented);
  }

  private void forget(ReliableSession session) {
    synchronized (this) {
      byId.remove(session.id());
      detached.remove(session);
      String name = session.identity().name();
      Set<ReliableSession> same = name == null ? null : byIdentity.get(name);
      if (same != null && same.remove(session) && same.isEmpty()) {
        byIdentity.remove(name);
      }
    }
    ended.accept(session);
  }

  /** Ends all sessions of an identity with the kick code. Returns how many. */
  public int kick(String identity) {
    return kick(session -> identity.equals(session.identity().name()));
  }

  /** Ends the session of that public name with the kick code. Returns whether it was there. */
  public boolean kickSession(String name) {
    return kick(session -> name.equals(session.member().session())) > 0;
  }

  private int kick(Predicate<ReliableSession> wanted) {
    int kicked = 0;
    for (ReliableSession session : all()) {
      if (wanted.test(session) && end(session, EndReason.KICKED)) {
        kicked++;
      }
    }
    return kicked;
  }

  /** All of them, attached and waiting. */
  public synchronized List<ReliableSession> all() {
    return new ArrayList<>(byId.values());
  }

  /** How many there are. */
  public synchronized int size() {
    return byId.size();
  }

  private String random(int bytes) {
    byte[] secret = new byte[bytes];
    random.nextBytes(secret);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }
}
