package dev.lifeline.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.connection.EndReason;
import dev.lifeline.connection.SessionEnded;
import dev.lifeline.testing.Await;
import dev.lifeline.testing.Frame;
import dev.lifeline.testing.RawWebSocketClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a facade adds to an endpoint: its liveness. On virtual time, with a real server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SupervisionContract {

  static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Of a client that ended its connection with its test. */
  private static final String LEFT_BEHIND = "close 1006";

  final SupervisionInTest supervision = new SupervisionInTest();
  TestServer server;

  abstract TestServer start(List<Class<?>> endpoints) throws Exception;

  @BeforeAll
  void start() throws Exception {
    server = start(Watched.ALL.stream().<Class<?>>map(FacadeGenerator::facadeOf).toList());
  }

  @AfterAll
  void stop() throws Exception {
    server.stop();
    supervision.close();
  }

  @BeforeEach
  void forget() {
    Watched.SEEN.clear();
    supervision.ends().clear();
  }

  /** Else their ends would be told in the next test. */
  @AfterEach
  void nobodyIsLeft() throws Exception {
    Await.until(() -> "still open", PATIENCE, () -> supervision.openSessions() == 0);
  }

  @Test
  void aHeartbeatIsAnsweredBeforeTheEndpointSeesIt() throws Exception {
    try (RawWebSocketClient client = open("/watched")) {
      client.sendText("ping");
      assertEquals("pong", client.next(PATIENCE).text());
      client.sendText("beat");
      assertEquals("beat", client.next(PATIENCE).text());
      client.sendText("beat it");
      sees("open with true", "text beat it");
    }
  }

  @Test
  void aHeartbeatIsKnownInAPartThatIsAWhole() throws Exception {
    try (RawWebSocketClient client = open("/watched/parts")) {
      client.sendText("ping");
      assertEquals("pong", client.next(PATIENCE).text());
      client.sendFrame(Frame.TEXT, false, FacadeContract.utf8("a"));
      client.sendFrame(Frame.CONTINUATION, true, FacadeContract.utf8("ping"));
      sees("part a false", "part ping true");
      client.sendText("ping");
      assertEquals("pong", client.next(PATIENCE).text());
    }
  }

  @Test
  void aHeartbeatIsKnownInAReader() throws Exception {
    try (RawWebSocketClient client = open("/watched/stream")) {
      client.sendText("ping");
      assertEquals("pong", client.next(PATIENCE).text());
      for (String text : List.of("", "pin", "pings", "a much longer text")) {
        client.sendText(text);
        sees("read " + text);
      }
    }
  }

  @Test
  void whatADecoderTakesIsTheEndpoints() throws Exception {
    try (RawWebSocketClient client = open("/watched/numbers")) {
      client.sendText("true");
      sees("truth true");
    }
  }

  @Test
  void aSilentPeerIsAskedAndItsPongIsNoneOfTheEndpoints() throws Exception {
    try (RawWebSocketClient client = open("/watched")) {
      sees("open with true");
      TestServer.settle(client);
      supervision.pass(SupervisionInTest.INTERVAL);
      Frame ping = client.next(PATIENCE);
      assertEquals(Frame.PING, ping.opcode(), ping::toString);
      client.sendFrame(Frame.PONG, true, ping.payload());
      client.sendFrame(Frame.PONG, true, new byte[3]);
      sees("pong of 3");
    }
  }

  @Test
  void aPeerThatDiesIsClosedAtItsDeadlineAndTheEndpointIsToldSo() throws Exception {
    try (RawWebSocketClient client = open("/watched")) {
      sees("open with true");
      TestServer.settle(client);
      supervision.pass(SupervisionInTest.TIMEOUT.minusMillis(20));
      assertEquals(1, supervision.openSessions());
      for (int i = 0; i < 2; i++) {
        assertEquals(Frame.PING, client.next(PATIENCE).opcode());
      }
      TestServer.settle(client);
      supervision.pass(Duration.ofMillis(40));
      TestServer.isGivenUp(client);
      sees("close 4000 no-heartbeat");
      assertEquals(EndReason.NO_HEARTBEAT, end().reason());
    }
  }

  @Test
  void aCloseOfThePeersIsTold() throws Exception {
    try (RawWebSocketClient client = open("/watched")) {
      sees("open with true");
      client.sendClose(1000);
      assertEquals(EndReason.PEER_CLOSED, end().reason());
    }
  }

  /** The application sends without end, and heartbeats come between its messages. */
  @ParameterizedTest
  @ValueSource(strings = {"whole", "parts", "async"})
  void heartbeatsAreAnsweredBetweenTheApplicationsMessages(String way) throws Exception {
    int messages = 2_000;
    int beats = 400;
    Thread clock = supervision.run();
    try (RawWebSocketClient client = open("/watched/flood")) {
      client.sendText(way + " " + messages);
      Thread beating = beat(client, beats);
      int heard = 0;
      int answered = 0;
      boolean done = false;
      while (!done || answered < beats) {
        Frame message = client.nextMessage(PATIENCE);
        assertEquals(Frame.TEXT, message.opcode(), message::toString);
        switch (message.text()) {
          case "pong" -> answered++;
          case "done" -> done = true;
          default -> {
            // Not by assertEquals, which would print both.
            assertTrue(Watched.Flood.TEXT.equals(message.text()), "a message is broken");
            heard++;
          }
        }
      }
      beating.join();
      assertEquals(messages, heard);
      assertTrue(Watched.SEEN.isEmpty(), Watched.SEEN::toString);
    } finally {
      supervision.stand();
      clock.join();
    }
  }

  private static Thread beat(RawWebSocketClient client, int beats) {
    Thread beating =
        new Thread(
            () -> {
              try {
                for (int i = 0; i < beats; i++) {
                  client.sendText("ping");
                }
              } catch (IOException e) {
                Watched.SEEN.add("failed " + e);
              }
            });
    beating.start();
    return beating;
  }

  final RawWebSocketClient open(String path) throws Exception {
    return RawWebSocketClient.open(server.uri(path));
  }

  /** The endpoint is called so next; what other tests' sessions leave behind is passed over. */
  static void sees(String... calls) throws InterruptedException {
    for (String call : calls) {
      String seen = LEFT_BEHIND;
      while (seen != null && seen.startsWith(LEFT_BEHIND)) {
        seen = Watched.SEEN.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      }
      assertEquals(call, seen);
    }
  }

  /** The next end; what other tests' sessions leave behind is passed over. */
  final SessionEnded end() throws InterruptedException {
    SessionEnded end = supervision.ends().poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    while (end != null && end.reason() == EndReason.CONNECTION_LOST) {
      end = supervision.ends().poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
    assertNotNull(end, "no end was told");
    return end;
  }
}
