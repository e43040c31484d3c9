package dev.lifeline.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When and how a client asks for a sign of life. The names are those of the README's table.
 *
 * @param message the text of a beat
 * @param answer the text that answers it and is kept from the application; null where any message
 *     is an answer and is delivered
 * @param serverMessage the text by which the server beats; null where it does not
 * @param serverAnswer what is answered to that; null with no server message
 * @param pings whether ping frames are sent too
 * @param interval silence before a beat
 * @param quiet a beat is sent although messages arrive, if nothing of ours was sent for so long
 * @param timeout after a beat, within which anything must arrive
 * @param patience after a beat, before the state is {@code CHECKING}
 * @param probeTimeout the deadline of a beat that {@link LifelineClient#probe()} sends
 * @param maxBuffered how long a beat waits for what was sent before it
 */
public record HeartbeatOptions(
    String message,
    @Nullable String answer,
    @Nullable String serverMessage,
    @Nullable String serverAnswer,
    Pings pings,
    Duration interval,
    Duration quiet,
    Duration timeout,
    Duration patience,
    Duration probeTimeout,
    Duration maxBuffered) {

  private static final Duration LONGEST_PROBE = Duration.ofSeconds(2);

  public HeartbeatOptions {
    Checks.positive("heartbeat.interval", interval);
    Checks.positive("heartbeat.quiet", quiet);
    Checks.positive("heartbeat.timeout", timeout);
    Checks.positive("heartbeat.patience", patience);
    Checks.positive("heartbeat.probeTimeout", probeTimeout);
    Checks.positive("heartbeat.maxBuffered", maxBuffered);
    if (serverMessage == null && serverAnswer != null) {
      throw Checks.refused(
          "heartbeat.serverAnswer", serverAnswer, "needs a heartbeat.serverMessage");
    }
  }

  /** Whether a beat is a ping frame (RFC 6455, section 5.5.2) besides the message, or instead. */
  public enum Pings {
    /** The message alone. */
    NONE,
    /** The message and a ping. */
    BESIDE,
    /** A ping alone: for servers that know no heartbeat message. */
    INSTEAD
  }

  /** Whether a text answers a beat, and is nothing for the application. */
  boolean isAnswer(@Nullable String text) {
    return pings != Pings.INSTEAD && text != null && text.equals(answer);
  }

  /** Collects the options; what is not given has its default. */
  public static final class Builder {

    private String message = "ping";
    private @Nullable String answer = "pong";
    private @Nullable String serverMessage;
    private @Nullable String serverAnswer;
    private Pings pings = Pings.NONE;
    private Duration interval = Duration.ofSeconds(5);
    private Duration timeout = Duration.ofSeconds(3);
    private @Nullable Duration quiet;
    private @Nullable Duration patience;
    private @Nullable Duration probeTimeout;
    private @Nullable Duration maxBuffered;

    Builder() {}

    /** The text of a beat; by default {@code ping}. */
    public Builder message(String text) {
      message = text;
      return this;
    }

    /** The text that answers it, by default {@code pong}; null where any message does. */
    public Builder answer(@Nullable String text) {
      answer = text;
      return this;
    }

    /** The text by which the server beats, which is answered by the same text. */
    public Builder serverMessage(String text) {
      serverMessage = text;
      return this;
    }

    /** Another answer to the server's beats than the same text. */
    public Builder serverAnswer(String text) {
      serverAnswer = text;
      return this;
    }

    /** Whether ping frames are sent; by default none. */
    public Builder pings(Pings choice) {
      pings = choice;
      return this;
    }

    /** Silence before a beat; by default 5 s. */
    public Builder interval(Duration time) {
      interval = time;
      return this;
    }

    /** The longest time without anything sent; by default twice the interval. */
    public Builder quiet(Duration time) {
      quiet = time;
      return this;
    }

    /** The deadline of a beat; by default 3 s. */
    public Builder timeout(Duration time) {
      timeout = time;
      return this;
    }

    /** How long an answer may take before it is overdue; by default a quarter of the time-out. */
    public Builder patience(Duration time) {
      patience = time;
      return this;
    }

    /** The deadline of a probe; by default the time-out, but 2 s at most. */
    public Builder probeTimeout(Duration time) {
      probeTimeout = time;
      return this;
    }

    /** How long a beat waits for what was sent before it; by default the time-out. */
    public Builder maxBuffered(Duration time) {
      maxBuffered = time;
      return this;
    }

    HeartbeatOptions build() {
      return new HeartbeatOptions(
          message,
          answer,
          serverMessage,
          serverAnswer == null ? serverMessage : serverAnswer,
          pings,
          interval,
          quiet == null ? interval.multipliedBy(2) : quiet,
          timeout,
          patience == null ? timeout.dividedBy(4) : patience,
          probeTimeout == null ? shorter(timeout, LONGEST_PROBE) : probeTimeout,
          maxBuffered == null ? timeout : maxBuffered);
    }

    private static Duration shorter(Duration one, Duration other) {
      return one.compareTo(other) < 0 ? one : other;
    }
  }
}
