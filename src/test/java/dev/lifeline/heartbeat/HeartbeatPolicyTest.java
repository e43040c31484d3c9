package dev.lifeline.heartbeat;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HeartbeatPolicyTest {

  @Test
  void theIntervalMustBePositiveAndBelowTheTimeout() {
    Duration second = Duration.ofSeconds(1);
    new HeartbeatPolicy(second.minusNanos(1), second, second);
    assertThrows(IllegalArgumentException.class, () -> new HeartbeatPolicy(second, second, second));
    assertThrows(
        IllegalArgumentException.class, () -> new HeartbeatPolicy(Duration.ZERO, second, second));
    assertThrows(
        IllegalArgumentException.class,
        () -> new HeartbeatPolicy(second.negated(), second, second));
  }

  @Test
  void aHandlerNeedsSomeTime() {
    Duration second = Duration.ofSeconds(1);
    assertThrows(
        IllegalArgumentException.class,
        () -> new HeartbeatPolicy(second, second.plusNanos(1), Duration.ZERO));
  }
}
