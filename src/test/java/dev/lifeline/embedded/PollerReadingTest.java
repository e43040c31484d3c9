package dev.lifeline.embedded;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.testing.Await;
import dev.lifeline.testing.Frame;
import dev.lifeline.testing.RawWebSocketClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who reads, and that nobody can make the reader wait or end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PollerReadingTest {

  /** Half of what Tomcat would wait for a peer that does not read. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Every thread that the pool may have. */
  private static final int POOL_THREADS = 16;

  /** What stays of the pool when nobody asks. */
  private static final int SPARE_THREADS = 2;

  private static final int RESETS = 1_000;

  private PollerServer server;

  @BeforeAll
  void start() throws Exception {
    server = new PollerServer();
  }

  @AfterAll
  void stop() throws Exception {
    server.close();
  }

  @Test
  void framesAreReadOnThePollerAndRequestsOnThePool() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + "/who")).build();
    String ofRequest =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    assertTrue(ofRequest.contains("-exec-"), ofRequest);
    try (RawWebSocketClient client = server.open()) {
      settle(client);
      assertBeatsOnPoller(client);
    }
  }

  @Test
  void theEndpointFindsItsApplicationsClassLoader() throws Exception {
    try (RawWebSocketClient client = server.open()) {
      client.sendText("loader");
      assertEquals("" + server.applicationLoader().hashCode(), client.nextMessage(PATIENCE).text());
    }
  }

  @Test
  void pingsAndClosesAreAnsweredInTheirOrderButOnThePool() throws Exception {
    PollerServer.CLOSED_ON.clear();
    try (RawWebSocketClient client = server.open()) {
      byte[] payload = "as sent".getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 100; i++) {
        client.sendFrame(Frame.TEXT, true, ("before " + i).getBytes(StandardCharsets.UTF_8));
        client.sendFrame(Frame.PING, true, payload);
        client.sendFrame(Frame.TEXT, true, ("after " + i).getBytes(StandardCharsets.UTF_8));
      }
      for (int i = 0; i < 100; i++) {
        assertTrue(client.next(PATIENCE).text().startsWith("before " + i + " on "));
        Frame pong = client.next(PATIENCE);
        assertEquals(Frame.PONG, pong.opcode(), pong::toString);
        assertArrayEquals(payload, pong.payload());
        assertTrue(client.next(PATIENCE).text().startsWith("after " + i + " on "));
      }
      client.sendClose(1000);
      assertEquals(1000, client.next(PATIENCE).closeCode());
      String thread = PollerServer.CLOSED_ON.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertNotNull(thread);
      assertTrue(thread.contains("-exec-"), thread);
    }
  }

  @Test
  void aCompletionThatSendsAgainNeverFillsTheStack() throws Exception {
    try (RawWebSocketClient client = server.open()) {
      client.sendText("nested");
      for (int left = 20_000; left > 0; left--) {
        assertEquals("" + left, client.nextMessage(PATIENCE).text());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"error", "memory"})
  void anEndpointThatThrowsIsNotTheEndOfThePoller(String text) throws Exception {
    try (RawWebSocketClient thrower = server.open();
        RawWebSocketClient other = server.open()) {
      settle(thrower);
      settle(other);
      thrower.sendText(text);
      assertBeatsOnPoller(other);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0x81, 0x89, 0x88, 0x83})
  void aPeerThatDoesNotReadMakesNobodyWaitWhateverItSays(int firstByte) throws Exception {
    try (Socket stalled = stalled("/threads");
        RawWebSocketClient other = server.open()) {
      settle(other);
      stalled.getOutputStream().write(text("flood"));
      assertTrue(PollerServer.FLOODING.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS));
      byte[] normalClosure = {0x03, (byte) 0xE8};
      stalled.getOutputStream().write(Frame.encode(firstByte, true, normalClosure));
      for (int i = 0; i < 100; i++) {
        assertBeatsOnPoller(other);
      }
    }
  }

  @Test
  void downloadsThatNobodyReadsHoldEveryThreadOfThePoolAndNoBeat() throws Exception {
    List<Socket> downloads = new ArrayList<>();
    try (RawWebSocketClient client = server.open()) {
      settle(client);
      for (int i = 0; i < POOL_THREADS; i++) {
        Socket download = connect();
        downloads.add(download);
        download
            .getOutputStream()
            .write("GET /download HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      }
      assertTrue(
          PollerServer.DOWNLOADING.tryAcquire(
              POOL_THREADS, PATIENCE.toSeconds(), TimeUnit.SECONDS));
      assertBeatsOnPoller(client);
    } finally {
      for (Socket download : downloads) {
        reset(download);
      }
    }
  }

  @Test
  void aThousandResetsInMidFrameDoNotEndThePoller() throws Exception {
    byte[] frame = text("who");
    for (int i = 0; i < RESETS; i++) {
      Socket socket = stalled("/threads");
      socket.getOutputStream().write(Arrays.copyOf(frame, 1 + i % (frame.length - 1)));
      reset(socket);
    }
    try (RawWebSocketClient client = server.open()) {
      settle(client);
      assertBeatsOnPoller(client);
    }
  }

  @Test
  void idleThreadsOfThePoolEnd() throws Exception {
    List<RawWebSocketClient> clients = new ArrayList<>();
    try {
      for (int i = 0; i < 50; i++) {
        clients.add(server.open());
        settle(clients.get(i));
      }
      Await.until(
          PollerReadingTest::threadsOfPool,
          Duration.ofSeconds(60),
          () -> threadsOfPool() <= SPARE_THREADS);
      for (RawWebSocketClient client : clients) {
        assertBeatsOnPoller(client);
      }
      assertTrue(threadsOfPool() <= SPARE_THREADS);
    } finally {
      for (RawWebSocketClient client : clients) {
        client.close();
      }
    }
  }

  /**
   * Beats until one is answered on the poller: while a thread of the pool still ends the handshake,
   * the poller does not wait for it. On a busy machine that thread meets beat after beat.
   */
  private static void settle(RawWebSocketClient client) throws Exception {
    String answer = beat(client);
    for (int i = 0; i < 10_000 && !answer.endsWith("-Poller"); i++) {
      answer = beat(client);
    }
    assertTrue(answer.endsWith("-Poller"), answer);
  }

  private static void assertBeatsOnPoller(RawWebSocketClient client) throws Exception {
    String answer = beat(client);
    assertTrue(answer.startsWith("who on ") && answer.endsWith("-Poller"), answer);
  }

  private static String beat(RawWebSocketClient client) throws Exception {
    client.sendText("who");
    return client.nextMessage(PATIENCE).text();
  }

  private static long threadsOfPool() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().contains("-exec-"))
        .count();
  }

  private static byte[] text(String text) {
    return Frame.encode(0x81, true, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A WebSocket of which nothing is read but the handshake. */
  private Socket stalled(String path) throws IOException {
    Socket socket = connect();
    String handshake = RawWebSocketClient.handshake("localhost:" + server.port(), path);
    socket.getOutputStream().write(handshake.getBytes(StandardCharsets.ISO_8859_1));
    StringBuilder answer = new StringBuilder();
    while (answer.indexOf("\r\n\r\n") < 0) {
      int next = socket.getInputStream().read();
      assertTrue(next >= 0, "the end after " + answer);
      answer.append((char) next);
    }
    assertTrue(answer.toString().startsWith("HTTP/1.1 101 "), answer::toString);
    return socket;
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4_096);
    socket.connect(new InetSocketAddress("localhost", server.port()));
    return socket;
  }

  private static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }
}
