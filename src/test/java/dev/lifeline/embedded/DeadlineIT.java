package dev.lifeline.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.testing.ServerProcess;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The README's example: an interval of 1 s, a timeout of 3 s, real time. */
class DeadlineIT {

  private static final int DEADLINES_KEPT = 3;
  private static final double TIMEOUT_SECONDS = 3.0;

  /** The server means 0.1 s; this machine may have other work. */
  private static final double LATEST_SECONDS = 5.0;

  @Test
  void aClientThatPingsStaysAndIsClosedAtTheDeadlineAfterItStops() throws Exception {
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    try (ServerProcess server =
            ServerProcess.start("lifeline.heartbeat.interval=1s", "lifeline.heartbeat.timeout=3s");
        RawWebSocket mute = RawWebSocket.open(server.port(), "/channels/mute");
        RawWebSocket pinging = RawWebSocket.open(server.port(), "/channels/ping?pings=off");
        RawWebSocket answering = RawWebSocket.open(server.port(), "/channels/pong")) {
      // One that says nothing of itself, and only answers the server's pings with pongs.
      ScheduledFuture<?> answers =
          timer.schedule(
              () -> {
                for (int i = 0; i < DEADLINES_KEPT * 3; i++) {
                  RawWebSocket.Message asked = answering.read();
                  assertEquals(RawWebSocket.PING, asked.opcode());
                  answering.send(RawWebSocket.PONG, asked.payload());
                }
                return null;
              },
              0,
              TimeUnit.SECONDS);
      long lastNanos = System.nanoTime();
      for (int i = 0; i <= DEADLINES_KEPT * 3; i++) {
        lastNanos = System.nanoTime();
        pinging.say("ping");
        assertEquals("pong", pinging.read().text());
        TimeUnit.NANOSECONDS.sleep(
            i == DEADLINES_KEPT * 3
                ? 0
                : lastNanos + TimeUnit.SECONDS.toNanos(1) - System.nanoTime());
      }
      answers.get(20, TimeUnit.SECONDS);
      RawWebSocket.Message close = pinging.awaitClose();
      double delay = (System.nanoTime() - lastNanos) / 1e9;
      System.out.printf("DeadlineIT: closed %.3f s after the last sign of life%n", delay);
      assertEquals(4000, close.closeCode());
      assertEquals("no-heartbeat", close.closeReason());
      assertTrue(delay >= TIMEOUT_SECONDS, delay + " s");
      assertTrue(delay < LATEST_SECONDS, delay + " s");
      // It was closed long ago, though it was pinged.
      assertEquals(RawWebSocket.PING, mute.read().opcode());
      assertEquals(4000, mute.awaitClose().closeCode());
    } finally {
      timer.shutdownNow();
    }
  }

  @Test
  void aClientThatNeverSpokeHasTheSameDeadlineFromItsOpening() throws Exception {
    try (ServerProcess server =
        ServerProcess.start("lifeline.heartbeat.interval=1s", "lifeline.heartbeat.timeout=3s")) {
      long openingNanos = System.nanoTime();
      try (RawWebSocket mute = RawWebSocket.open(server.port(), "/channels/mute")) {
        long openNanos = System.nanoTime();
        assertEquals(4000, mute.awaitClose().closeCode());
        long closedNanos = System.nanoTime();
        System.out.printf(
            "DeadlineIT: closed %.3f s after the opening%n", (closedNanos - openNanos) / 1e9);
        assertTrue((closedNanos - openingNanos) / 1e9 >= TIMEOUT_SECONDS);
        assertTrue((closedNanos - openNanos) / 1e9 < LATEST_SECONDS);
      }
    }
  }
}
