package dev.lifeline.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.testing.Await;
import dev.lifeline.testing.Frame;
import dev.lifeline.testing.RawWebSocketClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** What every scenario needs: a deployed application whose policy it knows. */
interface Scenario {

  /** lifeline.heartbeat.interval of the deployment. */
  Duration INTERVAL = Duration.ofMillis(300);

  /** lifeline.heartbeat.timeout of the deployment. */
  Duration TIMEOUT = Duration.ofMillis(1500);

  /** lifeline.outbound.max-age of the deployment. */
  Duration MAX_AGE = Duration.ofSeconds(1);

  /** Well within every deadline, on a slow machine too. */
  Duration BEAT = Duration.ofMillis(400);

  /** How long anything may take that should come at once: no test here is of speed. */
  Duration PATIENCE = Duration.ofSeconds(15);

  /** The application, ws:// and without a slash at the end. */
  URI server();

  /** The shipped WAR with the policy above. */
  static ShippedWar war(String name) {
    return ShippedWar.named(name)
        .with("lifeline.heartbeat.interval", INTERVAL.toMillis() + "ms")
        .with("lifeline.heartbeat.timeout", TIMEOUT.toMillis() + "ms")
        .with("lifeline.outbound.max-age", MAX_AGE.toMillis() + "ms");
  }

  /**
   * Where an application is on this machine, ws:// and without its last slash: Payara finds no path
   * with two. By the loopback, whose name is always at hand: with each handshake Payara asks for
   * that of the address, wherever it has to.
   */
  static URI webSocket(URL application) {
    String path = application.getPath().replaceAll("/+$", "");
    return URI.create("ws://localhost:" + application.getPort() + path);
  }

  /** A channel, perhaps with a query. */
  default URI channel(String name) {
    return URI.create(server() + "/channels/" + name);
  }

  /** A client that has opened its session and says nothing by itself. */
  default RawWebSocketClient raw(String channel) throws IOException {
    return RawWebSocketClient.open(channel(channel));
  }

  /** Beats and is answered, with nothing else from the server but pings, until the time is over. */
  default void beatFor(Duration time, RawWebSocketClient client) throws Exception {
    long start = System.nanoTime();
    while (System.nanoTime() - start < time.toNanos()) {
      client.sendText("ping");
      Frame answer = client.nextButPings(PATIENCE);
      if (!answer.text().equals("pong")) {
        throw new AssertionError("a beat was answered by " + answer);
      }
      client.expectNothingButPingsFor(BEAT);
    }
  }

  /** The session was closed for its silence since its last sign of life, and not too early. */
  default void closedForSilence(Frame close, long lastSign) {
    assertEquals(Frame.CLOSE, close.opcode(), close::toString);
    assertEquals(4000, close.closeCode(), close::toString);
    assertEquals("no-heartbeat", close.closeReason());
    long silence = close.arrivedNanos() - lastSign;
    assertTrue(silence >= TIMEOUT.toNanos(), () -> "closed after " + silence + " ns");
  }

  /** The ends of a channel's sessions that the application was told so far, by {@link Witness}. */
  default List<String> endsOf(String channel) {
    return witness("?" + channel);
  }

  /** How many sessions Lifeline counts. */
  default int openSessions() {
    return Integer.parseInt(witness("").get(0).split(" ")[0]);
  }

  /** Returns when the application has no session any more. */
  default void nobodyIsLeft() throws InterruptedException {
    Await.until(() -> witness(""), PATIENCE, () -> openSessions() == 0);
  }

  private List<String> witness(String query) {
    String desk = server().toString().replaceFirst("^ws", "http") + "/witness" + query;
    try (InputStream answer = URI.create(desk).toURL().openStream()) {
      return new String(answer.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the container is one of Payara's: with Tyrus, and with managed executors. */
  static boolean isPayara() {
    return System.getProperty("arquillian.launch").startsWith("payara");
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
