package dev.lifeline.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.testing.Await;
import dev.lifeline.testing.Frame;
import dev.lifeline.testing.RawWebSocketClient;
import org.junit.jupiter.api.Test;

/** What the application is told of a session: see {@link Witness}. */
interface EndScenario extends Scenario {

  @Test
  default void aDeathIsToldOnceWithItsReasonItsMissedBeatsAndItsRoundTrip() throws Exception {
    try (RawWebSocketClient client = raw("ends-dead")) {
      Frame ping = client.next(PATIENCE);
      assertEquals(Frame.PING, ping.opcode(), ping::toString);
      client.sendFrame(Frame.PONG, true, ping.payload());
      assertEquals(4000, client.nextButPings(PATIENCE).closeCode());
      String end = theEndOf("ends-dead");
      assertTrue(end.startsWith("NO_HEARTBEAT missed="), end);
      assertTrue(end.contains("rtt=true"), end);
      int missed = Integer.parseInt(end.replaceAll(".*missed=(\\d+).*", "$1"));
      // Five intervals make a timeout; the first silence was answered.
      assertTrue(missed >= 4 && missed <= 5, end);
    }
    assertEquals(1, endsOf("ends-dead").size());
  }

  @Test
  default void anOpeningIsToldBeforeTheEnd() throws Exception {
    try (RawWebSocketClient client = raw("ends-opened")) {
      client.sendClose(1000);
      assertTrue(theEndOf("ends-opened").endsWith("opened=true"));
    }
  }

  @Test
  default void aCloseOfThePeersIsTold() throws Exception {
    try (RawWebSocketClient client = raw("ends-closed")) {
      client.sendClose(1000);
      assertTrue(theEndOf("ends-closed").startsWith("PEER_CLOSED missed=0 rtt=false"));
    }
  }

  @Test
  default void aConnectionThatIsResetIsTold() throws Exception {
    RawWebSocketClient client = raw("ends-reset");
    client.sendText("ping");
    assertEquals("pong", client.nextButPings(PATIENCE).text());
    client.reset();
    assertTrue(theEndOf("ends-reset").startsWith("CONNECTION_LOST"));
  }

  @Test
  default void aConnectionThatEndsWithoutACloseFrameIsTold() throws Exception {
    RawWebSocketClient client = raw("ends-eof");
    // Tyrus may miss an end that comes with the handshake, and the deadline then finds it.
    client.sendText("ping");
    assertEquals("pong", client.nextButPings(PATIENCE).text());
    client.close();
    assertTrue(theEndOf("ends-eof").startsWith("CONNECTION_LOST"));
  }

  private String theEndOf(String channel) throws Exception {
    Await.until(() -> "ends of " + channel, PATIENCE, () -> !endsOf(channel).isEmpty());
    return endsOf(channel).get(0);
  }
}
