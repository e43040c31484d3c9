package dev.lifeline.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.connection.EndReason;
import dev.lifeline.testing.Await;
import dev.lifeline.testing.RawWebSocketClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TomcatStuckSendTest {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final SupervisionInTest supervision = new SupervisionInTest(Duration.ofSeconds(10));
  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    Watched.SEEN.clear();
    server =
        TomcatFacadeTest.OnTomcat.start(List.of(FacadeGenerator.facadeOf(Watched.Flood.class)));
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
    supervision.close();
  }

  /** Tomcat by itself would hold its thread for 20 s, whatever became of the socket. */
  @Test
  void anApplicationThatWaitsForAReaderWhoDoesNotReadIsFreed() throws Exception {
    try (RawWebSocketClient stalled =
        RawWebSocketClient.openStalled(server.uri("/watched/flood"))) {
      stalled.sendText("stall 0");
      assertEquals("sending", Watched.SEEN.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS));
      Await.until(
          () -> "still waiting",
          PATIENCE,
          () -> {
            supervision.pass(Duration.ofSeconds(1));
            return !Watched.SEEN.isEmpty();
          });
      assertTrue(Watched.SEEN.remove().startsWith("failed"));
      assertEquals(EndReason.STUCK_SEND, supervision.ends().remove().reason());
    }
  }
}
