package dev.lifeline.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.testing.Await;
import dev.lifeline.testing.ServerProcess;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The client on an implementation of Jakarta WebSocket, found by {@code ContainerProvider}, against
 * the runnable WAR and against a server that only does what it is told.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ClientContract {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration INTERVAL = Duration.ofMillis(200);
  private static final Duration TIMEOUT = Duration.ofMillis(600);

  private Heard heard;
  private ServerProcess server;

  /** A part of the names of the implementation's threads. */
  abstract String threadsOfTheImplementation();

  @BeforeAll
  void start() throws Exception {
    server = ServerProcess.start();
  }

  @AfterAll
  void stop() throws Exception {
    server.close();
  }

  @BeforeEach
  void listen() {
    heard = new Heard();
  }

  @AfterEach
  void noThreadIsLeft() throws Exception {
    ClientThreads.awaitNone();
  }

  @Test
  void itConnectsByTheImplementationThatIsMeant() throws Exception {
    try (LifelineClient client = to(server.channel("implementation")).connect()) {
      heard.expect("opened");
      assertTrue(
          ClientThreads.names().stream()
              .anyMatch(name -> name.contains(threadsOfTheImplementation())),
          () -> ClientThreads.names().toString());
      assertEquals(ClientState.OPEN, client.status().state());
    }
  }

  @Test
  void messagesOfBothKindsGoBothWaysAndLargeOnesToo() throws Exception {
    String large = "ä".repeat(30_000);
    try (LifelineClient client = to(server.channel("echo")).connect()) {
      join(client);
      client.send("hello").toCompletableFuture().get(30, TimeUnit.SECONDS);
      heard.expect("text hello");
      client.send(ByteBuffer.allocate(60_000));
      client.send(large);
      heard.expect("binary 60000");
      heard.expect("text " + large);
      assertEquals(0, client.bufferedAmount());
    }
    heard.expect("closed 1000 ");
  }

  @Test
  void manyMessagesAtOnceArriveInOrder() throws Exception {
    try (LifelineClient client = to(server.channel("order")).connect()) {
      join(client);
      for (int i = 0; i < 500; i++) {
        client.send("message " + i);
      }
      for (int i = 0; i < 500; i++) {
        heard.expect("text message " + i);
      }
    }
  }

  @Test
  void whatWasSentBeforeTheCloseStillArrives() throws Exception {
    Heard other = new Heard();
    try (LifelineClient witness = to(server.channel("last-words")).listener(other).connect()) {
      other.expect("opened");
      witness.send("joined");
      other.expect("text joined");
      LifelineClient client = to(server.channel("last-words")).connect();
      heard.expect("opened");
      for (int i = 0; i < 50; i++) {
        client.send("word " + i);
      }
      client.close();
      for (int i = 0; i < 50; i++) {
        other.expect("text word " + i);
      }
    }
  }

  @Test
  void beatsAreAnsweredAndTellTheRoundTrip() throws Exception {
    try (LifelineClient client =
        to(server.channel("beats")).heartbeat(beat -> beat.interval(INTERVAL)).connect()) {
      heard.expect("opened");
      Await.until(() -> heard.roundTrips, PATIENCE, () -> heard.roundTrips.size() >= 3);
      assertTrue(client.rtt().orElseThrow().compareTo(TIMEOUT) < 0);
    }
    heard.expect("closed 1000 ");
  }

  @Test
  void pingFramesTellTheRoundTripToo() throws Exception {
    try (LifelineClient client =
        to(server.channel("pings"))
            .heartbeat(beat -> beat.interval(INTERVAL).pings(HeartbeatOptions.Pings.INSTEAD))
            .connect()) {
      heard.expect("opened");
      Await.until(() -> heard.roundTrips, PATIENCE, () -> heard.roundTrips.size() >= 3);
      assertTrue(client.rtt().isPresent());
    }
    heard.expect("closed 1000 ");
  }

  @Test
  void aFinalCodeEndsItAndSaysWhy() throws Exception {
    try (LifelineClient client = to(server.channel("not!allowed")).connect()) {
      heard.await("closed 4400 invalid-channel");
      assertEquals(ClientState.CLOSED, client.status().state());
      CompletableFuture<Void> late = client.send("late").toCompletableFuture();
      assertThrows(ExecutionException.class, () -> late.get(20, TimeUnit.SECONDS));
    }
  }

  @Test
  void aRefusedHandshakeIsAFailedAttemptWithItsCause() throws Exception {
    try (LifelineClient client =
        to(server.channel("refused"))
            .authentication(
                Authentication.header(
                    "Origin", () -> CompletableFuture.completedFuture("http://evil.example")))
            .connect()) {
      Await.until(() -> heard.errors, PATIENCE, () -> !heard.errors.isEmpty());
      assertTrue(causes(heard.errors.get(0)).contains("403"), causes(heard.errors.get(0)));
      assertTrue(client.retries() > 0);
    }
    heard.expect("closed 1000 ");
  }

  @Test
  void aTokenGoesInTheQuery() throws Exception {
    try (LifelineClient client =
        to(server.channel("by-query"))
            .authentication(
                Authentication.query("pings", () -> CompletableFuture.completedFuture("off")))
            .connect()) {
      join(client);
    }
  }

  @Test
  void itReturnsWhenTheServerDoes() throws Exception {
    String noDrain = "lifeline.drain.window=0s";
    try (ServerProcess first = ServerProcess.start(noDrain)) {
      int port = first.port();
      try (LifelineClient client =
          to(first.channel("restart"))
              .reconnect(reconnect -> reconnect.ceiling(Duration.ofSeconds(1)))
              .connect()) {
        // Until the server has opened it too, it cannot say goodbye.
        join(client);
        first.terminate();
        heard.expect("closed 1001 going-away");
        first.awaitExit();
        client.send("kept while it was away");
        try (ServerProcess second =
            ServerProcess.run(List.of(noDrain), "--port", String.valueOf(port))) {
          second.port();
          heard.expect("opened");
          heard.expect("text kept while it was away");
        }
        heard.expect("closed 1001 going-away");
      }
      heard.expect("closed 1000 ");
    }
  }

  @Test
  void aHalfOpenConnectionIsNoticedAndReplacedAtOnce() throws Exception {
    try (ScriptedServer mute = new ScriptedServer();
        LifelineClient client = beating(mute.uri()).connect()) {
      heard.expect("opened");
      heard.expect("closed 1006 no answer to a heartbeat");
      heard.expect("opened");
      assertTrue(client.retries() >= 1);
    }
  }

  @Test
  void aBigMessageThatComesSlowlyKeepsTheConnectionAlive() throws Exception {
    String part = "x".repeat(1_000);
    int parts = 12;
    try (ScriptedServer slow = new ScriptedServer();
        LifelineClient client = beating(slow.uri()).connect()) {
      ScriptedServer.Peer peer = slow.next();
      heard.expect("opened");
      for (int i = 0; i < parts; i++) {
        peer.sendPart(part, i == 0, i == parts - 1);
        // Together three times the deadline.
        TimeUnit.MILLISECONDS.sleep(INTERVAL.toMillis());
      }
      heard.expect("text " + part.repeat(parts));
      assertEquals(0, client.retries());
    }
  }

  @Test
  void aSendThatNeverCompletesKeepsNoVerdictBack() throws Exception {
    try (ScriptedServer deaf = new ScriptedServer();
        LifelineClient client = beating(deaf.uri()).queue(10, 64 << 20).connect()) {
      heard.expect("opened");
      CompletableFuture<Void> sent =
          client.send(ByteBuffer.allocate(48 << 20)).toCompletableFuture();
      heard.expect("closed 1006 no answer to a heartbeat");
      heard.expect("opened");
      Await.until(() -> sent, PATIENCE, sent::isCompletedExceptionally);
    }
  }

  @Test
  void aMessageAboveTheBoundEndsTheConnection() throws Exception {
    try (LifelineClient client = to(server.channel("big")).maxMessageBytes(1_000).connect()) {
      join(client);
      client.send("x".repeat(1_000));
      heard.expect("text " + "x".repeat(1_000));
      client.send("x".repeat(1_001));
      heard.expect("closed 1009 message-too-big");
      heard.expect("opened");
    }
  }

  @Test
  void aServerThatSwallowsAttemptsHoldsFewThreadsAndNobodyElse() throws Exception {
    int many = 300;
    List<LifelineClient> stuck = new ArrayList<>();
    // Accepts by its backlog and answers nothing.
    try (ServerSocket hole = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress())) {
      URI nowhere = URI.create("ws://localhost:" + hole.getLocalPort() + "/");
      for (int i = 0; i < many; i++) {
        stuck.add(to(nowhere).listener(new ClientListener() {}).connect());
      }
      try (LifelineClient client = to(server.channel("beside")).connect()) {
        heard.expect("opened");
        assertTrue(ClientThreads.blocking() <= 40, () -> ClientThreads.names().toString());
        assertTrue(ClientThreads.ours() <= 60, () -> ClientThreads.names().toString());
        assertEquals(ClientState.OPEN, client.status().state());
      }
    } finally {
      stuck.forEach(LifelineClient::close);
    }
  }

  @Test
  void anAttemptThatIsSwallowedIsTimedOut() throws Exception {
    try (ServerSocket hole = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        LifelineClient client =
            to(URI.create("ws://localhost:" + hole.getLocalPort() + "/"))
                .connectTimeout(Duration.ofMillis(300))
                .connect()) {
      Await.until(() -> heard.errors, PATIENCE, () -> heard.errors.size() >= 2);
      assertEquals("1006 connect time-out", heard.errors.get(0).getMessage());
      assertTrue(client.retries() >= 2);
    }
  }

  @Test
  void theBackupIsUsedWhileTheFirstServerIsAwayAndTheFirstAgainAfterwards() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    URI first = URI.create("ws://localhost:" + port + "/channels/home");
    try (LifelineClient client =
        to(first, server.channel("backup"))
            .reconnect(reconnect -> reconnect.fixed().base(Duration.ofMillis(100)))
            .coolDown(Duration.ofMillis(500))
            .connect()) {
      heard.expect("opened");
      try (ServerProcess back = ServerProcess.run(List.of(), "--port", String.valueOf(port))) {
        back.port();
        heard.expect("closed 1000 failback");
        heard.expect("opened");
        client.send("at home");
        heard.expect("text at home");
      }
    }
  }

  /** Until the server's endpoint knows of it. */
  private void join(LifelineClient client) throws InterruptedException {
    heard.expect("opened");
    client.send("joined");
    heard.expect("text joined");
  }

  private ClientBuilder to(URI... servers) {
    return LifelineClient.builder(servers).listener(heard);
  }

  private ClientBuilder beating(URI server) {
    return to(server).heartbeat(beat -> beat.interval(INTERVAL).timeout(TIMEOUT));
  }

  private static String causes(Throwable failure) {
    StringBuilder all = new StringBuilder();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      all.append(cause).append('\n');
    }
    return all.toString();
  }
}
