package dev.lifeline.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.connection.EndReason;
import dev.lifeline.testing.Await;
import dev.lifeline.testing.RawWebSocketClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TomcatSupervisionTest extends SupervisionContract {

  @Override
  TestServer start(List<Class<?>> endpoints) throws Exception {
    return TomcatFacadeTest.OnTomcat.start(endpoints);
  }

  /** Tomcat by itself would hold its thread for 20 s. */
  @Test
  void anApplicationThatWaitsForAReaderWhoDoesNotReadIsFreed() throws Exception {
    try (RawWebSocketClient stalled = RawWebSocketClient.openStalled(server.uri("/flood"))) {
      stalled.sendText("stall 0");
      sees("sending");
      long start = System.nanoTime();
      Await.until(
          () -> "still waiting",
          PATIENCE,
          () -> {
            supervision.pass(Duration.ofSeconds(1));
            return !supervision.ends().isEmpty();
          });
      assertEquals(EndReason.STUCK_SEND, end().reason());
      String failure = Watched.SEEN.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertTrue(failure != null && failure.startsWith("failed"), failure);
      assertTrue(System.nanoTime() - start < Duration.ofSeconds(15).toNanos(), "not freed by us");
    }
  }
}
