package dev.lifeline.containers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.testing.Frame;
import dev.lifeline.testing.RawWebSocketClient;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Heartbeats of clients and pings of the server. */
interface HeartbeatScenario extends Scenario {

  @Test
  default void aHeartbeatIsAnsweredToItsSenderAlone() throws Exception {
    try (Chatter sender = Chatter.join(channel("heartbeats"));
        Chatter other = Chatter.join(channel("heartbeats"))) {
      sender.say("ping");
      sender.hears("pong");
      for (String heartbeat : List.of("heartbeat", "HeartBeat", "~H#C~", "")) {
        sender.say(heartbeat);
        sender.hears(heartbeat);
      }
      // One session's messages keep their order: any heartbeat would have come before.
      sender.say("not a heartbeat");
      other.hears("not a heartbeat");
      sender.hears("not a heartbeat");
    }
  }

  @Test
  default void theServerPingsASilentPeerAfterTheInterval() throws Exception {
    try (RawWebSocketClient client = raw("pinged")) {
      Frame ping = client.next(PATIENCE);
      assertEquals(Frame.PING, ping.opcode(), ping::toString);
      long silence = ping.arrivedNanos() - client.openedNanos();
      assertTrue(silence >= INTERVAL.toNanos(), () -> "pinged after " + silence + " ns");
    }
  }

  @Test
  default void aPongAloneKeepsAPeerAlive() throws Exception {
    try (RawWebSocketClient client = raw("pongs")) {
      long start = System.nanoTime();
      while (System.nanoTime() - start < 3 * TIMEOUT.toNanos()) {
        Frame ping = client.next(PATIENCE);
        assertEquals(Frame.PING, ping.opcode(), ping::toString);
        client.sendFrame(Frame.PONG, true, ping.payload());
      }
    }
  }

  @Test
  default void aPongThatNobodyAskedForKeepsAPeerAlive() throws Exception {
    try (RawWebSocketClient client = raw("volunteer?pings=off")) {
      long start = System.nanoTime();
      while (System.nanoTime() - start < 2 * TIMEOUT.toNanos()) {
        client.sendFrame(Frame.PONG, true, new byte[0]);
        client.expectNothingFor(BEAT);
      }
    }
  }

  @Test
  default void aPingOfAClientIsAnsweredWithItsPayload() throws Exception {
    byte[] payload = Scenario.utf8("are you there?");
    try (RawWebSocketClient client = raw("pings")) {
      client.sendFrame(Frame.PING, true, payload);
      Frame pong = client.nextButPings(PATIENCE);
      assertEquals(Frame.PONG, pong.opcode(), pong::toString);
      assertArrayEquals(payload, pong.payload());
    }
  }
}
