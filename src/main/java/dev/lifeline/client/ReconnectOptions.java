package dev.lifeline.client;

import java.time.Duration;
import java.util.function.IntFunction;

/**
 * When a client tries again. The names are those of the README's table.
 *
 * @param policy how the delays grow
 * @param stableAfter how long a connection must last before the count of retries starts anew
 * @param maxRetries retries since the last stable connection after which the client gives up
 */
public record ReconnectOptions(Policy policy, Duration stableAfter, int maxRetries) {

  private static final System.Logger LOG = System.getLogger(LifelineClient.class.getName());

  /** How long to wait before a retry. */
  @FunctionalInterface
  public interface Policy {

    /** Doubling further than this changes nothing under any sane ceiling. */
    int MOST_DOUBLINGS = 30;

    /**
     * The delay in nanoseconds.
     *
     * @param retry the number of the retry, from 0
     * @param random from 0 up to 1, uniform
     */
    long delayNanos(int retry, double random);
  }

  public ReconnectOptions {
    Checks.positive("reconnect.stableAfter", stableAfter);
    Checks.notNegative("reconnect.maxRetries", maxRetries);
  }

  /** Collects the options; what is not given has its default. */
  public static final class Builder {

    private enum Kind {
      EXPONENTIAL,
      FIXED,
      FUNCTION
    }

    private Kind kind = Kind.EXPONENTIAL;
    private Duration base = Duration.ofSeconds(1);
    private Duration ceiling = Duration.ofSeconds(10);
    private IntFunction<Duration> function = retry -> base;
    private Duration stableAfter = Duration.ofSeconds(5);
    private int maxRetries = Integer.MAX_VALUE;

    Builder() {}

    /**
     * Delays drawn from the whole range between nothing and a bound that doubles from the base up
     * to the ceiling, the first one too: after a server's restart the clients must not return in
     * step. The default.
     */
    public Builder exponential() {
      kind = Kind.EXPONENTIAL;
      return this;
    }

    /** The base before each retry, or the ceiling where that is less. */
    public Builder fixed() {
      kind = Kind.FIXED;
      return this;
    }

    /**
     * A delay for each retry, numbered from 0. One that is negative is taken for zero; where the
     * function throws, the ceiling holds.
     */
    public Builder function(IntFunction<Duration> delay) {
      kind = Kind.FUNCTION;
      function = delay;
      return this;
    }

    /** The first bound, or the fixed delay; by default 1 s. */
    public Builder base(Duration time) {
      base = time;
      return this;
    }

    /** The longest delay, but for those of a function; by default 10 s. */
    public Builder ceiling(Duration time) {
      ceiling = time;
      return this;
    }

    /** How long a connection must last to be a success; by default 5 s. */
    public Builder stableAfter(Duration time) {
      stableAfter = time;
      return this;
    }

    /** How many retries may follow the last stable connection; by default any number. */
    public Builder maxRetries(int number) {
      maxRetries = number;
      return this;
    }

    ReconnectOptions build() {
      Checks.positive("reconnect.base", base);
      Checks.positive("reconnect.ceiling", ceiling);
      return new ReconnectOptions(policy(), stableAfter, maxRetries);
    }

    private Policy policy() {
      long first = base.toNanos();
      long last = ceiling.toNanos();
      IntFunction<Duration> given = function;
      return switch (kind) {
        case FIXED -> (retry, random) -> Math.min(first, last);
        case FUNCTION -> (retry, random) -> delayOf(given, retry, last);
        case EXPONENTIAL ->
            (retry, random) -> {
              double doublings = Math.scalb(1.0, Math.min(retry, Policy.MOST_DOUBLINGS));
              return (long) (random * Math.min((double) last, first * doublings));
            };
      };
    }

    private static long delayOf(IntFunction<Duration> function, int retry, long otherwise) {
      try {
        return Math.max(0, function.apply(retry).toNanos());
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.WARNING, "reconnect.policy failed for retry " + retry, e);
        return otherwise;
      }
    }
  }
}
