package dev.lifeline.client;

import dev.lifeline.heartbeat.Ticker;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Judges one connection by what arrives: silence, then a beat, then a deadline. And gives the other
 * side something to judge by: who only listens to a lively channel would look dead to a server.
 * Used in the lane.
 */
final class Heart {

  /**
   * A verdict that is itself later than this was delayed by us, a pause or a busy lane: messages
   * may be queued behind it, so it must ask again.
   */
  private static final long LATE_NANOS = Duration.ofSeconds(1).toNanos();

  /** How often it is looked whether what was sent has left: a twentieth of the interval, within. */
  private static final int LOOKS_PER_INTERVAL = 20;

  private static final long SHORTEST_LOOK_NANOS = Duration.ofMillis(50).toNanos();
  private static final long LONGEST_LOOK_NANOS = Duration.ofSeconds(1).toNanos();

  private enum Phase {
    STOPPED,
    /** Nothing is asked. */
    QUIET,
    /** A beat is due, but would only queue behind data. */
    BLOCKED,
    /** A beat is out. */
    ASKED,
    /** A beat is out for longer than patience. */
    OVERDUE
  }

  /** What a heart needs of its connection, and tells. */
  interface Body {

    /** A beat is to be sent now. */
    void beat(String message);

    /** A ping is to be sent now. */
    void ping(ByteBuffer payload);

    /** Bytes that a beat would have to wait for. */
    long bufferedAmount();

    /** An answer is taking its time. */
    void overdue();

    /** It came after all. */
    void alive();

    /** It did not come. */
    void dead();

    /** An answer came after this time. */
    void roundTrip(Duration time);
  }

  private final HeartbeatOptions options;
  private final Ticker ticker;
  private final Body body;
  private final Timer timer;

  private Phase phase = Phase.STOPPED;
  private long deadlineNanos;

  /** When we last sent anything. */
  private long sentNanos;

  /** When the unanswered beat left; null with none under way. */
  private @Nullable Long askedNanos;

  private boolean mayAskAgain = true;

  Heart(HeartbeatOptions options, Timers timers, Body body) {
    this.options = options;
    this.body = body;
    ticker = timers.ticker();
    timer = new Timer(timers, this::due);
  }

  void start() {
    askedNanos = null;
    sent();
    rest();
  }

  void stop() {
    phase = Phase.STOPPED;
    timer.stop();
  }

  /** Something left. */
  void sent() {
    sentNanos = ticker.nanos();
  }

  /**
   * Something arrived.
   *
   * @param text a whole text message; null for anything else
   * @return whether it was the answer to a beat, and nothing for the application
   */
  boolean heard(@Nullable String text) {
    if (phase == Phase.STOPPED) {
      return false;
    }
    boolean isAnswer = options.isAnswer(text);
    Long since = isAnswer ? askedNanos : null;
    if (isAnswer) {
      askedNanos = null;
    }
    boolean wasOverdue = phase == Phase.OVERDUE;
    rest();
    if (wasOverdue) {
      body.alive();
    }
    if (since != null) {
      body.roundTrip(Duration.ofNanos(ticker.nanos() - since));
    }
    return isAnswer;
  }

  /** A pong arrived, which is ours where it brings back what a ping carried. */
  void pong(ByteBuffer payload) {
    if (phase == Phase.STOPPED) {
      return;
    }
    heard(null);
    if (options.pings() != HeartbeatOptions.Pings.NONE && payload.remaining() == Long.BYTES) {
      long nanos = ticker.nanos() - payload.getLong(payload.position());
      if (nanos >= 0) {
        body.roundTrip(Duration.ofNanos(nanos));
      }
    }
  }

  /** Asks at once, with the short deadline, unless a shorter one is running. */
  void probe() {
    boolean isOut = phase == Phase.ASKED || phase == Phase.OVERDUE;
    long left = deadlineNanos - ticker.nanos();
    if (phase == Phase.QUIET || phase == Phase.BLOCKED || (isOut && left > probeNanos())) {
      ask(probeNanos());
    }
  }

  private void rest() {
    phase = Phase.QUIET;
    mayAskAgain = true;
    long left = options.quiet().toNanos() - (ticker.nanos() - sentNanos);
    if (left > 0) {
      timer.start(Math.min(options.interval().toNanos(), left));
    } else {
      beatIsDue();
    }
  }

  private void beatIsDue() {
    if (body.bufferedAmount() == 0) {
      ask(options.timeout().toNanos());
    } else {
      phase = Phase.BLOCKED;
      deadlineNanos = ticker.nanos() + options.maxBuffered().toNanos();
      lookAgain(options.maxBuffered().toNanos());
    }
  }

  private void lookAgain(long leftNanos) {
    long look = options.interval().toNanos() / LOOKS_PER_INTERVAL;
    long bounded = Math.max(SHORTEST_LOOK_NANOS, Math.min(look, LONGEST_LOOK_NANOS));
    timer.start(Math.min(bounded, leftNanos));
  }

  private void ask(long timeoutNanos) {
    long now = ticker.nanos();
    if (askedNanos == null) {
      askedNanos = now;
    }
    sentNanos = now;
    deadlineNanos = now + timeoutNanos;
    if (phase == Phase.OVERDUE) {
      timer.start(timeoutNanos);
    } else {
      phase = Phase.ASKED;
      timer.start(Math.min(options.patience().toNanos(), timeoutNanos));
    }
    if (options.pings() != HeartbeatOptions.Pings.NONE) {
      body.ping(ByteBuffer.allocate(Long.BYTES).putLong(0, now));
    }
    if (options.pings() != HeartbeatOptions.Pings.INSTEAD) {
      body.beat(options.message());
    }
  }

  private void due() {
    long left = deadlineNanos - ticker.nanos();
    switch (phase) {
      case QUIET -> beatIsDue();
      case BLOCKED -> dueWhileBlocked(left);
      case ASKED, OVERDUE -> dueWhileAsked(left);
      case STOPPED -> {}
    }
  }

  private void dueWhileBlocked(long leftNanos) {
    if (body.bufferedAmount() == 0) {
      ask(options.timeout().toNanos());
    } else if (leftNanos > 0) {
      lookAgain(leftNanos);
    } else {
      judge(leftNanos);
    }
  }

  private void dueWhileAsked(long leftNanos) {
    if (leftNanos <= 0) {
      judge(leftNanos);
      return;
    }
    boolean isNews = phase == Phase.ASKED;
    phase = Phase.OVERDUE;
    timer.start(leftNanos);
    if (isNews) {
      body.overdue();
    }
  }

  private void judge(long leftNanos) {
    if (-leftNanos > LATE_NANOS && mayAskAgain) {
      mayAskAgain = false;
      ask(probeNanos());
    } else {
      stop();
      body.dead();
    }
  }

  private long probeNanos() {
    return options.probeTimeout().toNanos();
  }
}
