package dev.lifeline.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.connection.EndReason;
import dev.lifeline.connection.SessionEnded;
import dev.lifeline.testing.RawWebSocketClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TomcatStuckSendTest {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** 500 ms without another send: this one waits for the reader. */
  private static final Duration QUIET = Duration.ofMillis(500);

  private final SupervisionInTest supervision = new SupervisionInTest(Duration.ofSeconds(2));
  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    Watched.SEEN.clear();
    server =
        TomcatFacadeTest.OnTomcat.start(List.of(FacadeGenerator.facadeOf(Watched.Flood.class)));
  }

  @AfterEach
  void stop() throws Exception {
    supervision.stand();
    server.stop();
    supervision.close();
  }

  /** Tomcat by itself would hold its thread for 20 s, whatever became of the socket. */
  @Test
  void anApplicationThatWaitsForAReaderWhoDoesNotReadIsFreed() throws Exception {
    assertFreed("/watched/flood", SupervisionInTest.INTERVAL, EndReason.STUCK_SEND);
  }

  @Test
  void anApplicationIsFreedWhereNoPingWaitsBehindItsSend() throws Exception {
    assertFreed("/watched/flood?pings=off", SupervisionInTest.TIMEOUT, EndReason.NO_HEARTBEAT);
  }

  /** The server needs time of its own to let go: from some time on all goes at its pace. */
  private void assertFreed(String path, Duration quickly, EndReason reason) throws Exception {
    try (RawWebSocketClient stalled = RawWebSocketClient.openStalled(server.uri(path))) {
      stalled.sendText("stall 0");
      awaitStuckSend();
      supervision.pass(quickly);
      supervision.run();
      String seen = Watched.SEEN.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertTrue(seen != null && seen.startsWith("failed"), () -> "still waiting: " + seen);
      SessionEnded end = supervision.ends().poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertNotNull(end);
      assertEquals(reason, end.reason());
    }
  }

  private static void awaitStuckSend() throws InterruptedException {
    String seen = Watched.SEEN.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertEquals("sending", seen);
    while (seen != null) {
      seen = Watched.SEEN.poll(QUIET.toMillis(), TimeUnit.MILLISECONDS);
    }
  }
}
