package dev.lifeline.containers;

import dev.lifeline.testing.Frame;
import dev.lifeline.testing.RawWebSocketClient;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What every scenario needs: a deployed application whose policy it knows. */
interface Scenario {

  /** lifeline.heartbeat.interval of the deployment. */
  Duration INTERVAL = Duration.ofMillis(300);

  /** lifeline.heartbeat.timeout of the deployment. */
  Duration TIMEOUT = Duration.ofMillis(1500);

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
        .with("lifeline.heartbeat.timeout", TIMEOUT.toMillis() + "ms");
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

  /** Where the container is one of Payara's: with Tyrus, and with managed executors. */
  static boolean isPayara() {
    return System.getProperty("arquillian.launch").startsWith("payara");
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
