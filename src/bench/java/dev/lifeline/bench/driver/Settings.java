package dev.lifeline.bench.driver;

import java.time.Duration;

/**
 * How a server is to judge silence.
 *
 * @param interval after which it asks for a sign of life, where it does
 * @param timeout after which the peer is dead
 */
public record Settings(Duration interval, Duration timeout) {

  /** Lifeline's defaults. */
  public static final Settings NORMAL =
      new Settings(Duration.ofSeconds(15), Duration.ofSeconds(40));
}
