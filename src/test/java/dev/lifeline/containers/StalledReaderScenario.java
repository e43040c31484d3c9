package dev.lifeline.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.testing.Await;
import dev.lifeline.testing.RawWebSocketClient;
import dev.lifeline.testing.ServerSockets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that do not read what is sent to them, and that they cost nobody else anything. */
interface StalledReaderScenario extends Scenario {

  /** How many stall at once. */
  int STALLED = 5;

  int RESETTING = 12;

  /** All in all, what fills a socket of the largest size that Linux gives by itself, 4 MB. */
  int MESSAGES_BETWEEN_RESETS = 12;

  /** What ends a reader that is alive and does not read: its queue is full, or too old. */
  List<String> DOES_NOT_READ = List.of("SLOW_READER", "STUCK_SEND");

  /** For a slow machine to fill the sockets of the stalled and notice them. */
  Duration UNTIL_NOTICED = Duration.ofSeconds(60);

  /** At full speed a queue is full before it is old; at 0.8 MB/s it is old before it is full. */
  @ParameterizedTest(name = "a message each {0} ms")
  @ValueSource(ints = {0, 40})
  default void readersThatStallAreEndedWithTheirSocketsAndNobodyElseIsLate(int pace)
      throws Exception {
    String name = "stalled-" + pace;
    try (Clients stalled = new Clients();
        Broadcast broadcast = Broadcast.to(channel(name))) {
      Beats.ofPongs(stalled)
          .during(
              () -> {
                stalled.joinStalled(channel(name), STALLED);
                broadcast.sendUntil(
                    Duration.ofMillis(pace), UNTIL_NOTICED, () -> endsOf(name).size() >= STALLED);
              });
      theirSocketsGo(stalled);
      broadcast.send();
      List<String> ends = endsOf(name);
      assertEquals(STALLED, ends.size(), ends::toString);
      assertTrue(
          ends.stream().allMatch(end -> DOES_NOT_READ.contains(end.split(" ")[0])), ends::toString);
    }
  }

  @Test
  default void readersThatStallAndFallSilentAreEndedWithTheirSockets() throws Exception {
    try (Clients vanished = new Clients();
        Broadcast broadcast = Broadcast.to(channel("vanished"))) {
      vanished.joinStalled(channel("vanished"), STALLED);
      broadcast.sendUntil(Duration.ZERO, UNTIL_NOTICED, () -> endsOf("vanished").size() >= STALLED);
      theirSocketsAreLetGo(vanished);
      broadcast.send();
      assertEquals(STALLED, endsOf("vanished").size(), () -> endsOf("vanished").toString());
    }
    nobodyIsLeft();
  }

  /** The resets meet the sending in any state: before a socket is full, and afterwards. */
  @Test
  default void resetsInTheMiddleOfSendingAreCleanedUpOnce() throws Exception {
    try (Clients resetting = new Clients();
        Broadcast broadcast = Broadcast.to(channel("resets"))) {
      Beats.ofPongs(resetting)
          .during(
              () -> {
                resetting.joinStalled(channel("resets"), RESETTING);
                for (RawWebSocketClient client : resetting) {
                  broadcast.send(MESSAGES_BETWEEN_RESETS);
                  client.reset();
                }
              });
      Await.until(() -> endsOf("resets"), PATIENCE, () -> endsOf("resets").size() >= RESETTING);
      broadcast.send();
      assertEquals(RESETTING, endsOf("resets").size(), () -> endsOf("resets").toString());
    }
    nobodyIsLeft();
  }

  /** Nothing is left of them with the server, nor with the kernel. */
  private void theirSocketsGo(List<RawWebSocketClient> stalled) throws InterruptedException {
    if (ServerSockets.areVisible()) {
      int port = server().getPort();
      Await.until(
          () -> "kept: " + ServerSockets.keptFor(stalled, port),
          PATIENCE,
          () -> ServerSockets.keptFor(stalled, port) == 0);
    }
  }

  /** The kernel alone may keep what it took before their death was known. */
  private void theirSocketsAreLetGo(List<RawWebSocketClient> dead) throws InterruptedException {
    if (ServerSockets.areVisible()) {
      int port = server().getPort();
      Await.until(
          () -> "held: " + ServerSockets.heldFor(dead, port),
          PATIENCE,
          () -> ServerSockets.heldFor(dead, port) == 0);
    }
  }
}
