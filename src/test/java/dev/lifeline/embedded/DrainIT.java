package dev.lifeline.embedded;

import static dev.lifeline.testing.RawWebSocketClient.open;
import static dev.lifeline.testing.RawWebSocketClient.openStalled;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.testing.Await;
import dev.lifeline.testing.Frame;
import dev.lifeline.testing.RawWebSocketClient;
import dev.lifeline.testing.ReliableRawClient;
import dev.lifeline.testing.ServerProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The runnable WAR, told to stop while it has clients. */
class DrainIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Together more than the sockets hold. */
  private static final int MESSAGES = 256;

  private static final String BIG = "x".repeat(60_000);

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void whoIsBehindHearsAllFirstAndMeanwhileTheServerIsNotReadyAndTakesNobodyIn() throws Exception {
    try (ServerProcess server =
        ServerProcess.start(
            "lifeline.drain.timeout=60s",
            "lifeline.outbound.max-age=60s",
            "lifeline.outbound.max-bytes=64MB",
            "lifeline.outbound.total-bytes=128MB")) {
      URI room = server.channel("room");
      assertEquals("200 ready", ready(server));
      try (RawWebSocketClient behind = openStalled(room);
          RawWebSocketClient publisher = open(room)) {
        flood(publisher, behind);
        server.terminate();
        assertSentAway(publisher.nextButPings(PATIENCE), 1012);
        assertEquals("503 draining", ready(server));
        try (RawWebSocketClient late = open(room)) {
          assertSentAway(late.nextButPings(PATIENCE), 1013);
        }

        behind.readOn();
        assertEquals("joined", behind.nextButPings(PATIENCE).text());
        for (int i = 0; i < MESSAGES; i++) {
          assertEquals(BIG, behind.nextButPings(PATIENCE).text());
        }
        assertSentAway(behind.nextButPings(PATIENCE), 1012);
      }
      Await.until(server::errors, PATIENCE, () -> !server.isAlive());
    }
  }

  @Test
  void aReliableClientIsToldItsTimeAndItsCloseSaysTheSame() throws Exception {
    try (ServerProcess server = ServerProcess.start();
        ReliableRawClient ada =
            ReliableRawClient.open(server.channel("room"), "{'type':'hello','name':'Ada'}")) {
      ada.hear();
      server.terminate();
      String draining = ada.hear();
      assertTrue(draining.matches("\\{'type':'draining','retryIn':\\d+}"), draining);
      assertEquals("1012 retry in " + draining.replaceAll("\\D", "") + " ms", ada.hearClose());
    }
  }

  @Test
  void whoNeverReadsIsNotWaitedForBeyondTheTimeout() throws Exception {
    try (ServerProcess server =
        ServerProcess.start(
            "lifeline.drain.timeout=500ms",
            "lifeline.outbound.max-age=60s",
            "lifeline.outbound.max-bytes=64MB",
            "lifeline.outbound.total-bytes=128MB")) {
      URI room = server.channel("room");
      try (RawWebSocketClient deaf = openStalled(room);
          RawWebSocketClient publisher = open(room)) {
        flood(publisher, deaf);
        server.terminate();
        Await.until(server::errors, PATIENCE, () -> !server.isAlive());
      }
    }
  }

  /** Publishes more than the other's socket holds, who is in the channel by then. */
  private static void flood(RawWebSocketClient publisher, RawWebSocketClient other)
      throws Exception {
    publisher.sendText("ping");
    assertEquals("pong", publisher.nextButPings(PATIENCE).text());
    other.sendText("joined");
    assertEquals("joined", publisher.nextButPings(PATIENCE).text());
    for (int i = 0; i < MESSAGES; i++) {
      publisher.sendText(BIG);
      assertEquals(BIG, publisher.nextButPings(PATIENCE).text());
    }
  }

  private String ready(ServerProcess server) throws Exception {
    URI uri = URI.create("http://localhost:" + server.port() + "/lifeline/ready");
    var answer = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    return answer.statusCode() + " " + answer.body().strip();
  }

  private static void assertSentAway(Frame close, int code) {
    assertEquals(Frame.CLOSE, close.opcode(), close::toString);
    assertEquals(code, close.closeCode(), close::toString);
    assertTrue(close.closeReason().matches("retry in \\d+ ms"), close::toString);
  }
}
