package dev.lifeline.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lifeline.testing.Frame;
import dev.lifeline.testing.RawWebSocketClient;
import dev.lifeline.testing.ServerProcess;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A server that asks by messages of its own, for paths that swallow control frames. */
class ServerBeatIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final String INTERVAL = "lifeline.heartbeat.interval=500ms";
  private static final String TIMEOUT = "lifeline.heartbeat.timeout=5s";

  @Test
  void theServersMessageIsAnsweredWithoutAnotherAnswer() throws Exception {
    try (ServerProcess server =
            ServerProcess.start(
                INTERVAL,
                TIMEOUT,
                "lifeline.heartbeat.server=message",
                "lifeline.heartbeat.server-message=are you there?");
        RawWebSocketClient client = RawWebSocketClient.open(server.channel("asked"))) {
      for (String answer : new String[] {"pong", "heartbeat", "", "are you there?"}) {
        assertEquals("are you there?", client.next(PATIENCE).text());
        client.sendText(answer);
      }
      assertEquals("are you there?", client.next(PATIENCE).text());
      client.sendText("what it was going to say anyway");
      assertEquals("what it was going to say anyway", client.next(PATIENCE).text());
    }
  }

  @Test
  void theServerMayAskBothWaysAtOnce() throws Exception {
    try (ServerProcess server =
            ServerProcess.start(INTERVAL, TIMEOUT, "lifeline.heartbeat.server=both");
        RawWebSocketClient client = RawWebSocketClient.open(server.channel("asked"))) {
      Frame one = client.next(PATIENCE);
      Frame other = client.next(PATIENCE);
      assertEquals(Set.of(Frame.PING, Frame.TEXT), Set.of(one.opcode(), other.opcode()));
    }
  }

  @Test
  void whoAnswersNeitherIsDead() throws Exception {
    try (ServerProcess server =
            ServerProcess.start(
                INTERVAL, "lifeline.heartbeat.timeout=2s", "lifeline.heartbeat.server=message");
        RawWebSocketClient client = RawWebSocketClient.open(server.channel("mute"))) {
      Frame frame = client.next(PATIENCE);
      while (frame.opcode() == Frame.TEXT) {
        assertEquals("", frame.text());
        frame = client.next(PATIENCE);
      }
      assertEquals(4000, frame.closeCode(), frame::toString);
    }
  }
}
