package dev.lifeline.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.testing.Frame;
import dev.lifeline.testing.RawWebSocketClient;
import dev.lifeline.testing.ServerProcess;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The runnable WAR: its start, its refusals and its end. */
class RunsAloneIT {

  /** What waits longer than this for a frame has failed. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void itServesThePageSaysItsConfigurationOnceAndEndsCleanly() throws Exception {
    long begunNanos = System.nanoTime();
    try (ServerProcess server = ServerProcess.start("lifeline.heartbeat.timeout=41s")) {
      HttpResponse<String> page = get(server, "/");
      long pageMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begunNanos);
      System.out.println("RunsAloneIT: first page after " + pageMillis + " ms");
      assertEquals(200, page.statusCode());
      assertTrue(page.body().contains("<title>"), page.body());
      try (RawWebSocketClient client = RawWebSocketClient.open(server.channel("room"))) {
        client.sendText("hello");
        assertEquals("hello", client.nextButPings(PATIENCE).text());
        server.terminate();
        Frame close = client.nextButPings(PATIENCE);
        assertEquals(Frame.CLOSE, close.opcode(), close::toString);
        assertEquals(1012, close.closeCode());
        assertTrue(close.closeReason().matches("retry in \\d+ ms"), close::toString);
      }
      server.awaitExit();
      assertEquals(List.of(), server.leftBehind());
      assertEquals(1, server.errors().size(), server.errors().toString());
      String configuration = server.errors().get(0);
      assertTrue(configuration.contains("lifeline.heartbeat.interval=15s"), configuration);
      assertTrue(configuration.contains("lifeline.heartbeat.timeout=41s"), configuration);
      assertTrue(configuration.contains("lifeline.connections.max=10000"), configuration);
      assertEquals(1, server.output().size(), server.output().toString());
    }
  }

  @Test
  void aPortInUseIsOneLineAndExit1() throws Exception {
    try (ServerSocket other = new ServerSocket(0);
        ServerProcess server =
            ServerProcess.run(List.of(), "--port", String.valueOf(other.getLocalPort()))) {
      String line = onlyLineOfRefused(server);
      assertTrue(line.contains("port " + other.getLocalPort() + " is in use"), line);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--port", "--port x", "--port 65536", "--port -1", "9001", "--help me"})
  void anUnknownArgumentIsOneLineOfUsageAndExit1(String arguments) throws Exception {
    try (ServerProcess server = ServerProcess.run(List.of(), arguments.split(" "))) {
      String line = onlyLineOfRefused(server);
      assertTrue(line.contains("usage: [--port N]"), line);
    }
  }

  private HttpResponse<String> get(ServerProcess server, String path) throws Exception {
    URI uri = URI.create("http://localhost:" + server.port() + path);
    return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String onlyLineOfRefused(ServerProcess server)
      throws IOException, InterruptedException {
    assertEquals(1, server.awaitExit());
    assertEquals(1, server.errors().size(), server.errors().toString());
    assertEquals(List.of(), server.output());
    assertEquals(List.of(), server.leftBehind());
    return server.errors().get(0);
  }
}
