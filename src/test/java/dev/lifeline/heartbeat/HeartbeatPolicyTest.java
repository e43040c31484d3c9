package dev.lifeline.heartbeat;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HeartbeatPolicyTest {

  @Test
  void theIntervalMustBePositiveAndBelowTheTimeout() {
    Duration second = Duration.ofSeconds(1);
    new HeartbeatPolicy(second.minusNanos(1), second);
    assertThrows(IllegalArgumentException.class, () -> new HeartbeatPolicy(second, second));
    assertThrows(IllegalArgumentException.class, () -> new HeartbeatPolicy(Duration.ZERO, second));
    assertThrows(
        IllegalArgumentException.class, () -> new HeartbeatPolicy(second.negated(), second));
  }
}
