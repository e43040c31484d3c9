package dev.lifeline.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lifeline.connection.EndReason;
import dev.lifeline.connection.SessionEnded;
import dev.lifeline.testing.Await;
import dev.lifeline.testing.Frame;
import dev.lifeline.testing.RawWebSocketClient;
import jakarta.websocket.server.ServerEndpointConfig;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link LifelineMonitor#supervise}, on virtual time, with a real server. */
abstract class ByHandContract {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private SupervisionInTest supervision;
  private TestServer server;

  abstract TestServer start(List<Class<?>> annotated, ServerEndpointConfig... programmatic)
      throws Exception;

  @BeforeEach
  void start() throws Exception {
    ByHand.SEEN.clear();
    supervision = new SupervisionInTest();
    server = start(ByHand.ANNOTATED, ByHand.programmatic());
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
    supervision.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/annotated", "/annotated-pongs", "/programmatic", "/programmatic-pongs"})
  void pongsKeepAPeerAliveAndTheirAbsenceEndsIt(String path) throws Exception {
    try (RawWebSocketClient client = open(path)) {
      for (int i = 0; i < 3; i++) {
        supervision.pass(SupervisionInTest.INTERVAL);
        Frame ping = client.next(PATIENCE);
        assertEquals(Frame.PING, ping.opcode(), ping::toString);
        client.sendFrame(Frame.PONG, true, ping.payload());
        TestServer.settle(client);
      }
      for (int i = 0; i < 2; i++) {
        supervision.pass(SupervisionInTest.INTERVAL);
        assertEquals(Frame.PING, client.next(PATIENCE).opcode());
        TestServer.settle(client);
      }
      supervision.pass(SupervisionInTest.TIMEOUT.minus(SupervisionInTest.INTERVAL.multipliedBy(2)));
      TestServer.isGivenUp(client);
      assertEquals(EndReason.NO_HEARTBEAT, end().reason());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/annotated-pongs", "/programmatic-pongs"})
  void theEndpointStillGetsThePongsThatAreNoneOfOurs(String path) throws Exception {
    try (RawWebSocketClient client = open(path)) {
      supervision.pass(SupervisionInTest.INTERVAL);
      client.sendFrame(Frame.PONG, true, client.next(PATIENCE).payload());
      client.sendFrame(Frame.PONG, true, new byte[3]);
      assertEquals("pong of 3", ByHand.SEEN.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    }
  }

  @Test
  void anEndpointKeepsItsMessages() throws Exception {
    try (RawWebSocketClient annotated = open("/annotated");
        RawWebSocketClient programmatic = RawWebSocketClient.open(server.uri("/programmatic"))) {
      annotated.sendText("hello");
      assertEquals("heard hello", annotated.next(PATIENCE).text());
      programmatic.sendText("hello");
      assertEquals("hello", programmatic.next(PATIENCE).text());
    }
  }

  @Test
  void aCloseThatNobodyTellsIsNoticed() throws Exception {
    try (RawWebSocketClient client = open("/programmatic")) {
      client.sendClose(1000);
      assertEquals(1000, client.next(PATIENCE).closeCode());
      // The server may say so before it knows it itself.
      Await.until(
          () -> "not noticed",
          PATIENCE,
          () -> {
            supervision.pass(Duration.ofSeconds(1));
            return !supervision.ends().isEmpty();
          });
      assertEquals(EndReason.PEER_CLOSED, end().reason());
    }
  }

  @Test
  void aCloseThatIsToldCountsAtOnce() throws Exception {
    try (RawWebSocketClient client = open("/programmatic-pongs")) {
      client.sendClose(1000);
      assertEquals(EndReason.PEER_CLOSED, end().reason());
    }
  }

  @Test
  void thereIsNoMonitorWhereLifelineDoesNotRun() {
    supervision.close();
    assertThrows(IllegalStateException.class, LifelineMonitor::current);
  }

  private RawWebSocketClient open(String path) throws Exception {
    RawWebSocketClient client = RawWebSocketClient.open(server.uri(path));
    TestServer.settle(client);
    return client;
  }

  private SessionEnded end() throws InterruptedException {
    SessionEnded end = supervision.ends().poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertNotNull(end, "no end was told");
    return end;
  }
}
