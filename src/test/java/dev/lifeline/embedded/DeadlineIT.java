package dev.lifeline.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.testing.Frame;
import dev.lifeline.testing.RawWebSocketClient;
import dev.lifeline.testing.ServerProcess;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The README's example: an interval of 1 s, a timeout of 3 s, real time. */
class DeadlineIT {

  /** Three deadlines. */
  private static final int SECONDS_KEPT = 9;

  private static final double TIMEOUT_SECONDS = 3.0;

  /** The server means 0.1 s; this machine may have other work. */
  private static final double LATEST_SECONDS = 5.0;

  /** What waits longer than this for a frame has failed. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void whoBeatsStaysAndWhoStopsOrNeverSpokeIsClosedAtTheDeadline() throws Exception {
    ExecutorService others = Executors.newCachedThreadPool();
    try (ServerProcess server =
        ServerProcess.start("lifeline.heartbeat.interval=1s", "lifeline.heartbeat.timeout=3s")) {
      Future<Double> ofMute = others.submit(() -> delayOfMute(server.channel("mute")));
      try (RawWebSocketClient pinging = RawWebSocketClient.open(server.channel("ping?pings=off"));
          RawWebSocketClient answering = RawWebSocketClient.open(server.channel("pong"))) {
        Future<?> answers = others.submit(() -> answerPings(answering));
        double ofPinging = delayAfterLastPing(pinging);
        System.out.printf(
            "DeadlineIT: closed %.3f s after the last sign of life, %.3f s after an opening%n",
            ofPinging, ofMute.get(20, TimeUnit.SECONDS));
        assertIsTheTimeout(ofPinging);
        assertIsTheTimeout(ofMute.get());
        answers.get(20, TimeUnit.SECONDS);
      }
    } finally {
      others.shutdownNow();
    }
  }

  /** Sends a ping each second for some deadlines, then nothing, until it is closed. */
  private static double delayAfterLastPing(RawWebSocketClient client) throws Exception {
    long firstNanos = System.nanoTime();
    for (int i = 0; i < SECONDS_KEPT; i++) {
      TimeUnit.NANOSECONDS.sleep(firstNanos + TimeUnit.SECONDS.toNanos(i) - System.nanoTime());
      client.sendText("ping");
      assertEquals("pong", client.next(PATIENCE).text());
    }
    long lastNanos = client.sendText("ping");
    assertEquals("pong", client.next(PATIENCE).text());
    return delayOfClose(client, lastNanos);
  }

  /** Says nothing and answers no ping, from its opening on. */
  private static double delayOfMute(URI channel) throws Exception {
    try (RawWebSocketClient client = RawWebSocketClient.open(channel)) {
      return delayOfClose(client, client.openedNanos());
    }
  }

  private static double delayOfClose(RawWebSocketClient client, long sinceNanos) throws Exception {
    Frame close = client.nextButPings(PATIENCE);
    double delay = (close.arrivedNanos() - sinceNanos) / 1e9;
    assertEquals(Frame.CLOSE, close.opcode(), close::toString);
    assertEquals(4000, close.closeCode());
    assertEquals("no-heartbeat", close.closeReason());
    return delay;
  }

  /** Says nothing of itself for some deadlines, and answers the server's pings with pongs. */
  private static Void answerPings(RawWebSocketClient client) throws Exception {
    for (int i = 0; i < SECONDS_KEPT; i++) {
      Frame asked = client.next(PATIENCE);
      assertEquals(Frame.PING, asked.opcode(), asked::toString);
      client.sendFrame(Frame.PONG, true, asked.payload());
    }
    return null;
  }

  private static void assertIsTheTimeout(double seconds) {
    assertTrue(seconds >= TIMEOUT_SECONDS, seconds + " s");
    assertTrue(seconds < LATEST_SECONDS, seconds + " s");
  }
}
