package dev.lifeline.session;

import dev.lifeline.channel.ChannelStore;
import dev.lifeline.connection.Deadlines;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Which channels the sessions of this node are present in. The store holds each presence by a
 * lease, which is renewed from here, so that nobody stays whose server has died. Safe for use by
 * any thread.
 */
public final class Presence {

  /** 10 s between renewals. */
  private static final Duration RENEWAL = Duration.ofSeconds(10);

  /** 30 s: two renewals may be late or lost. */
  private static final Duration LEASE = RENEWAL.multipliedBy(3);

  private final ChannelStore store;
  private final Deadlines deadlines;
  private final Duration grace;

  /** Guarded by this, as is what it holds. */
  private final Map<ReliableSession, Channels> present = new HashMap<>();

  /** Where one session is present. */
  private static final class Channels {

    /** All of them. */
    final Set<String> names = new HashSet<>(2);

    /** Those that its client has not asked for again since the last break. */
    final Set<String> doubtful = new HashSet<>(2);

    int breaks;
  }

  /**
   * Creates it with nobody present.
   *
   * @param grace how long a break may last that is no leave
   */
  public Presence(ChannelStore store, Deadlines deadlines, Duration grace) {
    this.store = store;
    this.deadlines = deadlines;
    this.grace = grace;
    keepRenewing();
  }

  /** A session's client is present in a channel, from the completion of the stage on. */
  public CompletionStage<Void> enter(ReliableSession session, String channel) {
    synchronized (this) {
      Channels channels = present.computeIfAbsent(session, s -> new Channels());
      channels.names.add(channel);
      channels.doubtful.remove(channel);
    }
    CompletionStage<Void> entered = store.enter(channel, session.member(), LEASE);
    if (session.hasEnded()) {
      ended(session); // In between, and that did not find this one.
    }
    return entered;
  }

  /** It is present there no longer. */
  public void leave(ReliableSession session, String channel) {
    synchronized (this) {
      Channels channels = present.get(session);
      if (channels == null || !channels.names.remove(channel)) {
        return;
      }
      channels.doubtful.remove(channel);
      if (channels.names.isEmpty()) {
        present.remove(session);
      }
    }
    store.leave(channel, session.member());
  }

  /** Its link has gone or is another: it leaves where it does not come back to within the grace. */
  public void interrupted(ReliableSession session) {
    int breaks;
    synchronized (this) {
      Channels channels = present.get(session);
      if (channels == null) {
        return;
      }
      channels.doubtful.addAll(channels.names);
      breaks = ++channels.breaks;
    }
    deadlines.after(grace, () -> doubtful(session, breaks).forEach(c -> leave(session, c)));
  }

  /** Where it has not come back to since that break; none where there was another since. */
  private synchronized List<String> doubtful(ReliableSession session, int breaks) {
    Channels channels = present.get(session);
    return channels == null || channels.breaks != breaks
        ? List.of()
        : List.copyOf(channels.doubtful);
  }

  /** It has ended, and leaves at once. */
  public void ended(ReliableSession session) {
    namesOf(session).forEach(channel -> leave(session, channel));
  }

  private synchronized List<String> namesOf(ReliableSession session) {
    Channels channels = present.get(session);
    return channels == null ? List.of() : List.copyOf(channels.names);
  }

  private void keepRenewing() {
    deadlines.after(
        RENEWAL,
        () -> {
          try {
            renewAll();
          } finally {
            keepRenewing();
          }
        });
  }

  private void renewAll() {
    for (ReliableSession session : sessions()) {
      for (String channel : namesOf(session)) {
        store.enter(channel, session.member(), LEASE);
        if (!namesOf(session).contains(channel)) {
          store.leave(channel, session.member()); // It left in between.
        }
      }
    }
  }

  private synchronized List<ReliableSession> sessions() {
    return List.copyOf(present.keySet());
  }
}
